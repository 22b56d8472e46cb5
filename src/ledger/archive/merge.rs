//! Which of two accounts of one key is believed. Whichever it is, no submit of either is forgotten: they are the money
//! that was spent and the pace.

use super::export::OF_THE_MACHINE;
use super::{ArchivedAttempt, ArchivedEntry};
use crate::ledger::LedgerState;

/// What both know of one key, and whether it is theirs that is believed.
pub(super) fn merged(mine: &ArchivedEntry, theirs: &ArchivedEntry) -> (ArchivedEntry, bool) {
    let is_theirs = beats(theirs, mine);
    let (winner, other) = match is_theirs {
        true => (theirs, mine),
        false => (mine, theirs),
    };
    let mut all = winner.clone();
    all.began = mine.began.min(theirs.began);
    all.attempts = united(winner, other);
    // The browser of a dead run of this machine is still to be ended.
    for name in OF_THE_MACHINE {
        if let (Some(value), Some(slots)) = (mine.slots.get(name), all.slots.as_object_mut()) {
            slots.insert(name.to_owned(), value.clone());
        }
    }
    (all, is_theirs)
}

/// Whether the first is believed instead of the second.
fn beats(first: &ArchivedEntry, second: &ArchivedEntry) -> bool {
    if answers(second, first) {
        return false;
    }
    let order = |e: &ArchivedEntry| (rank(e), is_open(e), e.updated);
    answers(first, second) || order(first) > order(second)
}

/// Whether one knows what became of the submit that is open in the other.
fn answers(knows: &ArchivedEntry, open: &ArchivedEntry) -> bool {
    let Some(asked) = open.attempts.last().filter(|_| is_open(open)) else {
        return false;
    };
    // Two submits of one second look the same: the first of here is the first of there.
    let before = &open.attempts[..open.attempts.len() - 1];
    let nth = before.iter().filter(|a| is_same(a, asked)).count();
    let mut same = knows.attempts.iter().filter(|a| is_same(a, asked));
    same.nth(nth).is_some_and(|a| weight(a) > 1)
}

fn is_open(entry: &ArchivedEntry) -> bool {
    entry.state().is_some_and(LedgerState::is_open)
}

/// How far it has come. What is open outranks all that says that nothing is there: it is looked at before anything is
/// sent. While an update is under way what was published counts.
fn rank(entry: &ArchivedEntry) -> u8 {
    let of = |state| match state {
        LedgerState::Failed => 0,
        LedgerState::Planned => 1,
        LedgerState::Prepared => 2,
        LedgerState::Submitting | LedgerState::Unknown => 3,
        LedgerState::Submitted => 4,
        LedgerState::InReview => 5,
        LedgerState::Live | LedgerState::Rejected | LedgerState::Gone => 6,
    };
    let now = entry.state().map_or(0, of);
    let before = entry.before().map_or(0, |b| of(b.state));
    now.max(before)
}

/// How much is known of a submit.
fn weight(attempt: &ArchivedAttempt) -> u8 {
    match attempt.outcome.as_deref() {
        None => 0,
        Some("not_done") => 2,
        Some("done") => 3,
        Some(_) => 1,
    }
}

fn is_same(a: &ArchivedAttempt, b: &ArchivedAttempt) -> bool {
    (a.begun, a.decided, a.cost, &a.via) == (b.begun, b.decided, b.cost, &b.via)
}

/// The submits of both, each once with what is known best, in the order in which they were begun; the one that the
/// winner is still asking about stays the last.
fn united(winner: &ArchivedEntry, other: &ArchivedEntry) -> Vec<ArchivedAttempt> {
    let mut all = winner.attempts.clone();
    let mut met = vec![false; all.len()];
    for attempt in &other.attempts {
        match (0..met.len()).find(|n| !met[*n] && is_same(&all[*n], attempt)) {
            Some(n) => {
                met[n] = true;
                if weight(attempt) > weight(&all[n]) {
                    all[n] = attempt.clone();
                }
            }
            None => all.push(attempt.clone()),
        }
    }
    all.sort_by_key(|a| a.begun);
    if let Some(asked) = winner.attempts.last().filter(|_| is_open(winner))
        && let Some(at) = all.iter().rposition(|a| is_same(a, asked))
    {
        let asked = all.remove(at);
        all.push(asked);
    }
    all
}
