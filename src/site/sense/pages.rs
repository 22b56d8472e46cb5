//! A file of kind `pages`: pages, states and elements that there are, selectors and URL patterns that parse.

use std::collections::BTreeSet;

use super::{Sense, Under, unknown_value};
use crate::site::tree::{Node, Tree, What};
use crate::site::{OPENED, PageDef, PagesFile, UrlPattern, VALUE};
use crate::text::{Findings, SiteMessage, SitePart};

/// What is wrong in a file of kind `pages`.
pub(in crate::site) fn pages(tree: &Tree<'_>, under: &Under<PagesFile>) -> Findings {
    let mut sense = Sense::of(tree);
    let known = Known::of(tree, under);
    for (name, page) in part(&tree.root, "pages") {
        sense.page(page, name, &known);
    }
    for (name, element) in part(&tree.root, "elements") {
        sense.element(element, name, &known);
    }
    let interrupts = tree.root.get("interrupts").map_or(&[][..], Node::items);
    sense.interrupts(interrupts);
    sense.findings
}

/// The names that a file and what it extends have.
struct Known<'a> {
    tree: &'a Tree<'a>,
    under: &'a Under<PagesFile>,
    elements: Vec<&'a str>,
    pages: Vec<&'a str>,
    /// What the URLs of pages capture, which is known from then on.
    captured: Vec<String>,
}

impl<'a> Known<'a> {
    fn of(tree: &'a Tree<'a>, under: &'a Under<PagesFile>) -> Self {
        let below = under.file();
        let mut elements: Vec<&str> = names(part(&tree.root, "elements")).collect();
        elements.extend(below.iter().flat_map(|f| f.elements.keys()).map(|k| &**k));
        let mut pages: Vec<&str> = names(part(&tree.root, "pages")).collect();
        pages.extend(below.iter().flat_map(|f| f.pages.keys()).map(|k| &**k));
        for known in [&mut elements, &mut pages] {
            known.sort_unstable();
            known.dedup();
        }
        let own = part(&tree.root, "pages").iter();
        let own = own.flat_map(|(_, page)| page.get("matches").map_or(&[][..], Node::items));
        let own = own.filter_map(Node::text).map(|t| UrlPattern(t.to_owned()));
        let replaced = |name: &&String| {
            tree.root
                .get("pages")
                .is_some_and(|p| p.get(name).is_some())
        };
        let below = below.iter().flat_map(|f| &f.pages);
        let below = below.filter(|(name, _)| !replaced(name));
        let below = below.flat_map(|(_, page)| page.matches.iter().cloned());
        let captured: BTreeSet<String> = own
            .chain(below)
            .flat_map(|p| p.names().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        Self {
            tree,
            under,
            elements,
            pages,
            captured: captured.into_iter().collect(),
        }
    }

    /// The states of a page; none where they cannot be told.
    fn states(&self, page: &str) -> Option<Vec<&'a str>> {
        let own = self.tree.root.get("pages").and_then(|p| p.get(page));
        let own = own.map_or(&[][..], |page| part(page, "states"));
        let below = |f: &'a PagesFile| f.pages.get(page);
        let below = self.under.file().and_then(below);
        let mut states: Vec<&str> = match (own, below) {
            ([], Some(PageDef { states, .. })) => states.keys().map(String::as_str).collect(),
            ([], None) if !self.under.is_known() => return None,
            (own, _) => names(own).collect(),
        };
        states.push(OPENED);
        Some(states)
    }
}

impl Sense<'_> {
    fn page(&mut self, page: &Node, name: &str, known: &Known<'_>) {
        if let Some((node, url)) = page.get("url").and_then(|n| Some((n, n.text()?)))
            && known.under.is_known()
        {
            let captured: Vec<&str> = known.captured.iter().map(String::as_str).collect();
            for slot in slots(url).filter(|slot| !captured.contains(slot)) {
                self.found(
                    node,
                    unknown_value(&format!("${{{slot}}}"), slot, &captured),
                );
            }
        }
        for pattern in page.get("matches").map_or(&[][..], Node::items) {
            self.pattern(Some(pattern));
        }
        for (_, state) in part(page, "states") {
            if let Some(states) = known.states(name) {
                self.named(state.get("from"), SitePart::State, &states);
            }
            if known.under.is_known() {
                for key in ["press", "shows"] {
                    self.named(state.get(key), SitePart::Element, &known.elements);
                }
            }
        }
    }

    fn element(&mut self, element: &Node, name: &str, known: &Known<'_>) {
        let page = element.get("page").and_then(Node::text);
        if known.under.is_known() {
            self.named(element.get("page"), SitePart::Page, &known.pages);
        }
        if let Some(page) = page.filter(|page| known.pages.contains(page))
            && let Some(states) = known.states(page)
        {
            self.named(element.get("state"), SitePart::State, &states);
        }
        let Some(candidates) = element.get("candidates") else {
            return;
        };
        for candidate in candidates.items() {
            for key in ["css", "within"] {
                self.selector(candidate.get(key));
            }
            for node in ["text", "name", "placeholder"].map(|key| candidate.get(key)) {
                if let Some((node, words)) = node.and_then(|n| Some((n, n.text()?)))
                    && words != VALUE
                    && is_value(words)
                {
                    self.found(node, unknown_value(words, words, &[VALUE]));
                }
            }
        }
        if matches!(&candidates.what, What::List(all) if all.is_empty()) {
            let message = SiteMessage::Count {
                key: format!("elements.{name}.candidates"),
                least: Some(1),
                most: None,
                found: 0,
            };
            self.found(candidates, message);
        }
    }

    fn interrupts(&mut self, interrupts: &[Node]) {
        let mut seen = BTreeSet::new();
        for interrupt in interrupts {
            if let Some((node, name)) = interrupt.get("name").and_then(|n| Some((n, n.text()?)))
                && !seen.insert(name)
            {
                let name = name.to_owned();
                self.found(node, SiteMessage::Twice { name });
            }
            let when = interrupt.get("when");
            self.selector(when.and_then(|w| w.get("css")));
            self.pattern(when.and_then(|w| w.get("url")));
        }
    }
}

/// The rows of a table's table.
fn part<'n>(node: &'n Node, key: &str) -> &'n [(String, Node)] {
    node.get(key).map_or(&[][..], Node::rows)
}

fn names(rows: &[(String, Node)]) -> impl Iterator<Item = &str> {
    rows.iter().map(|(name, _)| name.as_str())
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
