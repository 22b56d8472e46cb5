//! Evidence: what a page looked like when something went wrong.

use serde::{Deserialize, Serialize};

/// One piece of evidence. "Could not look" is not "looked, found nothing".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capture {
    /// A file in the run's directory.
    File(String),
    /// A short text.
    Text(String),
    /// It could not be had, and why.
    Unavailable(String),
}

/// What a page showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The URL, without its query's values.
    pub url: Capture,
    /// The title.
    pub title: Capture,
    /// The screenshot, sensitive fields blanked.
    pub screenshot: Capture,
    /// The DOM, bounded and scrubbed.
    pub dom: Capture,
    /// What the page said on its console, the last lines, bounded and scrubbed; none where the driver does not tell.
    #[serde(default)]
    pub console: Vec<ConsoleLine>,
}

/// A line of a page's console.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, … as the driver calls it.
    pub level: String,
    /// Its words.
    pub text: String,
}

/// A picture of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The file in the run's directory, JPEG or PNG, or why there is none.
    pub file: Capture,
    /// Where the element is that was acted on, where it could still be seen.
    pub outline: Option<Outline>,
}

/// A rectangle within a picture, in parts of its width and height from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}
