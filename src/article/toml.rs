//! TOML into sections.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::source::Source;
use super::{Placed, Section, Value};
use crate::text::{ArticleMessage, Finding, Findings};

/// How many of the parser's errors are told: a file that is no TOML has one on every line.
const MOST_ERRORS: usize = 100;

/// Reads a file of TOML.
pub(super) fn read(file: &str, text: &str) -> Result<Section, Findings> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let source = Source::new(file, text);
    let mut findings = Findings::new();
    let section = block(&source, 0..source.text.len(), &mut findings);
    if findings.is_empty() {
        Ok(section)
    } else {
        Err(findings)
    }
}

/// Reads a part of a file; what the parser recovered from is read as well.
pub(super) fn block(source: &Source<'_>, part: Range<usize>, findings: &mut Findings) -> Section {
    let (table, errors) = DeTable::parse_recoverable(&source.text[part.clone()]);
    for error in errors.into_iter().take(MOST_ERRORS) {
        let at = error.span().map_or(0, |span| span.start);
        let reason = error.message().trim().replace('\n', ", ");
        let message = match reason.as_str() {
            "duplicate key" => duplicate(source, &part, error.span(), table.get_ref()),
            _ => ArticleMessage::BadToml { reason },
        };
        let finding = source.finding(part.start + at, message);
        // What else the parser says of a line follows from its first mistake.
        let line = |f: &Finding| f.place.as_ref().map(|p| p.line);
        if findings.iter().all(|f| line(f) != line(&finding)) {
            findings.push(finding);
        }
    }
    section(source, part.start, table.into_inner())
}

/// Names a duplicate key and the line of the first, which is the one that the table kept.
fn duplicate(
    source: &Source<'_>,
    part: &Range<usize>,
    span: Option<Range<usize>>,
    table: &DeTable<'_>,
) -> ArticleMessage {
    let written = &source.text[part.clone()];
    let key = span.clone().and_then(|s| written.get(s)).unwrap_or("");
    let key = key.trim_matches(|c| c == '"' || c == '\'');
    let before = span.map_or(0, |s| s.start);
    let first = first_of(key, before, table).or_else(|| header_before(written, before));
    ArticleMessage::DuplicateKey {
        key: key.to_owned(),
        first: first.map(|first| source.place(part.start + first).line),
    }
}

/// Finds the earlier one of two equal `[table]` headers: the parser keeps the place of the later.
fn header_before(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let header = text[start..].lines().next()?.trim();
    let mut line_start = 0;
    for line in text[..start].split_inclusive('\n') {
        if header.starts_with('[') && line.trim() == header {
            return Some(line_start);
        }
        line_start += line.len();
    }
    None
}

/// Finds the nearest place before `before` where a key of this name was taken.
fn first_of(key: &str, before: usize, table: &DeTable<'_>) -> Option<usize> {
    let mut found = None;
    for (k, v) in table.iter() {
        let at = k.span().start;
        if k.get_ref() == key && at < before {
            found = found.max(Some(at));
        }
        if let DeValue::Table(inner) = v.get_ref() {
            found = found.max(first_of(key, before, inner));
        }
    }
    found
}

fn section(source: &Source<'_>, base: usize, table: DeTable<'_>) -> Section {
    let mut section = Section::default();
    for (key, value) in table {
        let place = source.place(base + key.span().start);
        let key = Placed::new(key.into_inner().into_owned(), place);
        // The parser has seen to it that no key is there twice.
        section.push(key, placed(source, base, value));
    }
    section
}

fn placed(source: &Source<'_>, base: usize, value: Spanned<DeValue<'_>>) -> Placed<Value> {
    let span = value.span();
    let place = source.place(base + span.start);
    let written = || source.text[base + span.start..base + span.end].to_owned();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(int) => match i64::from_str_radix(int.as_str(), int.radix()) {
            Ok(int) => Value::Int(int),
            Err(_) => Value::Text(written()),
        },
        DeValue::Float(float) => match float.as_str().parse() {
            Ok(float) => Value::Float(float),
            Err(_) => Value::Text(written()),
        },
        DeValue::Boolean(truth) => Value::Bool(truth),
        // Kept as written: nothing here counts with dates.
        DeValue::Datetime(_) => Value::Text(written()),
        DeValue::Array(items) => {
            let items = items.into_iter();
            Value::List(items.map(|item| placed(source, base, item)).collect())
        }
        DeValue::Table(table) => Value::Map(section(source, base, table)),
    };
    Placed::new(value, place)
}
