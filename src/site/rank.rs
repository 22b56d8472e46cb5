//! Which of the ways that find an element are written, and in which order. Pure; what lasts is judged by
//! [`stability`] alone.

use super::{Candidate, Score, VALUE, stability};

/// The most candidates of an element.
const MOST: usize = 5;

/// The most that rest on the same: candidates that fail together are no help.
const ALIKE: usize = 2;

/// At or below this a candidate rests on a position or on a generated class.
const BRITTLE: Score = 10;

/// The candidates to write, the longest-lived first. `value` is the text for which `$value` is written.
pub fn ranked(found: &[Candidate], value: Option<&str>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = found.iter().map(|c| generalized(c, value)).collect();
    // Of two that last as long, the one that says more of what it means and less of where it is.
    all.sort_by_key(|c| (std::cmp::Reverse(stability(c)), bare(c), length(c)));
    let mut kept: Vec<Candidate> = Vec::new();
    let mut spare: Option<Candidate> = None;
    for candidate in all {
        let brittle = stability(&candidate) <= BRITTLE;
        let alike = kept
            .iter()
            .filter(|k| basis(k) == basis(&candidate))
            .count();
        let enough = brittle && kept.iter().filter(|k| stability(k) > BRITTLE).count() >= ALIKE;
        let twice = kept.iter().any(|k| extends(&candidate, k));
        if kept.len() < MOST && alike < ALIKE && !enough && !twice {
            kept.push(candidate);
        } else if candidate.words().is_none() {
            spare = spare.or(Some(candidate));
        }
    }
    // The same thing may say another word another day: one way at least rests on none.
    if let Some(spare) = spare.filter(|_| kept.iter().all(|k| k.words().is_some())) {
        kept.truncate(MOST - 1);
        kept.push(spare);
    }
    kept
}

/// The candidate with `$value` where the text was.
fn generalized(candidate: &Candidate, value: Option<&str>) -> Candidate {
    match (candidate, value) {
        (Candidate::Text { text, within, .. }, Some(v)) if text == v => {
            Candidate::text(VALUE, within)
        }
        (Candidate::Role { role, name, .. }, Some(v)) if name == v => Candidate::role(role, VALUE),
        _ => candidate.clone(),
    }
}

/// What a candidate rests on, as far as two fail together.
fn basis(candidate: &Candidate) -> &'static str {
    let brittle = stability(candidate) <= BRITTLE;
    match candidate {
        _ if brittle => "generated",
        Candidate::Role { .. } => "role",
        Candidate::Placeholder { .. } => "placeholder",
        Candidate::Text { .. } => "text",
        Candidate::Css { css, .. } if css.contains("[data-") => "test id",
        Candidate::Css { css, .. } if css.contains('[') => "attribute",
        Candidate::Css { css, .. } if css.contains('#') => "id",
        Candidate::Css { css, .. } if css.contains('.') => "class",
        Candidate::Css { .. } => "tag",
    }
}

/// Whether it looks for a tag alone.
fn bare(candidate: &Candidate) -> bool {
    let css = candidate.selector().unwrap_or(".");
    !css.contains(['.', '#', '['])
}

fn length(candidate: &Candidate) -> usize {
    candidate.selector().map_or(0, str::len)
}

/// Whether a candidate is another one with more said: `input.title` beside `.title`, `.head > .title` beside it too.
fn extends(candidate: &Candidate, other: &Candidate) -> bool {
    let (Some(new), Some(known)) = (candidate.selector(), other.selector()) else {
        return false;
    };
    candidate.words() == other.words() && plain(new).ends_with(&plain(known))
}

/// A selector without what makes no other one of it: the tags of what has a class or an attribute, and whether what is
/// around is right around.
fn plain(css: &str) -> String {
    let steps = css.split(' ').filter(|step| !matches!(*step, "" | ">"));
    let bare = |step: &str| match step.find(['.', '#', '[']) {
        Some(at) if !step[..at].contains(':') => step[at..].to_owned(),
        _ => step.to_owned(),
    };
    let steps: Vec<String> = steps.map(bare).collect();
    // A class is not the end of another one.
    format!(" {}", steps.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &[Candidate], value: Option<&str>) -> Vec<String> {
        ranked(found, value)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn what_lasts_comes_first_and_generated_classes_are_left_out_where_there_is_better() {
        let found = [
            Candidate::css("button.css-1x2y3z"),
            Candidate::css("button"),
            Candidate::css(".publish"),
            Candidate::css("button.publish"),
            Candidate::css("header .publish"),
            Candidate::text("发布", "button"),
            Candidate::role("button", "发布"),
            Candidate::css("button[data-testid=\"go\"]"),
        ];
        assert_eq!(
            shown(&found, None),
            [
                "css button[data-testid=\"go\"]",
                "role button named \"发布\"",
                "css .publish",
                "text \"发布\" within button",
                "css button",
            ]
        );
    }

    #[test]
    fn a_generated_class_is_the_last_resort_and_not_nothing() {
        let found = [
            Candidate::css(".a1b2c3"),
            Candidate::css("div.a1b2c3"),
            Candidate::css(".d4e5f6 > .a1b2c3"),
        ];
        assert_eq!(shown(&found, None), ["css .a1b2c3"]);
    }

    #[test]
    fn one_way_rests_on_no_words_though_it_is_the_last_resort() {
        let found = [
            Candidate::role("button", "发布"),
            Candidate::text("发布", "button"),
            Candidate::text("发布", ".a1b2c3"),
            Candidate::css(".d4e5f6 > .a1b2c3"),
            Candidate::css(".d4e5f6 > button"),
        ];
        assert_eq!(
            shown(&found, None),
            [
                "role button named \"发布\"",
                "text \"发布\" within button",
                "css .d4e5f6 > button",
            ]
        );
    }

    #[test]
    fn the_same_with_its_tag_or_right_within_is_said_once() {
        let found = [
            Candidate::css("#app .status"),
            Candidate::css("#app div.status"),
            Candidate::css(".box img"),
            Candidate::css(".box > img"),
        ];
        assert_eq!(shown(&found, None), ["css #app .status", "css .box img"]);
        assert!(!extends(
            &Candidate::css(".a .substatus"),
            &Candidate::css(".status")
        ));
    }

    #[test]
    fn any_value_stands_where_the_picked_one_stood() {
        let found = [
            Candidate::text("后端", ".item"),
            Candidate::text("后端", "div"),
            Candidate::role("option", "后端"),
        ];
        assert_eq!(
            shown(&found, Some("后端")),
            [
                "role option named \"$value\"",
                "text \"$value\" within .item",
                "text \"$value\" within div"
            ]
        );
    }
}
