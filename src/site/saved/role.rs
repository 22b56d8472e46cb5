//! ARIA roles and accessible names of a saved page, as the in-page script has them.

use scraper::{ElementRef, Html, Selector};

use super::{fold, text_of};

/// The roles that tags have by themselves.
const IMPLIED: &[(&str, &str)] = &[
    (
        "button",
        "button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image]",
    ),
    ("checkbox", "input[type=checkbox]"),
    ("combobox", "select"),
    ("dialog", "dialog"),
    ("heading", "h1, h2, h3, h4, h5, h6"),
    ("img", "img"),
    ("link", "a[href], area[href]"),
    ("list", "ul, ol"),
    ("listitem", "li"),
    ("navigation", "nav"),
    ("option", "option"),
    ("radio", "input[type=radio]"),
    ("searchbox", "input[type=search]"),
    (
        "textbox",
        "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url], [contenteditable=''], [contenteditable=true]",
    ),
];

/// A selector of all elements that may have a role.
pub(super) fn selector(role: &str) -> String {
    let quoted = role.replace(['"', '\\'], "");
    let explicit = format!("[role=\"{quoted}\"]");
    match IMPLIED.iter().find(|(name, _)| *name == role) {
        Some((_, implied)) => format!("{explicit}, {implied}"),
        None => explicit,
    }
}

/// Whether an element that may have it has the role: an explicit one counts more.
pub(super) fn is(el: ElementRef<'_>, role: &str) -> bool {
    el.attr("role").is_none_or(|own| fold(own) == role)
}

/// The accessible name: aria-label, aria-labelledby, label, alt, own text, then title and placeholder.
pub(super) fn name(html: &Html, el: ElementRef<'_>) -> String {
    let attr = |name| el.attr(name).map(fold).filter(|text| !text.is_empty());
    if let Some(label) = attr("aria-label") {
        return label;
    }
    let by_id = |id: &str| all(html, "[id]").find(|other| other.attr("id") == Some(id));
    let ids = attr("aria-labelledby").unwrap_or_default();
    let named: Vec<String> = ids.split(' ').filter_map(by_id).map(text_of).collect();
    let named = fold(&named.join(" "));
    if !named.is_empty() {
        return named;
    }
    let tag = el.value().name();
    let kind = el.attr("type").unwrap_or_default();
    if tag == "input"
        && matches!(kind, "button" | "submit" | "reset")
        && let Some(value) = attr("value")
    {
        return value;
    }
    let field = matches!(tag, "input" | "textarea" | "select");
    if (field || tag == "button")
        && let Some(labels) = labels(html, el)
    {
        return labels;
    }
    if let Some(alt) = attr("alt") {
        return alt;
    }
    let text = if field { String::new() } else { text_of(el) };
    let pictures = || {
        let alts = el.descendants().filter_map(ElementRef::wrap);
        let alts: Vec<&str> = alts.filter_map(|img| img.attr("alt")).collect();
        fold(&alts.join(" "))
    };
    [text, if field { String::new() } else { pictures() }]
        .into_iter()
        .find(|text| !text.is_empty())
        .or_else(|| attr("title"))
        .or_else(|| attr("placeholder"))
        .unwrap_or_default()
}

/// The text of the labels of a field: those that name it, and those that it is in.
fn labels(html: &Html, el: ElementRef<'_>) -> Option<String> {
    let names = |label: &ElementRef<'_>| match label.attr("for") {
        Some(id) => el.attr("id") == Some(id),
        None => el.ancestors().any(|a| a.id() == label.id()),
    };
    let texts: Vec<String> = all(html, "label").filter(names).map(text_of).collect();
    Some(fold(&texts.join(" "))).filter(|text| !text.is_empty())
}

fn all<'a>(html: &'a Html, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(css).ok();
    let nodes = html
        .root_element()
        .descendants()
        .filter_map(ElementRef::wrap);
    nodes.filter(move |el| selector.as_ref().is_some_and(|s| s.matches(el)))
}
