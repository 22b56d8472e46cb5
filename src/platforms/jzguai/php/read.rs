//! Serialized text to values, for text that a stranger wrote.

use super::{
    entries::Entries,
    errors::{UnserializeError, UnserializeErrorKind as Kind},
    key::KeyRef,
    value::PhpValue,
};

/// Arrays within arrays that are read, the outermost counted.
///
/// The deepest answer documented has five. `serde_json` stops at 127, so what passes here can
/// also be written to a record as JSON and read back; and the recursion stays within any stack.
pub const MAX_DEPTH: usize = 100;

/// Values that are read from one text, keys not counted.
///
/// The largest page has 1,000 rows of some 20 values: this is fifty such pages, and some 60 MB in memory.
pub const MAX_VALUES: usize = 1_000_000;

/// The shortest entry of an array, `i:0;N;`.
const MIN_ENTRY: usize = 6;

/// Reads one serialized value, the whole input.
///
/// Accepts what PHP 8.2 accepts (`i:+05;`, `d:.5;`, keys that come twice: the last value wins at
/// the first one's place), with four exceptions, all on the side of caution: objects, references
/// and escaped strings; integers beyond 64 bits, which PHP bends; the limits above; and text after
/// the value. PHP 8.2 ignores that silently and 8.3 warns; here it is an error, because the cipher's
/// padding gives the exact length, so anything left over means that this is not what the vendor meant.
///
/// # Errors
/// Names the byte and the kind of trouble, never the text. Time and memory are linear in the input.
pub fn unserialize(input: &[u8]) -> Result<PhpValue, UnserializeError> {
    let mut reader = Reader {
        input,
        at: 0,
        values_left: MAX_VALUES - 1,
    };
    let value = reader.value(0)?;
    match reader.left() {
        0 => Ok(value),
        left => Err(reader.error(Kind::Trailing { left })),
    }
}

struct Reader<'a> {
    input: &'a [u8],
    at: usize,
    values_left: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<PhpValue, UnserializeError> {
        Ok(match self.peek()? {
            b'N' => {
                self.skip(b"N;", "`N;`")?;
                PhpValue::Null
            }
            b'b' => PhpValue::Bool(self.bool()?),
            b'i' => PhpValue::Int(self.int()?),
            b'd' => PhpValue::Float(self.float()?),
            b's' => PhpValue::Str(self.string()?.to_vec()),
            b'a' => self.array(depth)?,
            b'O' | b'o' | b'C' | b'E' => return Err(self.error(Kind::Object)),
            b'R' | b'r' => return Err(self.error(Kind::Reference)),
            b'S' => return Err(self.error(Kind::EscapedString)),
            _ => return Err(self.error(Kind::UnknownType)),
        })
    }

    fn bool(&mut self) -> Result<bool, UnserializeError> {
        self.skip(b"b:", "`b:`")?;
        let yes = match self.peek()? {
            b'0' => false,
            b'1' => true,
            _ => return Err(self.error(Kind::Expected("`0` or `1`"))),
        };
        self.at += 1;
        self.skip(b";", "`;`")?;
        Ok(yes)
    }

    fn int(&mut self) -> Result<i64, UnserializeError> {
        self.skip(b"i:", "`i:`")?;
        let start = self.at;
        if matches!(self.peek()?, b'+' | b'-') {
            self.at += 1;
        }
        self.digits()?;
        let number = self.text_since(start).parse();
        // Digits and a sign are all there, so only the size can be wrong.
        let number = number.map_err(|_| UnserializeError {
            offset: start,
            kind: Kind::IntOutOfRange,
        })?;
        self.skip(b";", "`;`")?;
        Ok(number)
    }

    fn float(&mut self) -> Result<f64, UnserializeError> {
        self.skip(b"d:", "`d:`")?;
        let start = self.at;
        for (name, number) in [
            (&b"INF"[..], f64::INFINITY),
            (b"-INF", f64::NEG_INFINITY),
            (b"NAN", f64::NAN),
        ] {
            if self.rest().starts_with(name) {
                self.at += name.len();
                self.skip(b";", "`;`")?;
                return Ok(number);
            }
        }
        let part_of_number = |b: &u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        self.at += self.rest().iter().take_while(|b| part_of_number(b)).count();
        self.peek()?;
        // With these characters Rust's grammar is PHP's: too large is infinite, too small is zero.
        let number = self.text_since(start).parse();
        let number = number.map_err(|_| UnserializeError {
            offset: start,
            kind: Kind::Expected("a number"),
        })?;
        self.skip(b";", "`;`")?;
        Ok(number)
    }

    fn string(&mut self) -> Result<&'a [u8], UnserializeError> {
        self.skip(b"s:", "`s:`")?;
        let start = self.at;
        let length = self.digits()?;
        self.skip(b":\"", "`:\"`")?;
        let Some(text) = self.rest().get(..length) else {
            return Err(UnserializeError {
                offset: start,
                kind: Kind::LengthBeyondInput { left: self.left() },
            });
        };
        self.at += length;
        self.skip(b"\";", "`\";`")?;
        Ok(text)
    }

    fn array(&mut self, depth: usize) -> Result<PhpValue, UnserializeError> {
        if depth == MAX_DEPTH {
            return Err(self.error(Kind::TooDeep));
        }
        self.skip(b"a:", "`a:`")?;
        let start = self.at;
        let count = self.digits()?;
        self.skip(b":{", "`:{`")?;
        let refuse = |kind| UnserializeError {
            offset: start,
            kind,
        };
        if count > self.left() / MIN_ENTRY {
            let left = self.left();
            return Err(refuse(Kind::LengthBeyondInput { left }));
        }
        // Paid for before anything is allocated: arrays that each claim all that is left cannot
        // claim it a hundred times over.
        let left = self.values_left.checked_sub(count);
        self.values_left = left.ok_or_else(|| refuse(Kind::TooManyValues))?;
        let mut entries = Entries::with_room(count);
        for _ in 0..count {
            let key = match self.peek()? {
                b'i' => KeyRef::Int(self.int()?),
                b's' => KeyRef::text(self.string()?),
                _ => return Err(self.error(Kind::Expected("an integer or a string as key"))),
            };
            entries.put(key, self.value(depth + 1)?);
        }
        self.skip(b"}", "`}`")?;
        Ok(PhpValue::Array(entries.into_vec()))
    }

    /// Reads an unsigned number; one that is too large is the largest, which every length check refuses.
    fn digits(&mut self) -> Result<usize, UnserializeError> {
        let digits = self
            .rest()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 {
            self.peek()?;
            return Err(self.error(Kind::Expected("a digit")));
        }
        let number = self.rest()[..digits].iter().fold(0usize, |n, b| {
            n.saturating_mul(10).saturating_add(usize::from(b - b'0'))
        });
        self.at += digits;
        Ok(number)
    }

    fn skip(&mut self, what: &[u8], name: &'static str) -> Result<(), UnserializeError> {
        for expected in what {
            if self.peek()? != *expected {
                return Err(self.error(Kind::Expected(name)));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn peek(&self) -> Result<u8, UnserializeError> {
        let byte = self.input.get(self.at).copied();
        byte.ok_or_else(|| self.error(Kind::UnexpectedEnd))
    }

    fn rest(&self) -> &'a [u8] {
        &self.input[self.at..]
    }

    fn left(&self) -> usize {
        self.input.len() - self.at
    }

    /// Gives what was read since `start`, which the callers know to be ASCII.
    fn text_since(&self, start: usize) -> &'a str {
        std::str::from_utf8(&self.input[start..self.at]).unwrap_or_default()
    }

    fn error(&self, kind: Kind) -> UnserializeError {
        UnserializeError {
            offset: self.at,
            kind,
        }
    }
}
