//! An element of a page: a name, a sentence, and ways to find it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Candidate, Fingerprint};

/// The state of a page right after it was opened.
pub const OPENED: &str = "opened";

/// What stands for a value in a candidate.
pub const VALUE: &str = "$value";

/// What an element must be before it is acted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// Its tag, lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Whether it must be visible: a box with a width, and not `visibility: hidden`.
    pub visible: bool,
    /// Whether several matches are meant; otherwise exactly one must match.
    pub many: bool,
    /// Whether using it publishes or pays: then only what is like it in its text to the letter is taken for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub submits: bool,
    /// Whether what it says varies, as where a button says another word in an update: its words are no part of its
    /// fingerprint. What submits is always known by its words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub words_vary: bool,
}

impl Default for Expected {
    fn default() -> Self {
        Self {
            tag: None,
            visible: true,
            many: false,
            submits: false,
            words_vary: false,
        }
    }
}

/// An element of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// The name that plans and messages use; the key of its table in the file.
    #[serde(default)]
    #[schemars(skip)]
    pub name: String,
    /// What it is, in one sentence for people.
    pub about: String,
    /// The page that it is on.
    pub page: String,
    /// Ways to find it, the best first.
    pub candidates: Vec<Candidate>,
    /// The state of the page in which it is there; one of the page's `states`, or as it is when it has been opened.
    #[serde(default = "opened", skip_serializing_if = "is_opened")]
    pub state: String,
    /// For `$value`: a value that is always there, which a check looks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
    /// What it must be.
    #[serde(default, skip_serializing_if = "Expected::is_default")]
    pub expect: Expected,
    /// What it looked like when it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Box<Fingerprint>>,
}

fn opened() -> String {
    OPENED.to_owned()
}

fn is_opened(state: &str) -> bool {
    state == OPENED
}

impl Expected {
    /// Whether it is what an element must be when nothing is said.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Element {
    /// An element without a name, a page or a candidate, to be filled in.
    fn default() -> Self {
        Self {
            name: String::new(),
            about: String::new(),
            page: String::new(),
            candidates: Vec::new(),
            state: opened(),
            sample: None,
            expect: Expected::default(),
            fingerprint: None,
        }
    }
}

impl Element {
    /// Puts a value where the file says `$value`: an option's text, a category's name.
    #[must_use]
    pub fn with_value(&self, value: &str) -> Element {
        let mut e = self.clone();
        for c in &mut e.candidates {
            if let Some(part) = c.words_mut()
                && part == VALUE
            {
                value.clone_into(part);
            }
        }
        e.fingerprint = e.fingerprint.map(|f| Box::new(f.with_value(value)));
        e
    }
}
