//! What others pushed to us: on disk before they are answered, each content once.

use async_trait::async_trait;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::fault::patiently;
use super::rules::Change;
use super::{LedgerError, Settlement, SqliteLedger};
use crate::plan::{Key, Receipt};

/// One delivery, whose signature was checked.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// The account's name.
    pub account: &'a str,
    /// The nonce that its signature covers.
    pub nonce: &'a str,
    /// The identity of its content.
    pub hash: &'a str,
    /// The word for its type.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The content itself, as the platform's module writes and reads it.
    pub content: &'a str,
    /// When it came, in seconds since 1970.
    pub now: i64,
}

/// What became of a delivery. All of it is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A new item.
    New,
    /// The content of an item that is there already.
    Again,
    /// Its nonce came with other content before: nothing was kept of it.
    Replayed,
}

/// An item of the inbox.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub id: i64,
    /// The account's name.
    pub account: String,
    /// The identity of its content.
    pub hash: String,
    /// The word for its type.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// When it first came, in seconds since 1970.
    pub received: i64,
    /// How often it came.
    pub deliveries: i64,
    /// The file that it became, relative to the inbox's directory.
    pub file: Option<String>,
    /// Whether it has proved a push of ours.
    pub proved: bool,
}

/// The durable inbox. Every method that changes something is on disk when it returns.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Takes a delivery.
    async fn take(&self, delivery: Delivery<'_>) -> Result<Taken, LedgerError>;

    /// The items without a file beyond a number, the oldest first, at most so many.
    async fn waiting(&self, beyond: i64, most: u32) -> Result<Vec<Item>, LedgerError>;

    /// An item's content.
    async fn content(&self, id: i64) -> Result<String, LedgerError>;

    /// Notes the file that an item became.
    async fn filed(&self, id: i64, file: &str) -> Result<(), LedgerError>;

    /// The items of an account and a title that have proved nothing yet, the oldest first.
    async fn unused(&self, account: &str, title: &str) -> Result<Vec<Item>, LedgerError>;

    /// Settles an open key by an item that proves it, unless the item has proved one already, or the key is another
    /// attempt's by now; says whether it did. Both are on disk together.
    async fn prove(
        &self,
        id: i64,
        key: &Key,
        attempts: u32,
        receipt: &Receipt,
        now: i64,
    ) -> Result<bool, LedgerError>;

    /// The newest items, at most so many.
    async fn newest(&self, most: u32) -> Result<Vec<Item>, LedgerError>;

    /// How many items there are, and how many of them have no file yet.
    async fn count(&self) -> Result<(i64, i64), LedgerError>;
}

/// The columns of an item; its content is read by itself.
const ITEM: &str =
    "id, account, hash, kind, title, received, deliveries, file, proved IS NOT NULL AS proved";

#[async_trait]
impl Inbox for SqliteLedger {
    async fn take(&self, delivery: Delivery<'_>) -> Result<Taken, LedgerError> {
        let mut tx = self.write().await?;
        let known: Option<String> = sqlx::query_scalar(
            "SELECT hash FROM inbox_nonces JOIN inbox ON inbox.id = item
             WHERE inbox_nonces.account = ? AND nonce = ?",
        )
        .bind(delivery.account)
        .bind(delivery.nonce)
        .fetch_optional(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        if known.as_ref().is_some_and(|hash| hash != delivery.hash) {
            return Ok(Taken::Replayed);
        }
        let (item, deliveries): (i64, i64) = sqlx::query_as(
            "INSERT INTO inbox (account, hash, kind, title, content, received)
             VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (account, hash) DO UPDATE SET deliveries = deliveries + 1
             RETURNING id, deliveries",
        )
        .bind(delivery.account)
        .bind(delivery.hash)
        .bind(delivery.kind)
        .bind(delivery.title)
        .bind(delivery.content)
        .bind(delivery.now)
        .fetch_one(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        if known.is_none() {
            sqlx::query("INSERT INTO inbox_nonces (account, nonce, item) VALUES (?, ?, ?)")
                .bind(delivery.account)
                .bind(delivery.nonce)
                .bind(item)
                .execute(&mut *tx)
                .await
                .map_err(|e| self.sql(e))?;
        }
        self.commit(tx).await?;
        Ok(if deliveries == 1 {
            Taken::New
        } else {
            Taken::Again
        })
    }

    async fn waiting(&self, beyond: i64, most: u32) -> Result<Vec<Item>, LedgerError> {
        let text =
            format!("SELECT {ITEM} FROM inbox WHERE file IS NULL AND id > ? ORDER BY id LIMIT ?");
        let rows = patiently!(
            sqlx::query(sqlx::AssertSqlSafe(text.clone()))
                .bind(beyond)
                .bind(most)
                .fetch_all(&self.pool)
        );
        self.items(rows)
    }

    async fn content(&self, id: i64) -> Result<String, LedgerError> {
        patiently!(
            sqlx::query_scalar("SELECT content FROM inbox WHERE id = ?")
                .bind(id)
                .fetch_one(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }

    async fn filed(&self, id: i64, file: &str) -> Result<(), LedgerError> {
        let mut tx = self.write().await?;
        sqlx::query("UPDATE inbox SET file = ? WHERE id = ?")
            .bind(file)
            .bind(id)
            .execute(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
        self.commit(tx).await
    }

    async fn unused(&self, account: &str, title: &str) -> Result<Vec<Item>, LedgerError> {
        let text = format!(
            "SELECT {ITEM} FROM inbox WHERE account = ? AND title = ? AND proved IS NULL ORDER BY id"
        );
        let rows = patiently!(
            sqlx::query(sqlx::AssertSqlSafe(text.clone()))
                .bind(account)
                .bind(title)
                .fetch_all(&self.pool)
        );
        self.items(rows)
    }

    async fn prove(
        &self,
        id: i64,
        key: &Key,
        attempts: u32,
        receipt: &Receipt,
        now: i64,
    ) -> Result<bool, LedgerError> {
        // An item that proved a key and is not marked could prove another one; one that is marked and proved nothing
        // is lost.
        let mut locked = self.lock(key, Change::Doubt).await?;
        if locked.attempts != attempts {
            return Ok(false);
        }
        let marked = sqlx::query("UPDATE inbox SET proved = ? WHERE id = ? AND proved IS NULL")
            .bind(locked.id)
            .bind(id)
            .execute(&mut *locked.tx)
            .await
            .map_err(|e| self.sql(e))?;
        if marked.rows_affected() != 1 {
            return Ok(false);
        }
        let how = Settlement::Done(receipt.clone());
        self.end(locked, key, Change::Amend, &how, now).await?;
        Ok(true)
    }

    async fn newest(&self, most: u32) -> Result<Vec<Item>, LedgerError> {
        let text = format!("SELECT {ITEM} FROM inbox ORDER BY id DESC LIMIT ?");
        let rows = patiently!(
            sqlx::query(sqlx::AssertSqlSafe(text.clone()))
                .bind(most)
                .fetch_all(&self.pool)
        );
        self.items(rows)
    }

    async fn count(&self) -> Result<(i64, i64), LedgerError> {
        patiently!(
            sqlx::query_as("SELECT count(*), count(*) - count(file) FROM inbox")
                .fetch_one(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }
}

impl SqliteLedger {
    fn items(&self, rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Result<Vec<Item>, LedgerError> {
        let rows = rows.map_err(|e| self.sql(e))?;
        let items: Result<_, sqlx::Error> = rows.iter().map(item).collect();
        items.map_err(|e| self.sql(e))
    }
}

fn item(row: &SqliteRow) -> Result<Item, sqlx::Error> {
    Ok(Item {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        hash: row.try_get("hash")?,
        kind: row.try_get("kind")?,
        title: row.try_get("title")?,
        received: row.try_get("received")?,
        deliveries: row.try_get("deliveries")?,
        file: row.try_get("file")?,
        proved: row.try_get("proved")?,
    })
}
