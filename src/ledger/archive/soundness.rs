//! Whether the file is whole, and whether what stands in it can be true.

use sqlx::Row;

use crate::ledger::row::{self, Unreadable};
use crate::ledger::{LedgerError, SqliteLedger};

/// Something that cannot be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The file is damaged: what SQLite says.
    Damaged(String),
    /// A row says nothing to this program: which part, of which key.
    Unreadable(String, String),
    /// It is published, and nothing shows it.
    NoEvidence(String),
    /// It is open, and no submit of it was begun.
    NoAttempt(String),
    /// Submits of it are missing, or are too many.
    Attempts(String),
}

impl Flaw {
    /// The stable word that scripts may match on.
    pub fn code(&self) -> &'static str {
        match self {
            Flaw::Damaged(_) => "damaged",
            Flaw::Unreadable(..) => "unreadable",
            Flaw::NoEvidence(_) => "no-evidence",
            Flaw::NoAttempt(_) => "no-attempt",
            Flaw::Attempts(_) => "attempts",
        }
    }

    /// The key, where it is about one.
    pub fn key(&self) -> Option<&str> {
        match self {
            Flaw::Damaged(_) => None,
            Flaw::Unreadable(_, key)
            | Flaw::NoEvidence(key)
            | Flaw::NoAttempt(key)
            | Flaw::Attempts(key) => Some(key),
        }
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Soundness {
    /// Keys that were read.
    pub entries: usize,
    /// Those whose outcome is not known.
    pub open: usize,
    /// What cannot be true.
    pub flaws: Vec<Flaw>,
}

impl SqliteLedger {
    /// Reads the whole ledger and says what cannot be true in it. Nothing is changed.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub async fn soundness(&self) -> Result<Soundness, LedgerError> {
        let mut found = Soundness::default();
        let mut tx = self.pool.begin().await.map_err(|e| self.sql(e))?;
        for pragma in ["PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"] {
            let rows = sqlx::query(pragma)
                .fetch_all(&mut *tx)
                .await
                .map_err(|e| self.sql(e))?;
            let said = rows.iter().map(|row| row.try_get::<String, _>(0));
            let said: Vec<String> = said.filter_map(Result::ok).collect();
            let flaws = said.into_iter().filter(|s| s != "ok").map(Flaw::Damaged);
            found.flaws.extend(flaws);
        }
        let rows = sqlx::query(
            "SELECT *, (SELECT count(*) FROM attempts WHERE entry = entries.id) AS tried,
                 (SELECT coalesce(max(number), 0) FROM attempts WHERE entry = entries.id) AS last
             FROM entries ORDER BY id",
        )
        .fetch_all(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        found.entries = rows.len();
        for row in &rows {
            let entry = match row::entry(row) {
                Ok(entry) => entry,
                Err(Unreadable::Sql(e)) => return Err(self.sql(e)),
                Err(Unreadable::Column(part, key)) => {
                    found.flaws.push(Flaw::Unreadable(part.to_owned(), key));
                    continue;
                }
            };
            found.open += usize::from(entry.state.is_open());
            let count = |name| row.try_get::<u32, _>(name).map_err(|e| self.sql(e));
            let (tried, last) = (count("tried")?, count("last")?);
            let key = entry.key.to_string();
            let evidence = entry
                .receipt
                .as_ref()
                .is_some_and(|r| !r.evidence.is_empty());
            if entry.state.is_published() && !evidence {
                found.flaws.push(Flaw::NoEvidence(key.clone()));
            }
            if tried != entry.attempts || last != tried {
                found.flaws.push(Flaw::Attempts(key));
            } else if entry.state.is_open() && tried == 0 {
                found.flaws.push(Flaw::NoAttempt(key));
            }
        }
        Ok(found)
    }
}
