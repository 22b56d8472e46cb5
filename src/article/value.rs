//! A value of front matter or configuration.

use std::borrow::Cow;
use std::fmt;

use super::{Placed, Section};
use crate::text::Kind;

/// A value as the author wrote it; read it through the getters, which forgive spelling.
///
/// A plain YAML word is a number or a truth value only where that would be written back the
/// same: `2026` is `Int`, while `007`, `1.10`, `yes` and `0x1f` stay `Text`. So [`Value::text`] of
/// any scalar is what the author typed, and `title: 2026` is the title "2026".
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Placed<Value>>),
    /// A table or mapping.
    Map(Section),
}

impl Value {
    /// Tells the kind, for messages.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Null => Kind::Nothing,
            Value::Bool(_) => Kind::Truth,
            Value::Int(_) => Kind::Whole,
            Value::Float(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
        }
    }

    /// Tells whether there is nothing: null, or a text of blanks.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(t) => t.trim().is_empty(),
            _ => false,
        }
    }

    /// Gives any scalar as text; `None` for null, lists and maps.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Text(t) => Some(Cow::Borrowed(t)),
            Value::Bool(b) => Some(Cow::Owned(b.to_string())),
            Value::Int(i) => Some(Cow::Owned(i.to_string())),
            Value::Float(f) => Some(Cow::Owned(f.to_string())),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Gives a whole number, also from a text such as `"12786"`.
    pub fn int(&self) -> Option<i64> {
        match self {
            Value::Int(i) => Some(*i),
            Value::Text(t) => t.trim().parse().ok(),
            _ => None,
        }
    }

    /// Gives a finite number, also from a text such as `"50.00"`.
    pub fn float(&self) -> Option<f64> {
        let number = match self {
            // Prices and limits are far below 2^53, where this is exact.
            Value::Int(i) => *i as f64,
            Value::Float(f) => *f,
            Value::Text(t) => t.trim().parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// Gives a truth value, also from `yes`, `no`, `on`, `off`, in any case of letters.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            Value::Text(t) => match t.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// Gives the items of a list.
    pub fn list(&self) -> Option<&[Placed<Value>]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Gives the entries of a map.
    pub fn map(&self) -> Option<&Section> {
        match self {
            Value::Map(section) => Some(section),
            _ => None,
        }
    }
}

impl fmt::Debug for Value {
    /// Shows the shape and never a scalar: a configuration holds secrets in clear.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("Null"),
            Value::Bool(_) => f.write_str("Bool(***)"),
            Value::Int(_) => f.write_str("Int(***)"),
            Value::Float(_) => f.write_str("Float(***)"),
            Value::Text(_) => f.write_str("Text(***)"),
            Value::List(items) => f
                .debug_list()
                .entries(items.iter().map(|i| &i.value))
                .finish(),
            Value::Map(section) => section.fmt(f),
        }
    }
}
