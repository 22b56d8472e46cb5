//! Money in hundredths of a yuan.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount in fen; written as yuan with two decimals, such as `13.00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fen(pub i64);

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl FromStr for Fen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not an amount such as 13.00");
        let (yuan, fen) = text.split_once('.').ok_or_else(wrong)?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if fen.len() != 2 || !digits(fen) || !digits(yuan.strip_prefix('-').unwrap_or(yuan)) {
            return Err(wrong());
        }
        format!("{yuan}{fen}").parse().map(Fen).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Fen {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Fen> for String {
    fn from(fen: Fen) -> Self {
        fen.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back_as_they_are_written() {
        for text in ["0.00", "13.00", "5200.05", "-0.50", "-12.34"] {
            assert_eq!(text.parse::<Fen>().unwrap().to_string(), text);
        }
        for text in ["13", "13.0", "1.000", "a.00", "", "1-.00"] {
            assert!(text.parse::<Fen>().is_err(), "{text}");
        }
    }
}
