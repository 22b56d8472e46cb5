//! A recording of Chrome DevTools' Recorder, as far as it is read.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::super::Failure;
use crate::text::{Finding, Place, SelectorsMessage};

/// The largest recording that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// A recording (`UserFlow`): only what is read of it. What else it says is of no use here and no error.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a recording: `title` and `steps`")]
pub struct UserFlow {
    /// Its name.
    pub title: String,
    /// What was done.
    pub steps: Vec<Step>,
}

/// A step of a recording.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a step: `type` and, where it is about an element, `selectors`")]
pub struct Step {
    /// `click`, `change`, `navigate`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Ways to find what the step is about, each a selector or a way through shadow roots.
    #[serde(default)]
    pub selectors: Vec<Selector>,
    #[serde(default)]
    /// Where it goes.
    pub url: Option<String>,
}

/// A way to find something.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged, expecting = "a selector or a list of selectors")]
pub enum Selector {
    /// A selector.
    One(String),
    /// One for each shadow root on the way.
    Through(Vec<String>),
}

impl Step {
    /// As people read it.
    pub fn words(&self) -> String {
        let first = self.selectors.first().map(Selector::words);
        let what = first.or_else(|| self.url.clone()).unwrap_or_default();
        format!("{} {what}", self.kind)
    }

    /// The words that its selectors look for: accessible names and texts.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let all = self.selectors.iter().filter_map(Selector::alone);
        all.filter_map(|one| {
            let words = one.strip_prefix("aria/").or(one.strip_prefix("text/"))?;
            Some(words.split("[role=").next().unwrap_or(words).trim())
        })
    }
}

impl Selector {
    /// The selector, where it goes through no shadow root.
    fn alone(&self) -> Option<&str> {
        match self {
            Selector::One(one) => Some(one),
            Selector::Through(parts) => parts.first().filter(|_| parts.len() == 1),
        }
        .map(String::as_str)
    }

    /// As people read it.
    pub fn words(&self) -> String {
        match self {
            Selector::One(one) => one.clone(),
            Selector::Through(parts) => parts.join(" >>> "),
        }
    }
}

/// Reads a JSON file; what is wrong with it is told with its place.
///
/// # Errors
/// It cannot be read, or is not that.
pub fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    serde_json::from_str(&text_of(file)?).map_err(|e| {
        let said = e.to_string();
        let why = said.split(" at line ").next().unwrap_or(&said);
        let why = why.replace("usize", "a whole number");
        let place = Place {
            file: file.display().to_string(),
            line: e.line().max(1),
            column: e.column().max(1),
        };
        vec![Finding::at(place, SelectorsMessage::NotJson { why })].into()
    })
}

/// The text of a file that is not too large.
///
/// # Errors
/// It cannot be read.
pub fn text_of(file: &Path) -> Result<String, Failure> {
    let unreadable = |why: String| {
        let file = file.display().to_string();
        Failure::from(vec![Finding::of(SelectorsMessage::Unreadable {
            file,
            why,
        })])
    };
    let size = std::fs::metadata(file)
        .map_err(|e| unreadable(e.to_string()))?
        .len();
    if size > LARGEST {
        return Err(unreadable(format!(
            "it has {size} bytes, more than {LARGEST}"
        )));
    }
    let text = std::fs::read_to_string(file).map_err(|e| unreadable(e.to_string()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
