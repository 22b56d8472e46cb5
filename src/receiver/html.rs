//! The images of HTML, found and put elsewhere without touching anything else.

use std::ops::Range;

/// Finds the `src` of each `<img>`: the bytes of the value, and the address that it means.
/// Addresses of other schemes than http and https are left out.
pub(super) fn images(html: &str) -> Vec<(Range<usize>, String)> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|n| at + n) {
        at = open + 1;
        let is_img = bytes
            .get(at..at + 3)
            .is_some_and(|t| t.eq_ignore_ascii_case(b"img"))
            && bytes
                .get(at + 3)
                .is_some_and(|b| b.is_ascii_whitespace() || *b == b'/');
        if !is_img {
            continue;
        }
        at += 3;
        let mut named = false;
        while let Some((name, value, next)) = attribute(bytes, at) {
            at = next;
            // The first of two attributes of one name counts.
            if !named && html[name].eq_ignore_ascii_case("src") {
                named = true;
                if let Some(url) = address(&html[value.clone()]) {
                    found.push((value, url));
                }
            }
        }
    }
    found
}

/// Puts other texts in place of some ranges, which are in order and apart.
pub(super) fn replace(html: &str, with: &[(Range<usize>, String)]) -> String {
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    for (range, new) in with {
        text.push_str(&html[at..range.start]);
        text.push_str(new);
        at = range.end;
    }
    text.push_str(&html[at..]);
    text
}

/// Makes text safe between tags and within quotes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The next attribute of a tag, if the tag goes on: the bytes of its name and of its value, and where it ends.
fn attribute(bytes: &[u8], from: usize) -> Option<(Range<usize>, Range<usize>, usize)> {
    let skip = |mut at: usize, what: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|b| what(*b)) {
            at += 1;
        }
        at
    };
    let blank = |b: u8| b.is_ascii_whitespace();
    let start = skip(from, &|b| blank(b) || b == b'/');
    if matches!(bytes.get(start), None | Some(b'>')) {
        return None;
    }
    // A name may begin with `=`; whatever it is, the scan goes on by a byte at least.
    let end = skip(start + 1, &|b| {
        !blank(b) && !matches!(b, b'=' | b'>' | b'/')
    });
    let after = skip(end, &blank);
    if bytes.get(after) != Some(&b'=') {
        return Some((start..end, end..end, end)).filter(|_| on_characters(bytes, start, end));
    }
    let value = skip(after + 1, &blank);
    let (value, next) = match bytes.get(value) {
        Some(quote @ (b'"' | b'\'')) => {
            let close = skip(value + 1, &|b| b != *quote);
            // Without its end there is no tag, only text.
            bytes.get(close)?;
            (value + 1..close, close + 1)
        }
        _ => {
            let close = skip(value, &|b| !blank(b) && b != b'>');
            (value..close, close)
        }
    };
    Some((start..end, value, next))
}

/// Names are compared as text: the scan steps over bytes, so both ends must be between characters.
fn on_characters(bytes: &[u8], start: usize, end: usize) -> bool {
    std::str::from_utf8(&bytes[start..end]).is_ok()
}

/// The address that a value means, where it is one of the web.
fn address(value: &str) -> Option<String> {
    let url = value.trim().replace("&amp;", "&");
    let lower = url.get(..8).unwrap_or(&url).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        Some(url)
    } else {
        lower.starts_with("//").then(|| format!("https:{url}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(html: &str) -> Vec<String> {
        images(html).into_iter().map(|(_, url)| url).collect()
    }

    #[test]
    fn images_are_found_however_their_tags_are_written() {
        let html = "<p>x<img src='http://a/1?x=1&amp;y=2'><IMG alt=\"a > b\" SRC = \"https://a/2\"/>\
                    <img alt src=//a/3 width=1></p><imgs src='http://a/no'><img src='data:x'>";
        assert_eq!(
            urls(html),
            ["http://a/1?x=1&y=2", "https://a/2", "https://a/3"]
        );
    }

    #[test]
    fn only_the_addresses_are_changed() {
        let html = "<img title='图' src='http://a/1'>文<img src=\"http://a/2\">";
        let with: Vec<_> = images(html)
            .into_iter()
            .enumerate()
            .map(|(n, (range, _))| (range, format!("{n}.png")))
            .collect();
        assert_eq!(
            replace(html, &with),
            "<img title='图' src='0.png'>文<img src=\"1.png\">"
        );
    }

    #[test]
    fn broken_tags_end_somewhere() {
        for html in [
            "<img",
            "<img ",
            "<img src",
            "<img src=",
            "<img src='http://a/1",
            "<img =图 /图= src=http://a/1",
            "<img 图=\"图",
            "<<<img <img src=x",
        ] {
            let found = images(html);
            assert!(found.len() < 2, "{html}: {found:?}");
        }
    }
}
