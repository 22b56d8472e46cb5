//! Our own id of an order, which makes it unique on the other side.

use sha2::{Digest, Sha256};

use crate::plan::Key;

/// What an id holds at most; only A to Z and 0 to 9 are used.
#[cfg(test)]
const LONGEST: usize = 24;

/// Begins every id, so that people know it in the vendor's console.
const PREFIX: &str = "FG";

/// RFC 4648's letters of base 32.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Derives `customer_order_id` from the project and the key: the same key gives the same id for ever.
///
/// 24 characters: `FG` and 110 bits of a SHA-256 over each part with its length before it.
pub(super) fn order_id(project: &str, key: &Key) -> String {
    let generation = key.generation.to_string();
    let mut hash = Sha256::new();
    for part in [
        project,
        &key.article,
        &key.account,
        &key.target,
        &generation,
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut id = PREFIX.to_owned();
    // Five bits a letter: 22 letters take 110 of the 128 bits of the first half.
    let mut bits = digest
        .iter()
        .take(16)
        .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    for _ in 0..22 {
        let five = (bits >> 123) as usize;
        id.push(char::from(LETTERS[five]));
        bits <<= 5;
    }
    id
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn key(article: &str, account: &str, target: &str, generation: u32) -> Key {
        Key {
            article: article.into(),
            account: account.into(),
            target: target.into(),
            generation,
        }
    }

    #[test]
    fn an_id_is_the_same_for_ever() {
        // A change here orders again what was ordered before.
        let id = order_id("my-blog", &key("hello-fagao", "jz", "1/12786", 0));
        assert_eq!(id, EXPECTED);
    }

    #[test]
    fn an_id_has_at_most_24_characters_of_the_allowed_ones() {
        for article in ["", "a", "一篇文章", &"x".repeat(10_000)] {
            let id = order_id("p", &key(article, "jz", "1/1", 0));
            assert_eq!(id.len(), LONGEST);
            let allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
            assert!(id.chars().all(allowed), "{id}");
        }
    }

    #[test]
    fn every_part_of_the_key_changes_the_id() {
        let ids: BTreeSet<_> = [
            order_id("p", &key("a", "jz", "1/1", 0)),
            order_id("q", &key("a", "jz", "1/1", 0)),
            order_id("p", &key("b", "jz", "1/1", 0)),
            order_id("p", &key("a", "j", "1/1", 0)),
            order_id("p", &key("a", "jz", "1/2", 0)),
            order_id("p", &key("a", "jz", "1/1", 1)),
            // The same letters, divided otherwise.
            order_id("pa", &key("", "jz", "1/1", 0)),
            order_id("p", &key("aj", "z", "1/1", 0)),
        ]
        .into();
        assert_eq!(ids.len(), 8);
    }

    // The same by Python: base32 of sha256 over each part with its length in eight bytes before it.
    const EXPECTED: &str = "FGH65PQN4TDBKQJSPBS3OLUN";
}
