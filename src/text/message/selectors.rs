//! About site files: what is recorded of a site's pages, and what is imported.

/// What can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectorsMessage {
    /// A file that is to be imported cannot be read.
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// A file is not the JSON that it should be.
    NotJson {
        /// What the parser says.
        why: String,
    },
    /// A mapping names an element that the site file does not have.
    NoElement {
        /// The element.
        element: String,
        /// The site file.
        site_file: String,
        /// The elements that it has.
        known: Vec<String>,
    },
    /// A mapping names a step that the recording does not have.
    NoStep {
        /// The element.
        element: String,
        /// The step, from 1.
        step: usize,
        /// How many there are.
        steps: usize,
    },
    /// A mapping names a step that finds no element.
    StepWithoutElement {
        /// The element.
        element: String,
        /// The step, from 1.
        step: usize,
        /// What the step does.
        words: String,
    },
    /// A saved page, or the list of a directory of them, that cannot be read.
    NotSaved {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// A list of saved pages that is none.
    BadList {
        /// What the parser says.
        why: String,
    },
    /// Saved pages of another site.
    OtherSite {
        /// The site that they are of.
        found: String,
        /// The site that is wanted.
        wanted: String,
    },
    /// No step of a recording shows an element of the site file.
    NothingImported {
        /// The recording's title.
        title: String,
        /// The site file.
        site_file: String,
    },
    /// Nobody showed anything.
    NothingShown {
        /// For how long, in seconds.
        seconds: u64,
    },
}

impl SelectorsMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "selectors.unreadable",
            Self::NotJson { .. } => "selectors.not-json",
            Self::NoElement { .. } => "selectors.no-element",
            Self::NoStep { .. } => "selectors.no-step",
            Self::StepWithoutElement { .. } => "selectors.step-without-element",
            Self::NotSaved { .. } => "selectors.not-saved",
            Self::BadList { .. } => "selectors.bad-list",
            Self::OtherSite { .. } => "selectors.other-site",
            Self::NothingImported { .. } => "selectors.nothing-imported",
            Self::NothingShown { .. } => "selectors.nothing-shown",
        }
    }
}
