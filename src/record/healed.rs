//! An element that no candidate of its site file found, and that was known by its fingerprint.

use serde::{Deserialize, Serialize};

/// A healed element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The element's candidates for the site file, in TOML: what finds it now in front of what did.
    pub patch: String,
}

impl Healed {
    /// The file in a run's directory that has the patches to one site file, such as
    /// `heal-juejin-pages-2026-09-27.toml`.
    pub fn file(&self) -> String {
        format!("heal-{}.toml", self.site_file.replace('/', "-"))
    }
}
