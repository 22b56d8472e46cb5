//! CSS selectors, parsed as they are for saved pages, so that what a file has can be checked offline.

use scraper::Selector;

/// States of a live page that a saved one has as attributes: scraper knows no pseudo-classes for them.
const STATES: [(&str, &str); 5] = [
    (":checked", "[checked]"),
    (":disabled", "[disabled]"),
    (":enabled", ":not([disabled])"),
    (":required", "[required]"),
    (":read-only", "[readonly]"),
];

/// Parses a selector for saved pages.
///
/// # Errors
/// Where in the text, in bytes, it stops being one.
pub(super) fn parse(css: &str) -> Result<Selector, usize> {
    Selector::parse(&offline(css)).map_err(|_| {
        // The longest beginning that is a selector: what follows it is what is wrong.
        let ends = css.char_indices().map(|(at, _)| at).rev();
        ends.into_iter()
            .find(|end| {
                let beginning = css[..*end].trim_end();
                !beginning.is_empty() && Selector::parse(&offline(beginning)).is_ok()
            })
            .unwrap_or(0)
    })
}

/// The selector with the states of a live page as attributes, outside of quotes.
fn offline(css: &str) -> String {
    replaced(css, |attribute| attribute)
}

/// The selector without the states of a live page; none where it has none.
pub(super) fn without_states(css: &str) -> Option<String> {
    let bare = replaced(css, |_| "");
    let bare = match bare.trim() {
        "" => "*".to_owned(),
        other => other.to_owned(),
    };
    (offline(css) != css).then_some(bare)
}

fn replaced(css: &str, by: impl Fn(&'static str) -> &'static str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        let state = STATES.iter().find(|(state, _)| {
            let after = rest.strip_prefix(state);
            quote.is_none()
                && after.is_some_and(|a| !a.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        });
        if let Some((state, attribute)) = state {
            out.push_str(by(attribute));
            rest = &rest[state.len()..];
            continue;
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_live_page_takes_is_parsed_and_what_is_none_is_told_where() {
        for good in [
            "input.checkbox-input[type=\"checkbox\"]:checked",
            "[class*=\"close\" i]",
            ".a:not(.b) > c + d ~ e",
            "a:has(b)",
            "li:nth-child(2)",
            "a[href*=\":checked\"]",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for (bad, at) in [
            ("p[[", 1),
            (".a .b:hovered .c", 5),
            ("", 0),
            ("//div", 0),
            ("div >", 4),
            (".a, .b..c", 6),
        ] {
            assert_eq!(parse(bad).map(drop), Err(at), "{bad}");
        }
    }

    #[test]
    fn quotes_keep_what_is_in_them() {
        assert_eq!(
            offline("a[b=\":checked\"]:checked"),
            "a[b=\":checked\"][checked]"
        );
        assert_eq!(offline(":checked-off"), ":checked-off");
    }
}
