//! What capturing, recording and importing tell.

use crate::text::{Became, RecordingText, Unusable};

pub(in crate::text) fn say(t: &RecordingText) -> String {
    match t {
        RecordingText::NotCaptured { page, state, why } => {
            format!("not saved: {page}, {state}: {why}")
        }
        RecordingText::AddressLacks(url) => {
            format!("its address {url} names something that is not there yet")
        }
        RecordingText::Captured { pages, dir } => {
            format!("{pages} pages are in {dir}; look at them before you give them away")
        }
        RecordingText::Session(id) => {
            format!("the browser has no window; its WebDriver session is {id}")
        }
        RecordingText::Element {
            at,
            of,
            name,
            became,
        } => format!("{at}/{of} {name}: {}", what(became)),
        RecordingText::NoFile => "no file was written".to_owned(),
        RecordingText::Written {
            file,
            recorded,
            kept,
            left,
            from,
        } => format!(
            "{file} is written: {recorded} elements recorded, {kept} kept because they are still found, {left} as in {from}"
        ),
        RecordingText::Use { site_file, dir } => format!(
            "to use it, write `selectors = {dir:?}` into your fagao.toml, above the first [table]; `--site-file {site_file}` chooses it"
        ),
        RecordingText::InUse { site_file } => format!(
            "it is used from now on wherever its elements are on the page; `--site-file {site_file}` chooses it for a run"
        ),
        RecordingText::Place { site_file } => format!(
            "to use it, put it into the directory that `selectors` in your fagao.toml names, as {site_file}.toml"
        ),
        RecordingText::LeftOut {
            element,
            selector,
            why,
        } => format!("{element}: {selector} is left out: {}", unusable(*why)),
        RecordingText::ShowsNothing {
            step,
            site_file,
            words,
        } => format!("step {step} shows no element of {site_file}: {words}"),
        RecordingText::NobodyLooked => {
            "no browser was there: the elements have no fingerprints, and nobody looked whether each is found once; `fagao selectors check` does".to_owned()
        }
        RecordingText::WhichElement { step, words } => {
            format!("Which element does step {step} show? {words}")
        }
        RecordingText::NoElement => "(none)".to_owned(),
    }
}

fn what(became: &Became) -> String {
    match became {
        Became::Recorded(first) => first.clone(),
        Became::Kept => "kept, it is still found".to_owned(),
        Became::Skipped => "skipped".to_owned(),
    }
}

fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::Empty => "it is empty",
        Unusable::ShadowRoot => "it goes through a shadow root, where candidates do not look",
        Unusable::Pierce => {
            "it looks into shadow roots, where candidates do not; the CSS beside it says the same"
        }
        Unusable::NoName => "it has no name",
        Unusable::NoRole => "it says no role, and the element's is not known",
        Unusable::NoPlace => "it says no place, and the element's tag is not known",
        Unusable::Xpath => "an XPath cannot be checked on saved pages",
        Unusable::NoCss => "it is no CSS selector that can be read",
    }
}
