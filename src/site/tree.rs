//! A site file's text as a tree in which every key and value has its place.

use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use crate::text::{Finding, Findings, Kind, Place, SiteMessage};

/// How many of the parser's errors are told: what is no TOML at all has one on every line.
const MOST_ERRORS: usize = 20;

/// A file's text, and the tree of it.
pub(super) struct Tree<'a> {
    file: &'a str,
    text: &'a str,
    /// The whole file.
    pub root: Node,
}

/// A value and where it is.
#[derive(Debug)]
pub(super) struct Node {
    /// Where its key is; where it is itself, for an item of a list.
    pub key_at: usize,
    /// Where it is itself.
    pub span: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum What {
    Text(String),
    Int(i64),
    Float,
    Truth,
    /// A date or a time, which no key of a site file wants.
    Date,
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl<'a> Tree<'a> {
    /// Reads a text, and tells the names that are in it twice: what else is wrong with it can be told beside them.
    ///
    /// # Errors
    /// What is no TOML, each at its place: what is left of such a text tells nothing more.
    pub fn read(file: &'a str, text: &'a str) -> Result<(Self, Findings), Findings> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut tree = Self {
            file,
            text,
            root: node(0, table.span(), DeValue::Table(table.into_inner())),
        };
        tree.root.span = 0..0;
        let mut findings = Findings::new();
        let (twice, broken): (Vec<_>, Vec<_>) = errors
            .into_iter()
            .partition(|e| e.message().trim() == "duplicate key");
        let mut headers: Vec<usize> = Vec::new();
        for span in twice.iter().filter_map(toml::de::Error::span) {
            // The keys of a table that is there twice are there twice because of that.
            let header = header_of(text, span.start);
            if header.is_some_and(|at| headers.contains(&at)) {
                continue;
            }
            if line_start(text, span.start) == header {
                headers.extend(header);
            }
            let name = text.get(span.clone()).unwrap_or_default().to_owned();
            findings.push(tree.finding(span.start, SiteMessage::Twice { name }));
        }
        let sound = broken.is_empty();
        for error in broken.into_iter().take(MOST_ERRORS) {
            let reason = error.message().trim().replace('\n', ", ");
            let at = error.span().map_or(0, |s| s.start);
            let finding = tree.finding(at, SiteMessage::Toml { reason });
            // What else the parser says of a line follows from its first mistake.
            let line = |f: &Finding| f.place.as_ref().map(|p| p.line);
            if findings.iter().all(|f| line(f) != line(&finding)) {
                findings.push(finding);
            }
        }
        match sound {
            true => Ok((tree, findings)),
            false => Err(findings),
        }
    }

    /// The keys of a table of the file in the order in which they stand in it; none where there is no such table.
    pub fn keys(&self, table: &[&str]) -> Vec<String> {
        let found = table
            .iter()
            .try_fold(&self.root, |node, name| node.get(name));
        let rows = found.map_or(&[][..], Node::rows);
        let mut keys: Vec<(usize, &String)> = rows.iter().map(|(k, n)| (n.key_at, k)).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, key)| key.clone()).collect()
    }

    /// A finding about a byte of the text.
    pub fn finding(&self, at: usize, message: SiteMessage) -> Finding {
        Finding::at(Place::in_text(self.file, self.text, at), message)
    }

    /// A finding about a part of a text, by the part's place in the text, in bytes.
    pub fn within(&self, node: &Node, offset: usize, message: SiteMessage) -> Finding {
        let start = node.span.start;
        let raw = self.text.get(node.span.clone()).unwrap_or_default();
        let quotes = raw.len() - raw.trim_start_matches(['"', '\'']).len();
        // Escapes make what is written longer than what is read.
        let plain = node
            .text()
            .is_some_and(|t| raw.get(quotes..).is_some_and(|r| r.starts_with(t)));
        let at = if plain {
            start + quotes + offset
        } else {
            start
        };
        self.finding(at, message)
    }
}

impl Node {
    /// Its kind, as messages name it.
    pub fn kind(&self) -> Kind {
        match self.what {
            What::Text(_) => Kind::Text,
            What::Int(_) => Kind::Whole,
            What::Float => Kind::Number,
            What::Truth => Kind::Truth,
            What::Date => Kind::Nothing,
            What::List(_) => Kind::List,
            What::Table(_) => Kind::Map,
        }
    }

    /// A part of a table; none where there is none, or this is no table.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let mut rows = self.rows().iter();
        rows.find(|(k, _)| k == key).map(|(_, node)| node)
    }

    /// The keys and values of a table; none where this is no table.
    pub fn rows(&self) -> &[(String, Node)] {
        match &self.what {
            What::Table(rows) => rows,
            _ => &[],
        }
    }

    /// The parts of a list; none where this is no list.
    pub fn items(&self) -> &[Node] {
        match &self.what {
            What::List(items) => items,
            _ => &[],
        }
    }

    /// The text that it is; none where it is something else.
    pub fn text(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same shape as JSON, for pointers into it: numbers with a fraction and dates are null.
    pub fn json(&self) -> Value {
        match &self.what {
            What::Text(text) => Value::from(text.as_str()),
            What::Int(int) => Value::from(*int),
            What::Truth => Value::Bool(true),
            What::Float | What::Date => Value::Null,
            What::List(items) => items.iter().map(Node::json).collect(),
            What::Table(rows) => rows.iter().map(|(k, n)| (k.clone(), n.json())).collect(),
        }
    }
}

/// Where the line of a byte begins.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    Some(before.rfind('\n').map_or(0, |newline| newline + 1))
}

/// Where the line of the table's header begins that a byte stands in or below; none where it is before all of them.
fn header_of(text: &str, at: usize) -> Option<usize> {
    let mut start = line_start(text, at)?;
    loop {
        if text[start..]
            .trim_start_matches([' ', '\t'])
            .starts_with('[')
        {
            return Some(start);
        }
        start = line_start(text, start.checked_sub(1)?)?;
    }
}

fn node(key_at: usize, span: Range<usize>, value: DeValue<'_>) -> Node {
    let what = match value {
        DeValue::String(text) => What::Text(text.into_owned()),
        DeValue::Integer(int) => {
            i64::from_str_radix(int.as_str(), int.radix()).map_or(What::Float, What::Int)
        }
        DeValue::Float(_) => What::Float,
        DeValue::Boolean(_) => What::Truth,
        DeValue::Datetime(_) => What::Date,
        DeValue::Array(items) => What::List(
            items
                .into_iter()
                .map(|item| {
                    let span = item.span();
                    node(span.start, span, item.into_inner())
                })
                .collect(),
        ),
        DeValue::Table(table) => What::Table(
            table
                .into_iter()
                .map(|(key, value)| {
                    let (at, span) = (key.span().start, value.span());
                    (
                        key.into_inner().into_owned(),
                        node(at, span, value.into_inner()),
                    )
                })
                .collect(),
        ),
    };
    Node { key_at, span, what }
}
