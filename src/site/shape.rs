//! Whether a file has the shape that its JSON Schema says: the schema that editors use is the one that is read by.

use regex::Regex;
use serde_json::{Map, Value};

use super::tree::{Node, Tree, What};
use crate::text::{Findings, Kind, SiteMessage, nearest};

/// Holds a file to a schema; all that is wrong, each at its place.
pub(super) fn check(tree: &Tree<'_>, schema: &Value) -> Findings {
    let walk = Walk { tree, schema };
    let mut findings = Findings::new();
    walk.value(schema, &tree.root, &mut String::new(), &mut findings);
    findings
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    schema: &'a Value,
}

impl Walk<'_> {
    fn value(&self, schema: &Value, node: &Node, path: &mut String, findings: &mut Findings) {
        let Some(schema) = self.resolved(schema) else {
            return;
        };
        if let Some(choices) = choices(schema) {
            self.one_of(&choices, node, path, findings);
            return;
        }
        if let What::Date = node.what {
            let key = path.clone();
            let message = SiteMessage::Unquoted { key };
            findings.push(self.tree.finding(node.span.start, message));
            return;
        }
        let wanted = kinds(schema);
        let kind = node.kind();
        let fits = |w: &Kind| *w == kind || (*w == Kind::Number && kind == Kind::Whole);
        if let Some(first) = wanted.first()
            && !wanted.iter().any(fits)
        {
            let message = SiteMessage::WrongKind {
                key: path.clone(),
                wanted: *first,
                found: kind,
            };
            findings.push(self.tree.finding(node.span.start, message));
            return;
        }
        match &node.what {
            What::Table(rows) => self.table(schema, node, rows, path, findings),
            What::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    let rule = match schema.get("prefixItems").and_then(Value::as_array) {
                        Some(rules) => rules.get(n),
                        None => schema.get("items"),
                    };
                    if let Some(rule) = rule {
                        let before = path.len();
                        path.push_str(&format!("[{n}]"));
                        self.value(rule, item, path, findings);
                        path.truncate(before);
                    }
                }
                let count = |key: &str| {
                    schema
                        .get(key)?
                        .as_u64()
                        .and_then(|n| usize::try_from(n).ok())
                };
                let (least, most) = (count("minItems"), count("maxItems"));
                if least.is_some_and(|n| items.len() < n) || most.is_some_and(|n| items.len() > n) {
                    let message = SiteMessage::Count {
                        key: path.clone(),
                        least,
                        most,
                        found: items.len(),
                    };
                    findings.push(self.tree.finding(node.span.start, message));
                }
            }
            What::Text(text) => self.text(schema, node, text, path, findings),
            What::Int(number) => {
                let bound = |key: &str| schema.get(key)?.as_i64();
                let (least, most) = (bound("minimum"), bound("maximum"));
                let only = bound("const");
                let bad = least.is_some_and(|n| *number < n)
                    || most.is_some_and(|n| *number > n)
                    || only.is_some_and(|n| *number != n);
                if bad {
                    let message = SiteMessage::OutOfRange {
                        key: path.clone(),
                        least: only.or(least),
                        most: only.or(most),
                        found: *number,
                    };
                    findings.push(self.tree.finding(node.span.start, message));
                }
            }
            What::Float | What::Truth | What::Date => {}
        }
    }

    fn table(
        &self,
        schema: &Map<String, Value>,
        node: &Node,
        rows: &[(String, Node)],
        path: &mut String,
        findings: &mut Findings,
    ) {
        let none = Map::new();
        let known = schema.get("properties").and_then(Value::as_object);
        let known = known.unwrap_or(&none);
        for (key, value) in rows {
            let rule = known.get(key).or_else(|| {
                let more = schema.get("additionalProperties")?;
                more.as_object().map(|_| more)
            });
            let open = schema
                .get("additionalProperties")
                .is_none_or(|m| *m != false);
            match rule {
                Some(rule) => {
                    let before = path.len();
                    if before > 0 {
                        path.push('.');
                    }
                    path.push_str(key);
                    self.value(rule, value, path, findings);
                    path.truncate(before);
                }
                None if open => {}
                None => {
                    let message = SiteMessage::UnknownKey {
                        key: key.clone(),
                        table: path.clone(),
                        nearest: nearest(key, known.keys().map(String::as_str)).map(str::to_owned),
                        known: known.keys().cloned().collect(),
                    };
                    findings.push(self.tree.finding(value.key_at, message));
                }
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if rows.iter().all(|(k, _)| k != key) {
                let message = SiteMessage::Missing {
                    key: key.to_owned(),
                    table: path.clone(),
                    what: known.get(key).map(description).unwrap_or_default(),
                };
                findings.push(self.tree.finding(node.key_at, message));
            }
        }
    }

    fn text(
        &self,
        schema: &Map<String, Value>,
        node: &Node,
        text: &str,
        path: &str,
        findings: &mut Findings,
    ) {
        if let Some(allowed) = constants(schema)
            && !allowed.iter().any(|a| a == text)
        {
            self.not_one_of(&allowed, node, text, path, findings);
        }
        // Made by this program: it is a regular expression.
        let pattern = schema.get("pattern").and_then(Value::as_str);
        if let Some(Ok(pattern)) = pattern.map(Regex::new)
            && !pattern.is_match(text)
        {
            let message = SiteMessage::BadDate {
                key: path.to_owned(),
                found: text.to_owned(),
            };
            findings.push(self.tree.finding(node.span.start, message));
        }
    }

    fn not_one_of(
        &self,
        allowed: &[String],
        node: &Node,
        text: &str,
        path: &str,
        findings: &mut Findings,
    ) {
        let message = SiteMessage::NotOneOf {
            key: path.to_owned(),
            found: text.to_owned(),
            nearest: nearest(text, allowed.iter().map(String::as_str)).map(str::to_owned),
            allowed: allowed.to_vec(),
        };
        findings.push(self.tree.finding(node.span.start, message));
    }

    /// One of several shapes: what is told is what keeps it from being the one that it resembles most.
    fn one_of(&self, choices: &[&Value], node: &Node, path: &mut String, findings: &mut Findings) {
        let words: Option<Vec<String>> = choices
            .iter()
            .map(|c| self.resolved(c).and_then(constants))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.concat());
        if let (Some(allowed), What::Text(text)) = (&words, &node.what) {
            if !allowed.contains(text) {
                self.not_one_of(allowed, node, text, path, findings);
            }
            return;
        }
        let tried = choices.iter().map(|choice| {
            let mut wrong = Findings::new();
            self.value(choice, node, path, &mut wrong);
            (self.resemblance(choice, node), wrong)
        });
        let best = tried.min_by_key(|(resemblance, wrong)| {
            (!wrong.is_empty(), usize::MAX - resemblance, wrong.len())
        });
        findings.extend(best.map(|(_, wrong)| wrong).unwrap_or_default());
    }

    /// How many of the keys that a shape cannot do without are there.
    fn resemblance(&self, schema: &Value, node: &Node) -> usize {
        let required = self
            .resolved(schema)
            .and_then(|s| s.get("required")?.as_array());
        let What::Table(rows) = &node.what else {
            return 0;
        };
        let there = |key: &Value| rows.iter().any(|(k, _)| key == k);
        required.map_or(0, |keys| keys.iter().filter(|k| there(k)).count())
    }

    /// The schema itself, where it is a reference; none where anything goes.
    fn resolved<'s>(&'s self, schema: &'s Value) -> Option<&'s Map<String, Value>> {
        let schema = schema.as_object()?;
        match schema.get("$ref").and_then(Value::as_str) {
            Some(to) => self.schema.pointer(to.trim_start_matches('#'))?.as_object(),
            None => Some(schema),
        }
    }
}

/// The alternatives of a schema but the one that is null, which TOML has not.
fn choices(schema: &Map<String, Value>) -> Option<Vec<&Value>> {
    let all = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    let all = all.as_array()?.iter();
    Some(all.filter(|c| c["type"] != "null").collect())
}

/// The texts that alone are allowed.
fn constants(schema: &Map<String, Value>) -> Option<Vec<String>> {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    match (schema.get("const"), schema.get("enum")) {
        (Some(only), _) => text(only).map(|t| vec![t]),
        (None, Some(Value::Array(all))) => Some(all.iter().filter_map(text).collect()),
        _ => None,
    }
}

/// The kinds that a schema wants, but null; none where anything goes.
fn kinds(schema: &Map<String, Value>) -> Vec<Kind> {
    let of = |v: &Value| match v.as_str()? {
        "string" => Some(Kind::Text),
        "integer" => Some(Kind::Whole),
        "number" => Some(Kind::Number),
        "boolean" => Some(Kind::Truth),
        "array" => Some(Kind::List),
        "object" => Some(Kind::Map),
        _ => None,
    };
    match schema.get("type") {
        Some(Value::Array(all)) => all.iter().filter_map(of).collect(),
        Some(one) => of(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// What a key is for, in one line.
fn description(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}
