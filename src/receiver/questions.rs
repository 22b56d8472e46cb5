//! The questions that callbacks raise: however many come, each order is asked about once a second at most.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::api::is_open;
use super::{Answered, Metrics, Orders};
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::plan::Key;
use crate::platforms::jzguai::callback;

/// The least time between two questions about one order.
const BETWEEN: Duration = Duration::from_secs(1);

/// When an order is asked about again that could not be asked about.
const LATER: Duration = Duration::from_secs(5);

/// Callbacks of one account that are told apart; beyond them, all open orders are meant.
const APART: usize = 64;

/// The hints that were not looked into yet.
#[derive(Default)]
pub struct Questions {
    hints: Mutex<BTreeMap<String, Hints>>,
    more: Notify,
}

/// An account's hints: the words of each callback, or all open orders.
#[derive(Default)]
struct Hints {
    words: Vec<BTreeSet<String>>,
    all: bool,
}

impl Questions {
    /// Takes the words of a callback.
    pub fn hint(&self, account: &str, words: BTreeSet<String>) {
        let mut hints = self.lock();
        let hints = hints.entry(account.to_owned()).or_default();
        if words.is_empty() || hints.words.len() >= APART {
            hints.all = true;
        } else if !hints.words.contains(&words) {
            hints.words.push(words);
        }
        self.more.notify_one();
    }

    /// Asks about all open orders of an account: what was hinted at before a restart is among them.
    pub fn hint_at_all(&self, account: &str) {
        self.hint(account, BTreeSet::new());
    }

    /// Asks, for as long as it is polled.
    pub async fn run(&self, ledger: &dyn Ledger, orders: &dyn Orders, metrics: &Metrics) {
        let mut due: BTreeMap<String, (Instant, Key)> = BTreeMap::new();
        let mut asked: BTreeMap<String, Instant> = BTreeMap::new();
        loop {
            let next = due.values().map(|(at, _)| *at).min();
            let pause = async {
                match next {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.more.notified() => {}
                () = pause => {}
            }
            let now = Instant::now();
            for key in self.meant(ledger).await {
                let name = key.to_string();
                let at = asked
                    .get(&name)
                    .map_or(now, |last| now.max(*last + BETWEEN));
                due.entry(name).or_insert((at, key));
            }
            let ready: Vec<String> = due
                .iter()
                .filter(|(_, (at, _))| *at <= now)
                .map(|(name, _)| name.clone())
                .collect();
            for name in ready {
                let Some((_, key)) = due.remove(&name) else {
                    continue;
                };
                match orders.ask(&key).await {
                    Answered::Asked => {
                        metrics.question();
                        asked.insert(name, Instant::now());
                    }
                    Answered::Later => {
                        due.insert(name, (Instant::now() + LATER, key));
                    }
                }
            }
            asked.retain(|_, at| at.elapsed() < BETWEEN);
        }
    }

    /// The orders that the hints mean: those that a word names, else all open ones.
    async fn meant(&self, ledger: &dyn Ledger) -> Vec<Key> {
        let hints = std::mem::take(&mut *self.lock());
        let mut keys = Vec::new();
        for (account, hints) in hints {
            let filter = Filter {
                account: Some(account.clone()),
                ..Filter::default()
            };
            let entries = match ledger.entries(&filter).await {
                Ok(entries) => entries,
                Err(e) => {
                    tracing::error!("the orders of {account} cannot be read: {e}");
                    continue;
                }
            };
            keys.extend(orders(&entries, &hints).into_iter().map(|e| e.key.clone()));
        }
        keys
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Hints>> {
        self.hints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn orders<'a>(entries: &'a [Entry], hints: &Hints) -> Vec<&'a Entry> {
    // An order that the platform never had, or that is settled for good, has nothing to be asked.
    let known = entries.iter().filter(|e| {
        e.attempts > 0 && !matches!(e.state, LedgerState::Failed | LedgerState::Rejected)
    });
    let known: Vec<(&Entry, Vec<String>)> = known
        .map(|e| {
            (
                e,
                callback::order_ids(&e.plan, &e.slots, e.receipt.as_ref()),
            )
        })
        .collect();
    let names = |words: &BTreeSet<String>, ids: &[String]| ids.iter().any(|id| words.contains(id));
    let mut all = hints.all;
    let mut named = BTreeSet::new();
    for words in &hints.words {
        let fit = known.iter().filter(|(_, ids)| names(words, ids));
        let found: Vec<_> = fit.map(|(e, _)| e.key.to_string()).collect();
        all |= found.is_empty();
        named.extend(found);
    }
    known
        .into_iter()
        .map(|(e, _)| e)
        .filter(|e| named.contains(&e.key.to_string()) || (all && is_open(e)))
        .collect()
}
