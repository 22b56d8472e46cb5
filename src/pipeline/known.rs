//! What the ledger knows of an article on an account, for the plan that is made next.

use crate::ledger::{Entry, LedgerState};
use crate::plan::Known;

/// Takes from the entries of an article on one account what a plan needs: the generation to work on, what is published
/// under it, and what its slots are. The rest of what is known is not the ledger's.
pub fn known(entries: Vec<Entry>, again: bool) -> Known {
    let generation = generation(&entries, again);
    let mut known = Known {
        generation,
        ..Known::default()
    };
    for e in entries {
        if e.key.generation != generation {
            continue;
        }
        let stands = e.state.is_published() || e.state == LedgerState::Rejected;
        let (slots, receipt, title) = match e.before {
            Some(before) => (before.slots, before.receipt, before.plan.article.title),
            None => {
                let title = e.plan.article.title.clone();
                (e.slots, e.receipt.filter(|_| stands), title)
            }
        };
        if let Some(receipt) = receipt {
            known.published.insert(e.key.target.clone(), receipt);
            known.titles.insert(e.key.target.clone(), title);
        }
        known.slots.insert(e.key.target, slots);
    }
    known
}

/// The generation to work on: the newest there is, or with `--again` one more, once the newest is settled.
/// What is open or was stopped is always brought to its end first, so that `--again` said twice by a
/// person whose run crashed does not publish three times.
fn generation(entries: &[Entry], again: bool) -> u32 {
    let newest = entries.iter().map(|e| e.key.generation).max();
    match newest {
        None => 0,
        Some(n) => {
            let settled = entries.iter().filter(|e| e.key.generation == n).all(|e| {
                e.state.is_published()
                    || matches!(e.state, LedgerState::Rejected | LedgerState::Gone)
            });
            if again && settled { n + 1 } else { n }
        }
    }
}
