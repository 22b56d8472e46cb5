//! A section: an ordered map of keys to values, each with its place.

use std::fmt;

use super::{Placed, Value};
use crate::text::{ArticleMessage, Finding, Findings, Kind, nearest};

/// An ordered map of what was written under some key, in the author's order.
///
/// The typed getters answer `Ok(None)` where the key is missing or null, and findings with their
/// places where the value, or items of the list, are of another kind.
#[derive(Clone, Default, PartialEq)]
pub struct Section {
    entries: Vec<(Placed<String>, Placed<Value>)>,
}

impl Section {
    /// Reads TOML, such as `fagao.toml`; `file` is the name shown in findings.
    ///
    /// # Errors
    /// One finding per syntax error, each at its place.
    pub fn from_toml(file: &str, text: &str) -> Result<Section, Findings> {
        super::toml::read(file, text)
    }

    /// Gives a value.
    pub fn get(&self, key: &str) -> Option<&Placed<Value>> {
        self.entry(key).map(|(_, v)| v)
    }

    /// Gives a key as written, with its place, and its value.
    pub fn entry(&self, key: &str) -> Option<(&Placed<String>, &Placed<Value>)> {
        self.iter().find(|(k, _)| k.value == key)
    }

    /// Lists the keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &Placed<String>> {
        self.entries.iter().map(|(k, _)| k)
    }

    /// Lists the entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Placed<String>, &Placed<Value>)> {
        self.entries.iter().map(|(k, v)| (k, v))
    }

    /// Counts the entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sets an entry: a new key goes last, a known one keeps its position.
    pub fn insert(&mut self, key: Placed<String>, value: Placed<Value>) {
        match self.entries.iter_mut().find(|(k, _)| k.value == key.value) {
            Some(slot) => *slot = (key, value),
            None => self.entries.push((key, value)),
        }
    }

    /// Adds an entry whose key is known to be new, without looking through all others.
    pub(super) fn push(&mut self, key: Placed<String>, value: Placed<Value>) {
        self.entries.push((key, value));
    }

    /// Lays this section over another: its own keys win, those of `under` fill what is missing.
    #[must_use]
    pub fn merge(&self, under: &Section) -> Section {
        let missing = under.iter().filter(|(k, _)| self.get(&k.value).is_none());
        let mut entries = self.entries.clone();
        entries.extend(missing.map(|(k, v)| (k.clone(), v.clone())));
        Section { entries }
    }

    /// Finds the keys that are not in `known`, each with the nearest one that is.
    pub fn unknown(&self, known: &[&str]) -> Findings {
        self.keys()
            .filter(|k| !known.contains(&k.value.as_str()))
            .map(|k| {
                let message = ArticleMessage::UnknownKey {
                    key: k.value.clone(),
                    nearest: nearest(&k.value, known.iter().copied()).map(str::to_owned),
                    known: known.iter().map(|k| (*k).to_owned()).collect(),
                };
                Finding::at(k.place.clone(), message)
            })
            .collect()
    }

    /// Reads a text; numbers and truth values are taken as written.
    pub fn text(&self, key: &str) -> Result<Option<Placed<String>>, Findings> {
        self.typed(key, Kind::Text, |v| v.text().map(|t| t.into_owned()))
    }

    /// Reads a whole number.
    pub fn int(&self, key: &str) -> Result<Option<Placed<i64>>, Findings> {
        self.typed(key, Kind::Whole, Value::int)
    }

    /// Reads a number.
    pub fn float(&self, key: &str) -> Result<Option<Placed<f64>>, Findings> {
        self.typed(key, Kind::Number, Value::float)
    }

    /// Reads a truth value.
    pub fn bool(&self, key: &str) -> Result<Option<Placed<bool>>, Findings> {
        self.typed(key, Kind::Truth, Value::bool)
    }

    /// Reads a map.
    pub fn map(&self, key: &str) -> Result<Option<Placed<Section>>, Findings> {
        self.typed(key, Kind::Map, |v| v.map().cloned())
    }

    /// Reads a list of texts; a single text is a list of one, and is not split.
    pub fn texts(&self, key: &str) -> Result<Option<Placed<Vec<Placed<String>>>>, Findings> {
        self.many(key, Kind::Text, |v| v.text().map(|t| t.into_owned()))
    }

    /// Reads a list of whole numbers; a single number is a list of one.
    pub fn ints(&self, key: &str) -> Result<Option<Placed<Vec<Placed<i64>>>>, Findings> {
        self.many(key, Kind::Whole, Value::int)
    }

    fn typed<T>(
        &self,
        key: &str,
        wanted: Kind,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<Placed<T>>, Findings> {
        match self.get(key) {
            None => Ok(None),
            Some(v) if v.value == Value::Null => Ok(None),
            Some(v) => match read(&v.value) {
                Some(value) => Ok(Some(Placed::new(value, v.place.clone()))),
                None => Err(vec![wrong_kind(key, wanted, v)]),
            },
        }
    }

    fn many<T>(
        &self,
        key: &str,
        each: Kind,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<Placed<Vec<Placed<T>>>>, Findings> {
        let Some(v) = self.get(key).filter(|v| v.value != Value::Null) else {
            return Ok(None);
        };
        let items = v.value.list().unwrap_or(std::slice::from_ref(v));
        let mut good = Vec::new();
        let mut findings = Findings::new();
        for item in items {
            match read(&item.value) {
                Some(value) => good.push(Placed::new(value, item.place.clone())),
                None => findings.push(wrong_kind(key, each, item)),
            }
        }
        if findings.is_empty() {
            Ok(Some(Placed::new(good, v.place.clone())))
        } else {
            Err(findings)
        }
    }
}

/// Says that a value is of another kind than its key wants.
pub(super) fn wrong_kind(key: &str, wanted: Kind, found: &Placed<Value>) -> Finding {
    let message = ArticleMessage::WrongKind {
        key: key.to_owned(),
        wanted,
        found: found.value.kind(),
    };
    Finding::at(found.place.clone(), message)
}

impl fmt::Debug for Section {
    /// Shows the keys and the shapes of their values; see [`Value`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.iter().map(|(k, v)| (&k.value, &v.value)))
            .finish()
    }
}
