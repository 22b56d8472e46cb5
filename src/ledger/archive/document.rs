//! The document: its shape, and whether it is whole.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::ledger::{Before, LedgerError, LedgerState, row, schema};
use crate::plan::{Key, Plan, Receipt, RouteVia, Slots};

/// The newest version of the document known here.
const SCHEMA: u32 = 1;

/// What the document says that it is.
const KIND: &str = "fagao-ledger";

/// Why a document is not taken in. Nothing of it has been written then.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// It is some other JSON.
    #[error("it is not an export of a ledger")]
    Foreign,
    /// It was cut short, or changed after it was written.
    #[error("it is not whole, or was changed after it was written")]
    Torn,
    /// A newer fagao wrote it.
    #[error("it was written by a newer fagao")]
    Newer,
    /// It is the sandbox's and this ledger is not, or the other way round.
    #[error("it is of another kind of ledger")]
    OtherWorld {
        /// Whether the document is the sandbox's.
        sandbox: bool,
    },
    /// Something in it says nothing to this program: what, of which key.
    #[error("{0} is not understood")]
    Odd(String),
    /// The ledger cannot be read or written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// A ledger as a document. All times are seconds since 1970, all costs in fen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// The version of the document: 1.
    pub schema: u32,
    /// Always `fagao-ledger`.
    pub kind: String,
    /// Whether it is the sandbox's: nothing in it is really published.
    pub sandbox: bool,
    /// When it was written.
    pub written: i64,
    /// The version of the tables that it was read from.
    pub tables: i64,
    /// What was planned, tried and published.
    pub entries: Vec<ArchivedEntry>,
    /// What identifies the uploaded files.
    pub uploads: Vec<ArchivedUpload>,
    /// The SHA-256 of all of the above, in hex: what is cut short or changed is not taken in.
    pub sum: String,
}

/// One key with all that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchivedEntry {
    /// The article's id.
    pub article: String,
    /// The account's name.
    pub account: String,
    /// Where exactly within the account.
    pub target: String,
    /// 0, and one more for every `--again`.
    pub generation: u32,
    /// The platform's name.
    pub platform: String,
    /// The article's file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What its content comes to.
    pub hash: String,
    /// The plan as it was last begun.
    pub plan: Value,
    /// How it stands, as in the ledger.
    pub state: String,
    /// Whether a draft or an order id exists.
    pub prepared: bool,
    /// The slots filled so far, without secrets and without what is of one machine alone.
    pub slots: Value,
    /// What the platform gave back.
    pub receipt: Option<Value>,
    /// The route of the last submit.
    pub via: Option<String>,
    /// The run that touched it last.
    pub run: String,
    /// The code of why it failed or is unknown.
    pub problem_code: Option<String>,
    /// Why it failed or is unknown.
    pub problem: Option<String>,
    /// When the key was first planned.
    pub began: i64,
    /// When the last submit was begun.
    pub submitted: Option<i64>,
    /// When the last submit is decided.
    pub decided: Option<i64>,
    /// When it was last written.
    pub updated: i64,
    /// What is published while an update of it is under way.
    pub before: Option<Value>,
    /// When what was published was found to be there no more.
    pub gone: Option<i64>,
    /// The submits, in order: the money that was spent and the pace.
    pub attempts: Vec<ArchivedAttempt>,
}

/// One submit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchivedAttempt {
    /// Its route.
    pub via: String,
    /// What it cost, in fen.
    pub cost: Option<i64>,
    /// When it was begun.
    pub begun: i64,
    /// When it is decided.
    pub decided: i64,
    /// `done`, `not_done` or `unknown`; none while nothing is known.
    pub outcome: Option<String>,
    /// What the platform gave back.
    pub receipt: Option<Value>,
    /// The code of what went wrong.
    pub problem_code: Option<String>,
    /// What went wrong.
    pub problem: Option<String>,
    /// When it ended.
    pub ended: Option<i64>,
}

/// What identifies an uploaded file on its platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchivedUpload {
    /// The account's name.
    pub account: String,
    /// The SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// What the platform calls it.
    pub uri: String,
    /// When it was uploaded.
    pub uploaded: i64,
}

impl Archive {
    /// A document of what was read, with its sum.
    pub(super) fn new(
        sandbox: bool,
        written: i64,
        entries: Vec<ArchivedEntry>,
        uploads: Vec<ArchivedUpload>,
    ) -> Self {
        let mut archive = Self {
            schema: SCHEMA,
            kind: KIND.to_owned(),
            sandbox,
            written,
            tables: schema::NEWEST,
            entries,
            uploads,
            sum: String::new(),
        };
        archive.sum = archive.sum();
        archive
    }

    /// Reads a document, and makes sure that it is one, whole, and understood.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, ArchiveError> {
        let value: Value = serde_json::from_str(text).map_err(|_| match text.contains(KIND) {
            true => ArchiveError::Torn,
            false => ArchiveError::Foreign,
        })?;
        if value.get("kind").and_then(Value::as_str) != Some(KIND) {
            return Err(ArchiveError::Foreign);
        }
        let version = |name: &str| value.get(name).and_then(Value::as_i64);
        let (shape, tables) = (version("schema"), version("tables"));
        if shape > Some(i64::from(SCHEMA)) || tables > Some(schema::NEWEST) {
            return Err(ArchiveError::Newer);
        }
        let archive: Archive = serde_json::from_value(value).map_err(|_| ArchiveError::Torn)?;
        if archive.sum != archive.sum() {
            return Err(ArchiveError::Torn);
        }
        for entry in &archive.entries {
            entry.understood()?;
        }
        Ok(archive)
    }

    /// The accounts in it, each once.
    pub fn accounts(&self) -> Vec<&str> {
        let entries = self.entries.iter().map(|e| e.account.as_str());
        let uploads = self.uploads.iter().map(|u| u.account.as_str());
        let mut names: Vec<&str> = entries.chain(uploads).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn sum(&self) -> String {
        let all = (
            &self.kind,
            self.sandbox,
            self.written,
            self.tables,
            &self.entries,
            &self.uploads,
        );
        let text = serde_json::to_string(&all).unwrap_or_default();
        hex::encode(Sha256::digest(text))
    }
}

impl ArchivedEntry {
    /// The key.
    pub fn key(&self) -> Key {
        Key {
            article: self.article.clone(),
            account: self.account.clone(),
            target: self.target.clone(),
            generation: self.generation,
        }
    }

    /// How it stands; none where the word is not known.
    pub fn state(&self) -> Option<LedgerState> {
        row::state(&self.state)
    }

    /// What is published while an update of it is under way.
    pub(super) fn before(&self) -> Option<Before> {
        serde_json::from_value(self.before.clone()?).ok()
    }

    /// Makes sure that every part says something to this program, so that no run stumbles over it later.
    fn understood(&self) -> Result<(), ArchiveError> {
        let odd = |part: &str| ArchiveError::Odd(format!("{part} of {}", self.key()));
        let plan: Plan = serde_json::from_value(self.plan.clone()).map_err(|_| odd("plan"))?;
        if plan.key != self.key() {
            return Err(odd("plan"));
        }
        self.state().ok_or_else(|| odd("state"))?;
        serde_json::from_value::<Slots>(self.slots.clone()).map_err(|_| odd("slots"))?;
        let receipts = self.attempts.iter().map(|a| &a.receipt);
        for receipt in receipts.chain([&self.receipt]).flatten() {
            serde_json::from_value::<Receipt>(receipt.clone()).map_err(|_| odd("receipt"))?;
        }
        let routes = self.attempts.iter().map(|a| a.via.as_str());
        for via in routes.chain(self.via.as_deref()) {
            let known = [RouteVia::Browser, RouteVia::Api];
            known
                .iter()
                .find(|v| v.word() == via)
                .ok_or_else(|| odd("via"))?;
        }
        let outcomes = self.attempts.iter().filter_map(|a| a.outcome.as_deref());
        for outcome in outcomes {
            let known = ["done", "not_done", "unknown"];
            known
                .iter()
                .find(|o| **o == outcome)
                .ok_or_else(|| odd("outcome"))?;
        }
        if self.before.is_some() && self.before().is_none() {
            return Err(odd("before"));
        }
        Ok(())
    }
}
