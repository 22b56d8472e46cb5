//! Styles: what they show stays, what they point to goes.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::names;

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)url\(\s*(?:"[^"]*"|'[^']*'|[^)]*)\s*\)"#)
        .unwrap_or_else(|e| unreachable!("{e}"))
});

static IMPORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?is)@import[^;]*;|/\*.*?\*/"#).unwrap_or_else(|e| unreachable!("{e}"))
});

/// A text in a style: what is shown before and after elements, values in selectors.
static TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"#).unwrap_or_else(|e| unreachable!("{e}"))
});

/// What an address in a style becomes: a mark within the document stays, and so does a drawing that a sheet holds itself.
/// Texts lose the names.
pub(super) fn style(css: &str, sheet: bool, known: &[String]) -> String {
    let css = IMPORT.replace_all(css, "");
    let stays = |found: &Captures<'_>| {
        let inner = found[0][4..found[0].len() - 1]
            .trim()
            .trim_matches(['"', '\'']);
        let drawing = sheet && inner.starts_with("data:image/svg+xml") && !inner.contains("<image");
        match inner.starts_with('#') || drawing {
            true => found[0].to_owned(),
            false => "url(\"data:,\")".to_owned(),
        }
    };
    let css = URL.replace_all(&css, stays);
    let nameless = |found: &Captures<'_>| names::without(&found[0], known);
    let css = TEXT.replace_all(&css, nameless);
    super::rules::for_style(&css)
}
