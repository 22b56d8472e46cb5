//! Rows as entries.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Entry, LedgerState};
use crate::plan::{Key, RouteVia};

/// Why a row says nothing to this program.
pub(super) enum Unreadable {
    /// SQLite said no.
    Sql(sqlx::Error),
    /// A column's value is not understood: which, of which key.
    Column(&'static str, String),
}

impl From<sqlx::Error> for Unreadable {
    fn from(e: sqlx::Error) -> Self {
        Unreadable::Sql(e)
    }
}

/// Reads a row of `entries`.
pub(super) fn entry(row: &SqliteRow) -> Result<Entry, Unreadable> {
    let key = Key {
        article: row.try_get("article")?,
        account: row.try_get("account")?,
        target: row.try_get("target")?,
        generation: row.try_get("generation")?,
    };
    let odd = |column| Unreadable::Column(column, key.to_string());
    let receipt: Option<String> = row.try_get("receipt")?;
    let via: Option<String> = row.try_get("via")?;
    let problem: (Option<String>, Option<String>) =
        (row.try_get("problem_code")?, row.try_get("problem")?);
    let state: String = row.try_get("state")?;
    let before: Option<String> = row.try_get("before")?;
    let gone: Option<i64> = row.try_get("gone")?;
    let state = self::state(&state).ok_or_else(|| odd("state"))?;
    Ok(Entry {
        number: row.try_get("id")?,
        plan: Arc::new(json(row, "plan", &key)?),
        state: match gone {
            Some(_) if state.is_published() => LedgerState::Gone,
            _ => state,
        },
        before: before
            .map(|text| serde_json::from_str(&text).map_err(|_| odd("before")))
            .transpose()?,
        slots: json(row, "slots", &key)?,
        receipt: receipt
            .map(|text| serde_json::from_str(&text).map_err(|_| odd("receipt")))
            .transpose()?,
        via: via
            .map(|word| route(&word).ok_or_else(|| odd("via")))
            .transpose()?,
        run: row.try_get("run")?,
        turn: row.try_get("turn")?,
        stopped: row
            .try_get::<Option<String>, _>("stopped")?
            .map(|text| serde_json::from_str(&text).map_err(|_| odd("stopped")))
            .transpose()?
            .map(Arc::new),
        problem: problem.0.zip(problem.1),
        attempts: row.try_get("attempts")?,
        began: row.try_get("began")?,
        submitted: row.try_get("submitted")?,
        decided: row.try_get("decided")?,
        updated: row.try_get("updated")?,
        key,
    })
}

fn json<T: DeserializeOwned>(
    row: &SqliteRow,
    column: &'static str,
    key: &Key,
) -> Result<T, Unreadable> {
    let text: String = row.try_get(column)?;
    serde_json::from_str(&text).map_err(|_| Unreadable::Column(column, key.to_string()))
}

/// The state of a stored word.
pub(super) fn state(word: &str) -> Option<LedgerState> {
    use LedgerState as S;
    [
        S::Planned,
        S::Prepared,
        S::Submitting,
        S::Unknown,
        S::Submitted,
        S::InReview,
        S::Live,
        S::Rejected,
        S::Failed,
    ]
    .into_iter()
    .find(|s| s.word() == word)
}

fn route(word: &str) -> Option<RouteVia> {
    [RouteVia::Browser, RouteVia::Api]
        .into_iter()
        .find(|v| v.word() == word)
}
