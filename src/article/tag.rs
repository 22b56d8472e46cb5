//! Raw HTML: the `<img>` tags in it.

use std::ops::Range;

use super::markdown::Found;

/// HTML as the author meant it, put together from pieces of a body.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) html: String,
    /// Where each piece begins in `html`, and where it is in the body.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Raw {
    /// Adds a piece and where it is in the body.
    pub(super) fn push(&mut self, html: &str, body: Range<usize>) {
        if !html.is_empty() && !body.is_empty() {
            self.pieces.push((self.html.len(), body));
            self.html.push_str(html);
        }
    }

    /// Gives the bytes of the body that a part of the HTML takes.
    fn in_body(&self, part: Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let piece = self.pieces.partition_point(|(start, _)| *start <= byte);
            let piece = self.pieces.get(piece.saturating_sub(1));
            piece.map_or(0, |(start, body)| {
                (body.start + byte - start).min(body.end - 1)
            })
        };
        // The last byte and one more: what follows may be a piece elsewhere.
        at(part.start)..at(part.end.saturating_sub(1)) + 1
    }

    /// Gives the bytes of the body that a part of the HTML takes, where they are one piece.
    fn whole(&self, part: Range<usize>) -> Option<Range<usize>> {
        let length = part.len();
        let body = self.in_body(part);
        (length > 0 && body.len() == length).then_some(body)
    }
}

/// Lists the `<img>` tags with an address, outside of comments.
pub(super) fn images(raw: &Raw) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = raw.html[at..].find('<').map(|i| at + i) {
        let rest = &raw.html[start..];
        if rest.starts_with("<!--") {
            at = start + comment(rest);
        } else if is_img(rest) {
            let Some((attributes, length)) = attributes(rest) else {
                break;
            };
            let value = |name: &str| {
                let named = attributes
                    .iter()
                    .find(|(n, _)| n.eq_ignore_ascii_case(name));
                named.map(|(_, v)| *v)
            };
            if let Some(url) = value("src") {
                found.push(Found {
                    url: unescape(url).trim().to_owned(),
                    alt: value("alt").map(unescape).unwrap_or_default(),
                    span: raw.in_body(start..start + length),
                    url_span: raw.whole(inside(&raw.html, url.trim())),
                });
            }
            at = start + length;
        } else {
            at = start + 1;
        }
    }
    found
}

/// Gives where a part of a text is in it.
fn inside(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
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

/// Reads the attributes of an `<img` tag, and measures the tag; `None` if it is never closed.
fn attributes(html: &str) -> Option<(Vec<(&str, &str)>, usize)> {
    let mut attributes = Vec::new();
    let mut at = "<img".len();
    loop {
        let rest = &html[at..];
        let skipped = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        at += rest.len() - skipped.len();
        if skipped.chars().next()? == '>' {
            return Some((attributes, at + 1));
        }
        // A stray `=` belongs to a name, as in browsers; else nothing would move on.
        let equals = usize::from(skipped.starts_with('='));
        let name = &skipped[..equals + word(&skipped[equals..], &['=', '>', '/'])];
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
            Some(quote) => {
                let end = value[1..].find(quote)?;
                (&value[1..=end], end + 2)
            }
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
