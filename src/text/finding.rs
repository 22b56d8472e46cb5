//! A finding: something in the user's files that must change before anything is sent.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Lang, Message, Sentence, say};

/// A place in a user's file. Lines and columns count from 1; a column counts characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte in a file's text; what is past the end is at the end.
    pub fn in_text(file: &str, text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Something to change before anything is sent, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where, when it is a place in a file.
    pub place: Option<Place>,
    /// The account that minds, when it is not all of them.
    pub account: Option<String>,
    /// What is the matter.
    pub message: Message,
}

impl Finding {
    /// Makes a finding at a place.
    pub fn at(place: Place, message: impl Into<Message>) -> Self {
        Self {
            place: Some(place),
            account: None,
            message: message.into(),
        }
    }

    /// Makes a finding without a place.
    pub fn of(message: impl Into<Message>) -> Self {
        Self {
            place: None,
            account: None,
            message: message.into(),
        }
    }

    /// Names the account that minds.
    #[must_use]
    pub fn for_account(mut self, account: &str) -> Self {
        self.account = Some(account.to_owned());
        self
    }

    /// The sentence in a language.
    pub fn say(&self, lang: Lang) -> Sentence {
        say(lang, &self.message)
    }

    /// One line in a language: `file:line:column: account: what; hint`.
    pub fn line(&self, lang: Lang) -> String {
        let mut line = String::new();
        if let Some(place) = &self.place {
            line += &format!("{place}: ");
        }
        if let Some(account) = &self.account {
            line += &format!("{account}: ");
        }
        let said = self.say(lang);
        line += &said.what;
        if let Some(hint) = said.hint {
            line += match lang {
                Lang::En => "; ",
                Lang::Zh => "；",
            };
            line += &hint;
        }
        line
    }
}

impl fmt::Display for Finding {
    /// The line in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

/// All that was found, at once. Never empty where it is an error.
pub type Findings = Vec<Finding>;
