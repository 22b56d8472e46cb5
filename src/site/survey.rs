//! What a check asks about an element, and what the answers mean.

use super::{Candidate, Element, Score, VALUE};
pub use crate::text::Sight;

/// An element as a check looks for it: with its sample in the place of any value; where it has none, any value will do.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is looked for: the candidates that can be judged.
    pub element: Element,
    /// Whether any value counts.
    pub any: bool,
    /// For each of them, which of the file's it is.
    places: Vec<usize>,
    /// The file's candidates.
    candidates: Vec<Candidate>,
}

/// What became of one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// What became of it.
    pub sight: Sight,
    /// How many elements it found.
    pub count: usize,
    /// Which of the things that were found it means: candidates of one part mean the same element.
    pub part: Option<usize>,
}

/// What became of an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// A candidate finds it.
    Found {
        /// Which one, from 0.
        candidate: usize,
        /// How many of the others find the same.
        agree: usize,
        /// How many find another element.
        differ: usize,
    },
    /// No candidate finds anything.
    Missing,
    /// Where any finds something, it finds too much.
    Ambiguous,
    /// Whether it is there cannot be judged.
    Unjudged,
}

impl Look {
    /// A candidate that cannot be judged.
    pub fn unjudged(count: usize) -> Self {
        Self {
            sight: Sight::Unjudged,
            count,
            part: None,
        }
    }
}

impl Question {
    /// Makes one.
    pub fn about(element: &Element) -> Self {
        let mut asked = match &element.sample {
            Some(sample) => element.with_value(sample),
            None => element.clone(),
        };
        // A fingerprint is what healing goes by; a check is about the candidates.
        asked.fingerprint = None;
        let any = asked.candidates.iter().any(|c| c.words() == Some(VALUE));
        asked.expect.many |= any;
        let candidates = std::mem::take(&mut asked.candidates);
        let judged = candidates
            .into_iter()
            .enumerate()
            .filter_map(|(n, c)| Some((n, with_any(c)?)));
        let (places, judged) = judged.unzip();
        asked.candidates = judged;
        Self {
            element: asked,
            any,
            places,
            candidates: element.candidates.clone(),
        }
    }

    /// The answers in the order of the file's candidates; those that were not asked about cannot be judged.
    pub fn looks(&self, answers: Vec<Look>) -> Vec<Look> {
        let mut all = vec![Look::unjudged(0); self.candidates.len()];
        for (place, look) in self.places.iter().zip(answers) {
            all[*place] = look;
        }
        all
    }

    /// The file's candidates, with their scores.
    pub fn candidates(&self) -> impl Iterator<Item = (&Candidate, Score)> {
        self.candidates.iter().map(|c| (c, c.score()))
    }
}

/// The candidate where any value will do; none where that would be anything.
fn with_any(candidate: Candidate) -> Option<Candidate> {
    match candidate {
        Candidate::Text { text, within, .. } if text == VALUE => Some(Candidate::css(within)),
        other if other.words() == Some(VALUE) => None,
        other => Some(other),
    }
}

/// What the looks at an element's candidates mean, in the order of the file.
pub fn standing(looks: &[Look]) -> Standing {
    let found = |l: &Look| l.sight == Sight::Found;
    if let Some(candidate) = looks.iter().position(found) {
        let others = || looks.iter().skip(candidate + 1).filter(|l| found(l));
        let agree = others().filter(|l| l.part == looks[candidate].part).count();
        return Standing::Found {
            candidate,
            agree,
            differ: others().count() - agree,
        };
    }
    let unjudged = |l: &Look| l.sight == Sight::Unjudged;
    if looks.iter().any(|l| l.sight == Sight::Several) {
        Standing::Ambiguous
    } else if looks.iter().any(|l| unjudged(l) && l.count > 0) || looks.iter().all(unjudged) {
        Standing::Unjudged
    } else {
        Standing::Missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(sight: Sight, count: usize, part: Option<usize>) -> Look {
        Look { sight, count, part }
    }

    #[test]
    fn the_first_candidate_that_finds_it_counts_and_the_others_agree_or_differ() {
        let found = |part| look(Sight::Found, 1, Some(part));
        let nothing = look(Sight::Nothing, 0, None);
        assert_eq!(
            standing(&[nothing.clone(), found(0), found(0), found(1), nothing]),
            Standing::Found {
                candidate: 1,
                agree: 1,
                differ: 1
            }
        );
    }

    #[test]
    fn what_cannot_be_judged_is_not_missing_and_what_is_too_much_is_ambiguous() {
        let nothing = look(Sight::Nothing, 0, None);
        let several = look(Sight::Several, 3, None);
        let hidden = look(Sight::Hidden, 1, None);
        assert_eq!(standing(&[nothing.clone(), hidden]), Standing::Missing);
        assert_eq!(standing(&[nothing.clone(), several]), Standing::Ambiguous);
        assert_eq!(
            standing(&[nothing.clone(), Look::unjudged(2)]),
            Standing::Unjudged
        );
        // What was not asked about is no reason to doubt what was.
        assert_eq!(standing(&[nothing, Look::unjudged(0)]), Standing::Missing);
        assert_eq!(standing(&[Look::unjudged(0)]), Standing::Unjudged);
    }

    #[test]
    fn a_value_without_a_sample_is_any_value_where_that_means_something() {
        let element = Element {
            candidates: vec![
                Candidate::role("button", VALUE),
                Candidate::text(VALUE, "li"),
            ],
            ..Element::default()
        };
        let question = Question::about(&element);
        assert_eq!(question.element.candidates, [Candidate::css("li")]);
        assert!(question.any && question.element.expect.many);
        let looks = question.looks(vec![look(Sight::Found, 2, Some(0))]);
        assert_eq!(looks[0], Look::unjudged(0));
        assert_eq!(looks[1].sight, Sight::Found);

        let sampled = Element {
            sample: Some("后端".to_owned()),
            ..element
        };
        let question = Question::about(&sampled);
        assert_eq!(question.element.candidates.len(), 2);
        assert!(!question.any && !question.element.expect.many);
    }
}
