//! Whole documents: which elements and attributes a fixture keeps, and what of them.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::names::{self, PERSON, folded};
use super::picture;
use super::rules::{for_fixture, for_machines};
use super::style::style;
use super::url::public_url;

/// Elements that a fixture does not keep: what runs, what is hidden from readers, what speaks to other machines.
const DROPPED: &str = "script, noscript, template, object, embed, base, link, applet, param, \
    meta:not([charset]):not([name=viewport i]), input[type=hidden i], [id^=__NUXT i], [id^=__NEXT i], \
    [type='application/json' i], [type='application/ld+json' i]";

/// Fields of which the value is what a person entered; that of a button is its label.
const FIELDS: &str = "input:not([type=button i]):not([type=submit i]):not([type=reset i]):not([type=image i]), \
    textarea, option, progress, meter, data";

/// Elements in which a person writes.
const WRITTEN: &str = "textarea, [contenteditable=''], [contenteditable=true i], [contenteditable='plaintext-only' i], \
    .CodeMirror-line, .cm-line, output";

/// Attributes that hold a URL.
const URLS: [&str; 12] = [
    "href",
    "src",
    "action",
    "formaction",
    "cite",
    "data",
    "longdesc",
    "manifest",
    "ping",
    "xlink:href",
    "itemtype",
    "itemid",
];

/// Attributes that never stay.
const NEVER: [&str; 14] = [
    "srcdoc",
    "srcset",
    "imagesrcset",
    "nonce",
    "integrity",
    "ping",
    "autofill",
    "value-as-date",
    "itemid",
    "poster",
    "background",
    "lowsrc",
    "dynsrc",
    "usemap",
];

/// Attributes that machines read: nothing of them is taken for a token.
const MACHINES: [&str; 12] = [
    "class",
    "id",
    "for",
    "name",
    "type",
    "role",
    "content",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "autocomplete",
];

/// Attributes of drawings: nothing but numbers.
const DRAWN: [&str; 5] = ["d", "points", "viewbox", "transform", "fill"];

/// What is known beside the document.
#[derive(Clone, Debug, Default)]
pub struct Scrubbing {
    /// Names and ids of the account's user, and other words that must not stay.
    pub words: Vec<String>,
    /// The site's own texts, such as `发布`: never taken for a name.
    pub own: BTreeSet<String>,
    /// Attributes that the site file's selectors name: they are kept, cleaned.
    pub attributes: BTreeSet<String>,
}

pub(super) static EVERYTHING: LazyLock<Selector> = LazyLock::new(|| selector("*"));

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|e| unreachable!("{css}: {e}"))
}

/// The document as everybody may have it.
pub fn document(source: &str, known: &Scrubbing) -> String {
    let mut html = Html::parse_document(source);
    let names = names::of(&html, source, &known.words, &known.own);
    let cleaner = Cleaner {
        known,
        names: &names,
    };
    let of = |html: &Html, css: &str| -> HashSet<_> {
        html.select(&selector(css)).map(|e| e.id()).collect()
    };
    let dropped = of(&html, DROPPED);
    let fields = of(&html, FIELDS);
    let written = of(&html, WRITTEN);
    let people: HashSet<_> = html
        .select(&selector("img, image, picture, source, video, svg"))
        .filter(|e| is_person(*e))
        .map(|e| e.id())
        .collect();
    let ids: Vec<_> = html.tree.nodes().map(|n| n.id()).collect();
    for id in ids {
        let Some(mut node) = html.tree.get_mut(id) else {
            continue;
        };
        let comment =
            node.value().is_comment() || matches!(node.value(), Node::ProcessingInstruction(_));
        if comment || dropped.contains(&id) {
            node.detach();
            continue;
        }
        let parent = node.parent().map(|mut p| {
            let id = p.id();
            let style = p.value().as_element().is_some_and(|e| e.name() == "style");
            (id, style)
        });
        match node.value() {
            Node::Text(text) => {
                let clean = match parent {
                    Some((_, true)) => style(&text.text, true, &names),
                    Some((parent, _)) if written.contains(&parent) => String::new(),
                    _ => cleaner.text(&text.text),
                };
                text.text = clean.into();
            }
            Node::Element(element) => {
                let (field, person) = (fields.contains(&id), people.contains(&id));
                cleaner.element(element, field, person);
            }
            _ => {}
        }
    }
    // What is written may be made of elements: their texts go as well.
    let below: Vec<_> = written
        .iter()
        .filter_map(|id| html.tree.get(*id))
        .flat_map(|node| node.descendants())
        .filter(|node| node.value().is_text())
        .map(|node| node.id())
        .collect();
    for id in below {
        if let Some(mut node) = html.tree.get_mut(id)
            && let Node::Text(text) = node.value()
        {
            text.text = "".into();
        }
    }
    html.html()
}

/// Whether a picture shows a person, by itself or by what is around it.
fn is_person(element: ElementRef<'_>) -> bool {
    let person = selector(PERSON);
    let linked = selector("a[href*='/user' i], a[href*='/people/' i], a[href*='/profile' i]");
    let around = element.ancestors().filter_map(ElementRef::wrap).take(3);
    person.matches(&element)
        || around
            .clone()
            .any(|e| person.matches(&e) || linked.matches(&e))
}

struct Cleaner<'a> {
    known: &'a Scrubbing,
    names: &'a [String],
}

impl Cleaner<'_> {
    /// A text; the site's own words stay as they are.
    fn text(&self, text: &str) -> String {
        match text.trim().is_empty() || self.known.own.contains(&folded(text)) {
            true => text.to_owned(),
            false => for_fixture(&names::without(text, self.names)),
        }
    }

    fn element(&self, element: &mut scraper::node::Element, field: bool, person: bool) {
        let tag = element.name().to_owned();
        let picture = ["img", "image", "source", "video"].contains(&tag.as_str())
            || (tag == "input" && element.attr("type") == Some("image"));
        let size = element.attr(picture::SIZE).map(str::to_owned);
        element
            .attrs
            .retain(|(name, _)| self.stays(&name.local, field));
        for (name, value) in &mut element.attrs {
            let name = match &name.prefix {
                Some(prefix) => format!("{prefix}:{}", name.local),
                None => name.local.to_string(),
            };
            let clean = match name.as_str() {
                "src" | "href" | "xlink:href" if picture::is_neutral(value) => value.to_string(),
                "src" | "href" | "xlink:href" if picture => {
                    picture::neutral(size.as_deref(), person)
                }
                "href" | "xlink:href" if value.starts_with('#') => value.to_string(),
                "style" => style(value, false, self.names),
                // The day of something, which may be that of a birth.
                "datetime" => "1970-01-01".to_owned(),
                url if URLS.contains(&url) => names::without(&public_url(value), self.names),
                drawn if DRAWN.contains(&drawn.to_ascii_lowercase().as_str()) => value.to_string(),
                plain if MACHINES.contains(&plain) => {
                    for_machines(&names::without(value, self.names))
                }
                _ => self.text(value),
            };
            *value = clean.into();
        }
    }

    /// Whether an attribute stays at all.
    fn stays(&self, name: &str, field: bool) -> bool {
        let test_id = ["data-test", "data-qa", "data-cy", "data-v-", "data-e2e"];
        let kept =
            self.known.attributes.contains(name) || test_id.iter().any(|t| name.starts_with(t));
        match name {
            "value" => !field,
            "checked" | "selected" => false,
            _ if name.starts_with("on") || NEVER.contains(&name) => false,
            _ if name.starts_with("data-") || name.starts_with('@') || name.starts_with(':') => {
                kept
            }
            _ => true,
        }
    }
}
