//! What is to be published at a time: the table that `fagao serve` keeps the clock for.

use async_trait::async_trait;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{FromRow, Row, Sqlite, query, query_scalar};

use super::fault::patiently;
use super::{LedgerError, SqliteLedger};

/// How something that is scheduled stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// For its time, or for the next try.
    Waiting,
    /// It was begun. Where nobody works on it any more, it is begun again: publishing looks before it acts.
    Running,
    /// All its accounts have it.
    Done,
    /// It was not published, or not everywhere, and a person is needed.
    Person,
    /// A person called it off.
    Cancelled,
}

impl Standing {
    /// All of them.
    pub const ALL: [Standing; 5] = [
        Standing::Waiting,
        Standing::Running,
        Standing::Done,
        Standing::Person,
        Standing::Cancelled,
    ];

    /// The word in the table and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::Running => "running",
            Standing::Done => "done",
            Standing::Person => "person",
            Standing::Cancelled => "cancelled",
        }
    }
}

/// One article that is to be published at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Its number.
    pub id: i64,
    /// When, in seconds since 1970.
    pub at: i64,
    /// The article's file, with its whole path.
    pub file: String,
    /// The accounts, by name.
    pub accounts: Vec<String>,
    /// The arguments that publish it.
    pub args: Vec<String>,
    /// The hash of the plan as it was reviewed.
    pub hash: String,
    /// What the article was made of then; empty in rows of older versions, which did not note it.
    pub sum: String,
    /// How it stands.
    pub standing: Standing,
    /// How often it was begun.
    pub tries: u32,
    /// When it is tried again, where it could not be published at its time.
    pub again: Option<i64>,
    /// What came of it, in words for people.
    pub note: Option<String>,
    /// When it changed last, in seconds since 1970.
    pub updated: i64,
}

/// The schedule on disk.
#[async_trait]
pub trait Schedule: Send + Sync {
    /// Takes an article in, and gives its number. One that waits for the same accounts already gets the new time and plan.
    async fn schedule(&self, wanted: &Scheduled, now: i64) -> Result<i64, LedgerError>;

    /// All of them, by their time.
    async fn scheduled(&self) -> Result<Vec<Scheduled>, LedgerError>;

    /// The first whose time has come.
    async fn due(&self, now: i64) -> Result<Option<Scheduled>, LedgerError>;

    /// Notes that one is begun; says whether it still waited.
    async fn take_up(&self, id: i64, now: i64) -> Result<bool, LedgerError>;

    /// Has what a dead process had begun wait again. Only whoever keeps the clock alone may say so.
    async fn take_back(&self, now: i64) -> Result<(), LedgerError>;

    /// Notes what came of one that was begun; one that waits is tried again at `again`.
    async fn put_down(
        &self,
        id: i64,
        standing: Standing,
        again: Option<i64>,
        note: Option<&str>,
        now: i64,
    ) -> Result<(), LedgerError>;

    /// Calls one off that waits; says whether it did.
    async fn call_off(&self, id: i64, now: i64) -> Result<bool, LedgerError>;

    /// Forgets some of those that have ended; what waits or is being published stays.
    async fn forget(&self, ids: &[i64]) -> Result<(), LedgerError>;
}

/// The columns of a row.
const ROW: &str = "id, at, file, accounts, args, hash, sum, standing, tries, again, note, updated";

impl<'r> FromRow<'r, SqliteRow> for Scheduled {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        let list = |column: &str| -> Result<Vec<String>, sqlx::Error> {
            let text: String = row.try_get(column)?;
            serde_json::from_str(&text).map_err(|e| sqlx::Error::Decode(Box::new(e)))
        };
        let word: String = row.try_get("standing")?;
        let standing = Standing::ALL.into_iter().find(|s| s.word() == word);
        Ok(Self {
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            file: row.try_get("file")?,
            accounts: list("accounts")?,
            args: list("args")?,
            hash: row.try_get("hash")?,
            sum: row.try_get("sum")?,
            standing: standing.ok_or_else(|| sqlx::Error::Decode(word.into()))?,
            tries: row.try_get("tries")?,
            again: row.try_get("again")?,
            note: row.try_get("note")?,
            updated: row.try_get("updated")?,
        })
    }
}

#[async_trait]
impl Schedule for SqliteLedger {
    async fn schedule(&self, wanted: &Scheduled, now: i64) -> Result<i64, LedgerError> {
        let list = |l: &[String]| serde_json::to_string(l).unwrap_or_default();
        let (accounts, args) = (list(&wanted.accounts), list(&wanted.args));
        let mut tx = self.write().await?;
        let waits: Option<i64> = query_scalar(
            "UPDATE schedule SET at = ?, args = ?, hash = ?, sum = ?, again = NULL, note = NULL, updated = ?
             WHERE file = ? AND accounts = ? AND standing = 'waiting' RETURNING id",
        )
        .bind(wanted.at)
        .bind(&args)
        .bind(&wanted.hash)
        .bind(&wanted.sum)
        .bind(now)
        .bind(&wanted.file)
        .bind(&accounts)
        .fetch_optional(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        let id = match waits {
            Some(id) => id,
            None => query_scalar(
                "INSERT INTO schedule (at, file, accounts, args, hash, sum, standing, updated)
                 VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?) RETURNING id",
            )
            .bind(wanted.at)
            .bind(&wanted.file)
            .bind(&accounts)
            .bind(&args)
            .bind(&wanted.hash)
            .bind(&wanted.sum)
            .bind(now)
            .fetch_one(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?,
        };
        self.commit(tx).await?;
        Ok(id)
    }

    async fn scheduled(&self) -> Result<Vec<Scheduled>, LedgerError> {
        let sql = format!("SELECT {ROW} FROM schedule ORDER BY at, id");
        patiently!(sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).fetch_all(&self.pool))
            .map_err(|e| self.sql(e))
    }

    async fn due(&self, now: i64) -> Result<Option<Scheduled>, LedgerError> {
        let sql = format!(
            "SELECT {ROW} FROM schedule WHERE standing = 'waiting' AND coalesce(again, at) <= ?
             ORDER BY at, id LIMIT 1"
        );
        patiently!(
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(now)
                .fetch_optional(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }

    async fn take_up(&self, id: i64, now: i64) -> Result<bool, LedgerError> {
        let begun = query(
            "UPDATE schedule SET standing = 'running', tries = tries + 1, updated = ?
             WHERE id = ? AND standing = 'waiting'",
        );
        Ok(self.change(begun.bind(now).bind(id)).await? == 1)
    }

    async fn take_back(&self, now: i64) -> Result<(), LedgerError> {
        let back = query(
            "UPDATE schedule SET standing = 'waiting', again = NULL, updated = ?
             WHERE standing = 'running'",
        );
        self.change(back.bind(now)).await?;
        Ok(())
    }

    async fn put_down(
        &self,
        id: i64,
        standing: Standing,
        again: Option<i64>,
        note: Option<&str>,
        now: i64,
    ) -> Result<(), LedgerError> {
        let ended = query(
            "UPDATE schedule SET standing = ?, again = ?, note = ?, updated = ?
             WHERE id = ? AND standing = 'running'",
        );
        let ended = ended.bind(standing.word()).bind(again).bind(note);
        self.change(ended.bind(now).bind(id)).await?;
        Ok(())
    }

    async fn call_off(&self, id: i64, now: i64) -> Result<bool, LedgerError> {
        let off = query(
            "UPDATE schedule SET standing = 'cancelled', updated = ?
             WHERE id = ? AND standing = 'waiting'",
        );
        Ok(self.change(off.bind(now).bind(id)).await? == 1)
    }

    async fn forget(&self, ids: &[i64]) -> Result<(), LedgerError> {
        let mut tx = self.write().await?;
        for id in ids {
            let ended =
                "DELETE FROM schedule WHERE id = ? AND standing NOT IN ('waiting', 'running')";
            let gone = query(ended).bind(id).execute(&mut *tx).await;
            gone.map_err(|e| self.sql(e))?;
        }
        self.commit(tx).await
    }
}

impl SqliteLedger {
    /// Changes rows of the schedule in one transaction; says how many.
    async fn change(&self, how: Query<'_, Sqlite, SqliteArguments>) -> Result<u64, LedgerError> {
        let mut tx = self.write().await?;
        let changed = how.execute(&mut *tx).await.map_err(|e| self.sql(e))?;
        self.commit(tx).await?;
        Ok(changed.rows_affected())
    }
}
