//! One process an account: an operating system's lock, which a dead process cannot keep.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::state_dir::{self, Unfit};

/// How often a lock that is waited for is tried.
const EVERY: Duration = Duration::from_millis(100);

/// Why an account cannot be had for oneself.
#[derive(Debug, Error)]
pub enum LockError {
    /// Another process has it.
    #[error("account {account} is in use by {}", holder(*.pid, .run.as_deref()))]
    Held {
        /// The account.
        account: String,
        /// The process, where it could be read.
        pid: Option<u32>,
        /// Its run, where it could be read.
        run: Option<String>,
    },
    /// Not a name that a file can be called by.
    #[error("{0:?} is not an account's name: letters, digits, - and _ make one")]
    Name(String),
    /// The state directory will not do.
    #[error("{0}")]
    Directory(String),
    /// The file system said no.
    #[error("lock file {file}: {source}")]
    Io {
        /// The file.
        file: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

fn holder(pid: Option<u32>, run: Option<&str>) -> String {
    let process = pid.map_or("another process".to_owned(), |p| format!("process {p}"));
    match run {
        Some(run) => format!("{process} (run {run})"),
        None => process,
    }
}

/// An account held by this process until it is dropped, or the process ends however it may.
#[derive(Debug)]
pub struct AccountLock {
    // The lock is the open file's: closing it frees the account. The file itself stays, as removing
    // it would let two processes lock two files of one name.
    _file: File,
}

impl AccountLock {
    /// Takes an account for a run, or says at once who has it. The file is `locks/<account>.lock`.
    ///
    /// # Errors
    /// [`LockError::Held`] while another process, or another lock of this one, has it.
    pub fn take(state_dir: &Path, account: &str, run: &str) -> Result<Self, LockError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if account.is_empty() || !account.bytes().all(plain) {
            return Err(LockError::Name(account.to_owned()));
        }
        let dir = state_dir.join("locks");
        state_dir::prepare(&dir).map_err(|unfit| match unfit {
            Unfit::Io(file, source) => LockError::Io { file, source },
            network => LockError::Directory(network.to_string()),
        })?;
        let path = dir.join(format!("{account}.lock"));
        let io = |source| LockError::Io {
            file: path.clone(),
            source,
        };
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(account, &path)),
            Err(TryLockError::Error(e)) => return Err(io(e)),
        }
        file.set_len(0).map_err(io)?;
        write!(file, "{}\n{run}\n", std::process::id()).map_err(io)?;
        Ok(Self { _file: file })
    }

    /// Whether a process has it now. Nothing is taken for longer than the look.
    pub fn is_held(state_dir: &Path, account: &str) -> bool {
        let path = state_dir.join("locks").join(format!("{account}.lock"));
        let file = File::open(path);
        file.is_ok_and(|f| matches!(f.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Takes an account as soon as it is free, and gives up after a limit.
    ///
    /// # Errors
    /// [`LockError::Held`] when it was not free within the limit.
    pub async fn wait(
        state_dir: &Path,
        account: &str,
        run: &str,
        limit: Duration,
    ) -> Result<Self, LockError> {
        let mut left = limit;
        loop {
            match Self::take(state_dir, account, run) {
                Err(LockError::Held { .. }) if !left.is_zero() => {
                    let pause = EVERY.min(left);
                    tokio::time::sleep(pause).await;
                    left -= pause;
                }
                other => return other,
            }
        }
    }
}

/// Who has it, as the holder wrote. It may be about to write, so nothing here is relied on.
fn held(account: &str, path: &Path) -> LockError {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    LockError::Held {
        account: account.to_owned(),
        pid: lines.next().and_then(|l| l.parse().ok()),
        run: lines.next().filter(|l| !l.is_empty()).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_take_names_the_holder() {
        let dir = tempfile::tempdir().unwrap();
        let first = AccountLock::take(dir.path(), "jz", "r1").unwrap();
        let error = AccountLock::take(dir.path(), "jz", "r2").unwrap_err();
        let pid = std::process::id();
        assert_eq!(
            error.to_string(),
            format!("account jz is in use by process {pid} (run r1)")
        );
        AccountLock::take(dir.path(), "ys", "r2").unwrap();
        assert!(AccountLock::is_held(dir.path(), "jz"));
        drop(first);
        assert!(!AccountLock::is_held(dir.path(), "jz"));
        assert!(!AccountLock::is_held(dir.path(), "nobody"));
        AccountLock::take(dir.path(), "jz", "r2").unwrap();
    }

    #[test]
    fn a_name_cannot_leave_the_directory() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["", "../jz", "a/b", "a.b", "a\0"] {
            let error = AccountLock::take(dir.path(), name, "r").unwrap_err();
            assert!(matches!(error, LockError::Name(_)), "{name:?}: {error}");
        }
    }

    #[tokio::test]
    async fn a_wait_ends_when_the_account_is_freed_or_at_the_limit() {
        let dir = tempfile::tempdir().unwrap();
        let first = AccountLock::take(dir.path(), "jz", "r1").unwrap();
        let limit = Duration::from_millis(1);
        let late = AccountLock::wait(dir.path(), "jz", "r2", limit).await;
        assert!(matches!(late, Err(LockError::Held { .. })));
        let path = dir.path().to_owned();
        let waiting = tokio::spawn(async move {
            AccountLock::wait(&path, "jz", "r2", Duration::from_secs(60)).await
        });
        tokio::task::yield_now().await;
        drop(first);
        waiting.await.unwrap().unwrap();
    }
}
