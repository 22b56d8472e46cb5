//! A site file's text as a tree in which every key and value has its place.

use std::ops::Range;

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

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum To<'p> {
    Key(&'p str),
    Item(usize),
}

impl<'a> Tree<'a> {
    /// Reads a text.
    ///
    /// # Errors
    /// What is no TOML, each at its place.
    pub fn read(file: &'a str, text: &'a str) -> Result<Self, Findings> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut tree = Self {
            file,
            text,
            root: node(0, table.span(), DeValue::Table(table.into_inner())),
        };
        tree.root.span = 0..0;
        let mut findings = Findings::new();
        for error in errors.into_iter().take(MOST_ERRORS) {
            let span = error.span().unwrap_or(0..0);
            let reason = error.message().trim().replace('\n', ", ");
            let message = match reason.as_str() {
                "duplicate key" => SiteMessage::Twice {
                    name: text.get(span.clone()).unwrap_or_default().to_owned(),
                },
                _ => SiteMessage::Toml { reason },
            };
            let finding = tree.finding(span.start, message);
            // What else the parser says of a line follows from its first mistake.
            let line = |f: &Finding| f.place.as_ref().map(|p| p.line);
            if findings.iter().all(|f| line(f) != line(&finding)) {
                findings.push(finding);
            }
        }
        match findings.is_empty() {
            true => Ok(tree),
            false => Err(findings),
        }
    }

    /// The keys of a table of the file in the order in which they stand in it; none where there is no such table.
    pub fn keys(&self, table: &[&str]) -> Vec<String> {
        let mut at = &self.root;
        for name in table {
            let What::Table(rows) = &at.what else {
                return Vec::new();
            };
            let Some((_, part)) = rows.iter().find(|(key, _)| key == name) else {
                return Vec::new();
            };
            at = part;
        }
        let What::Table(rows) = &at.what else {
            return Vec::new();
        };
        let mut keys: Vec<(usize, &String)> = rows.iter().map(|(k, n)| (n.key_at, k)).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, key)| key.clone()).collect()
    }

    /// A finding about a byte of the text.
    pub fn finding(&self, at: usize, message: SiteMessage) -> Finding {
        Finding::at(Place::in_text(self.file, self.text, at), message)
    }

    /// A finding about a value.
    pub fn about(&self, path: &[To<'_>], message: SiteMessage) -> Finding {
        self.finding(self.at(path).span.start, message)
    }

    /// A finding about a part of a text, by the part's place in the text, in bytes.
    pub fn within(&self, path: &[To<'_>], offset: usize, message: SiteMessage) -> Finding {
        let node = self.at(path);
        let start = node.span.start;
        let raw = self.text.get(node.span.clone()).unwrap_or_default();
        let quotes = raw.len() - raw.trim_start_matches(['"', '\'']).len();
        // Escapes make what is written longer than what is read.
        let plain = matches!(&node.what, What::Text(t) if raw.get(quotes..).is_some_and(|r| r.starts_with(t.as_str())));
        let at = if plain {
            start + quotes + offset
        } else {
            start
        };
        self.finding(at, message)
    }

    /// The value that a path leads to, or the nearest one above it.
    pub fn at(&self, path: &[To<'_>]) -> &Node {
        let mut node = &self.root;
        for step in path {
            let next = match (step, &node.what) {
                (To::Key(key), What::Table(rows)) => {
                    rows.iter().find(|(k, _)| k == key).map(|(_, n)| n)
                }
                (To::Item(n), What::List(items)) => items.get(*n),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
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
