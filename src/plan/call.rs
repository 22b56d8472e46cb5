//! Calls: one HTTP request described in clear; sealed or signed only when sent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{MissingSlot, Slots, Template};

/// What a call does on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing: it may be repeated at will.
    Read,
    /// Sets a state that is named in whole: repeating it changes nothing more.
    Set,
    /// Makes something new that is invisible to others, such as a draft: repeated only when the first was not sent.
    Create,
    /// Publishes or pays: never repeated.
    Submit,
}

/// A call whose values may come from slots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Its name in the site file, such as `draft_create`.
    pub name: String,
    /// What it does, in one sentence.
    pub about: String,
    /// What it does on the other side.
    pub effect: Effect,
    /// The HTTP method.
    pub method: String,
    /// Scheme, host and path.
    pub url: Template,
    /// The query, in order. A parameter whose slot is empty is left out.
    pub query: Vec<(String, Template)>,
    /// Headers beyond those of every call. One whose slot is empty is left out.
    pub headers: Vec<(String, Template)>,
    /// The body in clear, if any.
    pub body: Option<Template>,
    /// What is read from the answer.
    pub reads: Vec<Read>,
}

/// A value to read from an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The slot that it fills.
    pub slot: String,
    /// Where it is.
    pub source: Source,
    /// Whether nothing found is an answer too: the slot becomes null.
    pub optional: bool,
    /// Whether the value is a secret.
    pub secret: bool,
}

/// Where a value is. No other expressions exist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A JSON Pointer into the body.
    Pointer(String),
    /// A header, or one field of it between commas, counted from 0.
    Header {
        /// The name, lower case.
        name: String,
        /// The field.
        field: Option<usize>,
    },
    /// The first row of a list where one of some pointers equals a value; an earlier pointer wins over an earlier row.
    Pick {
        /// A pointer to the list.
        list: String,
        /// Pointers into a row, the preferred first.
        one_of: Vec<String>,
        /// The value wanted; numbers and texts of the same digits are equal.
        equals: Template,
        /// A pointer into the row found.
        pointer: String,
    },
}

/// A call with its slots filled, still in clear: neither sealed nor signed.
#[derive(Clone)]
pub struct ClearCall {
    /// Its name in the site file.
    pub name: String,
    /// What it does on the other side.
    pub effect: Effect,
    /// The HTTP method.
    pub method: String,
    /// Scheme, host and path.
    pub url: String,
    /// The query.
    pub query: Vec<(String, String)>,
    /// Headers beyond those of every call.
    pub headers: Vec<(String, String)>,
    /// The body, if any.
    pub body: Option<Value>,
    /// What is read from the answer, with `equals` filled.
    pub reads: Vec<Read>,
}

impl Call {
    /// The slots that its reads fill.
    pub fn fills(&self) -> impl Iterator<Item = &str> {
        self.reads.iter().map(|r| r.slot.as_str())
    }

    /// Fills the slots.
    ///
    /// # Errors
    /// The first slot that is empty and not in a query or a header.
    pub fn fill(&self, slots: &Slots) -> Result<ClearCall, MissingSlot> {
        let known = |pairs: &[(String, Template)]| {
            pairs
                .iter()
                .filter_map(|(k, t)| Some((k.clone(), t.fill_text(slots).ok()?)))
                .collect()
        };
        let mut reads = self.reads.clone();
        for read in &mut reads {
            if let Source::Pick { equals, .. } = &mut read.source {
                *equals = Template::Value(equals.fill(slots)?);
            }
        }
        Ok(ClearCall {
            name: self.name.clone(),
            effect: self.effect,
            method: self.method.clone(),
            url: self.url.fill_text(slots)?,
            query: known(&self.query),
            headers: known(&self.headers),
            body: self.body.as_ref().map(|b| b.fill(slots)).transpose()?,
            reads,
        })
    }
}

impl ClearCall {
    /// Reads the slots out of a JSON answer and its headers.
    ///
    /// # Errors
    /// The slot and the place where nothing was found.
    pub fn read(
        &self,
        body: &Value,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Slots, String> {
        let mut slots = Slots::default();
        for read in &self.reads {
            let found = match &read.source {
                Source::Pointer(p) => body.pointer(p).cloned(),
                Source::Header { name, field } => header(name).and_then(|v| {
                    let part = match field {
                        Some(n) => v.split(',').nth(*n)?.trim().to_owned(),
                        None => v,
                    };
                    Some(Value::String(part))
                }),
                Source::Pick {
                    list,
                    one_of,
                    equals,
                    pointer,
                } => pick(body, list, one_of, &equals.clear(), pointer),
            };
            match found.filter(|v| !v.is_null()) {
                Some(value) => slots.put(&read.slot, value, read.secret),
                None if read.optional => slots.put(&read.slot, Value::Null, read.secret),
                None => return Err(format!("{} at {:?}", read.slot, read.source)),
            }
        }
        Ok(slots)
    }
}

fn pick(body: &Value, list: &str, one_of: &[String], equals: &Value, at: &str) -> Option<Value> {
    let same = |v: &Value| v == equals || digits(v).is_some_and(|d| digits(equals) == Some(d));
    let rows = body.pointer(list)?.as_array()?;
    // An earlier pointer wins over an earlier row: a tag of that name over one of that alias.
    one_of
        .iter()
        .find_map(|p| rows.iter().find(|row| row.pointer(p).is_some_and(same)))?
        .pointer(at)
        .cloned()
}

/// Ids come as numbers from some answers and as texts from others.
fn digits(v: &Value) -> Option<String> {
    match v {
        Value::Number(n) => Some(n.to_string()),
        Value::String(s) if !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()) => {
            Some(s.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn call(reads: Vec<Read>) -> ClearCall {
        ClearCall {
            name: "t".into(),
            effect: Effect::Read,
            method: "POST".into(),
            url: "https://a/".into(),
            query: vec![],
            headers: vec![],
            body: None,
            reads,
        }
    }

    fn read(source: Source, optional: bool) -> Read {
        Read {
            slot: "x".into(),
            source,
            optional,
            secret: false,
        }
    }

    #[test]
    fn pick_takes_the_first_row_that_fits_whatever_the_type_of_the_id() {
        let source = Source::Pick {
            list: "/data".into(),
            one_of: vec!["/info/draft_id".into(), "/draft_id".into()],
            equals: Template::text("73"),
            pointer: "/info/status".into(),
        };
        let body = json!({"data": [{"info": {"draft_id": 72, "status": 9}}, {"info": {"draft_id": 73, "status": 1}}]});
        let slots = call(vec![read(source, false)])
            .read(&body, &|_| None)
            .unwrap();
        assert_eq!(slots.get("x"), Some(&json!(1)));
    }

    #[test]
    fn pick_prefers_a_row_by_the_first_pointer() {
        let source = Source::Pick {
            list: "/data".into(),
            one_of: vec!["/name".into(), "/alias".into()],
            equals: Template::text("Vue"),
            pointer: "/id".into(),
        };
        let body = json!({"data": [{"name": "Vue.js", "alias": "Vue", "id": 1}, {"name": "Vue", "id": 2}]});
        let slots = call(vec![read(source, false)])
            .read(&body, &|_| None)
            .unwrap();
        assert_eq!(slots.get("x"), Some(&json!(2)));
    }

    #[test]
    fn what_is_not_there_is_an_error_unless_optional() {
        let p = Source::Pointer("/no".into());
        assert!(
            call(vec![read(p.clone(), false)])
                .read(&json!({}), &|_| None)
                .is_err()
        );
        let slots = call(vec![read(p, true)])
            .read(&json!({}), &|_| None)
            .unwrap();
        assert!(slots.knows("x") && slots.get("x").is_none());
    }

    #[test]
    fn a_field_of_a_header_is_read() {
        let source = Source::Header {
            name: "x-ware-csrf-token".into(),
            field: Some(1),
        };
        let header = |n: &str| (n == "x-ware-csrf-token").then(|| "0,abc,86370000".to_owned());
        let slots = call(vec![read(source, false)])
            .read(&json!(null), &header)
            .unwrap();
        assert_eq!(slots.text("x").as_deref(), Some("abc"));
    }
}
