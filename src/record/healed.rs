//! An element that no candidate of its site file found, and that was known by its fingerprint.

use serde::Serialize;

/// A healed element.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Healed {
    /// Its name in the site file.
    pub element: String,
    /// The site file, such as `juejin/pages/2026-09-27`.
    pub site_file: String,
    /// How like it is to what was recorded, 1 at most.
    pub score: f64,
    /// What agreed.
    pub signals: Vec<String>,
    /// What was found, as people recognise it: `div.panel > button.primary "确定并发布"`.
    pub found: String,
}
