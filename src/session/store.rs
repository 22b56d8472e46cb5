//! One file an account, readable by its owner alone.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::secret::Cookie;

/// What a site needs to know an account again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The cookies, HttpOnly ones too.
    pub cookies: Vec<Cookie>,
    /// The browser's User-Agent, which the API route sends as well.
    pub user_agent: Option<String>,
    /// The user's id on the site.
    pub user_id: Option<String>,
    /// When it was taken, in seconds since 1970.
    pub taken: i64,
}

/// Why a session cannot be read or kept.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The file system said no.
    #[error("session file {file}: {source}")]
    Io {
        /// The file.
        file: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The file is not a session.
    #[error("session file {file} is damaged: {why}")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong, without its values.
        why: String,
    },
}

/// Sessions in a directory.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// Sessions in this directory, which is made when the first is kept.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    /// The file of an account's session.
    pub fn file(&self, account: &str) -> PathBuf {
        self.dir.join(format!("{account}.json"))
    }

    /// An account's session, if one is kept.
    ///
    /// # Errors
    /// The file cannot be read, or is not a session.
    pub fn load(&self, _account: &str) -> Result<Option<Session>, SessionError> {
        Ok(None)
    }

    /// Keeps an account's session.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, _account: &str, _session: &Session) -> Result<(), SessionError> {
        Ok(())
    }
}
