//! The ledger in one SQLite file.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::fault::{explain, patiently, unusable};
use super::row::Unreadable;
use super::schema::{self, Refused};
use super::{LedgerError, state_dir};

/// How long SQLite itself waits for another process before it says that the file is busy.
const BUSY: Duration = Duration::from_secs(5);

/// The ledger in one SQLite file, `ledger.db` in the state directory.
///
/// One connection a process; a change is one transaction that is on the disk when it returns
/// (WAL with `synchronous = FULL`). Several processes may have it open.
#[derive(Clone, Debug)]
pub struct SqliteLedger {
    file: PathBuf,
    pub(super) pool: SqlitePool,
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

    pub(super) fn sql(&self, error: sqlx::Error) -> LedgerError {
        explain(&self.file, &error)
    }

    pub(super) fn unreadable(&self, error: Unreadable) -> LedgerError {
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
