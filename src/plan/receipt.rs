//! What the platform gave back.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Money;
use crate::text::Word;

/// How a publication stands, in the words of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Readable by everyone, at the URL.
    Live,
    /// Taken, and reviewed before it is live.
    InReview,
    /// Taken, no link yet.
    Submitted,
    /// Kept as a draft on the site.
    Draft,
    /// The same content was published before: nothing to do.
    Unchanged,
    /// For a person, the pace or another account.
    Waiting,
    /// The platform refused it after it was taken.
    Rejected,
    /// It was published and is there no more: deleted on the site.
    Gone,
    /// Not published, and safe to run again.
    Failed,
    /// Perhaps published: look before anything else.
    Unknown,
}

impl State {
    /// The word as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            State::Live => "live",
            State::InReview => "in_review",
            State::Submitted => "submitted",
            State::Draft => "draft",
            State::Unchanged => "unchanged",
            State::Waiting => "waiting",
            State::Rejected => "rejected",
            State::Gone => "gone",
            State::Failed => "failed",
            State::Unknown => "unknown",
        }
    }

    /// The word for people.
    pub fn said(self) -> Word {
        match self {
            State::Live => Word::Live,
            State::InReview => Word::InReview,
            State::Submitted => Word::Submitted,
            State::Draft => Word::Draft,
            State::Unchanged => Word::Unchanged,
            State::Waiting => Word::Waiting,
            State::Rejected => Word::Rejected,
            State::Gone => Word::Gone,
            State::Failed => Word::Failed,
            State::Unknown => Word::Unknown,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Ids, URL, price, and the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// How it stands.
    pub state: State,
    /// Where it can be read.
    pub url: Option<String>,
    /// The platform's own number of it.
    pub external_id: Option<String>,
    /// What it cost.
    pub price: Option<Money>,
    /// What shows it, one fact a line: `article/list_by_user has draft 73…: audit_status 2`.
    pub evidence: Vec<String>,
}
