//! What the ledger has against a run, found before anything is sent. `can_update` says whose content may change.

use std::path::Path;

use crate::ledger::{Filter, Ledger, LedgerError, LedgerState};
use crate::plan::Plan;
use crate::text::{Finding, Findings, LedgerMessage};

/// Holds plans against the ledger: a changed article where the platform cannot change it in place, an id that belongs to
/// another file, a text that was published under another id. With `again` the author has said that it is to be published
/// twice.
///
/// # Errors
/// The ledger cannot be read.
pub async fn findings(
    ledger: &dyn Ledger,
    plans: &[Plan],
    root: &Path,
    again: bool,
    can_update: &dyn Fn(&Plan) -> bool,
) -> Result<Findings, LedgerError> {
    let mut all = Findings::new();
    for plan in plans {
        let account = &plan.key.account;
        let mut say = |m: LedgerMessage| all.push(Finding::of(m).for_account(account));
        if let Some(entry) = ledger.entry(&plan.key).await? {
            let file = &entry.plan.article.file;
            if *file != plan.article.file && root.join(file).exists() {
                say(LedgerMessage::SameId {
                    id: plan.key.article.clone(),
                    file: file.clone(),
                });
                continue;
            }
            let published = entry.state.is_published() || entry.state == LedgerState::Rejected;
            let changed = entry.plan.article.hash != plan.article.hash;
            if published && !changed {
                // There is nothing to do, whatever else has this text.
                continue;
            }
            if changed && entry.state.is_open() {
                say(LedgerMessage::ChangedWhileOpen {
                    account: account.clone(),
                });
            } else if published && !can_update(plan) {
                say(LedgerMessage::Changed {
                    account: account.clone(),
                    url: entry.receipt.and_then(|r| r.url),
                });
            }
        }
        if again || plan.key.generation > 0 {
            continue;
        }
        let filter = Filter {
            account: Some(account.clone()),
            hash: Some(plan.article.hash.clone()),
            ..Filter::default()
        };
        let twin = ledger.entries(&filter).await?.into_iter().find(|e| {
            e.key.article != plan.key.article
                && e.key.target == plan.key.target
                && (e.state.is_published() || e.state.is_open())
        });
        if let Some(twin) = twin {
            say(LedgerMessage::SameText {
                id: twin.key.article.clone(),
                file: twin.plan.article.file.clone(),
                url: twin.receipt.and_then(|r| r.url),
            });
        }
    }
    Ok(all)
}
