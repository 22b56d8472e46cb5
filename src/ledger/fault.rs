//! What SQLite's errors mean to the person who has the file.

use std::path::Path;
use std::time::Duration;

use super::LedgerError;

/// How often what was busy is tried in all.
pub(super) const TRIES: u32 = 3;

/// The pause between two tries: some kinds of "busy" come at once, without SQLite's own waiting.
pub(super) const PAUSE: Duration = Duration::from_millis(50);

/// Does what may be busy again, a few times. Nothing has been written when SQLite says busy.
macro_rules! patiently {
    ($what:expr) => {{
        let mut tries = 1;
        loop {
            match $what.await {
                Err(e)
                    if $crate::ledger::fault::is_busy(&e)
                        && tries < $crate::ledger::fault::TRIES =>
                {
                    tries += 1;
                    tokio::time::sleep($crate::ledger::fault::PAUSE).await;
                }
                other => break other,
            }
        }
    }};
}
pub(super) use patiently;

/// The primary result code, where SQLite gave one. The codes: <https://sqlite.org/rescode.html>.
fn code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

/// Whether another connection was in the way and the same thing may be tried again.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    matches!(code(error), Some(5 | 6))
}

/// The error for a person: what cannot be used, and what to do.
pub(super) fn explain(file: &Path, error: &sqlx::Error) -> LedgerError {
    let what_to_do = match code(error) {
        Some(3 | 8) => "it cannot be written: make the file and its directory writable for you",
        Some(5 | 6) => "another process keeps it locked: let that one end, then try again",
        Some(10) => {
            "the disk failed: check the disk, and the space and the rights in the directory"
        }
        Some(11) => {
            "it is damaged: put it aside, restore a backup, and check on the sites what is published before you publish again"
        }
        Some(13) => "the disk is full: free some space and run again",
        Some(14) => "it cannot be opened: check that its directory exists and is yours to write",
        Some(26) => "it is not a database: put it aside, or name another state directory",
        // After a commit that failed, the one connection begins nothing more.
        _ if matches!(error, sqlx::Error::InvalidSavePointStatement) => {
            "an earlier write of this run failed, so nothing more is written: run again"
        }
        _ => return LedgerError::Database(error.to_string()),
    };
    unusable(file, format!("{what_to_do} ({error})"))
}

/// A file that cannot be used.
pub(super) fn unusable(file: &Path, why: impl Into<String>) -> LedgerError {
    LedgerError::Unusable {
        file: file.display().to_string(),
        why: why.into(),
    }
}
