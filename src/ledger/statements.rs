//! The ledger's methods as SQL.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;

use super::fault::patiently;
use super::locked::{conflict, json};
use super::row::{self, Unreadable};
use super::rules::{Change, amending, settled};
use super::{Attempt, Before, Entry, Filter, Ledger, LedgerError, Settlement, SqliteLedger};
use crate::plan::{Key, Money, Plan, Receipt, RouteVia, Slots};

#[async_trait]
impl Ledger for SqliteLedger {
    async fn entry(&self, key: &Key) -> Result<Option<Entry>, LedgerError> {
        let row = patiently!(
            sqlx::query(
                "SELECT * FROM entries
                 WHERE article = ? AND account = ? AND target = ? AND generation = ?",
            )
            .bind(&key.article)
            .bind(&key.account)
            .bind(&key.target)
            .bind(key.generation)
            .fetch_optional(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        row.as_ref()
            .map(|row| row::entry(row).map_err(|e| self.unreadable(e)))
            .transpose()
    }

    async fn entries(&self, filter: &Filter) -> Result<Vec<Entry>, LedgerError> {
        let rows = patiently!(
            sqlx::query(
                "SELECT * FROM entries
                 WHERE (?1 IS NULL OR article = ?1) AND (?2 IS NULL OR account = ?2)
                   AND (?3 IS NULL OR hash = ?3) AND (?4 IS NULL OR run = ?4)
                   AND (NOT ?5 OR state IN ('submitting', 'unknown'))
                 ORDER BY updated DESC, id",
            )
            .bind(&filter.article)
            .bind(&filter.account)
            .bind(&filter.hash)
            .bind(&filter.run)
            .bind(filter.open)
            .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        rows.iter()
            .map(|row| row::entry(row).map_err(|e| self.unreadable(e)))
            .collect()
    }

    async fn links(
        &self,
        account: &str,
        files: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        if files.is_empty() {
            return Ok(BTreeMap::new());
        }
        // The last row of a file is the one that stays.
        let rows: Vec<(String, String)> = patiently!(
            sqlx::query_as(
                "SELECT file, receipt ->> '$.url' AS url FROM entries
                 WHERE account = ? AND file IN (SELECT value FROM json_each(?))
                   AND state IN ('submitted', 'in_review', 'live')
                   AND gone IS NULL AND url IS NOT NULL
                 ORDER BY generation, updated, id",
            )
            .bind(account)
            .bind(json(files)?)
            .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        Ok(rows.into_iter().collect())
    }

    async fn begin(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        let mut tx = self.write().await?;
        let entry = self.begun(&mut tx, plan, run, now).await?;
        self.commit(tx).await?;
        Ok(entry)
    }

    async fn begin_update(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        let key = &plan.key;
        let mut locked = self.lock(key, Change::Update).await?;
        let row = sqlx::query("SELECT * FROM entries WHERE id = ?")
            .bind(locked.id)
            .fetch_one(&mut *locked.tx)
            .await
            .map_err(|e| self.sql(e))?;
        let entry = row::entry(&row).map_err(|e| self.unreadable(e))?;
        if !Change::Update.may_follow(entry.state) {
            return Err(conflict(key, Some(entry.state), Change::Update));
        }
        let before = Before {
            state: entry.state,
            plan: Arc::unwrap_or_clone(entry.plan),
            slots: entry.slots,
            receipt: entry.receipt,
            via: entry.via,
        };
        // Nothing that was found for the old text is known for the new one but what the plan takes over.
        let row = sqlx::query(
            "UPDATE entries SET before = ?, file = ?, title = ?, hash = ?, plan = ?, slots = ?,
                 state = 'prepared', prepared = 1, run = ?, problem_code = NULL, problem = NULL, updated = ?,
                 stopped = NULL, turn = (SELECT max(turn) + 1 FROM entries)
             WHERE id = ? RETURNING *",
        )
        .bind(json(&before)?)
        .bind(&plan.article.file)
        .bind(&plan.article.title)
        .bind(&plan.article.hash)
        .bind(json(plan)?)
        .bind(json(&plan.given)?)
        .bind(run)
        .bind(now)
        .bind(locked.id)
        .fetch_one(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        let entry = row::entry(&row).map_err(|e| self.unreadable(e))?;
        self.commit(locked.tx).await?;
        Ok(entry)
    }

    async fn adopt(
        &self,
        plan: &Plan,
        slots: &Slots,
        receipt: &Receipt,
        run: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        // One transaction: an entry that is begun and not settled would be published once more.
        let mut tx = self.write().await?;
        let mut all = self.begun(&mut tx, plan, run, now).await?.slots;
        all.extend(slots.clone());
        let key = &plan.key;
        sqlx::query(
            "UPDATE entries SET state = ?, receipt = ?, slots = ?, prepared = 1, before = NULL
             WHERE article = ? AND account = ? AND target = ? AND generation = ?",
        )
        .bind(settled(&Settlement::Done(receipt.clone())).word())
        .bind(json(receipt)?)
        .bind(json(&all)?)
        .bind(&key.article)
        .bind(&key.account)
        .bind(&key.target)
        .bind(key.generation)
        .execute(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(tx).await
    }

    async fn submits(&self, account: &str, since: i64) -> Result<Vec<i64>, LedgerError> {
        patiently!(
            sqlx::query_scalar(
                "SELECT begun FROM attempts
                 WHERE account = ? AND begun >= ? AND outcome IS NOT 'not_done' ORDER BY begun",
            )
            .bind(account)
            .bind(since)
            .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }

    async fn fill(
        &self,
        key: &Key,
        slots: &Slots,
        prepared: bool,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut locked = self.lock(key, Change::Fill).await?;
        let stored: String = sqlx::query_scalar("SELECT slots FROM entries WHERE id = ?")
            .bind(locked.id)
            .fetch_one(&mut *locked.tx)
            .await
            .map_err(|e| self.sql(e))?;
        let mut all: Slots = serde_json::from_str(&stored)
            .map_err(|_| self.unreadable(Unreadable::Column("slots", key.to_string())))?;
        all.extend(slots.clone());
        sqlx::query(
            "UPDATE entries SET slots = ?1, updated = ?2, prepared = prepared OR ?3,
                 state = CASE WHEN state = 'planned' AND ?3 THEN 'prepared' ELSE state END
             WHERE id = ?4",
        )
        .bind(json(&all)?)
        .bind(now)
        .bind(prepared)
        .bind(locked.id)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(locked.tx).await
    }

    async fn intend(
        &self,
        key: &Key,
        via: RouteVia,
        cost: Option<Money>,
        decided: i64,
        now: i64,
    ) -> Result<Attempt, LedgerError> {
        let mut locked = self.lock(key, Change::Intend).await?;
        let number = locked.attempts + 1;
        let written = sqlx::query(
            "UPDATE entries SET state = 'submitting', via = ?, attempts = ?, submitted = ?,
                 decided = ?, updated = ?, problem_code = NULL, problem = NULL,
                 receipt = CASE WHEN before IS NULL THEN NULL ELSE receipt END
             WHERE id = ? AND state = ?",
        )
        .bind(via.word())
        .bind(number)
        .bind(now)
        .bind(decided)
        .bind(now)
        .bind(locked.id)
        .bind(locked.state.word())
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        if written.rows_affected() != 1 {
            return Err(conflict(key, Some(locked.state), Change::Intend));
        }
        sqlx::query(
            "INSERT INTO attempts (entry, number, account, via, cost, begun, decided)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(locked.id)
        .bind(number)
        .bind(&key.account)
        .bind(via.word())
        .bind(cost.map(Money::as_fen))
        .bind(now)
        .bind(decided)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(locked.tx).await?;
        Ok(Attempt {
            key: key.clone(),
            number,
        })
    }

    async fn settle(
        &self,
        attempt: Attempt,
        how: &Settlement,
        now: i64,
    ) -> Result<(), LedgerError> {
        let locked = self.lock(&attempt.key, Change::Settle).await?;
        if locked.attempts != attempt.number {
            return Err(conflict(&attempt.key, Some(locked.state), Change::Settle));
        }
        self.end(locked, &attempt.key, Change::Settle, how, now)
            .await
    }

    async fn amend(&self, key: &Key, how: &Settlement, now: i64) -> Result<(), LedgerError> {
        let change = amending(how);
        let locked = self.lock(key, change).await?;
        self.end(locked, key, change, how, now).await
    }

    async fn fail(&self, key: &Key, code: &str, why: &str, now: i64) -> Result<(), LedgerError> {
        let mut locked = self.lock(key, Change::Fail).await?;
        if let Some(before) = self.before(&mut locked, key).await? {
            let problem = (code.to_owned(), why.to_owned());
            self.restore(&mut locked, &before, Some((&problem.0, &problem.1)), now)
                .await?;
            return self.commit(locked.tx).await;
        }
        sqlx::query(
            "UPDATE entries SET state = 'failed', problem_code = ?, problem = ?, updated = ?
             WHERE id = ?",
        )
        .bind(code)
        .bind(why)
        .bind(now)
        .bind(locked.id)
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(locked.tx).await
    }

    async fn upload(&self, account: &str, sha256: &str) -> Result<Option<String>, LedgerError> {
        patiently!(
            sqlx::query_scalar("SELECT uri FROM uploads WHERE account = ? AND sha256 = ?")
                .bind(account)
                .bind(sha256)
                .fetch_optional(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }

    async fn uploads(&self, account: &str) -> Result<BTreeSet<String>, LedgerError> {
        let rows: Vec<String> = patiently!(
            sqlx::query_scalar("SELECT sha256 FROM uploads WHERE account = ?")
                .bind(account)
                .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        Ok(rows.into_iter().collect())
    }

    async fn uploaded(
        &self,
        account: &str,
        sha256: &str,
        uri: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        let mut tx = self.write().await?;
        sqlx::query(
            "INSERT INTO uploads (account, sha256, uri, uploaded) VALUES (?, ?, ?, ?)
             ON CONFLICT (account, sha256) DO UPDATE SET uri = excluded.uri, uploaded = excluded.uploaded",
        )
        .bind(account)
        .bind(sha256)
        .bind(uri)
        .bind(now)
        .execute(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(tx).await
    }

    async fn spent(&self, account: &str, since: i64) -> Result<Money, LedgerError> {
        let fen: i64 = patiently!(
            sqlx::query_scalar(
                "SELECT coalesce(sum(cost), 0) FROM attempts
                 WHERE account = ? AND begun >= ? AND outcome IS NOT 'not_done'",
            )
            .bind(account)
            .bind(since)
            .fetch_one(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        Ok(Money::fen(fen))
    }
}
