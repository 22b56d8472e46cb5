//! The front matter's fences: what is between them, and what is after.

use std::ops::Range;

use super::source::Source;
use crate::text::{ArticleMessage, Findings, Unopened};

/// The language of a front matter, by its fence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Syntax {
    /// Between `---` lines; the second may be `...`.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// Where in a file's text its parts are.
#[derive(Debug, PartialEq)]
pub(super) struct Parts {
    pub(super) syntax: Syntax,
    /// What is between the fences.
    pub(super) front: Range<usize>,
    /// Where the body begins, after blank lines.
    pub(super) body: usize,
}

/// Finds the fences. Without them the answer is where a body may be looked for nevertheless.
pub(super) fn split(source: &Source<'_>, findings: &mut Findings) -> Result<Parts, Option<usize>> {
    let text = source.text.as_str();
    let mut lines = offsets(text);
    let Some((syntax, fence)) = lines.next().and_then(|(_, line)| opens(line)) else {
        let instead = instead(text);
        let at = match instead {
            Unopened::Blanks => text.len() - text.trim_start().len(),
            _ => 0,
        };
        findings.push(source.finding(at, ArticleMessage::NoFrontMatter { instead }));
        return Err(Some(0));
    };
    let start = text.find('\n').map(|newline| newline + 1);
    let end = lines.find(|(_, line)| closes(line, syntax));
    let (Some(start), Some((end, line))) = (start, end) else {
        findings.push(source.finding(0, ArticleMessage::NotClosed { fence }));
        return Err(None);
    };
    let after = (end + line.len() + 1).min(text.len());
    Ok(Parts {
        syntax,
        front: start..end,
        body: after + blank_lines(&text[after..]),
    })
}

fn opens(line: &str) -> Option<(Syntax, &'static str)> {
    match line.trim_end() {
        "---" => Some((Syntax::Yaml, "---")),
        "+++" => Some((Syntax::Toml, "+++")),
        _ => None,
    }
}

fn closes(line: &str, syntax: Syntax) -> bool {
    match line.trim_end() {
        "---" | "..." => syntax == Syntax::Yaml,
        "+++" => syntax == Syntax::Toml,
        _ => false,
    }
}

/// Guesses what the author meant by a file that opens with no fence.
fn instead(text: &str) -> Unopened {
    let first = text.trim_start();
    let line = first.lines().next().unwrap_or("");
    if text.starts_with(char::is_whitespace) && opens(line).is_some() {
        return Unopened::Blanks;
    }
    if line.starts_with('{') && !line.starts_with("{{") && !line.starts_with("{%") {
        return Unopened::Json;
    }
    let mut keys = text
        .lines()
        .take_while(|l| l.trim_end() != "---")
        .peekable();
    let is_key = |l: &&str| l.split_once(':').is_some_and(|(k, _)| is_word(k));
    let fenced = text.lines().any(|l| l.trim_end() == "---");
    if fenced && keys.peek().is_some_and(is_key) {
        return Unopened::Keys;
    }
    Unopened::Text
}

fn is_word(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// Gives each line, without its end, and where it begins.
fn offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    })
}

/// Measures the blank lines at the start, in bytes.
fn blank_lines(text: &str) -> usize {
    text.split_inclusive('\n')
        .take_while(|line| line.ends_with('\n') && line.trim().is_empty())
        .map(str::len)
        .sum()
}
