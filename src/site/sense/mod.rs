//! What a file's shape cannot say: selectors that parse, values that are given, pointers that lead somewhere, names that
//! exist. It asks the tree and not the typed file, so that a part of the wrong shape hides no mistake in another.

mod api;
mod pages;

pub(super) use api::api;
pub(super) use pages::pages;

use super::tree::{Node, Tree};
use super::{UrlPattern, selector};
use crate::text::{Findings, SiteMessage, SitePart, nearest};

/// What is known of the values that a platform gives, by name; none where it does not matter.
pub type Values<'a> = Option<&'a [&'a str]>;

/// What a file extends.
#[derive(Clone, Debug)]
pub(super) enum Under<T> {
    /// Nothing: all that it knows is in itself.
    Nothing,
    /// This file, with what that extends.
    File(T),
    /// A file that is not there or is wrong itself: what names there are cannot be told.
    Unknown,
}

impl<T> Under<T> {
    /// The file, where there is one that can be read.
    pub fn file(&self) -> Option<&T> {
        match self {
            Under::File(file) => Some(file),
            Under::Nothing | Under::Unknown => None,
        }
    }

    /// Whether all names that there are can be told.
    fn is_known(&self) -> bool {
        !matches!(self, Under::Unknown)
    }
}

/// What was found so far.
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

    fn found(&mut self, node: &Node, message: SiteMessage) {
        self.findings
            .push(self.tree.finding(node.span.start, message));
    }

    /// A name is one of those that there are. What is no text is a matter of shape.
    fn named(&mut self, node: Option<&Node>, what: SitePart, known: &[&str]) {
        let Some((node, name)) = node.and_then(|n| Some((n, n.text()?))) else {
            return;
        };
        if known.contains(&name) {
            return;
        }
        let message = SiteMessage::NoSuch {
            what,
            name: name.to_owned(),
            nearest: nearest(name, known.iter().copied()).map(str::to_owned),
            known: known.iter().map(|k| (*k).to_owned()).collect(),
        };
        self.found(node, message);
    }

    fn selector(&mut self, node: Option<&Node>) {
        let Some((node, css)) = node.and_then(|n| Some((n, n.text()?))) else {
            return;
        };
        if let Err(at) = selector::parse(css) {
            let message = SiteMessage::Selector {
                selector: css.to_owned(),
                from: css.get(at..).unwrap_or_default().trim().to_owned(),
            };
            self.findings.push(self.tree.within(node, at, message));
        }
    }

    fn pattern(&mut self, node: Option<&Node>) {
        let Some((node, text)) = node.and_then(|n| Some((n, n.text()?))) else {
            return;
        };
        if let Some(capture) = UrlPattern(text.to_owned()).bad_capture() {
            let capture = capture.to_owned();
            self.found(node, SiteMessage::Pattern { capture });
        }
    }
}

fn unknown_value(written: &str, name: &str, known: &[&str]) -> SiteMessage {
    let sign = if written.starts_with("${") { "" } else { "$" };
    let signed = |k: &str| format!("{}{k}", if k.starts_with('$') { "" } else { sign });
    SiteMessage::UnknownValue {
        value: written.to_owned(),
        nearest: nearest(name, known.iter().copied()).map(signed),
        known: known.iter().map(|k| signed(k)).collect(),
    }
}
