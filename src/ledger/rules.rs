//! Which change may follow which state: the one table of it.

use super::{LedgerState, Settlement};
use crate::plan::State;

/// A change of an entry that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A plan is begun again.
    Begin,
    /// What is published is to be changed in place.
    Update,
    /// Slots are kept.
    Fill,
    /// A submit is about to leave.
    Intend,
    /// An attempt has ended.
    Settle,
    /// A look or a person says that it is there, and how it stands.
    Amend,
    /// A look or a person says that it is not there, or that nothing is known.
    Doubt,
    /// It failed before the submit.
    Fail,
}

impl Change {
    /// Whether it may follow a state.
    pub(super) fn may_follow(self, state: LedgerState) -> bool {
        use LedgerState as S;
        match self {
            Change::Begin => matches!(state, S::Planned | S::Prepared | S::Failed),
            Change::Update => state.is_published() || state == S::Rejected,
            // After a failure or a refusal the run is over: what comes late belongs to nothing.
            Change::Fill => !matches!(state, S::Failed | S::Rejected),
            Change::Intend | Change::Fail => matches!(state, S::Planned | S::Prepared),
            Change::Settle => state == S::Submitting,
            Change::Amend => state.is_open() || state.is_published(),
            // What was proved to be there stays: another submit would be a second one.
            Change::Doubt => state.is_open(),
        }
    }

    /// The states that it may follow, in words.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Change::Begin => "planned, prepared or failed",
            Change::Update => "what is published or rejected",
            Change::Fill => "what is neither failed nor rejected",
            Change::Intend | Change::Fail => "planned or prepared",
            Change::Settle => "the attempt that is submitting",
            Change::Amend => "open or published",
            Change::Doubt => "open",
        }
    }
}

/// The change that a settlement is to an entry whose attempt is another process's.
pub(super) fn amending(how: &Settlement) -> Change {
    match how {
        Settlement::Done(_) => Change::Amend,
        Settlement::NotDone(..) | Settlement::Unknown(..) => Change::Doubt,
    }
}

/// The state that a settlement leads to.
pub(super) fn settled(how: &Settlement) -> LedgerState {
    match how {
        Settlement::NotDone(..) => LedgerState::Failed,
        Settlement::Unknown(..) => LedgerState::Unknown,
        Settlement::Done(receipt) => match receipt.state {
            State::Live => LedgerState::Live,
            State::InReview => LedgerState::InReview,
            State::Submitted => LedgerState::Submitted,
            State::Rejected => LedgerState::Rejected,
            State::Gone => LedgerState::Gone,
            // No platform's answer to a submit. Whatever made such a receipt, it proves nothing,
            // and least of all that another submit would be the first.
            State::Draft | State::Unchanged | State::Waiting | State::Failed | State::Unknown => {
                LedgerState::Unknown
            }
        },
    }
}
