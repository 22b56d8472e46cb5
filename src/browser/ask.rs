//! What the in-page script is asked, and what it answers.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::heal;
use super::link::element_id;
use super::page::{Located, Surveyed, Tried};
use crate::plan::Condition;
use crate::record::Healed;
use crate::site::{
    Candidate, Element, Interrupt, Look, PagesFile, Sight, UrlPattern, VALUE, patch_toml, ranked,
};

/// The in-page script: it finds and waits in one round trip.
pub(super) const SCRIPT: &str = concat!(
    include_str!("in_page/find.js"),
    include_str!("in_page/fingerprint.js"),
    include_str!("in_page/check.js"),
    include_str!("in_page/alike.js"),
    include_str!("in_page/heal.js"),
    include_str!("in_page/propose.js"),
    include_str!("in_page/want.js"),
    include_str!("in_page/interrupts.js"),
    include_str!("in_page/run.js"),
);

/// What a want is about, for messages.
#[derive(Clone, Debug)]
pub(super) enum About {
    /// An element that is to be there.
    Element(Box<Element>),
    /// Something about an element, as people read it.
    Of(Box<Element>, String),
    /// Something else, as people read it.
    Words(String),
}

/// One thing that must hold.
#[derive(Clone, Debug)]
pub(super) struct Want {
    json: Map<String, Value>,
    /// What it is about.
    pub about: About,
}

impl Want {
    fn new(kind: &str, about: About) -> Self {
        let mut json = Map::new();
        json.insert("kind".into(), kind.into());
        Self { json, about }
    }

    fn of(kind: &str, element: &Element) -> Self {
        let expect = &element.expect;
        Self::new(kind, About::Element(Box::new(element.clone())))
            .with("candidates", json!(element.candidates))
            .with("tag", json!(expect.tag))
            .with("visible", json!(expect.visible))
            .with("many", json!(expect.many))
            .with("strict", json!(expect.submits))
            .with("use", json!("see"))
    }

    fn with(mut self, key: &str, value: Value) -> Self {
        self.json.insert(key.into(), value);
        self
    }

    fn about(mut self, words: String) -> Self {
        if let About::Element(element) = self.about {
            self.about = About::Of(element, words);
        }
        self
    }

    /// The element is there.
    pub(super) fn see(element: &Element) -> Self {
        Self::of("element", element)
    }

    /// The element can be clicked; exactly one is.
    pub(super) fn click(element: &Element) -> Self {
        Self::of("element", element)
            .with("use", json!("click"))
            .with("many", json!(false))
    }

    /// The same, of an element that publishes or pays.
    pub(super) fn submit(element: &Element) -> Self {
        Self::click(element).with("strict", json!(true))
    }

    /// The element is there or is not: it holds either way, and what was found is told.
    pub(super) fn locate(element: &Element) -> Self {
        Self::of("located", element)
    }

    /// What every candidate of the element finds; where it must be there, one of them has to find it.
    pub(super) fn survey(element: &Element, must: bool) -> Self {
        Self::of("survey", element).with("must", json!(must))
    }

    /// The same; then the focus is given up.
    pub(super) fn and_release(self) -> Self {
        self.with("deed", json!("release"))
    }

    /// The document has not changed for so long.
    pub(super) fn rest(quiet: Duration) -> Self {
        let ms = u64::try_from(quiet.as_millis()).unwrap_or(u64::MAX);
        let about = About::Words("the page to be at rest".to_owned());
        Self::new("rest", about).with("quiet", json!(ms))
    }

    /// The field can be typed into; its text is selected.
    pub(super) fn type_into(element: &Element) -> Self {
        Self::of("element", element)
            .with("use", json!("type"))
            .with("deed", json!("select"))
    }

    /// The field can have the focus, whatever lies over it; its text is selected.
    pub(super) fn focus(element: &Element) -> Self {
        Self::type_into(element).with("use", json!("focus"))
    }

    /// The field has this text.
    pub(super) fn reads(element: &Element, text: &str) -> Self {
        Self::of("element", element).with("value", json!(text))
    }

    /// The element holds a CodeMirror instance; it is given this text.
    pub(super) fn editor(element: &Element, text: &str) -> Self {
        Self::of("element", element)
            .with("instance", json!(true))
            .with("deed", json!("editor"))
            .with("text", json!(text))
    }

    /// The editor is there; a file is pasted into it. Tells the addresses of the pictures that its text had before.
    pub(super) fn paste(element: &Element, file: Value) -> Self {
        Self::of("element", element)
            .with("instance", json!(true))
            .with("deed", json!("paste"))
            .with("file", file)
    }

    /// The file input is there; a file is chosen in it. Tells the address of the picture that was shown before.
    pub(super) fn choose(element: &Element, shows: &Element, file: Value) -> Self {
        Self::of("element", element)
            .with("deed", json!("choose"))
            .with("shows", json!(shows.candidates))
            .with("file", file)
    }

    /// The editor's text has a picture more than these.
    pub(super) fn new_picture(element: &Element, before: &[String]) -> Self {
        Self::of("new_picture", element)
            .with("before", json!(before))
            .about(format!("{} to have the picture's address", element.name))
    }

    /// The element shows a picture that is loaded and none of these.
    pub(super) fn shown_picture(element: &Element, before: &[String]) -> Self {
        Self::of("shown_picture", element)
            .with("before", json!(before))
            .about(format!("{} to show the picture", element.name))
    }

    /// The elements' texts are exactly these, in any order.
    pub(super) fn list_of(element: &Element, texts: &[String]) -> Self {
        Self::of("list", element).with("exactly", json!(texts))
    }

    /// The texts; the first element that is none of these, or one of them once more, is told.
    pub(super) fn list_wanted(element: &Element, texts: &[String]) -> Self {
        Self::of("list", element).with("wanted", json!(texts))
    }

    /// One of the elements has this text.
    pub(super) fn list_with(element: &Element, text: &str) -> Self {
        Self::of("list", element).with("has", json!(text))
    }

    /// There are at most so many of the elements.
    pub(super) fn list_at_most(element: &Element, most: usize) -> Self {
        Self::of("list", element).with("most", json!(most))
    }

    /// The element is not there.
    pub(super) fn gone(element: &Element) -> Self {
        Self::of("gone", element).about(format!("{} to be gone", element.name))
    }

    /// The element's text contains one of these.
    pub(super) fn says(element: &Element, one_of: &[String]) -> Self {
        Self::of("says", element)
            .with("one_of", json!(one_of))
            .about(format!("{} to say {}", element.name, one_of.join(" or ")))
    }

    /// The URL fits one of the patterns and its document is parsed.
    pub(super) fn url(patterns: &[UrlPattern]) -> Self {
        let words: Vec<&str> = patterns.iter().map(|p| p.0.as_str()).collect();
        let about = About::Words(format!("the URL {}", words.join(" or ")));
        Self::new("url", about).with("patterns", patterns.iter().map(regex).collect())
    }

    /// A condition of a plan.
    pub(super) fn condition(condition: &Condition) -> Self {
        match condition {
            Condition::Url(patterns) => Self::url(patterns),
            Condition::Shows(element) => Self::see(element),
            Condition::Gone(element) => Self::gone(element),
            Condition::Says { element, one_of } => Self::says(element, one_of),
        }
    }

    /// As the script wants it, but for what the file says of other elements.
    pub(super) fn json(&self) -> Value {
        Value::Object(self.json.clone())
    }

    /// The element that it is about.
    pub(super) fn element(&self) -> Option<&Element> {
        match &self.about {
            About::Element(element) | About::Of(element, _) => Some(element),
            About::Words(_) => None,
        }
    }

    /// As the script wants it.
    pub(super) fn told(&self, pages: &PagesFile) -> Map<String, Value> {
        let mut json = self.json.clone();
        if let Some(element) = self.element() {
            json.extend(heal::about(element, pages));
        }
        json
    }
}

/// A URL pattern as a regular expression that matches the same, in JSON for the script.
fn regex(pattern: &UrlPattern) -> Value {
    let mut source = String::from("^");
    let mut rest = pattern.0.as_str();
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        escape(literal, &mut source);
        // A capture takes all it can, and nothing is given back.
        source.push_str(if name.ends_with(":digits") {
            "[0-9]+(?![0-9])"
        } else {
            "[A-Za-z0-9_-]+(?![A-Za-z0-9_-])"
        });
        rest = tail;
    }
    match rest.strip_suffix('*') {
        Some(prefix) => escape(prefix, &mut source),
        None => {
            escape(rest, &mut source);
            source.push('$');
        }
    }
    json!({ "regex": source, "query": pattern.0.contains('?') })
}

fn escape(literal: &str, into: &mut String) {
    for c in literal.chars() {
        if !(c.is_alphanumeric() || c == '_') && c.is_ascii() {
            into.push('\\');
        }
        into.push(c);
    }
}

/// The table of interrupts as the script wants it; those of `but` are left out.
pub(super) fn interrupts(table: &[Interrupt], but: impl Fn(&Interrupt) -> bool) -> Value {
    table
        .iter()
        .enumerate()
        .filter(|(_, row)| !but(row))
        .map(|(index, row)| {
            json!({
                "index": index,
                "url": row.when.url.as_ref().map(regex),
                "title": row.when.title,
                "css": row.when.css,
                "text": row.when.text,
            })
        })
        .collect()
}

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
        let looked_at = |(index, candidate): (usize, &crate::site::Candidate)| {
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
    use super::*;

    fn source(pattern: &str) -> String {
        let json = regex(&UrlPattern(pattern.into()));
        json["regex"].as_str().unwrap().to_owned()
    }

    #[test]
    fn a_pattern_becomes_a_regular_expression_anchored_at_both_ends() {
        assert_eq!(
            source("https://a/drafts/{id}"),
            r"^https\:\/\/a\/drafts\/[A-Za-z0-9_-]+(?![A-Za-z0-9_-])$"
        );
        assert_eq!(source("https://a/login*"), r"^https\:\/\/a\/login");
        assert_eq!(source("/{id:digits}"), r"^\/[0-9]+(?![0-9])$");
    }

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
