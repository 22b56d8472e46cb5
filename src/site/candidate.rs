//! One way to find an element, and how long it is likely to last.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How likely a candidate still matches after the site has changed, from 0 to 100.
pub type Score = u8;

/// One way to find an element. There is no XPath: it cannot be checked offline, and nothing needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Candidate {
    /// The elements that match `within` and whose text, trimmed, is `text`.
    Text {
        /// The text, compared after white space is trimmed and folded; `$value` is the value that a plan wants.
        text: String,
        /// A CSS selector of the elements looked at.
        within: String,
        /// How likely it lasts, from 0 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(max = 100))]
        score: Option<Score>,
    },
    /// The elements of an ARIA role with an accessible name.
    Role {
        /// The role, explicit or implied by the tag.
        role: String,
        /// The accessible name; `$value` is the value that a plan wants.
        name: String,
        /// How likely it lasts, from 0 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(max = 100))]
        score: Option<Score>,
    },
    /// The fields with a placeholder.
    Placeholder {
        /// The whole placeholder.
        placeholder: String,
        /// How likely it lasts, from 0 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(max = 100))]
        score: Option<Score>,
    },
    /// The elements that match a CSS selector.
    Css {
        /// The selector.
        css: String,
        /// How likely it lasts, from 0 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(max = 100))]
        score: Option<Score>,
    },
}

impl Candidate {
    /// The elements that match a selector.
    pub fn css(css: impl Into<String>) -> Self {
        Candidate::Css {
            css: css.into(),
            score: None,
        }
    }

    /// The elements within a selector that have a text.
    pub fn text(text: impl Into<String>, within: impl Into<String>) -> Self {
        Candidate::Text {
            text: text.into(),
            within: within.into(),
            score: None,
        }
    }

    /// The elements of a role with an accessible name.
    pub fn role(role: impl Into<String>, name: impl Into<String>) -> Self {
        Candidate::Role {
            role: role.into(),
            name: name.into(),
            score: None,
        }
    }

    /// The fields with a placeholder.
    pub fn placeholder(placeholder: impl Into<String>) -> Self {
        Candidate::Placeholder {
            placeholder: placeholder.into(),
            score: None,
        }
    }

    /// The CSS selector in it.
    pub fn selector(&self) -> Option<&str> {
        match self {
            Candidate::Text { within, .. } => Some(within),
            Candidate::Css { css, .. } => Some(css),
            Candidate::Role { .. } | Candidate::Placeholder { .. } => None,
        }
    }

    /// The words in it, which may be `$value`.
    pub fn words(&self) -> Option<&str> {
        match self {
            Candidate::Text { text, .. } => Some(text),
            Candidate::Role { name, .. } => Some(name),
            Candidate::Placeholder { placeholder, .. } => Some(placeholder),
            Candidate::Css { .. } => None,
        }
    }

    pub(super) fn words_mut(&mut self) -> Option<&mut String> {
        match self {
            Candidate::Text { text, .. } => Some(text),
            Candidate::Role { name, .. } => Some(name),
            Candidate::Placeholder { placeholder, .. } => Some(placeholder),
            Candidate::Css { .. } => None,
        }
    }

    fn written(&self) -> Option<Score> {
        match self {
            Candidate::Text { score, .. }
            | Candidate::Role { score, .. }
            | Candidate::Placeholder { score, .. }
            | Candidate::Css { score, .. } => *score,
        }
    }

    /// The score that the file gives it, else [`super::stability`].
    pub fn score(&self) -> Score {
        self.written().unwrap_or_else(|| super::stability(self))
    }

    /// Writes a score into it.
    #[must_use]
    pub fn with_score(mut self, new: Score) -> Self {
        match &mut self {
            Candidate::Text { score, .. }
            | Candidate::Role { score, .. }
            | Candidate::Placeholder { score, .. }
            | Candidate::Css { score, .. } => *score = Some(new.min(100)),
        }
        self
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Candidate::Text { text, within, .. } => write!(f, "text {text:?} within {within}"),
            Candidate::Role { role, name, .. } => write!(f, "role {role} named {name:?}"),
            Candidate::Placeholder { placeholder, .. } => write!(f, "placeholder {placeholder:?}"),
            Candidate::Css { css, .. } => write!(f, "css {css}"),
        }
    }
}
