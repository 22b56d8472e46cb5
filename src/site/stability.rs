//! How likely a candidate still matches after the site has changed: one table.

use super::{Candidate, Score};

/// What a candidate rests on, the longest-lived first, and its score. `docs/selectors.md` explains it.
const TABLE: [(Basis, Score); 9] = [
    (Basis::TestId, 100),
    (Basis::Role, 90),
    (Basis::Placeholder, 85),
    (Basis::Label, 80),
    (Basis::Id, 75),
    (Basis::Attribute, 70),
    (Basis::Class, 65),
    (Basis::Text, 60),
    (Basis::Tag, 30),
];

/// What a combinator takes off: each one is one more place that may change.
const COMBINATOR: Score = 3;

/// The most that is left to a selector that rests on a position or on a generated class.
const BRITTLE: Score = 10;

/// What a candidate rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// An attribute made for tests.
    TestId,
    /// Role and accessible name.
    Role,
    /// The placeholder.
    Placeholder,
    /// An ARIA label, a title, an alternative text.
    Label,
    /// An id.
    Id,
    /// Another attribute.
    Attribute,
    /// A class.
    Class,
    /// A text.
    Text,
    /// A tag alone.
    Tag,
}

impl Basis {
    fn score(self) -> Score {
        let row = TABLE.iter().find(|(basis, _)| *basis == self);
        row.map_or(0, |(_, score)| *score)
    }
}

/// How likely a candidate still matches after the site has changed, from 0 to 100.
pub fn stability(candidate: &Candidate) -> Score {
    match candidate {
        Candidate::Role { .. } => Basis::Role.score(),
        Candidate::Placeholder { .. } => Basis::Placeholder.score(),
        Candidate::Css { css, .. } => of_selector(css),
        // The text and the place where it is looked for: the weaker of the two.
        Candidate::Text { within, .. } => {
            let bare = Basis::of(within) == Basis::Tag;
            let within = if bare { 100 } else { of_selector(within) };
            Basis::Text.score().min(within)
        }
    }
}

fn of_selector(css: &str) -> Score {
    if css.contains(":nth-") || css.contains(":first") || css.contains(":last") {
        return BRITTLE;
    }
    let classes = css.split('.').skip(1).map(|rest| {
        let word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        rest.find(|c| !word(c)).map_or(rest, |end| &rest[..end])
    });
    if classes.into_iter().any(is_generated) || css.contains("[data-v-") {
        return BRITTLE;
    }
    let steps = css.split([' ', '>', '+', '~']).filter(|s| !s.is_empty());
    let combinators = steps.count().saturating_sub(1);
    let off = COMBINATOR.saturating_mul(Score::try_from(combinators).unwrap_or(Score::MAX));
    Basis::of(css).score().saturating_sub(off).max(BRITTLE)
}

impl Basis {
    fn of(css: &str) -> Self {
        let has = |parts: &[&str]| parts.iter().any(|part| css.contains(part));
        if has(&["[data-test", "[data-cy", "[data-qa"]) {
            Basis::TestId
        } else if has(&["[placeholder"]) {
            Basis::Placeholder
        } else if has(&["[aria-label", "[title", "[alt"]) {
            Basis::Label
        } else if has(&["#"]) {
            Basis::Id
        } else if has(&["["]) {
            Basis::Attribute
        } else if has(&["."]) {
            Basis::Class
        } else {
            Basis::Tag
        }
    }
}

/// Whether a class was made by a bundler rather than by a person: `css-1x2y3z`, `_title_1a2b3`, `sc-bdVaJa`.
pub fn is_generated(class: &str) -> bool {
    let last = class.rsplit(['-', '_']).next().unwrap_or(class);
    let digits = last.chars().filter(char::is_ascii_digit).count();
    let letters = last.chars().filter(char::is_ascii_alphabetic).count();
    let hex = last.len() >= 6 && last.chars().all(|c| c.is_ascii_hexdigit()) && digits > 0;
    let mixed = last.len() >= 5 && digits > 0 && letters > 0 && digits + letters == last.len();
    let upper = last.chars().skip(1).any(|c| c.is_ascii_uppercase());
    let prefix = class.starts_with("css-") || class.starts_with("sc-") || class.starts_with("jsx-");
    hex || mixed || (prefix && (upper || digits > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_to_last_comes_first_and_positions_and_hashes_last() {
        let ranked = [
            Candidate::css("[data-testid=\"confirm\"]"),
            Candidate::role("button", "发布"),
            Candidate::placeholder("输入文章标题..."),
            Candidate::css("[aria-label=\"标题\"]"),
            Candidate::css("#title"),
            Candidate::css("input[name=\"title\"]"),
            Candidate::css(".title-input"),
            Candidate::css(".panel .title-input"),
            Candidate::text("发布", "button"),
            Candidate::css("button"),
            Candidate::css(".css-1x2y3z"),
        ];
        let scores: Vec<Score> = ranked.iter().map(stability).collect();
        assert!(scores.windows(2).all(|w| w[0] > w[1]), "{scores:?}");
        assert_eq!(stability(&Candidate::css("button:nth-child(2)")), BRITTLE);
        assert_eq!(stability(&Candidate::css("[data-v-486f85f2]")), BRITTLE);
        assert_eq!(stability(&Candidate::text("发布", ".a1b2c3")), BRITTLE);
    }

    #[test]
    fn words_are_no_generated_classes() {
        for word in [
            "byte-select__input",
            "CodeMirror",
            "xitu-btn",
            "panel",
            "col-12",
            "h1",
            "mt-4",
        ] {
            assert!(!is_generated(word), "{word}");
        }
        for hash in [
            "css-1x2y3z",
            "_title_1a2b3",
            "sc-bdVaJa",
            "a1b2c3d4",
            "Button_root__3kX9d",
        ] {
            assert!(is_generated(hash), "{hash}");
        }
    }
}
