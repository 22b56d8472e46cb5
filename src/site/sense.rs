//! What a file's shape cannot say: selectors that parse, values that are given, pointers that lead somewhere, names that exist.

use std::collections::BTreeSet;

use serde_json::Value;

use super::tree::{To, To::Item, To::Key, Tree};
use super::{ApiFile, CallDef, OPENED, PagesFile, ReadDef, UrlPattern, VALUE, selector};
use crate::text::{Findings, SiteMessage, SitePart, nearest};

/// What is known of the values that a platform gives, by name; none where it does not matter.
pub type Values<'a> = Option<&'a [&'a str]>;

/// What is wrong in a file of kind `pages`; `whole` is the file with what it extends.
pub(super) fn pages(tree: &Tree<'_>, own: &PagesFile, whole: &PagesFile) -> Findings {
    let mut sense = Sense::of(tree);
    // What a page's URL captures is known from then on.
    let patterns = whole.pages.values().flat_map(|p| &p.matches);
    let captured: BTreeSet<&str> = patterns.flat_map(UrlPattern::names).collect();
    let captured: Vec<&str> = captured.into_iter().collect();
    for (name, page) in &own.pages {
        let at = [Key("pages"), Key(name)];
        for slot in slots(&page.url).filter(|slot| !captured.contains(slot)) {
            let message = unknown_value(format!("${{{slot}}}"), slot, &captured);
            sense.found(&[&at[..], &[Key("url")]].concat(), message);
        }
        for (n, pattern) in page.matches.iter().enumerate() {
            sense.pattern(&[&at[..], &[Key("matches"), Item(n)]].concat(), pattern);
        }
        for (state, def) in &page.states {
            let at = [&at[..], &[Key("states"), Key(state)]].concat();
            let states = || page.states.keys().map(String::as_str).chain([OPENED]);
            if let Some(from) = &def.from {
                sense.named(&at, "from", SitePart::State, from, states());
            }
            for (key, element) in [("press", &def.press), ("shows", &def.shows)] {
                if let Some(element) = element {
                    let known = whole.elements.keys().map(String::as_str);
                    sense.named(&at, key, SitePart::Element, element, known);
                }
            }
        }
    }
    for (name, element) in &own.elements {
        let at = [Key("elements"), Key(name)];
        let known = whole.pages.keys().map(String::as_str);
        sense.named(&at, "page", SitePart::Page, &element.page, known);
        if let Some(page) = whole.pages.get(&element.page) {
            let states = page.states.keys().map(String::as_str).chain([OPENED]);
            sense.named(&at, "state", SitePart::State, &element.state, states);
        }
        for (n, candidate) in element.candidates.iter().enumerate() {
            let at = [&at[..], &[Key("candidates"), Item(n)]].concat();
            for key in ["css", "within"] {
                if let Some(css) = candidate.selector()
                    && sense.has(&at, key)
                {
                    sense.selector(&[&at[..], &[Key(key)]].concat(), css);
                }
            }
            if let Some(words) = candidate.words()
                && words != VALUE
                && is_value(words)
            {
                let message = unknown_value(words.to_owned(), words, &[VALUE]);
                let key = ["text", "name", "placeholder"]
                    .into_iter()
                    .find(|k| sense.has(&at, k));
                sense.found(&[&at[..], &[Key(key.unwrap_or("text"))]].concat(), message);
            }
        }
        if element.candidates.is_empty() {
            let message = SiteMessage::Count {
                key: format!("elements.{name}.candidates"),
                least: Some(1),
                most: None,
                found: 0,
            };
            sense.found(&[&at[..], &[Key("candidates")]].concat(), message);
        }
    }
    let mut names = BTreeSet::new();
    for (n, interrupt) in own.interrupts.iter().enumerate() {
        let at = [Key("interrupts"), Item(n)];
        if !names.insert(&interrupt.name) {
            let name = interrupt.name.clone();
            sense.found(
                &[&at[..], &[Key("name")]].concat(),
                SiteMessage::Twice { name },
            );
        }
        let when = [&at[..], &[Key("when")]].concat();
        if let Some(css) = &interrupt.when.css {
            sense.selector(&[&when[..], &[Key("css")]].concat(), css);
        }
        if let Some(url) = &interrupt.when.url {
            sense.pattern(&[&when[..], &[Key("url")]].concat(), url);
        }
    }
    sense.findings
}

/// What is wrong in a file of kind `api`; `whole` is the file with what it extends.
pub(super) fn api(tree: &Tree<'_>, own: &ApiFile, whole: &ApiFile, values: Values<'_>) -> Findings {
    let mut sense = Sense::of(tree);
    if whole.base.is_empty() {
        sense.found(&[], SiteMessage::NoBase);
    }
    if let Some(envelope) = &own.envelope {
        for (key, pointer) in [("code", &envelope.code), ("says", &envelope.says)] {
            sense.pointer(&[Key("envelope"), Key(key)], pointer);
        }
    }
    let given: Option<Vec<&str>> = values.map(|given| {
        let reads = whole.calls.values().flat_map(|c| c.read.keys());
        let all: BTreeSet<&str> = given
            .iter()
            .copied()
            .chain(reads.map(String::as_str))
            .collect();
        all.into_iter().collect()
    });
    for (name, call) in &own.calls {
        sense.call(&[Key("calls"), Key(name)], call, given.as_deref());
    }
    sense.findings
}

struct Sense<'a> {
    tree: &'a Tree<'a>,
    findings: Findings,
}

impl<'a> Sense<'a> {
    fn of(tree: &'a Tree<'a>) -> Self {
        Self {
            tree,
            findings: Findings::new(),
        }
    }

    fn found(&mut self, path: &[To<'_>], message: SiteMessage) {
        self.findings.push(self.tree.about(path, message));
    }

    fn has(&self, path: &[To<'_>], key: &str) -> bool {
        match &self.tree.at(path).what {
            super::tree::What::Table(rows) => rows.iter().any(|(k, _)| k == key),
            _ => false,
        }
    }

    fn named<'k>(
        &mut self,
        at: &[To<'_>],
        key: &str,
        what: SitePart,
        name: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        if known.clone().any(|k| k == name) {
            return;
        }
        let message = SiteMessage::NoSuch {
            what,
            name: name.to_owned(),
            nearest: nearest(name, known.clone()).map(str::to_owned),
            known: known.map(str::to_owned).collect(),
        };
        self.found(&[at, &[Key(key)]].concat(), message);
    }

    fn selector(&mut self, path: &[To<'_>], css: &str) {
        if let Err(at) = selector::parse(css) {
            let message = SiteMessage::Selector {
                selector: css.to_owned(),
                from: css.get(at..).unwrap_or_default().trim().to_owned(),
            };
            self.findings.push(self.tree.within(path, at, message));
        }
    }

    fn pattern(&mut self, path: &[To<'_>], pattern: &UrlPattern) {
        if let Some(capture) = pattern.bad_capture() {
            let capture = capture.to_owned();
            self.found(path, SiteMessage::Pattern { capture });
        }
    }

    /// Whether it is a JSON Pointer (RFC 6901).
    fn pointer(&mut self, path: &[To<'_>], pointer: &str) -> bool {
        let escapes = pointer.split('~').skip(1);
        let good = (pointer.is_empty() || pointer.starts_with('/'))
            && escapes.into_iter().all(|e| e.starts_with(['0', '1']));
        if !good {
            let pointer = pointer.to_owned();
            self.found(path, SiteMessage::Pointer { pointer });
        }
        good
    }

    fn call<'p>(&mut self, at: &[To<'p>], call: &'p CallDef, given: Option<&[&str]>) {
        let path = |more: &[To<'p>]| [at, more].concat();
        if let Some(given) = given {
            for (part, map) in [("query", &call.query), ("headers", &call.headers)] {
                for (key, text) in map {
                    self.text_value(&path(&[Key(part), Key(key)]), text, given);
                }
            }
            if let Some(body) = &call.body {
                self.values(&mut path(&[Key("body")]), body, given);
            }
        }
        if let Some(rows) = &call.rows {
            let to = path(&[Key("rows")]);
            if self.pointer(&to, rows) {
                self.leads(&to, rows, call.example.as_ref());
            }
        }
        if call.rows.is_none() && !call.show.is_empty() {
            let (key, needs) = ("show".to_owned(), "rows".to_owned());
            self.found(&path(&[Key("show")]), SiteMessage::Without { key, needs });
        }
        let rows = |pointer: Option<&String>| call.example.as_ref()?.pointer(pointer?)?.get(0);
        for (n, (_, pointer)) in call.show.iter().enumerate() {
            let to = path(&[Key("show"), Item(n), Item(1)]);
            if self.pointer(&to, pointer) {
                self.leads(&to, pointer, rows(call.rows.as_ref()));
            }
        }
        for (slot, read) in &call.read {
            self.read(&path(&[Key("read"), Key(slot)]), slot, read, call, given);
        }
    }

    fn read<'p>(
        &mut self,
        at: &[To<'p>],
        slot: &str,
        read: &'p ReadDef,
        call: &CallDef,
        given: Option<&[&str]>,
    ) {
        let path = |more: &[To<'p>]| [at, more].concat();
        let ways = (
            read.pick.is_some(),
            read.header.is_some(),
            read.pointer.is_some(),
        );
        if !matches!(
            ways,
            (true, false, _) | (false, true, false) | (false, false, true)
        ) {
            let slot = slot.to_owned();
            self.found(at, SiteMessage::ReadFrom { slot });
        }
        let needs = [
            (
                "field",
                read.field.is_some(),
                "header",
                read.header.is_some(),
            ),
            (
                "one_of",
                !read.one_of.is_empty(),
                "pick",
                read.pick.is_some(),
            ),
            ("equals", read.equals.is_some(), "pick", read.pick.is_some()),
            (
                "pick",
                read.pick.is_some(),
                "one_of",
                !read.one_of.is_empty(),
            ),
            ("pick", read.pick.is_some(), "equals", read.equals.is_some()),
        ];
        for (key, there, needs, needed) in needs {
            if there && !needed {
                let (name, needs) = (key.to_owned(), needs.to_owned());
                let message = SiteMessage::Without { key: name, needs };
                self.found(&path(&[Key(key)]), message);
            }
        }
        let example = call.example.as_ref();
        let row = match &read.pick {
            None => example,
            Some(list) => {
                let to = path(&[Key("pick")]);
                if self.pointer(&to, list) {
                    self.leads(&to, list, example);
                }
                example.and_then(|e| e.pointer(list)?.get(0))
            }
        };
        for (n, pointer) in read.one_of.iter().enumerate() {
            let to = path(&[Key("one_of"), Item(n)]);
            if self.pointer(&to, pointer) && read.one_of.len() == 1 {
                self.leads(&to, pointer, row);
            }
        }
        if let Some(pointer) = &read.pointer {
            let to = path(&[Key("pointer")]);
            if self.pointer(&to, pointer) {
                self.leads(&to, pointer, row);
            }
        }
        if let (Some(given), Some(equals)) = (given, &read.equals) {
            self.values(&mut path(&[Key("equals")]), equals, given);
        }
    }

    /// Whether a pointer leads somewhere in an example, where there is one.
    fn leads(&mut self, path: &[To<'_>], pointer: &str, example: Option<&Value>) {
        let Some(example) = example else { return };
        if example.pointer(pointer).is_some() {
            return;
        }
        // The longest beginning that is there says where it goes wrong.
        let mut ends = pointer.match_indices('/').map(|(at, _)| at);
        let there = ends.rfind(|at| example.pointer(&pointer[..*at]).is_some());
        let there = &pointer[..there.unwrap_or(0)];
        let instead = match example.pointer(there) {
            Some(Value::Object(map)) => map.keys().map(|k| format!("/{k}")).collect(),
            Some(Value::Array(list)) => (0..list.len()).map(|n| format!("/{n}")).collect(),
            _ => Vec::new(),
        };
        let message = SiteMessage::Nowhere {
            pointer: pointer.to_owned(),
            there: there.to_owned(),
            instead,
        };
        self.found(path, message);
    }

    fn text_value(&mut self, path: &[To<'_>], text: &str, given: &[&str]) {
        if let Some(name) = text.strip_prefix('$')
            && !given.contains(&name)
        {
            let message = unknown_value(text.to_owned(), name, given);
            self.found(path, message);
        }
    }

    /// Every `$name` of a template is given.
    fn values<'p>(&mut self, path: &mut Vec<To<'p>>, value: &'p Value, given: &[&str]) {
        match value {
            Value::String(text) => self.text_value(path, text, given),
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    path.push(Item(n));
                    self.values(path, item, given);
                    path.pop();
                }
            }
            Value::Object(map) => {
                for (key, item) in map {
                    path.push(Key(key));
                    self.values(path, item, given);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

fn unknown_value(written: String, name: &str, known: &[&str]) -> SiteMessage {
    let sign = if written.starts_with("${") { "" } else { "$" };
    let signed = |k: &str| format!("{}{k}", if k.starts_with('$') { "" } else { sign });
    SiteMessage::UnknownValue {
        value: written,
        nearest: nearest(name, known.iter().copied()).map(signed),
        known: known.iter().map(|k| signed(k)).collect(),
    }
}

/// Whether a text is meant as a value: `$name`.
fn is_value(text: &str) -> bool {
    let name = text.strip_prefix('$').unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-{}".contains(c))
}

/// The slots in a text: `${name}`.
fn slots(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("${").skip(1);
    parts.filter_map(|p| p.split_once('}').map(|(name, _)| name))
}
