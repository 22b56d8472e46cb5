//! The document into rows: all of it, or nothing.

use sqlx::{Sqlite, Transaction};

use super::merge::merged;
use super::{Archive, ArchiveError, ArchivedEntry};
use crate::ledger::locked::json;
use crate::ledger::{LedgerError, SqliteLedger};
use crate::plan::Key;

/// What became of one key of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The ledger knew nothing of it.
    Added,
    /// The document knew better.
    Replaced,
    /// The ledger knew as much, or better.
    Kept,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// The keys of the document, in its order.
    pub entries: Vec<(Key, Outcome)>,
    /// Uploads that the ledger did not know.
    pub uploads: u64,
}

impl Imported {
    /// How many keys came out so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.entries.iter().filter(|(_, o)| *o == outcome).count()
    }
}

impl SqliteLedger {
    /// Takes a document in, in one transaction; with `dry` it only says what would be done. The caller has the accounts'
    /// locks.
    ///
    /// # Errors
    /// [`ArchiveError::OtherWorld`], and what the ledger says. Nothing is written then.
    pub async fn import(
        &self,
        archive: &Archive,
        sandbox: bool,
        dry: bool,
    ) -> Result<Imported, ArchiveError> {
        if archive.sandbox != sandbox {
            let sandbox = archive.sandbox;
            return Err(ArchiveError::OtherWorld { sandbox });
        }
        let mut tx = self.write().await?;
        let mut done = Imported::default();
        let mut written = Vec::new();
        for theirs in &archive.entries {
            let key = theirs.key();
            let (outcome, id) = self.take_in(&mut tx, &key, theirs).await?;
            done.entries.push((key, outcome));
            written.extend(id.map(|id| (theirs.updated, id)));
        }
        // Their times are all that is known of when they were begun.
        written.sort_unstable();
        for (_, id) in written {
            sqlx::query(
                "UPDATE entries SET turn = (SELECT max(turn) + 1 FROM entries) WHERE id = ?",
            )
            .bind(id)
            .execute(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
        }
        for upload in &archive.uploads {
            let written = sqlx::query(
                "INSERT INTO uploads (account, sha256, uri, uploaded) VALUES (?, ?, ?, ?)
                 ON CONFLICT (account, sha256) DO UPDATE SET uri = excluded.uri, uploaded = excluded.uploaded
                 WHERE excluded.uploaded > uploads.uploaded",
            )
            .bind(&upload.account)
            .bind(&upload.sha256)
            .bind(&upload.uri)
            .bind(upload.uploaded)
            .execute(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
            done.uploads += written.rows_affected();
        }
        match dry {
            true => tx.rollback().await.map_err(|e| self.sql(e))?,
            false => self.commit(tx).await?,
        }
        Ok(done)
    }

    /// What became of a key; its row, where it is theirs now.
    async fn take_in(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        key: &Key,
        theirs: &ArchivedEntry,
    ) -> Result<(Outcome, Option<i64>), LedgerError> {
        let Some((id, _, _)) = self.find(tx, key).await? else {
            let id = self.put(tx, theirs).await?;
            return Ok((Outcome::Added, Some(id)));
        };
        let row = sqlx::query("SELECT * FROM entries WHERE id = ?")
            .bind(id)
            .fetch_one(&mut **tx)
            .await
            .map_err(|e| self.sql(e))?;
        let mine = self.archived(tx, &row).await?;
        let (all, is_theirs) = merged(&mine, theirs);
        if all != mine {
            self.put(tx, &all).await?;
        }
        Ok(match is_theirs && all != mine {
            true => (Outcome::Replaced, Some(id)),
            false => (Outcome::Kept, None),
        })
    }

    /// Writes an entry with its submits, in place of what there is of its key; its row.
    async fn put(
        &self,
        tx: &mut Transaction<'static, Sqlite>,
        entry: &ArchivedEntry,
    ) -> Result<i64, LedgerError> {
        let optional = |v: &Option<serde_json::Value>| v.as_ref().map(json).transpose();
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO entries (article, account, target, generation, platform, file, title, hash, plan,
                 state, prepared, slots, receipt, via, run, problem_code, problem, attempts, began,
                 submitted, decided, updated, before, gone)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (article, account, target, generation) DO UPDATE SET
                 platform = excluded.platform, file = excluded.file, title = excluded.title,
                 hash = excluded.hash, plan = excluded.plan, state = excluded.state,
                 prepared = excluded.prepared, slots = excluded.slots, receipt = excluded.receipt,
                 via = excluded.via, run = excluded.run, problem_code = excluded.problem_code,
                 problem = excluded.problem, attempts = excluded.attempts, began = excluded.began,
                 submitted = excluded.submitted, decided = excluded.decided,
                 updated = excluded.updated, before = excluded.before, gone = excluded.gone,
                 stopped = NULL
             RETURNING id",
        )
        .bind(&entry.article)
        .bind(&entry.account)
        .bind(&entry.target)
        .bind(entry.generation)
        .bind(&entry.platform)
        .bind(&entry.file)
        .bind(&entry.title)
        .bind(&entry.hash)
        .bind(json(&entry.plan)?)
        .bind(&entry.state)
        .bind(entry.prepared)
        .bind(json(&entry.slots)?)
        .bind(optional(&entry.receipt)?)
        .bind(&entry.via)
        .bind(&entry.run)
        .bind(&entry.problem_code)
        .bind(&entry.problem)
        .bind(i64::try_from(entry.attempts.len()).unwrap_or(i64::MAX))
        .bind(entry.began)
        .bind(entry.submitted)
        .bind(entry.decided)
        .bind(entry.updated)
        .bind(optional(&entry.before)?)
        .bind(entry.gone)
        .fetch_one(&mut **tx)
        .await
        .map_err(|e| self.sql(e))?;
        sqlx::query("DELETE FROM attempts WHERE entry = ?")
            .bind(id)
            .execute(&mut **tx)
            .await
            .map_err(|e| self.sql(e))?;
        for (number, attempt) in (1_i64..).zip(&entry.attempts) {
            sqlx::query(
                "INSERT INTO attempts (entry, number, account, via, cost, begun, decided, outcome, receipt,
                     problem_code, problem, ended)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(id)
            .bind(number)
            .bind(&entry.account)
            .bind(&attempt.via)
            .bind(attempt.cost)
            .bind(attempt.begun)
            .bind(attempt.decided)
            .bind(&attempt.outcome)
            .bind(optional(&attempt.receipt)?)
            .bind(&attempt.problem_code)
            .bind(&attempt.problem)
            .bind(attempt.ended)
            .execute(&mut **tx)
            .await
            .map_err(|e| self.sql(e))?;
        }
        Ok(id)
    }
}
