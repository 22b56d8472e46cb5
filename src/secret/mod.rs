//! Values that must never be seen: no `Debug`, no `Serialize`, compared in constant time.

mod cookie;
mod phone;
pub mod scrub;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::Value;

pub use cookie::Cookie;
pub use phone::replaced;

/// A value that prints as `***` and leaves only through [`Secret::expose`].
#[derive(Clone)]
pub struct Secret<T = String>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Gives the value itself; every call site is a place where it may leak.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: AsRef<[u8]>> PartialEq for Secret<T> {
    /// Compares in time that depends on the lengths alone.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.as_ref(), other.0.as_ref());
        a.len() == b.len() && a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
    }
}

/// Known secret values, replaced wherever a text is about to leave the program.
#[derive(Clone, Default)]
pub struct Redactor {
    values: Vec<Secret>,
}

impl Redactor {
    /// Adds a value to be hidden, also as it stands within JSON, within a URL and within base64; values of fewer than four
    /// characters would hide half of any text and are left out.
    pub fn hide(&mut self, value: &Secret) {
        if value.expose().chars().count() < 4 {
            return;
        }
        let plain = value.expose();
        let json = Value::from(plain.as_str()).to_string();
        let json = json[1..json.len() - 1].to_owned();
        let mut forms = vec![plain.clone(), json, percent_encoded(plain)];
        forms.extend(in_base64(plain.as_bytes()));
        for form in forms {
            let form = Secret::new(form);
            if !self.values.contains(&form) {
                self.values.push(form);
            }
        }
        // The longest first, so that a value inside another leaves no rest.
        self.values
            .sort_by_key(|v| std::cmp::Reverse(v.expose().len()));
    }

    /// Replaces every known value by `***`.
    pub fn clean(&self, text: &str) -> String {
        self.values
            .iter()
            .fold(text.to_owned(), |t, v| t.replace(v.expose(), "***"))
    }

    /// Replaces every known value within the texts of a JSON value, before they are written as JSON. Names stay.
    pub fn clean_values(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.clean(text)),
            Value::Array(items) => items.iter().map(|v| self.clean_values(v)).collect(),
            Value::Object(fields) => {
                let field = |(name, v): (&String, &Value)| (name.clone(), self.clean_values(v));
                Value::Object(fields.iter().map(field).collect())
            }
            other => other.clone(),
        }
    }
}

/// A text as it stands in a query: all but letters, digits and `-._~` as `%XX`.
fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes()
        .map(|b| match plain(b) {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        })
        .collect()
}

/// The shortest part of base64 that is looked for: a shorter one may be anything.
const BASE64: usize = 8;

/// A value as it stands in base64, of either alphabet and wherever it begins: the letters that its bytes alone decide.
fn in_base64(bytes: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let mut whole = vec![0; before];
        whole.extend_from_slice(bytes);
        for alphabet in [&STANDARD, &URL_SAFE] {
            let text = alphabet.encode(&whole);
            let own = (before * 8).div_ceil(6)..whole.len() * 8 / 6;
            match text.get(own) {
                Some(part) if part.len() >= BASE64 => forms.push(part.to_owned()),
                _ => {}
            }
            if before == 0 && text.len() >= BASE64 {
                forms.push(text);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_hidden_within_json_and_within_a_url_too() {
        let mut r = Redactor::default();
        r.hide(&Secret::new("a\"b/c=".to_owned()));
        assert_eq!(
            r.clean(r#"{"k":"a\"b/c="} ?k=a%22b%2Fc%3D a"b/c="#),
            r#"{"k":"***"} ?k=*** ***"#
        );
    }

    #[test]
    fn a_secret_is_hidden_within_base64_wherever_it_begins() {
        let mut r = Redactor::default();
        r.hide(&Secret::new("sandbox-app-secret>?".to_owned()));
        for before in ["", "a", "ab", "user:"] {
            for alphabet in [&STANDARD, &URL_SAFE] {
                let text = alphabet.encode(format!("{before}sandbox-app-secret>?{before}"));
                let shown = r.clean(&text);
                let left: String = shown.split("***").collect();
                assert!(
                    shown.contains("***") && left.len() <= before.len() * 3 + 6,
                    "{shown}"
                );
            }
        }
        // Words that only look like it stay.
        assert_eq!(r.clean("c2FuZGJveA=="), "c2FuZGJveA==");
    }

    #[test]
    fn a_secret_prints_as_stars() {
        assert_eq!(format!("{:?}", Secret::new("hunter22")), "***");
    }

    #[test]
    fn the_redactor_hides_the_longest_value_first() {
        let mut r = Redactor::default();
        r.hide(&Secret::new("abcd".to_owned()));
        r.hide(&Secret::new("abcdef".to_owned()));
        assert_eq!(r.clean("x abcdef y abcd"), "x *** y ***");
    }

    #[test]
    fn secrets_of_equal_value_are_equal() {
        assert!(Secret::new("a") == Secret::new("a"));
        assert!(Secret::new("a") != Secret::new("b"));
    }
}
