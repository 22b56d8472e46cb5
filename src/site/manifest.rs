//! The list of a directory of saved pages: `manifest.json`.

use serde::{Deserialize, Serialize};

/// What a directory of saved pages has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this list: 1.
    pub schema: u32,
    /// The site.
    pub site: String,
    /// When they were saved, as an RFC 3339 time.
    pub captured_at: String,
    /// The browser and its version.
    pub browser: String,
    /// The pages.
    pub pages: Vec<SavedPage>,
}

/// One saved page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPage {
    /// The file, beside the list.
    pub file: String,
    /// The page by its name in the site file.
    pub page: String,
    /// The state that it was in: `opened`, or one of the page's `states`.
    pub state: String,
    /// Its URL, without what is personal in it.
    pub url: String,
}

impl Manifest {
    /// The list's file name.
    pub const FILE: &str = "manifest.json";
}
