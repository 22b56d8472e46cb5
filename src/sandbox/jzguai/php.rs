//! PHP's `serialize` and `unserialize`, as far as the simulator needs them (measured with PHP 8.2).

/// A PHP value. An array keeps its order; its keys are integers or strings.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Php {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Vec<u8>),
    Array(Vec<(Key, Php)>),
}

/// A key of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Int(i64),
    Str(Vec<u8>),
}

/// How deep a value may be nested.
const DEPTH: usize = 64;

impl Key {
    /// The key that PHP makes of a string: decimal integers in canonical form become integers.
    pub(super) fn of(name: &str) -> Self {
        match name.parse::<i64>() {
            Ok(n) if n.to_string() == name => Key::Int(n),
            _ => Key::Str(name.as_bytes().to_vec()),
        }
    }
}

impl From<&str> for Php {
    fn from(text: &str) -> Self {
        Php::Str(text.as_bytes().to_vec())
    }
}

impl From<String> for Php {
    fn from(text: String) -> Self {
        Php::Str(text.into_bytes())
    }
}

impl From<i64> for Php {
    fn from(n: i64) -> Self {
        Php::Int(n)
    }
}

impl Php {
    /// An array with names for keys.
    pub(super) fn map<'a>(pairs: impl IntoIterator<Item = (&'a str, Php)>) -> Self {
        Php::Array(pairs.into_iter().map(|(k, v)| (Key::of(k), v)).collect())
    }

    /// An array with the keys 0, 1, 2, …
    pub(super) fn list(values: impl IntoIterator<Item = Php>) -> Self {
        Php::Array((0..).map(Key::Int).zip(values).collect())
    }

    /// The value of a name in an array.
    pub(super) fn get(&self, name: &str) -> Option<&Php> {
        let Php::Array(pairs) = self else { return None };
        let key = Key::of(name);
        pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    /// An integer, also one written as a string.
    pub(super) fn as_int(&self) -> Option<i64> {
        match self {
            Php::Int(n) => Some(*n),
            Php::Str(s) => std::str::from_utf8(s).ok()?.parse().ok(),
            _ => None,
        }
    }

    /// A text; integers are written out.
    pub(super) fn as_text(&self) -> Option<String> {
        match self {
            Php::Str(s) => String::from_utf8(s.clone()).ok(),
            Php::Int(n) => Some(n.to_string()),
            _ => None,
        }
    }

    /// The same as JSON, as PHP's `json_encode` sees it: keys 0, 1, 2, … make a list.
    pub(super) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Php::Null => Value::Null,
            Php::Bool(b) => Value::Bool(*b),
            Php::Int(n) => Value::from(*n),
            Php::Float(f) => Value::from(*f),
            Php::Str(s) => Value::from(String::from_utf8_lossy(s)),
            Php::Array(pairs) if (0..).zip(pairs).all(|(i, (k, _))| *k == Key::Int(i)) => {
                pairs.iter().map(|(_, v)| v.to_json()).collect()
            }
            Php::Array(pairs) => {
                let named = pairs.iter().map(|(k, v)| match k {
                    Key::Int(n) => (n.to_string(), v.to_json()),
                    Key::Str(s) => (String::from_utf8_lossy(s).into_owned(), v.to_json()),
                });
                Value::Object(named.collect())
            }
        }
    }

    /// Writes the value as PHP's `serialize` does.
    pub(super) fn serialize(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Php::Null => out.extend(b"N;"),
            Php::Bool(b) => out.extend(format!("b:{};", u8::from(*b)).bytes()),
            Php::Int(n) => out.extend(format!("i:{n};").bytes()),
            Php::Float(f) => out.extend(format!("d:{};", float(*f)).bytes()),
            Php::Str(s) => write_str(s, out),
            Php::Array(pairs) => {
                out.extend(format!("a:{}:{{", pairs.len()).bytes());
                for (key, value) in pairs {
                    match key {
                        Key::Int(n) => out.extend(format!("i:{n};").bytes()),
                        Key::Str(s) => write_str(s, out),
                    }
                    value.write(out);
                }
                out.push(b'}');
            }
        }
    }

    /// Reads a serialized value; `None` when it is not one, whole and without a rest.
    pub(super) fn unserialize(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: bytes };
        let value = reader.value(DEPTH)?;
        reader.rest.is_empty().then_some(value)
    }
}

fn write_str(s: &[u8], out: &mut Vec<u8>) {
    out.extend(format!("s:{}:\"", s.len()).bytes());
    out.extend(s);
    out.extend(b"\";");
}

/// The shortest text that reads back the same, with an exponent below 1E-4 and from 1E+17 on.
fn float(f: f64) -> String {
    if f.is_nan() {
        return "NAN".into();
    }
    if f.is_infinite() {
        return if f > 0.0 { "INF" } else { "-INF" }.into();
    }
    let scientific = format!("{f:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(e) if !(-4..17).contains(&e) => {
            let point = if digits.contains('.') { "" } else { ".0" };
            format!("{digits}{point}E{e:+}")
        }
        _ => f.to_string(),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Php> {
        let depth = depth.checked_sub(1)?;
        let kind = self.take(2)?;
        match kind {
            b"N;" => Some(Php::Null),
            b"b:" => match self.until(b';')? {
                b"0" => Some(Php::Bool(false)),
                b"1" => Some(Php::Bool(true)),
                _ => None,
            },
            b"i:" => Some(Php::Int(parse(self.until(b';')?)?)),
            b"d:" => match self.until(b';')? {
                b"INF" => Some(Php::Float(f64::INFINITY)),
                b"-INF" => Some(Php::Float(f64::NEG_INFINITY)),
                b"NAN" => Some(Php::Float(f64::NAN)),
                text => Some(Php::Float(parse(text)?)),
            },
            b"s:" => {
                let length: usize = parse(self.until(b':')?)?;
                self.expect(b"\"")?;
                let text = self.take(length)?.to_vec();
                self.expect(b"\";")?;
                Some(Php::Str(text))
            }
            b"a:" => {
                let count: usize = parse(self.until(b':')?)?;
                self.expect(b"{")?;
                // The count may lie, so nothing is allocated for it.
                let mut pairs = Vec::new();
                for _ in 0..count {
                    let key = match self.value(depth)? {
                        Php::Int(n) => Key::Int(n),
                        Php::Str(s) => Key::Str(s),
                        _ => return None,
                    };
                    pairs.push((key, self.value(depth)?));
                }
                self.expect(b"}")?;
                Some(Php::Array(pairs))
            }
            _ => None,
        }
    }

    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(head)
    }

    fn until(&mut self, end: u8) -> Option<&'a [u8]> {
        let at = self.rest.iter().position(|&b| b == end)?;
        let head = self.take(at)?;
        self.expect(&[end])?;
        Some(head)
    }

    fn expect(&mut self, text: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }
}

fn parse<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_bytes_and_digits_become_integer_keys() {
        let value = Php::map([
            ("汉字", Php::from("\"a;😀")),
            ("12", Php::Bool(true)),
            ("012", Php::Null),
            ("-0", Php::list([Php::Int(-3)])),
        ]);
        let text =
            "a:4:{s:6:\"汉字\";s:7:\"\"a;😀\";i:12;b:1;s:3:\"012\";N;s:2:\"-0\";a:1:{i:0;i:-3;}}";
        assert_eq!(String::from_utf8(value.serialize()).unwrap(), text);
        assert_eq!(Php::unserialize(text.as_bytes()), Some(value));
    }

    /// What PHP 8.2.36 printed for `serialize`.
    #[test]
    fn floats_are_written_as_php_writes_them() {
        let table = [
            (1e16, "10000000000000000"),
            (1e17, "1.0E+17"),
            (123_456_789_012_345_678.0, "1.2345678901234568E+17"),
            (1e25, "1.0E+25"),
            (0.5, "0.5"),
            (-0.0, "-0"),
            (1e-4, "0.0001"),
            (1e-5, "1.0E-5"),
            (1.5e-7, "1.5E-7"),
            (f64::NEG_INFINITY, "-INF"),
        ];
        for (f, text) in table {
            assert_eq!(float(f), text);
            let back = Php::unserialize(format!("d:{text};").as_bytes());
            assert_eq!(back, Some(Php::Float(f)));
        }
    }

    #[test]
    fn what_lies_or_ends_early_is_refused() {
        let deep = "a:1:{i:0;".repeat(10_000);
        for text in [
            "",
            "i:1",
            "i:1;x",
            "s:9:\"abc\";",
            "s:18446744073709551615:\"a\";",
            "b:2;",
            "O:1:\"A\":0:{}",
            "a:999999999999:{}",
            "a:1:{N;i:1;}",
            "d:x;",
            &deep,
        ] {
            assert_eq!(Php::unserialize(text.as_bytes()), None, "{text:.40}");
        }
    }
}
