//! The tape of a recording: what was shown, in order, with undo and redo. Pure.

use crate::site::Element;

/// What became of an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// It was picked: as it will be written.
    Recorded(Box<Element>),
    /// The file still finds it: as it will be written.
    Kept(Box<Element>),
    /// It is left as the file has it.
    Skipped,
}

/// A recording under way.
#[derive(Clone, Debug)]
pub struct Tape {
    elements: Vec<Element>,
    choices: Vec<Choice>,
    undone: Vec<Choice>,
}

impl Tape {
    /// A tape for elements, in the order in which they are shown.
    pub fn new(elements: Vec<Element>) -> Self {
        Self {
            elements,
            choices: Vec::new(),
            undone: Vec::new(),
        }
    }

    /// How many are done, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.choices.len(), self.elements.len())
    }

    /// The element that is shown next, as the file has it.
    pub fn current(&self) -> Option<&Element> {
        self.elements.get(self.choices.len())
    }

    /// Notes what became of the current element. What was undone before it is gone.
    pub fn choose(&mut self, choice: Choice) {
        if self.current().is_some() {
            self.choices.push(choice);
            self.undone.clear();
        }
    }

    /// Takes the last choice back.
    pub fn undo(&mut self) {
        self.undone.extend(self.choices.pop());
    }

    /// Makes the choice again that was taken back last.
    pub fn redo(&mut self) {
        self.choices.extend(self.undone.pop());
    }

    /// Whether something can be undone, and done again.
    pub fn can(&self) -> (bool, bool) {
        (!self.choices.is_empty(), !self.undone.is_empty())
    }

    /// Every element with what became of it; none for those that were not come to.
    pub fn all(&self) -> impl Iterator<Item = (&Element, Option<&Choice>)> {
        let choices = self.choices.iter().map(Some);
        self.elements
            .iter()
            .zip(choices.chain(std::iter::repeat(None)))
    }

    /// An element as it stands: as it was recorded or kept.
    pub fn known(&self, name: &str) -> Option<&Element> {
        self.all().find_map(|(element, choice)| match choice {
            Some(Choice::Recorded(new) | Choice::Kept(new)) if element.name == name => {
                Some(new.as_ref())
            }
            _ => None,
        })
    }

    /// The elements that were recorded or kept.
    pub fn taken(&self) -> impl Iterator<Item = &Element> {
        self.all().filter_map(|(_, choice)| match choice {
            Some(Choice::Recorded(new) | Choice::Kept(new)) => Some(new.as_ref()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str) -> Element {
        Element {
            name: name.to_owned(),
            ..Element::default()
        }
    }

    fn names(tape: &Tape) -> Vec<&str> {
        tape.taken().map(|e| e.name.as_str()).collect()
    }

    #[test]
    fn what_is_undone_is_shown_again_and_can_be_done_again() {
        let mut tape = Tape::new(["a", "b", "c"].map(element).into());
        tape.choose(Choice::Recorded(Box::new(element("a"))));
        tape.choose(Choice::Kept(Box::new(element("b"))));
        assert_eq!((tape.progress(), tape.can()), ((2, 3), (true, false)));
        tape.undo();
        assert_eq!(tape.current().unwrap().name, "b");
        assert_eq!((names(&tape), tape.can()), (vec!["a"], (true, true)));
        tape.redo();
        assert_eq!(names(&tape), ["a", "b"]);
        assert_eq!(tape.current().unwrap().name, "c");
    }

    #[test]
    fn another_choice_ends_what_could_be_done_again() {
        let mut tape = Tape::new(["a", "b"].map(element).into());
        tape.choose(Choice::Recorded(Box::new(element("a"))));
        tape.undo();
        tape.choose(Choice::Skipped);
        tape.redo();
        assert_eq!((names(&tape).len(), tape.progress().0), (0, 1));
        tape.choose(Choice::Skipped);
        tape.choose(Choice::Skipped);
        assert_eq!((tape.progress(), tape.current()), ((2, 2), None));
        tape.undo();
        tape.undo();
        tape.undo();
        assert_eq!(tape.progress().0, 0);
    }
}
