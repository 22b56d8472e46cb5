//! The trait by which the pipeline keeps what it does.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use thiserror::Error;

use super::{Entry, LedgerState};
use crate::plan::{Key, Money, Plan, Receipt, RouteVia, Slots};

/// Why the ledger cannot answer or keep. Before a submit it stops the run; after one it never hides the outcome.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The file cannot be used: where, and what to do.
    #[error("the ledger {file}: {why}")]
    Unusable {
        /// The file.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// It was written by a newer fagao.
    #[error(
        "the ledger {file} was written by a newer fagao (schema {found}, this one knows {known})"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its version.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// The key is not in the state that the change needs: somebody else changed it.
    #[error("{key} is {found:?} in the ledger, and only {wanted} may go on")]
    Conflict {
        /// The key.
        key: Box<Key>,
        /// Its state.
        found: Option<LedgerState>,
        /// The states that would do.
        wanted: &'static str,
    },
    /// The database said no.
    #[error("the ledger: {0}")]
    Database(String),
}

/// A submit that is about to leave. Only [`Ledger::intend`] makes one, and [`Ledger::settle`] takes it:
/// a submit cannot be performed without an intent on disk.
///
/// ```
/// use fagao::ledger::{Ledger, LedgerError, Settlement};
/// use fagao::plan::{Key, RouteVia};
///
/// async fn once(ledger: &dyn Ledger, key: &Key, how: &Settlement) -> Result<(), LedgerError> {
///     let attempt = ledger.intend(key, RouteVia::Api, None, 60, 0).await?;
///     // Here, and nowhere before, the submit leaves.
///     ledger.settle(attempt, how, 1).await
/// }
/// ```
///
/// There is no other way to one:
///
/// ```compile_fail,E0451
/// # use fagao::ledger::Attempt;
/// # use fagao::plan::Key;
/// fn without_an_intent(key: Key) -> Attempt {
///     Attempt { key, number: 1 }
/// }
/// ```
///
/// Nor to a second one of the same:
///
/// ```compile_fail,E0599
/// # use fagao::ledger::Attempt;
/// fn twice(attempt: Attempt) -> (Attempt, Attempt) {
///     (attempt.clone(), attempt)
/// }
/// ```
///
/// And what is settled is gone:
///
/// ```compile_fail,E0382
/// # use fagao::ledger::{Attempt, Ledger, LedgerError, Settlement};
/// async fn twice(ledger: &dyn Ledger, attempt: Attempt, how: &Settlement) -> Result<(), LedgerError> {
///     ledger.settle(attempt, how, 1).await?;
///     ledger.settle(attempt, how, 2).await
/// }
/// ```
#[derive(Debug)]
#[must_use = "an attempt that is never settled is unknown"]
pub struct Attempt {
    pub(super) key: Key,
    pub(super) number: u32,
}

impl Attempt {
    /// The key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Which attempt of the key it is, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// How an attempt ended, or what a later look found.
#[derive(Clone, Debug)]
pub enum Settlement {
    /// The platform has it.
    Done(Receipt),
    /// It is proved that the platform does not have it: code and sentence.
    NotDone(String, String),
    /// Nothing is proved: code and sentence.
    Unknown(String, String),
}

/// Which entries are wanted; all that is given must fit.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The article's id.
    pub article: Option<String>,
    /// The account's name.
    pub account: Option<String>,
    /// The content's hash.
    pub hash: Option<String>,
    /// The run that touched it last.
    pub run: Option<String>,
    /// Those that must be looked for alone.
    pub open: bool,
}

/// The durable record. Every method that changes something is on disk when it returns.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// What is known of a key.
    async fn entry(&self, key: &Key) -> Result<Option<Entry>, LedgerError>;

    /// What is known of many, the newest first.
    async fn entries(&self, filter: &Filter) -> Result<Vec<Entry>, LedgerError>;

    /// Where an account's published articles are that were made of some files, by file; the newest generation of each.
    /// Every article of a run asks, so that no plan is read for it.
    async fn links(
        &self,
        account: &str,
        files: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, String>, LedgerError>;

    /// Notes that a plan is begun: a new entry is `planned`; one that failed goes back to `prepared` or
    /// `planned` with its slots kept and its plan replaced.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] when the key is published or open.
    async fn begin(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError>;

    /// Notes that what is published is to be changed in place: `prepared`, with nothing but what the plan gives.
    /// What is published stays in [`Entry::before`], and comes back when the update fails or is proved not done.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] unless the key is published or rejected.
    async fn begin_update(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError>;

    /// Takes in what is on the site already, as published; no submit is counted for it.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] when the key is published or open.
    async fn adopt(
        &self,
        plan: &Plan,
        slots: &Slots,
        receipt: &Receipt,
        run: &str,
        now: i64,
    ) -> Result<(), LedgerError>;

    /// When the submits of an account were begun since a moment, in order, without those that are proved not done.
    async fn submits(&self, account: &str, since: i64) -> Result<Vec<i64>, LedgerError>;

    /// Keeps slots as they are filled (secrets are left out) and moves `planned` to `prepared` when `prepared` says so.
    async fn fill(
        &self,
        key: &Key,
        slots: &Slots,
        prepared: bool,
        now: i64,
    ) -> Result<(), LedgerError>;

    /// Puts the intent of a submit on disk: `submitting`.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] unless the key is `planned` or `prepared`.
    async fn intend(
        &self,
        key: &Key,
        via: RouteVia,
        cost: Option<Money>,
        decided: i64,
        now: i64,
    ) -> Result<Attempt, LedgerError>;

    /// Ends an attempt.
    async fn settle(&self, attempt: Attempt, how: &Settlement, now: i64)
    -> Result<(), LedgerError>;

    /// Writes what a look found, or what a person decided, of a key that is open or published.
    async fn amend(&self, key: &Key, how: &Settlement, now: i64) -> Result<(), LedgerError>;

    /// Notes a failure before the submit: `failed`, with the slots kept.
    async fn fail(&self, key: &Key, code: &str, why: &str, now: i64) -> Result<(), LedgerError>;

    /// What identifies a file on its platform, where the account has uploaded it before, by the SHA-256 of its bytes.
    async fn upload(&self, account: &str, sha256: &str) -> Result<Option<String>, LedgerError>;

    /// The SHA-256 of every file that an account has uploaded.
    async fn uploads(&self, account: &str) -> Result<BTreeSet<String>, LedgerError>;

    /// Notes that a file was uploaded, and what identifies it there: never an address, which expires.
    async fn uploaded(
        &self,
        account: &str,
        sha256: &str,
        uri: &str,
        now: i64,
    ) -> Result<(), LedgerError>;

    /// What was spent, or may have been, by an account since a moment: every attempt with a cost that is not proved undone.
    async fn spent(&self, account: &str, since: i64) -> Result<Money, LedgerError>;
}
