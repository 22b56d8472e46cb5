//! Who recorded a site file, on what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who recorded a file, and on what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Who or what: a person, or `fagao selectors record`.
    pub by: String,
    /// The browser and its version, such as `chrome 156.0.8012.3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// The driver and its version, such as `chromedriver 156.0.8012.3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// Whose pages they were.
    #[serde(default)]
    pub on: RecordedOn,
    /// The file that this one was healed or imported from, such as `juejin/pages/2026-09-27`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// Whose pages were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordedOn {
    /// The site's own.
    #[default]
    Site,
    /// The sandbox's, which follow what is known of the site's.
    Sandbox,
}
