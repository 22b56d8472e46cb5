//! Evidence: what a page looked like when something went wrong.

use serde::Serialize;

/// One piece of evidence. "Could not look" is not "looked, found nothing".
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The URL, without its query's values.
    pub url: Capture,
    /// The title.
    pub title: Capture,
    /// The screenshot, sensitive fields blanked.
    pub screenshot: Capture,
    /// The DOM, bounded and scrubbed.
    pub dom: Capture,
}
