//! The site files at hand: embedded in the binary, later also from a directory of the user's.

use thiserror::Error;

use super::{ApiFile, PagesFile};

/// What can be wrong with a site file.
#[derive(Debug, Error)]
pub enum SiteFileError {
    /// It is not the TOML that this version reads.
    #[error("site file {file}: {what}")]
    Malformed {
        /// The file's name.
        file: String,
        /// What the parser says, with its place.
        what: String,
    },
    /// A plan wants something that the file does not have.
    #[error("site file {file} has no {what} {name:?}")]
    Unknown {
        /// The file's name.
        file: String,
        /// `page`, `element` or `call`.
        what: &'static str,
        /// The name wanted.
        name: String,
    },
    /// No file of that site, kind and date.
    #[error("there is no site file {0}")]
    Missing(String),
}

/// The files in the binary: name and text.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "juejin/pages/2026-09-27",
        include_str!("../../selectors/juejin/pages/2026-09-27.toml"),
    ),
    (
        "juejin/api/2026-09-13",
        include_str!("../../selectors/juejin/api/2026-09-13.toml"),
    ),
    (
        "jzguai/api/2026-11-21",
        include_str!("../../selectors/jzguai/api/2026-11-21.toml"),
    ),
    (
        "yunsuo/api/2026-11-21",
        include_str!("../../selectors/yunsuo/api/2026-11-21.toml"),
    ),
];

/// Gives site files by name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

impl Library {
    /// The names of all files, such as `juejin/api/2026-09-13`.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// A file of kind `pages`, by name.
    pub fn pages(&self, name: &str) -> Result<PagesFile, SiteFileError> {
        let mut file: PagesFile = read(name)?;
        for (key, element) in &mut file.elements {
            element.name.clone_from(key);
        }
        Ok(file)
    }

    /// A file of kind `api`, by name.
    pub fn api(&self, name: &str) -> Result<ApiFile, SiteFileError> {
        read(name)
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, SiteFileError> {
    let (_, text) = EMBEDDED
        .iter()
        .find(|(n, _)| *n == name)
        .ok_or_else(|| SiteFileError::Missing(name.to_owned()))?;
    toml::from_str(text).map_err(|e| SiteFileError::Malformed {
        file: name.to_owned(),
        what: e.to_string(),
    })
}
