//! What is sent to the page: the in-page script, and what of a site file it is told as it is.

use serde_json::{Value, json};

use crate::site::{Interrupt, UrlPattern};

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

/// A URL pattern as a regular expression that matches the same, in JSON for the script.
pub(super) fn regex(pattern: &UrlPattern) -> Value {
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
}
