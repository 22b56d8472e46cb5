//! What a check found, as `--json` prints it.

use serde::Serialize;

use crate::site::{Look, Question, Sight, Standing, standing};
use crate::text::NotSeen;

/// What a check found.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// The version of this document: 1.
    pub schema: u32,
    /// Whether it was the sandbox.
    pub sandbox: bool,
    /// The site.
    pub site: String,
    /// The site file.
    pub site_file: String,
    /// The account whose pages they are; none for saved pages.
    pub account: Option<String>,
    /// The directory of saved pages; none for a browser's.
    pub html: Option<String>,
    /// The browser and its version.
    pub browser: String,
    /// Whether publishing has all that it needs.
    pub ok: bool,
    /// How many elements, by what became of them.
    pub counts: Counts,
    /// The names of the elements that publishing needs and lacks.
    pub lacks: Vec<String>,
    /// The states of the pages.
    pub states: Vec<State>,
    /// The elements.
    pub elements: Vec<Row>,
}

/// How many elements.
#[derive(Debug, Default, Serialize)]
pub struct Counts {
    /// In all.
    pub elements: usize,
    /// Found.
    pub found: usize,
    /// Missing.
    pub missing: usize,
    /// Ambiguous.
    pub ambiguous: usize,
    /// Not to be judged on saved pages.
    pub unjudged: usize,
    /// Not looked for.
    pub not_looked: usize,
}

/// A state of a page.
#[derive(Debug, Serialize)]
pub struct State {
    /// The page.
    pub page: String,
    /// The state.
    pub state: String,
    /// Whether it was looked at.
    pub looked: bool,
    /// Why not: a code, and what was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// How many commands the driver was sent for it; none for saved pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commands: Option<usize>,
}

/// Why a state was not looked at.
#[derive(Debug, Serialize)]
pub struct Why {
    /// `after-publishing`, `needs-draft`, `after-writing`, `not-reached`, `not-saved`.
    pub code: &'static str,
    /// What was there instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The same for people.
    #[serde(skip)]
    pub said: NotSeen,
}

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Result {
    /// A candidate finds it.
    Found,
    /// None does.
    Missing,
    /// Those that find something find too much.
    Ambiguous,
    /// A saved page does not say.
    Unjudged,
    /// It was not looked for.
    NotLooked,
}

/// An element.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its name.
    pub element: String,
    /// What it is.
    pub about: String,
    /// Its page.
    pub page: String,
    /// The state of the page.
    pub state: String,
    /// Whether publishing needs it.
    pub needed: bool,
    /// What became of it.
    pub result: Result,
    /// The candidate that finds it, from 1.
    pub candidate: Option<usize>,
    /// How many candidates there are.
    pub of: usize,
    /// How many of the others find the same.
    pub agree: usize,
    /// How many of the others find another element.
    pub differ: usize,
    /// Whether any value counted, because the file has no sample for it.
    pub any_value: bool,
    /// What became of each candidate.
    pub candidates: Vec<Tried>,
}

/// What became of a candidate.
#[derive(Debug, Serialize)]
pub struct Tried {
    /// The candidate, as messages have it.
    pub candidate: String,
    /// How likely it lasts, from 0 to 100.
    pub score: u8,
    /// What became of it; none when it was not looked for.
    pub result: Option<Sight>,
    /// How many elements it found.
    pub count: usize,
}

impl From<NotSeen> for Why {
    fn from(said: NotSeen) -> Self {
        let (code, what) = match &said {
            NotSeen::AfterPublishing => ("after-publishing", None),
            NotSeen::NeedsDraft => ("needs-draft", None),
            NotSeen::AfterWriting => ("after-writing", None),
            NotSeen::NotReached(what) => ("not-reached", Some(what.clone())),
            NotSeen::NotSaved => ("not-saved", None),
        };
        Self { code, what, said }
    }
}

impl Row {
    /// An element that was looked for, or was not.
    pub fn of(question: &Question, needed: bool, looks: Option<&[Look]>) -> Self {
        let element = &question.element;
        let mut row = Self {
            element: element.name.clone(),
            about: element.about.clone(),
            page: element.page.clone(),
            state: element.state.clone(),
            needed,
            result: Result::NotLooked,
            candidate: None,
            of: question.candidates().count(),
            agree: 0,
            differ: 0,
            any_value: question.any,
            candidates: Vec::new(),
        };
        row.result = match looks.map(standing) {
            None => Result::NotLooked,
            Some(Standing::Missing) => Result::Missing,
            Some(Standing::Ambiguous) => Result::Ambiguous,
            Some(Standing::Unjudged) => Result::Unjudged,
            Some(Standing::Found {
                candidate,
                agree,
                differ,
            }) => {
                row.candidate = Some(candidate + 1);
                (row.agree, row.differ) = (agree, differ);
                Result::Found
            }
        };
        let tried = |(n, (candidate, score)): (usize, (&crate::site::Candidate, u8))| {
            let look = looks.and_then(|l| l.get(n));
            Tried {
                candidate: candidate.to_string(),
                score,
                result: look.map(|l| l.sight),
                count: look.map_or(0, |l| l.count),
            }
        };
        row.candidates = question.candidates().enumerate().map(tried).collect();
        row
    }

    /// Whether publishing needs it and it was looked for and is not there.
    pub fn lacks(&self) -> bool {
        self.needed && matches!(self.result, Result::Missing | Result::Ambiguous)
    }
}

impl Checked {
    /// Counts what was found.
    #[must_use]
    pub fn counted(mut self) -> Self {
        let count = |result| self.elements.iter().filter(|e| e.result == result).count();
        self.counts = Counts {
            elements: self.elements.len(),
            found: count(Result::Found),
            missing: count(Result::Missing),
            ambiguous: count(Result::Ambiguous),
            unjudged: count(Result::Unjudged),
            not_looked: count(Result::NotLooked),
        };
        let lacks = self.elements.iter().filter(|e| e.lacks());
        self.lacks = lacks.map(|e| e.element.clone()).collect();
        // What was not reached cannot be vouched for either.
        let missed = |s: &State| {
            let not_reached = s.why.as_ref().is_some_and(|w| w.code == "not-reached");
            let there = |e: &&Row| e.needed && e.page == s.page && e.state == s.state;
            not_reached && self.elements.iter().any(|e| there(&e))
        };
        self.ok = self.lacks.is_empty() && !self.states.iter().any(missed);
        self
    }
}

/// Puts elements in the order in which their states were looked at, by name within.
pub fn in_order(elements: &mut [Row], states: &[State]) {
    let place = |row: &Row| {
        let at = |s: &State| s.page == row.page && s.state == row.state;
        states.iter().position(at)
    };
    elements.sort_by_key(|row| (place(row).unwrap_or(usize::MAX), row.element.clone()));
}
