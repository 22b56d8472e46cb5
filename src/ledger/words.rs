//! Texts as words of the full-text index.
//!
//! SQLite's own tokenizers take a run of Chinese for one word, or need three characters. Here a run is
//! cut into pairs: `财经金融` is `财经 经金 金融 融`, so that one character is found as the beginning of a
//! pair, two are a pair, and more are pairs in a row.

use sha2::{Digest, Sha256};

/// The words of a text for the index, with blanks between them.
pub(super) fn index(text: &str) -> String {
    let mut words = Vec::new();
    for run in runs(text) {
        if run.chinese {
            let chars: Vec<char> = run.text.chars().collect();
            for (n, c) in chars.iter().enumerate() {
                words.push(chars[n..].iter().take(2).collect::<String>());
                debug_assert!(words.last().is_some_and(|w| w.starts_with(*c)));
            }
        } else {
            words.push(run.text);
        }
    }
    words.join(" ")
}

/// What is asked of the index for a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// Conditions of the words and of Chinese in a row.
    pub words: Vec<String>,
    /// Single Chinese characters: found as the beginning of a pair, which is slow where many have them.
    pub letters: Vec<String>,
}

impl Asked {
    /// All conditions.
    pub(super) fn all(&self) -> Vec<String> {
        let letters = self.letters.iter().map(|l| begins(l));
        self.words.iter().cloned().chain(letters).collect()
    }
}

fn begins(word: &str) -> String {
    format!("words : \"{word}\" *")
}

/// What is asked of the index for a text: all its words, each in its order.
pub(super) fn asked(text: &str) -> Asked {
    let mut asked = Asked::default();
    for run in runs(text) {
        let chars: Vec<char> = run.text.chars().collect();
        match (run.chinese, chars.len()) {
            (true, 1) => asked.letters.push(run.text),
            (false, _) => asked.words.push(begins(&run.text)),
            (true, _) => {
                let pairs: Vec<String> = chars.windows(2).map(|p| p.iter().collect()).collect();
                asked.words.push(format!("words : \"{}\"", pairs.join(" ")));
            }
        }
    }
    asked
}

/// The word of a fact: `quyu` is `湖北`.
pub(super) fn fact(key: &str, value: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(key.trim().to_lowercase());
    hash.update([0]);
    hash.update(value.trim().to_lowercase());
    format!("f{}", hex::encode(&hash.finalize()[..8]))
}

/// The words of an attribute: of its whole value, and of each part of a list.
pub(super) fn facts<'a>(attributes: impl Iterator<Item = (&'a String, &'a String)>) -> String {
    let mut words = Vec::new();
    for (key, value) in attributes {
        words.push(fact(key, value));
        let parts: Vec<&str> = value
            .split([',', '，', '、', '/', '|', ';', '；'])
            .collect();
        if parts.len() > 1 {
            words.extend(parts.iter().map(|part| fact(key, part)));
        }
    }
    words.join(" ")
}

struct Run {
    text: String,
    chinese: bool,
}

/// Letters and digits in a row, lower case, Chinese apart from the rest.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        let chinese = !c.is_ascii() && c > '\u{2e7f}';
        match runs.last_mut().filter(|r| open && r.chinese == chinese) {
            Some(run) => run.text.push(c),
            None => runs.push(Run {
                text: c.to_string(),
                chinese,
            }),
        }
        open = true;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_the_rest_stays_whole() {
        assert_eq!(
            index("汉网财经 IT之家163"),
            "汉网 网财 财经 经 it 之家 家 163"
        );
        let all = |text: &str| asked(text).all().join(" AND ");
        assert_eq!(all("财经"), "words : \"财经\"");
        assert_eq!(
            all("财经金融 it"),
            "words : \"财经 经金 金融\" AND words : \"it\" *"
        );
        assert_eq!(all("财"), "words : \"财\" *");
        assert_eq!(asked("第7").letters, ["第"]);
        assert_eq!(asked(" \"*() "), Asked::default());
    }

    #[test]
    fn a_fact_is_one_word_whatever_is_in_it() {
        assert_eq!(fact("quyu", " 湖北"), fact("QUYU", "湖北 "));
        assert_ne!(fact("quyu", "湖北"), fact("quyu", "湖南"));
        assert_ne!(fact("a", "bc"), fact("ab", "c"));
        let list = ("quyu".to_owned(), "湖北、湖南".to_owned());
        let words = facts([(&list.0, &list.1)].into_iter());
        assert_eq!(words.split(' ').count(), 3);
        assert!(words.contains(&fact("quyu", "湖南")));
    }
}
