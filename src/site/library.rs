//! The site files in the binary.

use std::sync::Arc;

use super::{ApiFile, PagesFile, Shelf, SiteFileError};

/// The files in the binary: name and text.
pub(super) const EMBEDDED: &[(&str, &str)] = &[
    (
        "juejin/pages/2026-09-27",
        include_str!("../../selectors/juejin/pages/2026-09-27.toml"),
    ),
    (
        "juejin/api/2026-09-13",
        include_str!("../../selectors/juejin/api/2026-09-13.toml"),
    ),
    (
        "juejin/api/2026-02-02",
        include_str!("../../selectors/juejin/api/2026-02-02.toml"),
    ),
    (
        "juejin/pages/2026-02-02",
        include_str!("../../selectors/juejin/pages/2026-02-02.toml"),
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

/// The site files in the binary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

impl Library {
    /// The names of all files, such as `juejin/api/2026-09-13`.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// A file of kind `pages`, by name.
    pub fn pages(&self, name: &str) -> Result<PagesFile, SiteFileError> {
        Shelf::default().pages(name)
    }

    /// A file of kind `api`, by name.
    pub fn api(&self, name: &str) -> Result<Arc<ApiFile>, SiteFileError> {
        Shelf::default().api(name)
    }
}
