//! The JSON Schema of site files, made of the types that read them.

use serde_json::Value;

use super::{ApiFile, PagesFile};

/// What a date looks like.
pub const DATE: &str = r"^\d{4}-\d{2}-\d{2}(\.[1-9]\d*)?$";

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
