//! What is wanted of an element that is to be shown. Pure.

use super::tape::Tape;
use crate::browser::{Picked, Wanted};
use crate::site::{Candidate, Element, PagesFile, VALUE};

/// What is wanted of an element, for the page.
pub fn wanted(pages: &PagesFile, tape: &Tape, element: &Element) -> Wanted {
    let apart = pages
        .elements
        .values()
        .filter(|other| is_state_of(element, other))
        .flat_map(|other| &tape.known(&other.name).unwrap_or(other).candidates)
        .filter_map(|c| c.selector().map(str::to_owned));
    Wanted {
        tag: element.expect.tag.clone(),
        visible: element.expect.visible,
        many: element.expect.many,
        value: is_value(element),
        old: element.candidates.clone(),
        apart: apart.collect(),
        state: state_of(element).unwrap_or_default().to_owned(),
    }
}

/// Whether an element stands for any value.
pub fn is_value(element: &Element) -> bool {
    element.candidates.iter().any(|c| c.words() == Some(VALUE))
}

/// The text for which `$value` is written.
pub fn value_of<'p>(element: &Element, picked: &'p Picked) -> Option<&'p str> {
    (is_value(element) && !picked.text.is_empty()).then_some(picked.text.as_str())
}

fn selectors(element: &Element) -> impl Iterator<Item = &str> {
    element.candidates.iter().filter_map(Candidate::selector)
}

/// The pseudo-class at the end of what finds an element, such as `:checked`: it is meant in that state alone.
fn state_of(element: &Element) -> Option<&str> {
    selectors(element).find_map(|css| {
        let state = &css[css.rfind(':')?..];
        let word = |c: char| c.is_ascii_lowercase() || c == '-';
        (state.len() > 1 && state[1..].chars().all(word)).then_some(state)
    })
}

/// Whether an element is another one in a state, such as the chosen one of a list: its selectors say more of the same.
fn is_state_of(element: &Element, other: &Element) -> bool {
    other.name != element.name
        && selectors(element).any(|long| {
            selectors(other).any(|short| {
                long.strip_prefix(short)
                    .is_some_and(|rest| rest.starts_with(['.', ':', '[']))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Library;

    #[test]
    fn a_state_is_told_from_what_it_is_a_state_of() {
        let pages = Library.pages("juejin/pages/2026-09-27").unwrap();
        let tape = Tape::new(Vec::new());
        let of = |name: &str| wanted(&pages, &tape, &pages.elements[name]);
        assert_eq!(of("login-agreed").state, ":checked");
        assert_eq!(of("login-agree").state, "");
        assert!(
            of("category-chosen")
                .apart
                .contains(&".category-list .item".to_owned())
        );
        assert!(of("category").apart.is_empty() && of("category").value);
        assert!(!of("cover-input").visible && of("tag-chip").many);
    }
}
