//! An element of a page: a name, a sentence, and ways to find it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One way to find an element. There is no XPath: it cannot be checked offline, and nothing needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Candidate {
    /// The elements that match `within` and whose text, trimmed, is `text`.
    Text {
        /// The text, compared after white space is trimmed and folded.
        text: String,
        /// A CSS selector of the elements looked at.
        within: String,
    },
    /// The elements of an ARIA role with an accessible name.
    Role {
        /// The role, explicit or implied by the tag.
        role: String,
        /// The accessible name.
        name: String,
    },
    /// The fields with a placeholder.
    Placeholder {
        /// The whole placeholder.
        placeholder: String,
    },
    /// The elements that match a CSS selector.
    Css {
        /// The selector.
        css: String,
    },
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Candidate::Text { text, within } => write!(f, "text {text:?} within {within}"),
            Candidate::Role { role, name } => write!(f, "role {role} named {name:?}"),
            Candidate::Placeholder { placeholder } => write!(f, "placeholder {placeholder:?}"),
            Candidate::Css { css } => write!(f, "css {css}"),
        }
    }
}

/// What an element must be before it is acted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// Its tag, lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Whether it must be visible: a box with a width, and not `visibility: hidden`.
    pub visible: bool,
    /// Whether several matches are meant; otherwise exactly one must match.
    pub many: bool,
}

impl Default for Expected {
    fn default() -> Self {
        Self {
            tag: None,
            visible: true,
            many: false,
        }
    }
}

/// An element of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// The name that plans and messages use; the key of its table in the file.
    #[serde(default)]
    pub name: String,
    /// What it is, in one sentence for people.
    pub about: String,
    /// The page that it is on.
    pub page: String,
    /// Ways to find it, the best first.
    pub candidates: Vec<Candidate>,
    /// What it must be.
    #[serde(default)]
    pub expect: Expected,
}

impl Element {
    /// Puts a value where the file says `$value`: an option's text, a category's name.
    #[must_use]
    pub fn with_value(&self, value: &str) -> Element {
        let mut e = self.clone();
        for c in &mut e.candidates {
            let part = match c {
                Candidate::Text { text, .. } => text,
                Candidate::Role { name, .. } => name,
                Candidate::Placeholder { placeholder } => placeholder,
                Candidate::Css { .. } => continue,
            };
            if part == "$value" {
                value.clone_into(part);
            }
        }
        e
    }
}
