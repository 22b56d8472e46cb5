//! What an element looked like when it was recorded: what is left to know it by when no candidate matches.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an element looked like. Texts are trimmed and their white space is folded; where the file has an element for
/// many values, the value is written `$value`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fingerprint {
    /// The tag, lower case.
    pub tag: String,
    /// The attributes that stay the same from day to day: `type`, `name`, `maxlength`, … but no class, style or data-v-….
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// The classes that are words; generated ones are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The text within it; none where it is long or what was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The placeholder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// The ARIA role, explicit or implied by the tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The accessible name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The text of the label that stands before it or around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The neighbours before it, the nearest first: a short text, or `<tag>` where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// The neighbours after it, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Its ancestors, the nearest first, each as its tag with its stable classes: `div.panel`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
}
