//! Settles a push of ours whose answer was lost, by the push that came of it.

use std::sync::Arc;

use super::{Hold, Metrics};
use crate::ledger::{Entry, Filter, Inbox, Item, Ledger, LedgerError};
use crate::plan::{Receipt, State};
use crate::platforms::yunsuo::push::Push;
use crate::record::Clock;

/// Settles what is unknown.
pub struct Proving {
    /// What was pushed to us.
    pub inbox: Arc<dyn Inbox>,
    /// What we published.
    pub ledger: Arc<dyn Ledger>,
    /// Takes accounts for this process.
    pub hold: Arc<Hold>,
    /// The clock.
    pub clock: Clock,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl Proving {
    /// Looks once at all that is open of an account; says how many were settled.
    ///
    /// An item proves one push at most, and none that was begun after it came.
    ///
    /// # Errors
    /// The ledger cannot be read or written.
    pub async fn look(&self, account: &str) -> Result<usize, LedgerError> {
        let filter = Filter {
            account: Some(account.to_owned()),
            open: true,
            ..Filter::default()
        };
        let mut settled = 0;
        for entry in self.ledger.entries(&filter).await? {
            let title = entry.plan.article.title.trim();
            for item in self.inbox.unused(account, title).await? {
                if entry.submitted.is_some_and(|at| item.received >= at)
                    && self.proves(&item, &entry).await?
                    && self.settle(&item, &entry).await?
                {
                    settled += 1;
                    break;
                }
            }
        }
        Ok(settled)
    }

    async fn proves(&self, item: &Item, entry: &Entry) -> Result<bool, LedgerError> {
        let content = self.inbox.content(item.id).await?;
        let push: Result<Push, _> = serde_json::from_str(&content);
        Ok(push.is_ok_and(|p| p.came_of(&entry.plan)))
    }

    async fn settle(&self, item: &Item, entry: &Entry) -> Result<bool, LedgerError> {
        // While its process lives, a push is that one's to settle.
        let Some(_held) = (self.hold)(&entry.key.account) else {
            return Ok(false);
        };
        let current = self.ledger.entry(&entry.key).await?;
        if !current.is_some_and(|e| e.state.is_open() && e.attempts == entry.attempts) {
            return Ok(false);
        }
        let receipt = Receipt {
            state: State::Submitted,
            url: None,
            external_id: None,
            price: None,
            evidence: vec![format!(
                "the platform pushed it to our receiver: content {} at {}",
                item.hash.get(..12).unwrap_or_default(),
                item.received
            )],
        };
        let now = (self.clock)() / 1000;
        let proved = self
            .inbox
            .prove(item.id, &entry.key, entry.attempts, &receipt, now);
        if !proved.await? {
            return Ok(false);
        }
        self.metrics.proof();
        tracing::info!("{} is settled: the push reached us", entry.key);
        Ok(true)
    }
}
