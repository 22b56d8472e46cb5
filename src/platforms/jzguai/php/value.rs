//! A PHP value that is data.

use super::key::PhpKey;

/// A PHP value that is data: what `serialize` can write without objects, enums or references.
///
/// Equality is Rust's: NaN differs from itself, and the order of entries counts.
#[derive(Clone, Debug, PartialEq)]
pub enum PhpValue {
    /// `N;`
    Null,
    /// `b:1;`
    Bool(bool),
    /// `i:5;`, 64 bits as on every server in use.
    Int(i64),
    /// `d:0.5;`
    Float(f64),
    /// `s:3:"abc";`, bytes: PHP strings have no encoding.
    Str(Vec<u8>),
    /// `a:1:{…}`, entries in insertion order; list and map are one type in PHP.
    ///
    /// Whoever builds one by hand keeps its keys distinct; [`super::unserialize`] and the
    /// conversion from JSON do.
    Array(Vec<(PhpKey, PhpValue)>),
}

impl PhpValue {
    /// Builds a list: keys 0, 1, 2 and so on.
    pub fn list(values: impl IntoIterator<Item = PhpValue>) -> Self {
        Self::Array((0..).map(PhpKey::Int).zip(values).collect())
    }

    /// Tells whether this is an array with the keys 0 to n-1 in this order, as PHP's `array_is_list` does.
    ///
    /// An empty array is a list, and an empty map as well: nothing on the wire tells them apart.
    pub fn is_list(&self) -> bool {
        match self {
            Self::Array(entries) => (0..)
                .zip(entries)
                .all(|(n, (key, _))| *key == PhpKey::Int(n)),
            _ => false,
        }
    }
}

impl From<&str> for PhpValue {
    fn from(text: &str) -> Self {
        Self::Str(text.as_bytes().to_vec())
    }
}
