//! Why a session cannot be read or kept.

use std::path::PathBuf;

use thiserror::Error;

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
    /// It was written by a newer fagao.
    #[error(
        "session file {file} was written by a newer fagao (schema {found}, this one knows {known})"
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// Not a name that a file can be called by.
    #[error("{0:?} is not an account's name: letters, digits, - and _ make one")]
    Name(String),
    /// It was written for another account: somebody copied it.
    #[error("session file {file} is {other}'s, not {account}'s")]
    OtherAccount {
        /// The file.
        file: PathBuf,
        /// Whose place it is in.
        account: String,
        /// Whose it is.
        other: String,
    },
    /// It is sealed and no passphrase is known.
    #[error("session file {file} is sealed with a passphrase, and none is given")]
    NoPassphrase {
        /// The file.
        file: PathBuf,
    },
    /// It is sealed, and the passphrase does not open it.
    #[error(
        "session file {file} does not open: the passphrase is another one, or the file was changed or is another account's"
    )]
    DoesNotOpen {
        /// The file.
        file: PathBuf,
    },
}
