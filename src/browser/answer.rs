//! What the in-page script answers.

use serde::Deserialize;
use serde_json::Value;

use super::link::element_id;
use super::page::{Located, Surveyed, Tried};
use crate::record::Healed;
use crate::site::{Candidate, Element, Look, PagesFile, Sight, VALUE, patch_toml, ranked};

/// What the script answers.
#[derive(Debug)]
pub(super) enum Answer {
    /// An alternative holds.
    Met(Met),
    /// An interrupt is there, and what closes it.
    Interrupted {
        /// Its place in the table.
        row: usize,
        /// The element to be clicked.
        element: Option<String>,
    },
    /// Nothing held in time: what became of the last alternative's wants.
    Late(Vec<Got>),
    /// The script itself failed.
    Broken(String),
    /// There was no answer: an alert came up.
    Nothing,
}

/// An alternative that holds.
#[derive(Debug)]
pub(super) struct Met {
    /// Which one.
    pub alternative: usize,
    /// What each of its wants gave.
    pub got: Vec<Got>,
}

/// What a want gave.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Got {
    /// Whether it holds.
    pub met: bool,
    /// The candidate that matched.
    pub candidate: Option<usize>,
    healed: Option<HealedRow>,
    element: Value,
    /// How the text differs from the one wanted.
    pub compared: Option<Compared>,
    /// The field's limit in UTF-16 units.
    pub maxlength: Option<usize>,
    /// How long the field's text is, in UTF-16 units.
    pub length: usize,
    point: Point,
    /// The texts of a list.
    pub texts: Vec<String>,
    odd: Option<Value>,
    looks: Vec<LookRow>,
    /// Why what was to be done was not done.
    pub failed: Option<String>,
    /// What was there instead.
    pub found: Option<String>,
    tried: Vec<TriedRow>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

/// How two texts differ, in UTF-16 units and without the texts.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Compared {
    /// Whether they are equal.
    pub equal: bool,
    got: usize,
    wanted: usize,
    at: usize,
}

impl Compared {
    /// The difference in words.
    pub(super) fn words(self) -> String {
        format!(
            "it holds {} of {} UTF-16 units, and differs from unit {} on",
            self.got,
            self.wanted,
            self.at + 1
        )
    }
}

#[derive(Debug, Deserialize)]
struct HealedRow {
    score: f64,
    signals: Vec<String>,
    found: String,
    candidates: Vec<Candidate>,
}

#[derive(Debug, Deserialize)]
struct LookRow {
    sight: Sight,
    count: usize,
    part: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct TriedRow {
    index: usize,
    result: String,
}

impl Got {
    /// The element's id.
    pub(super) fn element(&self) -> Option<String> {
        element_id(&self.element)
    }

    /// How the element was found that no candidate found.
    pub(super) fn healed(&self, element: &Element, pages: &PagesFile) -> Option<Healed> {
        let row = self.healed.as_ref()?;
        let known = pages.elements.get(&element.name).unwrap_or(element);
        Some(Healed {
            element: element.name.clone(),
            site_file: pages.id(),
            score: row.score,
            signals: row.signals.clone(),
            found: row.found.clone(),
            patch: patch_toml(known, &self.proposed(element, pages)),
        })
    }

    /// What finds the healed element and nothing else, the longest-lived first.
    fn proposed(&self, element: &Element, pages: &PagesFile) -> Vec<Candidate> {
        let found = self.healed.as_ref().map_or(&[][..], |row| &row.candidates);
        let known = pages.elements.get(&element.name).unwrap_or(element);
        // What was put in the place of `$value` is taken out again.
        let mut pairs = known.candidates.iter().zip(&element.candidates);
        let value = pairs.find_map(|(k, e)| e.words().filter(|_| k.words() == Some(VALUE)));
        ranked(found, value)
    }

    /// Where an element is.
    pub(super) fn located(&self, element: &Element, pages: &PagesFile) -> Located {
        Located {
            element: element.name.clone(),
            id: self.element(),
            candidate: self.candidate,
            healed: self.healed(element, pages),
            proposed: self.proposed(element, pages),
            tried: self.tried(element),
        }
    }

    /// What became of every candidate of an element.
    pub(super) fn surveyed(&self) -> Surveyed {
        let look = |row: &LookRow| Look {
            sight: row.sight,
            count: row.count,
            part: row.part,
        };
        Surveyed {
            looks: self.looks.iter().map(look).collect(),
            id: self.element(),
        }
    }

    /// Where a click on the element would go, in the window.
    pub(super) fn point(&self) -> (f64, f64) {
        (self.point.x, self.point.y)
    }

    /// The chip that is not wanted: what closes it, where it has a cross of its own.
    pub(super) fn odd(&self) -> Option<Option<String>> {
        self.odd.as_ref().map(|odd| element_id(&odd["cross"]))
    }

    /// What became of each candidate of an element.
    pub(super) fn tried(&self, element: &Element) -> Vec<Tried> {
        let looked_at = |(index, candidate): (usize, &Candidate)| {
            let row = self.tried.iter().find(|t| t.index == index)?;
            Some(Tried {
                candidate: candidate.to_string(),
                result: row.result.clone(),
            })
        };
        let candidates = element.candidates.iter().enumerate();
        candidates.filter_map(looked_at).collect()
    }
}

/// Reads an answer and the URL that came with it.
pub(super) fn read(mut value: Value) -> (Answer, Option<String>) {
    let url = value["url"].as_str().map(str::to_owned);
    let gots = |v: Value| serde_json::from_value::<Vec<Got>>(v);
    let answer = if value.is_null() {
        Answer::Nothing
    } else if let Some(row) = value["interrupt"].as_u64() {
        Answer::Interrupted {
            row: usize::try_from(row).unwrap_or(usize::MAX),
            element: element_id(&value["element"]),
        }
    } else if let Some(why) = value["broken"].as_str() {
        Answer::Broken(why.to_owned())
    } else if value.get("late").is_some() {
        gots(value["late"].take()).map_or_else(|e| Answer::Broken(e.to_string()), Answer::Late)
    } else {
        let alternative = value["alternative"].as_u64().unwrap_or(0);
        gots(value["got"].take()).map_or_else(
            |e| Answer::Broken(e.to_string()),
            |got| {
                Answer::Met(Met {
                    alternative: usize::try_from(alternative).unwrap_or(usize::MAX),
                    got,
                })
            },
        )
    };
    (answer, url)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_of_nothing_is_an_alert() {
        assert!(matches!(read(Value::Null).0, Answer::Nothing));
    }

    #[test]
    fn an_answer_that_is_not_understood_is_broken_and_never_met() {
        let (answer, url) = read(json!({ "url": "https://a/", "odd": 1 }));
        assert!(matches!(answer, Answer::Broken(_)));
        assert_eq!(url.as_deref(), Some("https://a/"));
    }
}
