//! Rows into the document.

use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Archive, ArchivedAttempt, ArchivedEntry, ArchivedUpload};
use crate::ledger::row::Unreadable;
use crate::ledger::{LedgerError, SqliteLedger};
use crate::plan::Key;

/// Slots that mean something on one machine alone: a browser that runs there, a directory.
pub(super) const OF_THE_MACHINE: [&str; 2] = ["webdriver_session", "article_root"];

impl SqliteLedger {
    /// The whole ledger as a document, as it is at one moment.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub async fn export(&self, sandbox: bool, now: i64) -> Result<Archive, LedgerError> {
        let mut tx = self.pool.begin().await.map_err(|e| self.sql(e))?;
        let rows = sqlx::query("SELECT * FROM entries ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
        let mut entries = Vec::new();
        for row in &rows {
            let mut entry = self.archived(&mut tx, row).await?;
            if let Some(slots) = entry.slots.as_object_mut() {
                slots.retain(|name, _| !OF_THE_MACHINE.contains(&name.as_str()));
            }
            entries.push(entry);
        }
        let rows = sqlx::query("SELECT * FROM uploads ORDER BY account, sha256")
            .fetch_all(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
        let uploads: Result<_, sqlx::Error> = rows.iter().map(upload).collect();
        let uploads = uploads.map_err(|e| self.sql(e))?;
        Ok(Archive::new(sandbox, now, entries, uploads))
    }

    /// A row of `entries` with its attempts.
    pub(super) async fn archived(
        &self,
        conn: &mut SqliteConnection,
        row: &SqliteRow,
    ) -> Result<ArchivedEntry, LedgerError> {
        let id: i64 = row.try_get("id").map_err(|e| self.sql(e))?;
        let attempts = sqlx::query("SELECT * FROM attempts WHERE entry = ? ORDER BY number")
            .bind(id)
            .fetch_all(conn)
            .await
            .map_err(|e| self.sql(e))?;
        entry(row, &attempts).map_err(|e| self.unreadable(e))
    }
}

fn entry(row: &SqliteRow, attempts: &[SqliteRow]) -> Result<ArchivedEntry, Unreadable> {
    let key = Key {
        article: row.try_get("article")?,
        account: row.try_get("account")?,
        target: row.try_get("target")?,
        generation: row.try_get("generation")?,
    };
    let needed = |column| {
        json(row, column, &key)?.ok_or_else(|| Unreadable::Column(column, key.to_string()))
    };
    let attempt = |row: &SqliteRow| {
        Ok(ArchivedAttempt {
            via: row.try_get("via")?,
            cost: row.try_get("cost")?,
            begun: row.try_get("begun")?,
            decided: row.try_get("decided")?,
            outcome: row.try_get("outcome")?,
            receipt: json(row, "receipt", &key)?,
            problem_code: row.try_get("problem_code")?,
            problem: row.try_get("problem")?,
            ended: row.try_get("ended")?,
        })
    };
    let attempts: Result<_, Unreadable> = attempts.iter().map(attempt).collect();
    Ok(ArchivedEntry {
        platform: row.try_get("platform")?,
        file: row.try_get("file")?,
        title: row.try_get("title")?,
        hash: row.try_get("hash")?,
        plan: needed("plan")?,
        state: row.try_get("state")?,
        prepared: row.try_get("prepared")?,
        slots: needed("slots")?,
        receipt: json(row, "receipt", &key)?,
        via: row.try_get("via")?,
        run: row.try_get("run")?,
        problem_code: row.try_get("problem_code")?,
        problem: row.try_get("problem")?,
        began: row.try_get("began")?,
        submitted: row.try_get("submitted")?,
        decided: row.try_get("decided")?,
        updated: row.try_get("updated")?,
        before: json(row, "before", &key)?,
        gone: row.try_get("gone")?,
        attempts: attempts?,
        article: key.article,
        account: key.account,
        target: key.target,
        generation: key.generation,
    })
}

fn upload(row: &SqliteRow) -> Result<ArchivedUpload, sqlx::Error> {
    Ok(ArchivedUpload {
        account: row.try_get("account")?,
        sha256: row.try_get("sha256")?,
        uri: row.try_get("uri")?,
        uploaded: row.try_get("uploaded")?,
    })
}

fn json(row: &SqliteRow, column: &'static str, key: &Key) -> Result<Option<Value>, Unreadable> {
    let text: Option<String> = row.try_get(column)?;
    text.map(|t| serde_json::from_str(&t))
        .transpose()
        .map_err(|_| Unreadable::Column(column, key.to_string()))
}
