//! Where in a body an image's address stands, to the byte.

use std::ops::Range;

/// Finds the address of `](address "title")`; the range begins within or after what is between the brackets.
pub(super) fn in_image(body: &str, within: Range<usize>) -> Option<Range<usize>> {
    let rest = body.get(within.clone())?;
    let open = within.start + rest.find("](")? + "](".len();
    destination(body, open..within.end)
}

/// Finds the address of a definition `[label]: address "title"`.
pub(super) fn in_definition(body: &str, definition: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(definition.clone())?;
    let mut escaped = false;
    let close = text.char_indices().position(|(at, c)| {
        let ends = c == ']' && !escaped && text[at..].starts_with("]:");
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let close = text.char_indices().nth(close)?.0;
    destination(body, definition.start + close + "]:".len()..definition.end)
}

/// Finds a destination at the beginning of a range, after blanks: in angle brackets, or up to a blank or to the
/// parenthesis that closes what was not opened in it.
fn destination(body: &str, within: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(within.clone())?;
    let trimmed = text.trim_start();
    let start = within.end - trimmed.len();
    if let Some(inner) = trimmed.strip_prefix('<') {
        let end = unescaped(inner, |c, _| c == '>')?;
        return Some(start + 1..start + 1 + end);
    }
    let mut depth = 0_usize;
    let end = unescaped(trimmed, |c, _| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth > 0 => {
            depth -= 1;
            false
        }
        ')' => true,
        c => c.is_ascii_whitespace() || c.is_ascii_control(),
    });
    let end = end.unwrap_or(trimmed.len());
    (end > 0).then(|| start..start + end)
}

/// Finds the first character that ends something and has no backslash before it.
fn unescaped(text: &str, mut ends: impl FnMut(char, usize) -> bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if ends(c, at) {
            return Some(at);
        }
    }
    None
}
