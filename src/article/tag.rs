//! Raw HTML: the `<img>` tags in it.

use std::ops::Range;

use super::markdown::Found;

/// Lists the `<img>` tags with an address in a part of a body, outside of comments.
pub(super) fn images(body: &str, part: Range<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = part.start;
    while let Some(start) = body[at..part.end].find('<').map(|i| at + i) {
        let rest = &body[start..part.end];
        if rest.starts_with("<!--") {
            at = start + comment(rest);
        } else if is_img(rest) {
            let (attributes, length) = attributes(rest);
            let value = |name: &str| {
                let named = attributes
                    .iter()
                    .find(|(n, _)| n.eq_ignore_ascii_case(name));
                named.map(|(_, v)| unescape(v))
            };
            if let Some(url) = value("src") {
                found.push(Found {
                    url: url.trim().to_owned(),
                    alt: value("alt").unwrap_or_default(),
                    span: start..start + length,
                });
            }
            at = start + length;
        } else {
            at = start + 1;
        }
    }
    found
}

/// Tells whether HTML consists of comments and blanks.
pub(super) fn only_comments(html: &str) -> bool {
    let mut rest = html.trim_start();
    while rest.starts_with("<!--") {
        rest = rest[comment(rest)..].trim_start();
    }
    rest.is_empty()
}

/// Measures a comment; one that is never closed takes the rest.
fn comment(html: &str) -> usize {
    html.find("-->").map_or(html.len(), |end| end + 3)
}

fn is_img(html: &str) -> bool {
    let bytes = html.as_bytes();
    bytes
        .get(..4)
        .is_some_and(|name| name.eq_ignore_ascii_case(b"<img"))
        && bytes
            .get(4)
            .is_some_and(|b| b.is_ascii_whitespace() || *b == b'/')
}

/// Reads the attributes of an `<img` tag, and measures the tag up to its `>` (or the end).
fn attributes(html: &str) -> (Vec<(&str, &str)>, usize) {
    let mut attributes = Vec::new();
    let mut at = "<img".len();
    loop {
        let rest = &html[at..];
        let skipped = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        at += rest.len() - skipped.len();
        match skipped.chars().next() {
            None => return (attributes, html.len()),
            Some('>') => return (attributes, at + 1),
            Some(_) => {}
        }
        let name = &skipped[..word(skipped, &['=', '>', '/']).max(1).min(skipped.len())];
        if !skipped.is_char_boundary(name.len()) {
            return (attributes, html.len());
        }
        at += name.len();
        let after = html[at..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            attributes.push((name, ""));
            continue;
        };
        let value = value.trim_start();
        at = html.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, taken) = match quote {
            Some(quote) => match value[1..].find(quote) {
                Some(end) => (&value[1..=end], end + 2),
                None => (&value[1..], value.len()),
            },
            None => {
                let end = word(value, &['>']);
                (&value[..end], end)
            }
        };
        attributes.push((name, value));
        at += taken;
    }
}

/// Measures up to a blank or one of the stops.
fn word(text: &str, stops: &[char]) -> usize {
    text.find(|c: char| c.is_ascii_whitespace() || stops.contains(&c))
        .unwrap_or(text.len())
}

/// Undoes the escapes that addresses and texts have in attributes.
fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    // The ampersand last, so that `&amp;lt;` becomes `&lt;`.
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(value.to_owned(), |text, (escaped, sign)| {
        text.replace(escaped, sign)
    })
}
