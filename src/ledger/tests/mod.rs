//! The SQLite ledger against the trait's promises.

mod archive;
mod catalogue;
mod crash;
mod disks;
mod files;
mod links;
mod model;
mod schedule;
mod transitions;
mod versions;
mod writing;

use std::collections::BTreeMap;
use std::path::Path;

use super::{Attempt, Entry, Ledger, LedgerError, LedgerState, Settlement, SqliteLedger};
use crate::plan::{Heading, Key, Money, Plan, Receipt, RouteVia, Slots, State};

fn key(article: &str) -> Key {
    Key {
        article: article.into(),
        account: "jz".into(),
        target: "1/12786".into(),
        generation: 0,
    }
}

fn plan(article: &str) -> Plan {
    Plan {
        key: key(article),
        platform: "jzguai".into(),
        article: Heading {
            file: format!("{article}.md"),
            title: "一个标题".into(),
            hash: "aa".into(),
        },
        site_files: vec!["jzguai/api/2026-11-21".into()],
        pinned: false,
        notes: vec![],
        given: BTreeMap::from([("order".to_owned(), serde_json::json!({"b": 1, "a": [null]}))]),
        milestones: vec![],
        look: vec![],
        expect: State::Submitted,
    }
}

fn receipt(state: State) -> Receipt {
    Receipt {
        state,
        url: Some("https://example.com/1".into()),
        external_id: Some("7".into()),
        price: Some(Money::fen(1300)),
        evidence: vec!["status 1011".into()],
    }
}

fn not_done() -> Settlement {
    Settlement::NotDone("jzguai.13".into(), "no money".into())
}

fn unknown() -> Settlement {
    Settlement::Unknown("lost".into(), "the answer was lost".into())
}

fn slots(name: &str, value: &str) -> Slots {
    let mut slots = Slots::default();
    slots.set(name, value);
    slots
}

async fn open(dir: &Path) -> SqliteLedger {
    SqliteLedger::open(dir).await.unwrap()
}

async fn intend(ledger: &SqliteLedger, key: &Key) -> Result<Attempt, LedgerError> {
    ledger
        .intend(key, RouteVia::Api, Some(Money::fen(1300)), 160, 100)
        .await
}

/// Brings a key into a state by the trait's own methods; gives the attempt where one is open.
async fn reach(ledger: &SqliteLedger, article: &str, state: LedgerState) -> Option<Attempt> {
    use LedgerState as S;
    let key = key(article);
    ledger.begin(&plan(article), "r1", 50).await.unwrap();
    if state == S::Planned {
        return None;
    }
    ledger
        .fill(&key, &slots("order_id", "A1"), true, 60)
        .await
        .unwrap();
    if state == S::Prepared {
        return None;
    }
    let attempt = intend(ledger, &key).await.unwrap();
    let how = match state {
        S::Submitting => return Some(attempt),
        S::Failed => not_done(),
        S::Unknown => unknown(),
        S::Submitted => Settlement::Done(receipt(State::Submitted)),
        S::InReview => Settlement::Done(receipt(State::InReview)),
        S::Live => Settlement::Done(receipt(State::Live)),
        _ => Settlement::Done(receipt(State::Rejected)),
    };
    ledger.settle(attempt, &how, 110).await.unwrap();
    None
}

async fn read(ledger: &SqliteLedger, article: &str) -> Entry {
    ledger.entry(&key(article)).await.unwrap().unwrap()
}

impl SqliteLedger {
    /// Opens a ledger that does not wait for the disk: for tests that kill no machine.
    pub(crate) async fn open_relaxed(dir: &Path) -> Self {
        let ledger = open(dir).await;
        ledger.pragma("PRAGMA synchronous = OFF").await;
        ledger
    }

    /// Runs a pragma on the ledger's own connection and gives what it answers.
    async fn pragma(&self, sql: &'static str) -> String {
        use sqlx::Row;
        let row = sqlx::query(sql).fetch_optional(&self.pool).await.unwrap();
        row.map(|r| {
            r.try_get::<i64, _>(0)
                .map(|n| n.to_string())
                .unwrap_or_else(|_| r.get(0))
        })
        .unwrap_or_default()
    }
}
