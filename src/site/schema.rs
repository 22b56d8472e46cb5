//! The JSON Schema of site files, made of the types that read them.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{ApiFile, PagesFile};

/// What a date looks like.
pub(super) const DATE: &str = r"^\d{4}-\d{2}-\d{2}(\.[1-9]\d*)?$";

/// Whether a text is the date of a site file: YYYY-MM-DD, or YYYY-MM-DD.2 for a second one of a day.
pub fn is_date(text: &str) -> bool {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DATE).ok());
    PATTERN.as_ref().is_some_and(|p| p.is_match(text))
}

/// A kind of site files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteFileKind {
    /// Pages, elements, interrupts.
    Pages,
    /// Calls and the error table.
    Api,
}

/// The JSON Schema (draft 2020-12) of a kind of files.
pub fn json_schema(kind: SiteFileKind) -> Value {
    match kind {
        SiteFileKind::Pages => schemars::schema_for!(PagesFile).to_value(),
        SiteFileKind::Api => schemars::schema_for!(ApiFile).to_value(),
    }
}

impl SiteFileKind {
    /// Its word in files and paths.
    pub fn word(self) -> &'static str {
        match self {
            SiteFileKind::Pages => "pages",
            SiteFileKind::Api => "api",
        }
    }

    /// The kind of a file by its name, such as `juejin/pages/2026-09-27`.
    pub fn of(name: &str) -> Option<Self> {
        let word = name.split('/').nth(1)?;
        let kinds = [SiteFileKind::Pages, SiteFileKind::Api];
        kinds.into_iter().find(|kind| kind.word() == word)
    }
}
