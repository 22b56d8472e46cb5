//! The key of a PHP array entry.

/// The key of a PHP array entry; build one from text with `from`, which knows PHP's rule.
///
/// A text that is the usual decimal spelling of a 64-bit integer is that integer ("12", "-5");
/// any other stays text ("012", "-0", "+1", "1.5", "9223372036854775808"). Measured with PHP 8.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhpKey {
    /// An integer key.
    Int(i64),
    /// A text key, in bytes; never one that PHP would make an integer of.
    Str(Vec<u8>),
}

impl From<i64> for PhpKey {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Vec<u8>> for PhpKey {
    fn from(text: Vec<u8>) -> Self {
        integer(&text).map_or(Self::Str(text), Self::Int)
    }
}

impl From<&str> for PhpKey {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
    }
}

/// A key that borrows the input it was read from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum KeyRef<'a> {
    /// An integer key.
    Int(i64),
    /// A text key that is not an integer's spelling.
    Str(&'a [u8]),
}

impl<'a> KeyRef<'a> {
    /// Makes a key of text, by PHP's rule.
    pub(super) fn text(text: &'a [u8]) -> Self {
        integer(text).map_or(Self::Str(text), Self::Int)
    }

    /// Tells whether the owned key is the same.
    pub(super) fn is(self, key: &PhpKey) -> bool {
        match (self, key) {
            (Self::Int(a), PhpKey::Int(b)) => a == *b,
            (Self::Str(a), PhpKey::Str(b)) => a == b.as_slice(),
            _ => false,
        }
    }

    /// Copies the key out of the input.
    pub(super) fn to_owned(self) -> PhpKey {
        match self {
            Self::Int(number) => PhpKey::Int(number),
            Self::Str(text) => PhpKey::Str(text.to_vec()),
        }
    }
}

/// Reads the usual decimal spelling of an integer: no plus, no leading zero, no "-0", no overflow.
fn integer(text: &[u8]) -> Option<i64> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let usual = match digits {
        [b'0'] => digits.len() == text.len(),
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !usual {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spelling_of_an_integer_becomes_an_integer_key() {
        for (text, number) in [
            ("0", 0),
            ("12", 12),
            ("-5", -5),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(PhpKey::from(text), PhpKey::Int(number), "{text}");
        }
    }

    #[test]
    fn any_other_text_stays_text() {
        for text in [
            "",
            "-",
            "-0",
            "+1",
            "00",
            "012",
            "-05",
            " 1",
            "1 ",
            "1.5",
            "1e3",
            "٣",
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999",
        ] {
            let key = PhpKey::from(text);
            assert_eq!(key, PhpKey::Str(text.as_bytes().to_vec()), "{text}");
        }
    }
}
