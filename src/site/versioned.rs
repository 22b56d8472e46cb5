//! What both kinds of site files have: they extend an older one.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde_json::Value;

use super::sense::{self, Under, Values};
use super::shelf::Kept;
use super::tree::Tree;
use super::{ApiFile, PagesFile, SiteFileKind, json_schema};
use crate::text::Findings;

/// What both kinds of files have.
pub(super) trait Versioned: Clone + serde::de::DeserializeOwned {
    const KIND: SiteFileKind;
    fn schema() -> &'static Value;
    /// Notes in which order the file has what is told by name, and the names.
    fn stands_as(&mut self, _tree: &Tree<'_>) {}
    /// Takes from an older file what this one leaves out.
    fn put_over(&mut self, under: Self);
    /// What makes no sense in a file, over what it extends; `values` are those that its platform gives.
    fn sense(tree: &Tree<'_>, under: &Under<Self>, values: Values<'_>) -> Findings;
    /// The files of the kind that were read.
    fn kept(kept: &Kept) -> &BTreeMap<String, Arc<Self>>;
    /// The same, for one more.
    fn kept_mut(kept: &mut Kept) -> &mut BTreeMap<String, Arc<Self>>;
}

impl Versioned for ApiFile {
    const KIND: SiteFileKind = SiteFileKind::Api;

    fn sense(tree: &Tree<'_>, under: &Under<Self>, values: Values<'_>) -> Findings {
        sense::api(tree, under, values)
    }

    fn kept(kept: &Kept) -> &BTreeMap<String, Arc<Self>> {
        &kept.api
    }

    fn kept_mut(kept: &mut Kept) -> &mut BTreeMap<String, Arc<Self>> {
        &mut kept.api
    }

    fn schema() -> &'static Value {
        static SCHEMA: LazyLock<Value> = LazyLock::new(|| json_schema(SiteFileKind::Api));
        &SCHEMA
    }

    fn put_over(&mut self, under: Self) {
        let mut calls = under.calls;
        calls.append(&mut self.calls);
        self.calls = calls;
        // The first row that fits counts, so its own come first.
        self.errors.extend(under.errors);
        self.envelope = self.envelope.take().or(under.envelope);
        if self.base.is_empty() {
            self.base = under.base;
        }
    }
}

impl Versioned for PagesFile {
    const KIND: SiteFileKind = SiteFileKind::Pages;

    fn sense(tree: &Tree<'_>, under: &Under<Self>, _values: Values<'_>) -> Findings {
        sense::pages(tree, under)
    }

    fn kept(kept: &Kept) -> &BTreeMap<String, Arc<Self>> {
        &kept.pages
    }

    fn kept_mut(kept: &mut Kept) -> &mut BTreeMap<String, Arc<Self>> {
        &mut kept.pages
    }

    fn schema() -> &'static Value {
        static SCHEMA: LazyLock<Value> = LazyLock::new(|| json_schema(SiteFileKind::Pages));
        &SCHEMA
    }

    fn stands_as(&mut self, tree: &Tree<'_>) {
        self.order = tree.keys(&["elements"]);
        for (name, element) in &mut self.elements {
            element.name.clone_from(name);
        }
        for (name, page) in &mut self.pages {
            page.order = tree.keys(&["pages", name, "states"]);
        }
    }

    fn put_over(&mut self, under: Self) {
        let mut order = under.order;
        order.extend(
            self.order
                .drain(..)
                .filter(|n| !under.elements.contains_key(n)),
        );
        self.order = order;
        let (mut pages, mut elements) = (under.pages, under.elements);
        // Another address of a page is no other page: its states stay.
        for (name, page) in self.pages.iter_mut().filter(|(_, p)| p.states.is_empty()) {
            if let Some(below) = pages.get(name) {
                page.states.clone_from(&below.states);
                page.order.clone_from(&below.order);
            }
        }
        pages.append(&mut self.pages);
        elements.append(&mut self.elements);
        (self.pages, self.elements) = (pages, elements);
        let named = |name: &str| self.interrupts.iter().any(|i| i.name == name);
        let kept: Vec<_> = under
            .interrupts
            .into_iter()
            .filter(|i| !named(&i.name))
            .collect();
        self.interrupts.extend(kept);
    }
}
