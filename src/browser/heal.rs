//! What the in-page script must know to tell what was recorded from what is only like it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::want::Want;
use crate::site::{Element, Group, PagesFile, SIGNALS, THRESHOLDS, VALUE};

/// When the fingerprint of an element is looked for that no candidate finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Healing {
    /// Never.
    Never,
    /// When the document is at rest: what is not there yet is not missing.
    #[default]
    AtRest,
    /// At once.
    Now,
}

impl Healing {
    fn word(self) -> &'static str {
        match self {
            Healing::Never => "never",
            Healing::AtRest => "rest",
            Healing::Now => "now",
        }
    }
}

/// The part of a request that is about healing: the table, and what the file says of the pages' other elements.
pub(super) fn request<'e>(
    pages: &PagesFile,
    wanted: impl Iterator<Item = &'e Element>,
    when: Healing,
) -> Value {
    let on: BTreeSet<&str> = wanted
        .filter(|e| e.fingerprint.is_some())
        .map(|e| e.page.as_str())
        .collect();
    let here = || {
        pages
            .elements
            .iter()
            .filter(|(_, e)| on.contains(e.page.as_str()))
    };
    let inside = here().filter_map(|(_, e)| e.fingerprint.as_ref()?.inside.as_deref());
    let containers: BTreeSet<&str> = inside.collect();
    let known = here().map(|(name, element)| {
        // What others are in is looked for as any element; of the rest it is enough to know what they may be.
        let said = match containers.contains(name.as_str()) {
            true => Value::Object(Want::see(element).told(pages)),
            false => json!({ "candidates": element.candidates }),
        };
        (name.clone(), said)
    });
    let known: Map<String, Value> = known.collect();
    let signals: BTreeMap<&str, Value> = SIGNALS.iter().map(|s| (s.name, json!(s))).collect();
    let groups = SIGNALS.iter().filter_map(|s| s.group);
    let context: BTreeSet<Group> = groups.filter(|g| g.is_context()).collect();
    json!({
        "when": when.word(),
        "signals": signals,
        "thresholds": THRESHOLDS,
        "context": context,
        "known": known,
    })
}

/// What a want of an element says beyond its candidates.
pub(super) fn about(element: &Element, pages: &PagesFile) -> Map<String, Value> {
    let mut more = Map::new();
    if let Some(fingerprint) = &element.fingerprint {
        more.insert("fingerprint".into(), json!(fingerprint));
        more.insert("foreign".into(), json!(pages.foreign_words(element)));
        // The value is put in by now; the file tells that one was to be.
        let known = pages.elements.get(&element.name);
        let text = known.and_then(|e| e.fingerprint.as_ref()?.text.as_deref());
        more.insert("exact".into(), json!(text == Some(VALUE)));
        more.insert("heal".into(), json!(is_always_there(element, pages)));
        more.insert("holds".into(), json!(pages.words_within(element)));
        more.insert("claims".into(), json!(pages.claims(element)));
    }
    more
}

/// Whether an element that is not there is missing. In a state to which nothing is pressed it is there only after
/// something was written: a chip before its tag is chosen, a cover before it is uploaded.
fn is_always_there(element: &Element, pages: &PagesFile) -> bool {
    let page = pages.pages.get(&element.page);
    let state = page.and_then(|p| p.states.get(&element.state));
    state.is_none_or(|s| s.press.is_some())
}
