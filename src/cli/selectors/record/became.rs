//! What the selectors of a recording of DevTools are as candidates. Pure.

use super::flow::Selector;
use crate::site::{Candidate, Element, VALUE};
use crate::text::Unusable;

/// What a selector of the recording became.
#[derive(Debug, PartialEq)]
pub enum Became {
    /// A candidate.
    Candidate(Candidate),
    /// It is left out, and why.
    Nothing(Unusable),
}

/// What a selector of the recording is here.
pub fn became(selector: &Selector, element: &Element) -> Became {
    let one = match selector {
        Selector::One(one) => one,
        Selector::Through(parts) => match parts.as_slice() {
            [one] => one,
            [] => return Became::Nothing(Unusable::Empty),
            _ => {
                return Became::Nothing(Unusable::ShadowRoot);
            }
        },
    };
    let value = element.candidates.iter().any(|c| c.words() == Some(VALUE));
    let words = |text: &str| {
        if value {
            VALUE.to_owned()
        } else {
            text.to_owned()
        }
    };
    if let Some(aria) = one.strip_prefix("aria/") {
        let (name, role) = match aria.split_once("[role=\"") {
            Some((name, rest)) => (name, rest.split('"').next().map(str::to_owned)),
            None => (aria, role_of(element)),
        };
        return match (role, name.trim()) {
            (_, "") => Became::Nothing(Unusable::NoName),
            (Some(role), name) => Became::Candidate(Candidate::role(role, words(name))),
            (None, _) => Became::Nothing(Unusable::NoRole),
        };
    }
    if let Some(text) = one.strip_prefix("text/") {
        let within = element.expect.tag.clone().or_else(|| {
            let within = |c: &Candidate| match c {
                Candidate::Text { within, .. } => Some(within.clone()),
                _ => None,
            };
            element.candidates.iter().find_map(within)
        });
        return match within {
            Some(within) => Became::Candidate(Candidate::text(words(text.trim()), within)),
            None => Became::Nothing(Unusable::NoPlace),
        };
    }
    if one.starts_with("xpath/") || one.starts_with("//") {
        return Became::Nothing(Unusable::Xpath);
    }
    if one.starts_with("pierce/") {
        return Became::Nothing(Unusable::Pierce);
    }
    let css = one.strip_prefix("css/").unwrap_or(one);
    match scraper::Selector::parse(css) {
        Ok(_) if css.trim().is_empty() => Became::Nothing(Unusable::Empty),
        Ok(_) => Became::Candidate(Candidate::css(css)),
        Err(_) => Became::Nothing(Unusable::NoCss),
    }
}

/// The role that an element has by its tag, or by what finds it.
fn role_of(element: &Element) -> Option<String> {
    let named = element.candidates.iter().find_map(|c| match c {
        Candidate::Role { role, .. } => Some(role.clone()),
        _ => None,
    });
    named.or_else(|| {
        let role = match element.expect.tag.as_deref()? {
            "button" => "button",
            "a" => "link",
            "input" | "textarea" => "textbox",
            "li" => "listitem",
            "img" => "img",
            _ => return None,
        };
        Some(role.to_owned())
    })
}
