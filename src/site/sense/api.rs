//! A file of kind `api`: values that are given, pointers that are some and lead somewhere, reads that make sense.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Sense, Under, Values, unknown_value};
use crate::site::ApiFile;
use crate::site::tree::{Node, Tree, What};
use crate::text::{Findings, SiteMessage};

/// What is wrong in a file of kind `api`.
pub(in crate::site) fn api(
    tree: &Tree<'_>,
    under: &Under<ApiFile>,
    values: Values<'_>,
) -> Findings {
    let mut sense = Sense::of(tree);
    let root = &tree.root;
    let below = under.file();
    let own_base = root.get("base").is_some_and(|b| b.text() != Some(""));
    let has_base = own_base || below.is_some_and(|f| !f.base.is_empty());
    if !has_base && under.is_known() {
        sense.found(root, SiteMessage::NoBase);
    }
    for key in ["code", "says"] {
        let envelope = root.get("envelope");
        sense.pointer(envelope.and_then(|e| e.get(key)), None);
    }
    let calls = root.get("calls").map_or(&[][..], Node::rows);
    // What the calls of a file that is not there read cannot be told.
    let given: Option<Vec<&str>> = values.filter(|_| under.is_known()).map(|given| {
        let own = calls.iter().filter_map(|(_, call)| call.get("read"));
        let own = own.flat_map(Node::rows).map(|(slot, _)| slot.as_str());
        let replaced = |name: &str| calls.iter().any(|(own, _)| own == name);
        let below = below.iter().flat_map(|f| &f.calls);
        let below = below.filter(|(name, _)| !replaced(name));
        let below = below.flat_map(|(_, call)| call.read.keys().map(String::as_str));
        let all: BTreeSet<&str> = given.iter().copied().chain(own).chain(below).collect();
        all.into_iter().collect()
    });
    for (_, call) in calls {
        sense.call(call, given.as_deref());
    }
    sense.findings
}

impl Sense<'_> {
    fn call(&mut self, call: &Node, given: Option<&[&str]>) {
        if let Some(given) = given {
            for part in ["query", "headers", "body"] {
                if let Some(node) = call.get(part) {
                    self.values(node, given);
                }
            }
        }
        let example = call.get("example").map(Node::json);
        let rows = call.get("rows");
        self.pointer(rows, example.as_ref());
        let show = call.get("show");
        if let (None, Some(show)) = (rows, show.filter(|s| !s.items().is_empty())) {
            let (key, needs) = ("show".to_owned(), "rows".to_owned());
            self.found(show, SiteMessage::Without { key, needs });
        }
        let row = rows
            .and_then(Node::text)
            .and_then(|pointer| example.as_ref()?.pointer(pointer)?.get(0));
        for shown in show.map_or(&[][..], Node::items) {
            self.pointer(shown.items().get(1), row);
        }
        for (slot, read) in call.get("read").map_or(&[][..], Node::rows) {
            self.read(read, slot, example.as_ref(), given);
        }
    }

    fn read(&mut self, read: &Node, slot: &str, example: Option<&Value>, given: Option<&[&str]>) {
        // What is no table is a matter of shape.
        if !matches!(read.what, What::Table(_)) {
            return;
        }
        let there = |key: &str| read.get(key);
        let ways = ["pick", "header", "pointer"].map(|key| there(key).is_some());
        if !matches!(
            ways,
            [true, false, _] | [false, true, false] | [false, false, true]
        ) {
            let slot = slot.to_owned();
            self.found(read, SiteMessage::ReadFrom { slot });
        }
        let none = |n: &&Node| matches!(&n.what, What::List(items) if items.is_empty());
        let one_of = there("one_of").filter(|n| !none(n));
        let needs = [
            ("field", there("field"), "header", there("header")),
            ("one_of", one_of, "pick", there("pick")),
            ("equals", there("equals"), "pick", there("pick")),
            ("pick", there("pick"), "one_of", one_of),
            ("pick", there("pick"), "equals", there("equals")),
        ];
        for (key, node, needs, needed) in needs {
            if let (Some(node), None) = (node, needed) {
                let (key, needs) = (key.to_owned(), needs.to_owned());
                self.found(node, SiteMessage::Without { key, needs });
            }
        }
        let pick = there("pick");
        self.pointer(pick, example);
        let row = match pick {
            None => example,
            Some(list) => example.and_then(|e| e.pointer(list.text()?)?.get(0)),
        };
        let one_of = one_of.map_or(&[][..], Node::items);
        for pointer in one_of {
            self.pointer(Some(pointer), row.filter(|_| one_of.len() == 1));
        }
        self.pointer(there("pointer"), row);
        if let (Some(given), Some(equals)) = (given, there("equals")) {
            self.values(equals, given);
        }
    }

    /// A JSON Pointer (RFC 6901) that leads somewhere in an example, where there is one.
    fn pointer(&mut self, node: Option<&Node>, example: Option<&Value>) {
        let Some((node, pointer)) = node.and_then(|n| Some((n, n.text()?))) else {
            return;
        };
        let mut escapes = pointer.split('~').skip(1);
        let good = (pointer.is_empty() || pointer.starts_with('/'))
            && escapes.all(|e| e.starts_with(['0', '1']));
        if !good {
            let pointer = pointer.to_owned();
            self.found(node, SiteMessage::Pointer { pointer });
            return;
        }
        let Some(example) = example.filter(|e| e.pointer(pointer).is_none()) else {
            return;
        };
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
        self.found(node, message);
    }

    /// Every `$name` of a template is given.
    fn values(&mut self, node: &Node, given: &[&str]) {
        if let Some(text) = node.text()
            && let Some(name) = text.strip_prefix('$')
            && !given.contains(&name)
        {
            self.found(node, unknown_value(text, name, given));
        }
        for (_, part) in node.rows() {
            self.values(part, given);
        }
        for part in node.items() {
            self.values(part, given);
        }
    }
}
