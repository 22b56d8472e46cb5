//! What one site file has otherwise than another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Candidate;

/// What differs between two files, by the place in the file, such as `elements.title`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// What only the second has.
    pub added: Vec<String>,
    /// What only the first has.
    pub removed: Vec<String>,
    /// What both have, and not the same.
    pub changed: Vec<Changed>,
}

/// Something that both files have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// Its place.
    pub place: String,
    /// Its fields that differ.
    pub fields: Vec<Field>,
}

/// A field that differs; a list by its items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// The field.
    pub key: String,
    /// What the first file says; null for nothing.
    pub before: Value,
    /// What the second file says; null for nothing.
    pub after: Value,
}

/// The tables of a file whose rows are compared one by one.
const TABLES: [&str; 5] = ["pages", "elements", "calls", "interrupts", "errors"];

/// What a file says of itself, not of the site.
const OF_ITSELF: [&str; 4] = ["schema", "date", "extends", "recorded"];

impl Difference {
    /// Compares two files of one kind, each with what it extends.
    pub fn between<T: Serialize>(a: &T, b: &T) -> Self {
        let (a, b) = (rows(a), rows(b));
        let mut difference = Difference::default();
        for (place, after) in &b {
            match a.get(place) {
                None => difference.added.push(place.clone()),
                Some(before) if before == after => {}
                Some(before) => difference.changed.push(Changed {
                    place: place.clone(),
                    fields: fields(before, after),
                }),
            }
        }
        let gone = a.keys().filter(|place| !b.contains_key(*place));
        difference.removed = gone.cloned().collect();
        difference
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl Field {
    /// The items of a list that are gone, and those that are new, as people read them; of anything else the whole.
    pub fn lines(&self) -> (Vec<String>, Vec<String>) {
        let list = |value: &Value| match value {
            Value::Array(items) => items.iter().map(shown).collect(),
            Value::Null => Vec::new(),
            other => vec![shown(other)],
        };
        let (before, after): (Vec<String>, Vec<String>) = (list(&self.before), list(&self.after));
        let gone: Vec<String> = without(&before, &after);
        let new = without(&after, &before);
        // The same items in another order.
        if gone.is_empty() && new.is_empty() {
            return (before, after);
        }
        (gone, new)
    }
}

fn without(list: &[String], other: &[String]) -> Vec<String> {
    let kept = list.iter().filter(|item| !other.contains(item));
    kept.cloned().collect()
}

/// A value as people read it: a candidate as messages have it.
fn shown(value: &Value) -> String {
    match serde_json::from_value::<Candidate>(value.clone()) {
        Ok(candidate) => candidate.to_string(),
        Err(_) => value.to_string(),
    }
}

/// A file's rows by their places.
fn rows<T: Serialize>(file: &T) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    let Ok(Value::Object(file)) = serde_json::to_value(file).map(written) else {
        return rows;
    };
    for (key, value) in file {
        match value {
            _ if OF_ITSELF.contains(&key.as_str()) => {}
            Value::Object(table) if TABLES.contains(&key.as_str()) => {
                for (name, row) in table {
                    rows.insert(format!("{key}.{name}"), row);
                }
            }
            Value::Array(list) if TABLES.contains(&key.as_str()) => {
                for (n, row) in list.into_iter().enumerate() {
                    let name = match (row["name"].as_str(), &row["code"]) {
                        (Some(name), _) => name.to_owned(),
                        (None, Value::Null) => n.to_string(),
                        (None, code) => code.to_string().replace('"', ""),
                    };
                    let place = format!("{key}.{name}");
                    let place = match rows.contains_key(&place) {
                        true => format!("{place}.{n}"),
                        false => place,
                    };
                    rows.insert(place, row);
                }
            }
            other => {
                rows.insert(key, other);
            }
        }
    }
    rows
}

/// The fields in which two rows differ; those of a table in it by themselves.
fn fields(before: &Value, after: &Value) -> Vec<Field> {
    let empty = Map::new();
    let table = |value: &Value| value.as_object().cloned();
    let (Some(a), Some(b)) = (table(before), table(after)) else {
        return vec![Field {
            key: String::new(),
            before: before.clone(),
            after: after.clone(),
        }];
    };
    let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let mut found = Vec::new();
    for key in keys {
        let get = |of: &Map<String, Value>| of.get(key).cloned().unwrap_or_default();
        let (before, after) = (get(&a), get(&b));
        if before == after {
            continue;
        }
        if let (Some(a), Some(b)) = (
            table(&before).or(before.is_null().then(|| empty.clone())),
            table(&after).or(after.is_null().then(|| empty.clone())),
        ) {
            let within = fields(&Value::Object(a), &Value::Object(b));
            found.extend(within.into_iter().map(|field| Field {
                key: format!("{key}.{}", field.key),
                ..field
            }));
            continue;
        }
        found.push(Field {
            key: key.clone(),
            before,
            after,
        });
    }
    found
}

/// A value without what nobody wrote: nulls, and what is false or empty.
fn written(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().map(|(key, value)| (key, written(value)));
            // What an element is expected to be unless something is said.
            let blank = |(key, value): &(String, Value)| match value {
                Value::Null => true,
                Value::Bool(said) => *said == (key == "visible"),
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                _ => false,
            };
            Value::Object(kept.filter(|row| !blank(row)).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Candidate, Library};

    #[test]
    fn what_was_added_removed_and_changed_is_told_and_nothing_else() {
        let old = Library.pages("juejin/pages/2026-09-27").unwrap();
        let mut new = old.clone();
        new.date = "2026-11-27".to_owned();
        assert!(Difference::between(&old, &new).is_empty());
        let summary = new.elements.remove("summary").unwrap();
        new.elements.insert("abstract".to_owned(), summary);
        let title = new.elements.get_mut("title").unwrap();
        title.candidates.remove(0);
        title.candidates.push(Candidate::css(".headline"));
        title.expect.tag = None;
        new.interrupts[0].when.title = Some("验证".to_owned());
        let found = Difference::between(&old, &new);
        assert_eq!(found.added, ["elements.abstract"]);
        assert_eq!(found.removed, ["elements.summary"]);
        let places: Vec<&str> = found.changed.iter().map(|c| c.place.as_str()).collect();
        assert_eq!(places, ["elements.title", "interrupts.captcha-page"]);
        let keys: Vec<&str> = found.changed[0]
            .fields
            .iter()
            .map(|f| f.key.as_str())
            .collect();
        assert_eq!(keys, ["candidates", "expect.tag"]);
        let (gone, new) = found.changed[0].fields[0].lines();
        assert_eq!(gone, ["css input.title-input"]);
        assert_eq!(new, ["css .headline"]);
    }

    #[test]
    fn candidates_in_another_order_are_a_change() {
        let old = Library.pages("juejin/pages/2026-09-27").unwrap();
        let mut new = old.clone();
        new.elements.get_mut("title").unwrap().candidates.swap(0, 1);
        let found = Difference::between(&old, &new);
        let (before, after) = found.changed[0].fields[0].lines();
        assert_eq!(before.len(), after.len());
        assert_ne!(before, after);
    }
}
