//! Money in fen, never in floating point.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in yuan, kept in fen (1/100).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    fen: i64,
}

impl Money {
    /// An amount of so many fen.
    pub const fn fen(fen: i64) -> Self {
        Self { fen }
    }

    /// The amount in fen.
    pub fn as_fen(self) -> i64 {
        self.fen
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.fen < 0 { "-" } else { "" };
        let fen = self.fen.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

/// Not an amount: digits, at most one point, at most two digits behind it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an amount of money such as 12.50")]
pub struct NotMoney(pub String);

impl FromStr for Money {
    type Err = NotMoney;

    fn from_str(s: &str) -> Result<Self, NotMoney> {
        let not = || NotMoney(s.chars().take(20).collect());
        let (yuan, rest) = s.trim().split_once('.').unwrap_or((s.trim(), ""));
        // Platforms write "13.00" and 13.0; a third digit that is not 0 would be rounded money.
        let (fen, tail) = rest.split_at_checked(2).unwrap_or((rest, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || !digits(yuan) || !digits(fen) || tail.bytes().any(|b| b != b'0') {
            return Err(not());
        }
        let yuan: i64 = yuan.parse().map_err(|_| not())?;
        let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| not())?;
        yuan.checked_mul(100)
            .and_then(|y| y.checked_add(fen))
            .map(Self::fen)
            .ok_or_else(not)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money::fen(self.fen.saturating_add(other.fen))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::default(), Add::add)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_and_print_in_yuan() {
        for (text, fen) in [("13.00", 1300), ("13", 1300), ("0.5", 50), ("13.000", 1300)] {
            assert_eq!(text.parse::<Money>(), Ok(Money::fen(fen)), "{text}");
        }
        assert_eq!(Money::fen(1305).to_string(), "13.05");
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", "-1", "1.005", "1e3", "13元", "9999999999999999999", "."] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }
}
