//! The ledger in one SQLite file.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use serde::Serialize;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Row, Sqlite, Transaction};

use super::fault::{explain, is_busy, unusable};
use super::row::{self, Unreadable};
use super::rules::{Change, settled};
use super::schema::{self, Refused};
use super::{Attempt, Entry, Filter, Ledger, LedgerError, LedgerState, Settlement, state_dir};
use crate::plan::{Key, Money, Plan, RouteVia, Slots};

/// How long SQLite itself waits for another process before it says that the file is busy.
const BUSY: Duration = Duration::from_secs(5);

/// How often what was busy is tried in all.
const TRIES: u32 = 3;

/// The pause between two tries: some kinds of "busy" come at once, without SQLite's own waiting.
const PAUSE: Duration = Duration::from_millis(50);

/// Does what may be busy again, a few times. Nothing has been written when SQLite says busy.
macro_rules! patiently {
    ($what:expr) => {{
        let mut tries = 1;
        loop {
            match $what.await {
                Err(e) if is_busy(&e) && tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                other => break other,
            }
        }
    }};
}

/// The ledger in one SQLite file, `ledger.db` in the state directory.
///
/// One connection a process; a change is one transaction that is on the disk when it returns
/// (WAL with `synchronous = FULL`). Several processes may have it open.
#[derive(Clone, Debug)]
pub struct SqliteLedger {
    file: PathBuf,
    pub(super) pool: SqlitePool,
}

/// An entry under the write lock.
struct Locked {
    tx: Transaction<'static, Sqlite>,
    id: i64,
    state: LedgerState,
    attempts: u32,
}

impl SqliteLedger {
    /// Opens the ledger of a state directory, makes both where they are missing, and brings the file up to date.
    ///
    /// # Errors
    /// [`LedgerError::Unusable`] with what to do, and [`LedgerError::Newer`] for a file of a newer fagao.
    pub async fn open(state_dir: &Path) -> Result<Self, LedgerError> {
        let file = state_dir.join("ledger.db");
        state_dir::prepare(state_dir).map_err(|e| unusable(&file, e.to_string()))?;
        make(state_dir, &file).map_err(|e| {
            unusable(
                &file,
                format!("it cannot be written: make it and its directory writable for you ({e})"),
            )
        })?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(false)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // Elsewhere than on macOS it is ignored; there a plain fsync leaves the drive's cache out.
            .pragma("fullfsync", "1")
            .foreign_keys(true)
            .busy_timeout(BUSY);
        let pool = patiently!(
            SqlitePoolOptions::new()
                .max_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
                .connect_with(options.clone())
        )
        .map_err(|e| explain(&file, &e))?;
        let ledger = Self { file, pool };
        let mut conn = ledger.pool.acquire().await.map_err(|e| ledger.sql(e))?;
        match schema::migrate(&mut conn).await {
            Ok(()) => {}
            Err(Refused::Newer(found)) => {
                return Err(LedgerError::Newer {
                    file: ledger.file.display().to_string(),
                    found,
                    known: schema::NEWEST,
                });
            }
            Err(Refused::Foreign) => {
                return Err(unusable(
                    &ledger.file,
                    "it is another program's database: put it aside, or name another state directory",
                ));
            }
            Err(Refused::Sql(e)) => return Err(ledger.sql(e)),
        }
        drop(conn);
        Ok(ledger)
    }

    /// Reads the whole file and says whether it is sound; for `doctor`.
    ///
    /// # Errors
    /// [`LedgerError::Unusable`] when it is damaged.
    pub async fn check(&self) -> Result<(), LedgerError> {
        let said: String =
            patiently!(sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&self.pool))
                .map_err(|e| self.sql(e))?;
        if said == "ok" {
            return Ok(());
        }
        Err(unusable(
            &self.file,
            format!("it is damaged: put it aside and restore a backup ({said})"),
        ))
    }

    /// Closes the file once what runs has ended.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    fn sql(&self, error: sqlx::Error) -> LedgerError {
        explain(&self.file, &error)
    }

    fn unreadable(&self, error: Unreadable) -> LedgerError {
        match error {
            Unreadable::Sql(e) => self.sql(e),
            Unreadable::Column(column, key) => unusable(
                &self.file,
                format!(
                    "{column} of {key} is not understood: was it written by another version of fagao?"
                ),
            ),
        }
    }

    /// Begins a transaction that nobody else can write beside: what it reads stays true until it commits.
    async fn write(&self) -> Result<Transaction<'static, Sqlite>, LedgerError> {
        patiently!(self.pool.begin_with("BEGIN IMMEDIATE")).map_err(|e| self.sql(e))
    }

    async fn commit(&self, tx: Transaction<'static, Sqlite>) -> Result<(), LedgerError> {
        tx.commit().await.map_err(|e| self.sql(e))
    }

    /// An entry under the write lock, in a state that a change may follow.
    async fn lock(&self, key: &Key, change: Change) -> Result<Locked, LedgerError> {
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

    async fn find(
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

    /// Writes how the last attempt of a locked entry ended.
    async fn end(
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
        // What is unknown keeps the receipt that it had; what is not done has none.
        let written = sqlx::query(
            "UPDATE entries SET state = ?1, problem_code = ?2, problem = ?3, updated = ?4,
                 receipt = CASE WHEN ?5 = 'unknown' THEN receipt ELSE ?6 END
             WHERE id = ?7 AND state = ?8",
        )
        .bind(settled(how).word())
        .bind(code)
        .bind(why)
        .bind(now)
        .bind(outcome)
        .bind(&receipt)
        .bind(locked.id)
        .bind(locked.state.word())
        .execute(&mut *locked.tx)
        .await
        .map_err(|e| self.sql(e))?;
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
                 ORDER BY updated DESC, id DESC",
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

    async fn begin(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        let key = &plan.key;
        let mut tx = self.write().await?;
        let found = self.find(&mut tx, key).await?.map(|(_, state, _)| state);
        if let Some(state) = found.filter(|s| !Change::Begin.may_follow(*s)) {
            return Err(conflict(key, Some(state), Change::Begin));
        }
        // The same key begun again keeps what it has found and counted; everything of the plan is new.
        let row = sqlx::query(
            "INSERT INTO entries (article, account, target, generation, platform, file, title, hash,
                 plan, state, run, began, updated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'planned', ?10, ?11, ?11)
             ON CONFLICT (article, account, target, generation) DO UPDATE SET
                 platform = excluded.platform, file = excluded.file, title = excluded.title,
                 hash = excluded.hash, plan = excluded.plan, run = excluded.run,
                 state = CASE prepared WHEN 0 THEN 'planned' ELSE 'prepared' END,
                 problem_code = NULL, problem = NULL, updated = excluded.updated
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
        .fetch_one(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        let entry = row::entry(&row).map_err(|e| self.unreadable(e))?;
        self.commit(tx).await?;
        Ok(entry)
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
                 decided = ?, updated = ?, receipt = NULL, problem_code = NULL, problem = NULL
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
        let locked = self.lock(key, Change::Amend).await?;
        self.end(locked, key, Change::Amend, how, now).await
    }

    async fn fail(&self, key: &Key, code: &str, why: &str, now: i64) -> Result<(), LedgerError> {
        let mut locked = self.lock(key, Change::Fail).await?;
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

fn conflict(key: &Key, found: Option<LedgerState>, change: Change) -> LedgerError {
    LedgerError::Conflict {
        key: Box::new(key.clone()),
        found,
        wanted: change.wanted(),
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, LedgerError> {
    serde_json::to_string(value).map_err(|e| LedgerError::Database(e.to_string()))
}

/// Makes the file, readable by its owner alone, and takes others' rights to one that exists.
/// SQLite gives the files beside it the same rights.
///
/// One that exists is never opened here: closing it would free the locks that SQLite holds on it
/// elsewhere in this process (<https://sqlite.org/howtocorrupt.html>, section 2.2).
fn make(dir: &Path, file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let rights = file.metadata()?.permissions();
                if rights.mode() & 0o077 != 0 {
                    std::fs::set_permissions(file, PermissionsExt::from_mode(0o600))?;
                }
            }
            Ok(())
        }
        Err(e) => Err(e),
        Ok(_) => {
            // A ledger whose name is lost with the power is no ledger.
            #[cfg(unix)]
            std::fs::File::open(dir)?.sync_all()?;
            #[cfg(not(unix))]
            let _ = dir;
            Ok(())
        }
    }
}
