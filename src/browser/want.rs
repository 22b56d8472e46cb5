//! What the in-page script is asked to see to.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::ask::regex;
use super::heal;
use crate::plan::Condition;
use crate::site::{Element, PagesFile, UrlPattern};

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
