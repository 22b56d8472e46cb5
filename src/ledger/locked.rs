//! Entries under the write lock: how a change begins and ends.

use serde::Serialize;
use sqlx::{Row, Sqlite, Transaction};

use super::fault::patiently;
use super::row::{self, Unreadable};
use super::rules::{Change, settled};
use super::{Before, Entry, LedgerError, LedgerState, Settlement, SqliteLedger};
use crate::plan::{Key, Plan};

/// An entry under the write lock.
pub(super) struct Locked {
    pub(super) tx: Transaction<'static, Sqlite>,
    pub(super) id: i64,
    pub(super) state: LedgerState,
    pub(super) attempts: u32,
}

impl SqliteLedger {
    /// Begins a transaction that nobody else can write beside: what it reads stays true until it commits.
    pub(super) async fn write(&self) -> Result<Transaction<'static, Sqlite>, LedgerError> {
        let begun = match patiently!(self.pool.begin_with("BEGIN IMMEDIATE")) {
            // A full disk ends a transaction by itself, and the connection does not learn of it. A new one is fresh.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                let stale = self.pool.acquire().await.map_err(|e| self.sql(e))?;
                // It is of no use any more, whatever its end says.
                let _ = stale.close().await;
                patiently!(self.pool.begin_with("BEGIN IMMEDIATE"))
            }
            other => other,
        };
        begun.map_err(|e| self.sql(e))
    }

    pub(super) async fn commit(&self, tx: Transaction<'static, Sqlite>) -> Result<(), LedgerError> {
        tx.commit().await.map_err(|e| self.sql(e))
    }

    /// An entry under the write lock, in a state that a change may follow.
    pub(super) async fn lock(&self, key: &Key, change: Change) -> Result<Locked, LedgerError> {
        let mut tx = self.write().await?;
        let found = self.find(&mut tx, key).await?;
        match found {
            Some((id, state, attempts)) if change.may_follow(state) => Ok(Locked {
                tx,
                id,
                state,
                attempts,
            }),
            other => Err(conflict(key, other.map(|(_, state, _)| state), change)),
        }
    }

    pub(super) async fn find(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        key: &Key,
    ) -> Result<Option<(i64, LedgerState, u32)>, LedgerError> {
        let row = sqlx::query(
            "SELECT id, state, attempts FROM entries
             WHERE article = ? AND account = ? AND target = ? AND generation = ?",
        )
        .bind(&key.article)
        .bind(&key.account)
        .bind(&key.target)
        .bind(key.generation)
        .fetch_optional(&mut **tx)
        .await
        .map_err(|e| self.sql(e))?;
        let Some(row) = row else { return Ok(None) };
        let read = || -> Result<_, sqlx::Error> {
            Ok((
                row.try_get("id")?,
                row.try_get::<String, _>("state")?,
                row.try_get("attempts")?,
            ))
        };
        let (id, word, attempts) = read().map_err(|e| self.sql(e))?;
        let state = row::state(&word)
            .ok_or_else(|| self.unreadable(Unreadable::Column("state", key.to_string())))?;
        Ok(Some((id, state, attempts)))
    }

    /// Begins a plan: a new entry, or the one of its key once more, which keeps what it has found and counted;
    /// everything of the plan is new.
    pub(super) async fn begun(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        plan: &Plan,
        run: &str,
        now: i64,
    ) -> Result<Entry, LedgerError> {
        let key = &plan.key;
        let found = self.find(tx, key).await?.map(|(_, state, _)| state);
        if let Some(state) = found.filter(|s| !Change::Begin.may_follow(*s)) {
            return Err(conflict(key, Some(state), Change::Begin));
        }
        let row = sqlx::query(
            "INSERT INTO entries (article, account, target, generation, platform, file, title, hash,
                 plan, state, run, began, updated, turn)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'planned', ?10, ?11, ?11,
                 (SELECT coalesce(max(turn), 0) + 1 FROM entries))
             ON CONFLICT (article, account, target, generation) DO UPDATE SET
                 platform = excluded.platform, file = excluded.file, title = excluded.title,
                 hash = excluded.hash, plan = excluded.plan, run = excluded.run,
                 state = CASE prepared WHEN 0 THEN 'planned' ELSE 'prepared' END,
                 problem_code = NULL, problem = NULL, updated = excluded.updated,
                 turn = excluded.turn, stopped = NULL
             RETURNING *",
        )
        .bind(&key.article)
        .bind(&key.account)
        .bind(&key.target)
        .bind(key.generation)
        .bind(&plan.platform)
        .bind(&plan.article.file)
        .bind(&plan.article.title)
        .bind(&plan.article.hash)
        .bind(json(plan)?)
        .bind(run)
        .bind(now)
        .fetch_one(&mut **tx)
        .await
        .map_err(|e| self.sql(e))?;
        row::entry(&row).map_err(|e| self.unreadable(e))
    }

    /// Writes how the last attempt of a locked entry ended.
    pub(super) async fn end(
        &self,
        mut locked: Locked,
        key: &Key,
        change: Change,
        how: &Settlement,
        now: i64,
    ) -> Result<(), LedgerError> {
        let (outcome, receipt, problem) = match how {
            Settlement::Done(receipt) => ("done", Some(json(receipt)?), None),
            Settlement::NotDone(code, why) => ("not_done", None, Some((code, why))),
            Settlement::Unknown(code, why) => ("unknown", None, Some((code, why))),
        };
        let (code, why) = problem.unzip();
        let after = settled(how);
        let gone = (after == LedgerState::Gone).then_some(now);
        // What is gone was live; that it is gone stands in a column of its own.
        let word = if gone.is_some() {
            LedgerState::Live
        } else {
            after
        }
        .word();
        let before = self.before(&mut locked, key).await?;
        // What is unknown keeps the receipt that it had; what is not done has none.
        let written = sqlx::query(
            "UPDATE entries SET state = ?1, problem_code = ?2, problem = ?3, updated = ?4,
                 receipt = CASE WHEN ?5 = 'unknown' THEN receipt ELSE ?6 END,
                 before = CASE WHEN ?5 = 'unknown' THEN before END, gone = ?9
             WHERE id = ?7 AND state = ?8",
        )
        .bind(word)
        .bind(code)
        .bind(why)
        .bind(now)
        .bind(outcome)
        .bind(&receipt)
        .bind(locked.id)
        .bind(locked.state.word())
        .bind(gone)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        if let (Some(before), "not_done") = (before, outcome) {
            self.restore(&mut locked, &before, code.zip(why), now)
                .await?;
        }
        if written.rows_affected() != 1 {
            return Err(conflict(key, Some(locked.state), change));
        }
        sqlx::query(
            "UPDATE attempts SET outcome = ?, receipt = ?, problem_code = ?, problem = ?, ended = ?
             WHERE entry = ? AND number = ?",
        )
        .bind(outcome)
        .bind(&receipt)
        .bind(code)
        .bind(why)
        .bind(now)
        .bind(locked.id)
        .bind(locked.attempts)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(locked.tx).await
    }
}

impl SqliteLedger {
    /// What was published before the update that is under way.
    pub(super) async fn before(
        &self,
        locked: &mut Locked,
        key: &Key,
    ) -> Result<Option<Before>, LedgerError> {
        let text: Option<String> = sqlx::query_scalar("SELECT before FROM entries WHERE id = ?")
            .bind(locked.id)
            .fetch_one(&mut *locked.tx)
            .await
            .map_err(|e| self.sql(e))?;
        let odd = || self.unreadable(Unreadable::Column("before", key.to_string()));
        text.map(|t| serde_json::from_str(&t).map_err(|_| odd()))
            .transpose()
    }

    /// Puts back what was published before an update that came to nothing; its plan and why it did are kept beside it.
    pub(super) async fn restore(
        &self,
        locked: &mut Locked,
        before: &Before,
        problem: Option<(&String, &String)>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let (code, why) = problem.unzip();
        let receipt = before.receipt.as_ref().map(json).transpose()?;
        sqlx::query(
            "UPDATE entries SET stopped = plan,
                 state = ?, file = ?, title = ?, hash = ?, plan = ?, slots = ?, receipt = ?,
                 via = ?, before = NULL, gone = NULL, problem_code = ?, problem = ?, updated = ?
             WHERE id = ?",
        )
        .bind(before.state.word())
        .bind(&before.plan.article.file)
        .bind(&before.plan.article.title)
        .bind(&before.plan.article.hash)
        .bind(json(&before.plan)?)
        .bind(json(&before.slots)?)
        .bind(receipt)
        .bind(before.via.map(|v| v.word()))
        .bind(code)
        .bind(why)
        .bind(now)
        .bind(locked.id)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        Ok(())
    }
}

/// The error for a change that may not follow.
pub(super) fn conflict(key: &Key, found: Option<LedgerState>, change: Change) -> LedgerError {
    LedgerError::Conflict {
        key: Box::new(key.clone()),
        found,
        wanted: change.wanted(),
    }
}

/// A value as it is stored.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|e| LedgerError::Database(e.to_string()))
}
