//! What the overlay shows of a recording.

use super::tape::{Choice, Tape};
use crate::browser::{Picked, Proposal, Show, Way};
use crate::site::{Candidate, Element, OPENED, PagesFile, VALUE};
use crate::text::{Became, OverlayWords, RecordingText};

/// What a person should know of the moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The page could not be brought there: what it must look like.
    GoThere(String),
    /// The button that hands in was pressed, and the click kept from the page.
    Guarded,
}

/// What is the same in every view.
fn frame(pages: &PagesFile, tape: &Tape, words: &OverlayWords) -> Show {
    let (at, of) = tape.progress();
    let (undo, redo) = tape.can();
    Show {
        view: "element",
        site: pages.site.clone(),
        at,
        of,
        undo,
        redo,
        words: serde_json::to_value(words).unwrap_or_default(),
        ..Show::default()
    }
}

/// An element that is to be shown.
pub fn element(pages: &PagesFile, tape: &Tape, element: &Element, words: &OverlayWords) -> Show {
    let place = match element.state.as_str() {
        OPENED => element.page.clone(),
        state => format!("{} · {state}", element.page),
    };
    Show {
        name: element.name.clone(),
        title: element.name.clone(),
        r#where: place,
        about: element.about.clone(),
        ..frame(pages, tape, words)
    }
}

/// Signing in on the way.
pub fn sign_in(pages: &PagesFile, tape: &Tape, words: &OverlayWords) -> Show {
    Show {
        view: "sign-in",
        name: "sign-in".to_owned(),
        title: words.sign_in.to_owned(),
        note: words.sign_in_now.to_owned(),
        kind: "warn",
        picking: false,
        ..frame(pages, tape, words)
    }
}

/// The end: what will be written.
pub fn finish(pages: &PagesFile, tape: &Tape, words: &OverlayWords) -> Show {
    let list = tape.all().map(|(element, choice)| {
        let what = match choice {
            Some(Choice::Recorded(new)) => match new.candidates.first() {
                Some(first) => format!("{}: {first}", words.shown),
                None => words.shown.to_owned(),
            },
            Some(Choice::Kept(_)) => words.kept.to_owned(),
            Some(Choice::Skipped) => words.skipped.to_owned(),
            None => words.open.to_owned(),
        };
        (element.name.clone(), what)
    });
    Show {
        view: "finish",
        name: "finish".to_owned(),
        title: words.ready.to_owned(),
        about: words.will_write.to_owned(),
        list: list.collect(),
        writes: tape.taken().next().is_some(),
        picking: false,
        ..frame(pages, tape, words)
    }
}

/// How what was picked would be written.
pub fn proposal(picked: &Picked, ways: &[Candidate], many: bool, words: &OverlayWords) -> Proposal {
    let says = match (ways.is_empty(), many) {
        (true, _) => words.no_way.to_owned(),
        (_, true) => format!("{}{} × {}", words.picked_many, picked.brief, picked.count),
        _ => format!("{}{}", words.picked, picked.brief),
    };
    let way = |c: &Candidate| Way {
        words: c.to_string(),
        score: c.score(),
    };
    Proposal {
        says,
        ways: ways.iter().map(way).collect(),
    }
}

/// What to do now, and how it looks.
pub fn note(
    note: Option<&Note>,
    element: &Element,
    submit: bool,
    keep: bool,
    picking: bool,
    words: &OverlayWords,
) -> (String, &'static str) {
    let value = element.candidates.iter().any(|c| c.words() == Some(VALUE));
    match note {
        Some(Note::Guarded) => (words.guarded.to_owned(), "submit"),
        Some(Note::GoThere(about)) => (format!("{}{about}", words.go_there), "warn"),
        None if !picking => (words.when_there.to_owned(), "warn"),
        None if submit => (words.show_submit.to_owned(), "submit"),
        None if keep => (words.still_there.to_owned(), ""),
        None if value => (words.show_a_value.to_owned(), ""),
        None if element.expect.many => (words.show_one_of.to_owned(), ""),
        None => (words.show_it.to_owned(), ""),
    }
}

/// How far it is, for the terminal.
pub fn progress(at: usize, of: usize, name: &str, choice: &Choice) -> RecordingText {
    let became = match choice {
        Choice::Recorded(new) => {
            let first = new.candidates.first().map(ToString::to_string);
            Became::Recorded(first.unwrap_or_default())
        }
        Choice::Kept(_) => Became::Kept,
        Choice::Skipped => Became::Skipped,
    };
    RecordingText::Element {
        at,
        of,
        name: name.to_owned(),
        became,
    }
}
