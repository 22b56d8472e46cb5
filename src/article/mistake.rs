//! What authors get wrong in YAML: a parser's error, told as the mistake behind it.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use crate::text::ArticleMessage;

/// Says what is most likely wrong, and at which byte of the text.
pub(super) fn explain(error: &ScanError, text: &str) -> (usize, ArticleMessage) {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    if let Some(tab) = tab(text, at) {
        return (tab, ArticleMessage::YamlTab);
    }
    let line = line_start(text, at);
    // The mistake may be on an earlier line than the one where the parser gave up.
    let (start, value) = value(text, line);
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => (
            last_quote(text, at).unwrap_or(at),
            ArticleMessage::YamlQuote,
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (at, ArticleMessage::YamlQuote),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            (at, ArticleMessage::YamlEscape)
        }
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::UnclosedFlowCollection { .. } => (at, ArticleMessage::YamlBracket),
        _ => {
            let first = value.chars().next();
            match first.filter(|c| "[]{}*&!%@`|>".contains(*c)) {
                Some(character) => (start, ArticleMessage::YamlStart { character }),
                None => by_place(error, text, at),
            }
        }
    }
}

fn by_place(error: &ScanError, text: &str, at: usize) -> (usize, ArticleMessage) {
    if let Some((start, key)) = glued_key(&text[..line_end(text, at)]) {
        return (start, ArticleMessage::YamlSpace { key });
    }
    let message = match error.kind() {
        ErrorKind::MappingValueNotAllowed => ArticleMessage::YamlColon,
        ErrorKind::ExpectedDocumentStart
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey => ArticleMessage::YamlIndent,
        _ => ArticleMessage::BadYaml {
            reason: error.info().replace('\n', ", "),
        },
    };
    (at, message)
}

/// Finds the first line that is a key with its value right after the colon: `title:x`, or with
/// a Chinese colon, `title：x`.
pub(super) fn glued_key(text: &str) -> Option<(usize, String)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let word = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        if let Some(end) = word.filter(|end| *end > 0) {
            let rest = line[end..].trim_end();
            let glued = match rest.strip_prefix(':') {
                Some(value) => !value.is_empty() && !value.starts_with([' ', '\t']),
                None => rest.starts_with('：'),
            };
            if glued {
                return Some((start + end, line[..end].to_owned()));
            }
        }
        start += line.len();
    }
    None
}

/// Finds a tab where the indentation of the line, or the next sign, is.
fn tab(text: &str, at: usize) -> Option<usize> {
    let start = line_start(text, at);
    let line = &text[start..line_end(text, at)];
    let indent = line.len() - line.trim_start().len();
    line[..indent].find('\t').map(|tab| start + tab)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// Gives the value on the line that begins at a byte, after `key: ` and `- `, and its place.
fn value(text: &str, line: usize) -> (usize, &str) {
    let end = line_end(text, line);
    let mut start = line;
    loop {
        let rest = &text[start..end];
        let trimmed = rest.trim_start();
        start = end - trimmed.len();
        match trimmed.strip_prefix("- ") {
            Some(item) => start = end - item.len(),
            None => break,
        }
    }
    let rest = &text[start..end];
    let key = rest.find(": ").filter(|colon| {
        let key = &rest[..*colon];
        !key.contains(|c: char| c.is_whitespace() || "[]{}\"'".contains(c))
    });
    if let Some(colon) = key {
        let value = rest[colon + 1..].trim_start();
        start = end - value.len();
    }
    (start, &text[start..end])
}

/// Finds the last value before a byte that begins with a quote.
fn last_quote(text: &str, at: usize) -> Option<usize> {
    let mut line = line_start(text, at);
    loop {
        let (start, value) = value(text, line);
        if start < at && value.starts_with(['"', '\'']) {
            return Some(start);
        }
        if line == 0 {
            return None;
        }
        line = line_start(text, line - 1);
    }
}
