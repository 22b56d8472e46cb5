//! Mobile phone numbers in a text: the one table of how they are written.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What comes in the place of a number.
const MASKED: &str = "[phone]";

/// How numbers are written: eleven digits that begin with 13 to 19, with or without the country's, in groups, or with
/// stars in place of some. `true` where the digits have to be counted.
const WRITTEN: [(&str, bool); 3] = [
    (
        r"(?:(?:[+＋]|00)?86[ \u{a0}-]?|[(（][+＋]?86[)）][ \u{a0}-]?)?1[3-9]\d[ \u{a0}-]?\d{4}[ \u{a0}-]?\d{4}",
        false,
    ),
    (
        r"(?:[+＋]?86[ \u{a0}.-]?)?1[3-9]\d(?:[ \u{a0}.-]\d{3,4}){2}\d?",
        true,
    ),
    (
        r"(?:[+＋]?86[ \u{a0}-]?)?1[3-9]\d{1,9} ?[*＊•·]{2,} ?\d{0,4}",
        false,
    ),
];

static FIND: LazyLock<Vec<(Regex, bool)>> = LazyLock::new(|| {
    let find = |(pattern, counted): (&str, bool)| {
        let find = Regex::new(pattern).unwrap_or_else(|e| unreachable!("{pattern}: {e}"));
        (find, counted)
    };
    WRITTEN.into_iter().map(find).collect()
});

/// The text with mobile phone numbers masked. Longer runs of digits are ids and stay.
pub fn without_phone_numbers(text: &str) -> String {
    let mut text = text.to_owned();
    for (find, counted) in FIND.iter() {
        let masked =
            |found: &Captures<'_>| (!counted || has_eleven(&found[0])).then(|| MASKED.into());
        if let Some(new) = replaced(find, &text, masked) {
            text = new;
        }
    }
    text
}

/// Whether there are eleven digits beside the country's.
fn has_eleven(found: &str) -> bool {
    let digits: String = found.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("86").filter(|own| own.len() >= 11);
    own.unwrap_or(&digits).len() == 11
}

/// The text with what is found replaced by what is made of it; none when nothing was.
/// What begins or ends amid a longer number is no match: that number is something else.
pub fn replaced(
    find: &Regex,
    text: &str,
    make: impl Fn(&Captures<'_>) -> Option<String>,
) -> Option<String> {
    let mut new = String::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(found) = (from <= text.len())
        .then(|| find.captures_at(text, from))
        .flatten()
    {
        let (start, end) = found.get(0).map_or((0, 0), |m| (m.start(), m.end()));
        let whole = start < end && !amid_digits(text, start) && !amid_digits(text, end);
        match whole.then(|| make(&found)).flatten() {
            Some(instead) => {
                new.push_str(&text[kept..start]);
                new.push_str(&instead);
                (kept, from) = (end, end);
            }
            None => from = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    (kept > 0).then(|| {
        new.push_str(&text[kept..]);
        new
    })
}

/// Whether a place is between two digits.
fn amid_digits(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at > 0 && at < bytes.len() && bytes[at - 1].is_ascii_digit() && bytes[at].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_go_and_ids_stay() {
        let shown = without_phone_numbers(
            "13800138000 +86 138-0013-8000 8613800138000 号码138 0013 8000。138.0013.8000 138****8000 \
             7123456789012345678 12345678901 138.001.380",
        );
        assert_eq!(
            shown,
            "[phone] [phone] [phone] 号码[phone]。[phone] [phone] 7123456789012345678 12345678901 138.001.380"
        );
    }
}
