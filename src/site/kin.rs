//! What a file's other elements say of one element: whose words are whose, and which elements are spoken for.

use super::{Candidate, Element, PagesFile, VALUE};

impl PagesFile {
    /// The words that belong to something else: the texts, labels and placeholders of the other elements of the page, and
    /// those that stood beside this one. What says one of them is not this element.
    pub fn foreign_words(&self, element: &Element) -> Vec<String> {
        let Some(own) = &element.fingerprint else {
            return Vec::new();
        };
        let own_words = words(own);
        let others = self.others(element).filter_map(|e| e.fingerprint.as_ref());
        let mut foreign: Vec<String> = others.flat_map(|f| words(f)).collect();
        foreign.extend(own.before.iter().chain(&own.after).cloned());
        foreign.retain(|text| text != VALUE && !own_words.contains(text));
        foreign.sort_unstable();
        foreign.dedup();
        foreign
    }

    /// The words that stand in an element beside the elements that are in it.
    pub fn words_within(&self, element: &Element) -> Vec<String> {
        let Some(own) = &element.fingerprint else {
            return Vec::new();
        };
        let others = self.others(element).filter_map(|e| e.fingerprint.as_ref());
        let within = others.filter(|f| f.inside.as_deref() == Some(&element.name));
        let mut all: Vec<String> = within
            .flat_map(|f| f.before.iter().chain(&f.after))
            .filter(|text| !own.before.contains(text) && !own.after.contains(text))
            .cloned()
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The other elements of the page, by name, whose elements cannot be this one. Those that are the same element in
    /// another state, or of the same kind, are left out.
    pub fn claims(&self, element: &Element) -> Vec<String> {
        self.others(element)
            .filter(|other| !related(element, other))
            .map(|other| other.name.clone())
            .collect()
    }

    fn others(&self, element: &Element) -> impl Iterator<Item = &Element> {
        let (name, page) = (element.name.clone(), element.page.clone());
        self.elements
            .values()
            .filter(move |other| other.page == page && other.name != name)
    }
}

/// The words by which an element is known.
fn words(f: &super::Fingerprint) -> Vec<String> {
    let parts = [&f.text, &f.placeholder, &f.name, &f.label];
    parts.into_iter().flatten().cloned().collect()
}

/// Whether two elements are looked for in the same place: a candidate of the one is a candidate of the other, or the
/// same with a state.
fn related(a: &Element, b: &Element) -> bool {
    let extends = |longer: &str, shorter: &str| {
        longer
            .strip_prefix(shorter)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':', '[']))
    };
    let alike = |one: &Candidate, other: &Candidate| {
        let (Some(x), Some(y)) = (one.selector(), other.selector()) else {
            return one == other;
        };
        one.words() == other.words() && (extends(x, y) || extends(y, x))
    };
    let all = a.candidates.iter();
    all.clone()
        .any(|one| b.candidates.iter().any(|other| alike(one, other)))
}

#[cfg(test)]
mod tests {
    use crate::site::{Candidate, Element, Fingerprint, PagesFile};

    fn file(elements: &[(&str, Candidate, Fingerprint)]) -> PagesFile {
        let mut file = PagesFile::blank();
        for (name, candidate, print) in elements {
            let element = Element {
                name: (*name).to_owned(),
                page: "editor".into(),
                candidates: vec![candidate.clone()],
                fingerprint: Some(Box::new(print.clone())),
                ..Element::default()
            };
            file.elements.insert((*name).to_owned(), element);
        }
        file
    }

    fn says(text: &str) -> Fingerprint {
        Fingerprint {
            text: Some(text.into()),
            before: vec!["beside".into()],
            ..Fingerprint::default()
        }
    }

    #[test]
    fn the_words_of_others_and_of_neighbours_are_foreign_and_its_own_are_not() {
        let file = file(&[
            ("a", Candidate::css(".a"), says("one")),
            ("b", Candidate::css(".b"), says("two")),
            ("c", Candidate::css(".c"), says("one")),
        ]);
        assert_eq!(file.foreign_words(&file.elements["a"]), ["beside", "two"]);
    }

    #[test]
    fn what_stands_beside_an_inner_element_and_not_beside_the_outer_one_is_within_it() {
        let inner = Fingerprint {
            inside: Some("box".into()),
            before: vec!["beside".into(), "within".into()],
            ..Fingerprint::default()
        };
        let file = file(&[
            ("box", Candidate::css(".box"), says("x")),
            ("field", Candidate::css(".field"), inner),
        ]);
        assert_eq!(file.words_within(&file.elements["box"]), ["within"]);
        assert!(file.words_within(&file.elements["field"]).is_empty());
    }

    #[test]
    fn the_same_element_in_another_state_claims_nothing() {
        let value = |within: &str| Candidate::text("$value", within);
        let file = file(&[
            ("item", value(".list .item"), says("$value")),
            ("item-chosen", value(".list .item.active"), says("$value")),
            ("items", Candidate::css(".list .items"), says("x")),
        ]);
        assert_eq!(file.claims(&file.elements["item"]), ["items"]);
        assert_eq!(
            file.claims(&file.elements["items"]),
            ["item", "item-chosen"]
        );
    }
}
