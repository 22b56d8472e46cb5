//! Values that must never be seen: no `Debug`, no `Serialize`, compared in constant time.

mod cookie;

use std::fmt;

pub use cookie::Cookie;

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
    /// Adds a value to be hidden; values of fewer than four characters would hide half of any text and are left out.
    pub fn hide(&mut self, value: &Secret) {
        if value.expose().chars().count() >= 4 && !self.values.contains(value) {
            self.values.push(value.clone());
            // The longest first, so that a value inside another leaves no rest.
            self.values
                .sort_by_key(|v| std::cmp::Reverse(v.expose().len()));
        }
    }

    /// Replaces every known value by `***`.
    pub fn clean(&self, text: &str) -> String {
        self.values
            .iter()
            .fold(text.to_owned(), |t, v| t.replace(v.expose(), "***"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
