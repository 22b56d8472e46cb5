//! What the ledger knows of one key.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::plan::{Key, MilestoneName, Plan, Receipt, RouteVia, Slots, State};

/// How a key stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerState {
    /// A plan was made, nothing is on the site.
    Planned,
    /// A draft or an order id exists.
    Prepared,
    /// The submit is about to leave, has left, or was lost: unless the process that wrote this is
    /// alive, the outcome is unknown and must be looked for.
    Submitting,
    /// The outcome is unknown after a look that proved nothing, or where there is no look.
    Unknown,
    /// Taken, no link yet.
    Submitted,
    /// Taken and under review.
    InReview,
    /// Live, at the receipt's URL.
    Live,
    /// Refused after it was taken.
    Rejected,
    /// It was published and is there no more.
    Gone,
    /// Failed before the submit, or proved not done after it: safe to run again.
    Failed,
}

impl LedgerState {
    /// Whether the platform has it: publishing it again would be a second one.
    pub fn is_published(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview | Self::Live)
    }

    /// Whether it must be looked for before anything else is done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Submitting | Self::Unknown)
    }

    /// The word as stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Prepared => "prepared",
            Self::Submitting => "submitting",
            Self::Unknown => "unknown",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Live => "live",
            Self::Rejected => "rejected",
            Self::Gone => "gone",
            Self::Failed => "failed",
        }
    }
}

/// What was published before an update of it was begun; it stays so until the update is proved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Before {
    /// How it stood: published or rejected.
    pub state: LedgerState,
    /// The plan that published it.
    pub plan: Plan,
    /// The slots of then.
    pub slots: Slots,
    /// What the platform gave back.
    pub receipt: Option<Receipt>,
    /// The route that published it.
    pub via: Option<RouteVia>,
}

/// What the ledger knows of one key. All times are seconds since 1970.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place among all entries, by when they were first planned: it tells apart what was begun in one second.
    pub number: i64,
    /// The key.
    pub key: Key,
    /// The plan as it was last begun: a resume needs nothing else.
    pub plan: Arc<Plan>,
    /// How it stands.
    pub state: LedgerState,
    /// The slots filled so far, without secrets.
    pub slots: Slots,
    /// What the platform gave back.
    pub receipt: Option<Receipt>,
    /// What is published while an update of it is under way.
    pub before: Option<Box<Before>>,
    /// The plan of the update that came to nothing since it was published: what a resume goes on with.
    pub stopped: Option<Arc<Plan>>,
    /// The route of the last submit.
    pub via: Option<RouteVia>,
    /// The run that began it last.
    pub run: String,
    /// When it was begun last, among all that were begun: no clock tells it.
    pub turn: i64,
    /// Why it failed or is unknown: a stable code and a sentence.
    pub problem: Option<(String, String)>,
    /// How many submits were begun.
    pub attempts: u32,
    /// When the key was first planned.
    pub began: i64,
    /// When the last submit was begun.
    pub submitted: Option<i64>,
    /// When the last submit is decided: a look that finds nothing counts only after it.
    pub decided: Option<i64>,
    /// When it was last written.
    pub updated: i64,
}

impl Entry {
    /// How it stands, in the words of the results.
    pub fn stands(&self) -> State {
        match self.state {
            _ if self.is_draft() => State::Draft,
            LedgerState::Live => State::Live,
            LedgerState::InReview => State::InReview,
            LedgerState::Submitted => State::Submitted,
            LedgerState::Rejected => State::Rejected,
            LedgerState::Gone => State::Gone,
            LedgerState::Submitting | LedgerState::Unknown => State::Unknown,
            LedgerState::Failed => State::Failed,
            LedgerState::Planned | LedgerState::Prepared => State::Waiting,
        }
    }

    /// Whether it is a draft that was asked for: its plan submits nothing.
    pub fn is_draft(&self) -> bool {
        let mut milestones = self.plan.milestones.iter();
        self.state == LedgerState::Prepared
            && !milestones.any(|m| m.name == MilestoneName::Submitted)
    }
}
