//! In which order the elements are shown. Pure.

use std::collections::BTreeSet;

use crate::site::{Element, OPENED, PageDef, PagesFile};

/// The elements in the order in which they are shown: pages for the signed out first, then page by page, each in the
/// states in which they follow each other, and in a state as the file has them.
pub fn in_order(pages: &PagesFile, only: &[String]) -> Vec<Element> {
    let mut all: Vec<&Element> = Vec::new();
    for signed_out in [true, false] {
        // A page comes where its first element does.
        let mut there: Vec<(&String, &PageDef)> = Vec::new();
        for element in pages.in_order() {
            let page = pages.pages.get_key_value(&element.page);
            let new = |(name, p): &(&String, &PageDef)| {
                p.signed_out == signed_out && there.iter().all(|(known, _)| known != name)
            };
            there.extend(page.filter(new));
        }
        for (name, def) in there {
            for state in states_in_order(def) {
                let here = pages.in_order();
                all.extend(here.filter(|e| e.page == *name && e.state == state));
            }
        }
    }
    // What is in a state that the file does not have comes last.
    all.extend(pages.in_order());
    let mut done = BTreeSet::new();
    all.retain(|e| done.insert(e.name.as_str()) && (only.is_empty() || only.contains(&e.name)));
    all.into_iter().cloned().collect()
}

/// The states of a page, each after the one that it is reached from.
fn states_in_order(def: &PageDef) -> Vec<String> {
    let mut order = vec![OPENED.to_owned()];
    let mut at = 0;
    while at < order.len() {
        let from = order[at].clone();
        let mut next: Vec<&String> = def
            .in_order()
            .filter(|(_, s)| s.from.as_deref().unwrap_or(OPENED) == from)
            .map(|(name, _)| name)
            .collect();
        // What is only there after something was done comes after what can be gone to.
        next.sort_by_key(|name| def.states[*name].press.is_none());
        order.splice(at + 1..at + 1, next.into_iter().cloned());
        at += 1;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Library;

    #[test]
    fn elements_are_shown_page_by_page_as_the_file_has_them() {
        let pages = Library.pages("juejin/pages/2026-09-27").unwrap();
        let all = in_order(&pages, &[]);
        let names: Vec<&str> = all.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names.len(), pages.elements.len());
        assert_eq!(names[..2], ["login-phone", "login-send-code"]);
        assert_eq!(names[6..8], ["login-agreed", "login-sms-tab"]);
        let at = |name| names.iter().position(|n| *n == name).unwrap();
        let editor = &names[at("title")..at("confirm")];
        assert_eq!(
            editor[..7],
            [
                "title",
                "editor",
                "save-status",
                "publish-button",
                "panel",
                "category",
                "tag-box"
            ]
        );
        // A state comes after the one that it is reached from, and what must be written first comes last.
        assert!(at("confirm") < at("tag-option") && at("tag-option") < at("tag-chip"));
        // What is reached from one state comes in the order in which the page has it.
        assert!(at("tag-option") < at("column-option") && at("column-option") < at("topic-option"));
        assert_eq!(names.last(), Some(&"published-link"));
        let some = in_order(&pages, &["confirm".to_owned(), "title".to_owned()]);
        assert_eq!([&some[0].name, &some[1].name], ["title", "confirm"]);
    }
}
