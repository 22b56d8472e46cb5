//! A notice as data: what people's own tools read, and what templates are filled from.

use serde::Serialize;

use crate::plan::{Money, State};

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A run ended and all is done: exit 0.
    Done,
    /// A run ended, or broke off, and something is not done.
    Failed,
    /// A person is needed: a run waits for one, or ended because nobody was there (exit 6), or with an outcome that a
    /// person has to look at (exit 5).
    Person,
}

impl Occasion {
    /// All of them.
    pub const ALL: [Occasion; 3] = [Occasion::Done, Occasion::Failed, Occasion::Person];

    /// The word, as in the configuration and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Occasion::Done => "done",
            Occasion::Failed => "failed",
            Occasion::Person => "person",
        }
    }

    /// The occasion of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.word() == word)
    }

    /// What the end of a run is.
    pub fn of_exit(exit: u8) -> Self {
        match exit {
            0 => Occasion::Done,
            5 | 6 => Occasion::Person,
            _ => Occasion::Failed,
        }
    }
}

/// A notice. As JSON it is the generic webhook's body: `"schema": 1`, to which fields may be added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notice {
    /// 1.
    pub schema: u32,
    /// Its own number, the same when it is sent once more.
    pub id: String,
    /// What it tells.
    pub event: Occasion,
    /// The run.
    pub run: String,
    /// Whether it was in the sandbox.
    pub sandbox: bool,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The run's exit code; none while it goes on, and where it broke off.
    pub exit: Option<u8>,
    /// What the run waits for, where it goes on as soon as somebody comes.
    pub waits: Option<Waits>,
    /// The targets of the run, as they stand.
    pub results: Vec<Row>,
    /// Its title, in words.
    pub title: String,
    /// Its text, in words.
    pub text: String,
}

/// What a run waits for a person for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waits {
    /// The article's title.
    pub title: String,
    /// The account.
    pub account: String,
    /// What for.
    pub what: String,
    /// Until when at the latest, in seconds since 1970.
    pub until: Option<i64>,
}

/// A target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The article's file.
    pub article: String,
    /// The article's title.
    pub title: String,
    /// The account.
    pub account: String,
    /// The platform.
    pub platform: String,
    /// Where exactly within the account.
    pub target: String,
    /// How it stands; none where the run has not come to it.
    pub state: Option<State>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The platform's number of it.
    pub external_id: Option<String>,
    /// What it cost, in yuan.
    pub price: Option<Money>,
    /// When to run again, in seconds since 1970, where it is known.
    pub retry_at: Option<i64>,
    /// Whether a person is needed.
    pub person: bool,
    /// What went wrong: a stable code.
    pub code: Option<String>,
    /// What went wrong, in words.
    pub message: Option<String>,
    /// What to do now, in words.
    pub hint: Option<String>,
}

impl Row {
    /// Whether it is as it was wanted.
    pub fn is_well(&self) -> bool {
        use State::*;
        matches!(
            self.state,
            Some(Live | InReview | Submitted | Draft | Unchanged)
        )
    }

    /// Whether a person has to do something: be there, or look what became of it.
    pub fn needs_person(&self) -> bool {
        self.person || self.state == Some(State::Unknown)
    }
}
