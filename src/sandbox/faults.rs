//! What is to go wrong.

/// What is to go wrong.
#[derive(Default)]
pub struct Faults {
    elements: Vec<String>,
}

/// How a call goes wrong.
pub enum FaultKind {}

impl Faults {
    /// Breaks these elements.
    pub fn of(elements: Vec<String>) -> Self {
        Self { elements }
    }

    /// Whether the page must render this element so that no known selector matches.
    pub fn broken(&self, element: &str) -> bool {
        self.elements.iter().any(|e| e == element)
    }

    /// All elements that are broken.
    pub fn broken_elements(&self) -> Vec<String> {
        self.elements.clone()
    }

    /// How this call is to go wrong.
    pub fn at(&self, _site: &str, _call: &str) -> Option<FaultKind> {
        None
    }
}
