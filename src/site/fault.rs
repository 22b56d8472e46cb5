//! What can be wrong with a site file, as an error.

use thiserror::Error;

use crate::text::{Finding, Findings, SiteMessage, SitePart};

/// What can be wrong with a site file.
#[derive(Debug, Error)]
pub enum SiteFileError {
    /// It is not as this version reads it: all that is wrong, each at its place.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Findings),
    /// A plan wants something that the file does not have.
    #[error("site file {file} has no {what:?} {name:?}")]
    Unknown {
        /// The file's name.
        file: String,
        /// What is wanted.
        what: SitePart,
        /// Its name.
        name: String,
    },
    /// No file of that site, kind and date.
    #[error("there is no site file {file}")]
    Missing {
        /// The file's name.
        file: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

impl SiteFileError {
    /// What is to be told of it.
    pub fn findings(self) -> Findings {
        match self {
            SiteFileError::Wrong(findings) => findings,
            SiteFileError::Unknown { file, what, name } => {
                vec![Finding::of(SiteMessage::Lacks { file, what, name })]
            }
            SiteFileError::Missing { file, known } => {
                vec![Finding::of(SiteMessage::NoFile { file, known })]
            }
        }
    }
}
