//! What the new file says.

use super::super::super::places;
use super::tape::Tape;
use super::wanted::is_value;
use crate::site::{Candidate, Element, PagesFile, Recorded};

/// What the new file says: what was recorded over what the old one says.
pub fn written(old: &PagesFile, tape: &Tape, who: Recorded) -> PagesFile {
    let mut file = old.clone();
    file.date = places::today();
    file.extends = None;
    file.recorded = Some(who);
    for element in told_apart(tape.taken().cloned().collect()) {
        file.elements.insert(element.name.clone(), element);
    }
    file
}

/// The elements without the candidates that find another one of them as well, such as the class of a button whose words
/// are what counts. One that stands for any value, is one of many or is all that finds its element stays.
fn told_apart(elements: Vec<Element>) -> Vec<Element> {
    let telling = |e: &Element| !is_value(e) && !e.expect.many;
    let twice = |element: &Element, candidate: &Candidate| {
        let others = elements
            .iter()
            .filter(|o| o.name != element.name && o.page == element.page && telling(o));
        others.flat_map(|o| &o.candidates).any(|c| c == candidate)
    };
    let apart = elements.iter().map(|element| {
        let mut new = element.clone();
        new.candidates.retain(|c| !twice(element, c));
        match new.candidates.is_empty() || !telling(element) {
            true => element.clone(),
            false => new,
        }
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, candidates: &[Candidate]) -> Element {
        Element {
            name: name.to_owned(),
            candidates: candidates.to_vec(),
            ..Element::default()
        }
    }

    #[test]
    fn what_finds_two_elements_tells_neither_unless_it_is_all_there_is() {
        let class = Candidate::css(".send");
        let (send, resend) = (
            Candidate::text("a", "button"),
            Candidate::text("b", "button"),
        );
        let elements = vec![
            element("send", &[send.clone(), class.clone()]),
            element("resend", &[resend.clone(), class.clone()]),
            element("other", std::slice::from_ref(&class)),
        ];
        let apart = told_apart(elements);
        assert_eq!(apart[0].candidates, [send]);
        assert_eq!(apart[1].candidates, [resend]);
        assert_eq!(apart[2].candidates, [class]);
    }
}
