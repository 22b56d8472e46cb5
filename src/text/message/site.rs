//! What can be wrong with a site file, as values.

use super::Kind;

/// About a site file.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteMessage {
    /// It is no TOML.
    Toml {
        /// What the parser says.
        reason: String,
    },
    /// A name that is there already.
    Twice {
        /// The name.
        name: String,
    },
    /// A key that no such table has.
    UnknownKey {
        /// The key.
        key: String,
        /// The table, such as `elements.title`; empty at the top.
        table: String,
        /// The nearest key that it has.
        nearest: Option<String>,
        /// The keys that it has.
        known: Vec<String>,
    },
    /// A value of another kind.
    WrongKind {
        /// The key, with its table.
        key: String,
        /// The kind wanted.
        wanted: Kind,
        /// The kind that it is.
        found: Kind,
    },
    /// A date that is not in quotes.
    Unquoted {
        /// The key, with its table.
        key: String,
    },
    /// A key that must be there.
    Missing {
        /// The key.
        key: String,
        /// Its table; empty at the top.
        table: String,
        /// What it is for.
        what: String,
    },
    /// A word that is none of those allowed.
    NotOneOf {
        /// The key, with its table.
        key: String,
        /// The word.
        found: String,
        /// The nearest one allowed.
        nearest: Option<String>,
        /// Those allowed.
        allowed: Vec<String>,
    },
    /// A number that is too small or too large.
    OutOfRange {
        /// The key, with its table.
        key: String,
        /// The least allowed.
        least: Option<i64>,
        /// The most allowed.
        most: Option<i64>,
        /// The number.
        found: i64,
    },
    /// A list of too few or too many.
    Count {
        /// The key, with its table.
        key: String,
        /// The fewest allowed.
        least: Option<usize>,
        /// The most allowed.
        most: Option<usize>,
        /// How many there are.
        found: usize,
    },
    /// A date that is none.
    BadDate {
        /// The key, with its table.
        key: String,
        /// What it says.
        found: String,
    },
    /// It says that it is another file than its path.
    OtherName {
        /// What its path says.
        path: String,
        /// What it says itself.
        says: String,
    },
    /// It extends a file that is not there.
    NothingToExtend {
        /// The file.
        file: String,
        /// The files of that site and kind.
        known: Vec<String>,
    },
    /// It extends itself, at once or by others.
    Circle {
        /// The file that comes round.
        file: String,
    },
    /// It has no `base` and extends no file that has one.
    NoBase,
    /// A selector that does not parse.
    Selector {
        /// The selector.
        selector: String,
        /// The part from which on it is none; empty at its end.
        from: String,
    },
    /// A URL pattern with a capture that is none.
    Pattern {
        /// The capture.
        capture: String,
    },
    /// A value that nothing gives.
    UnknownValue {
        /// As it is written: `$titel`, `${draft}`.
        value: String,
        /// The nearest one that is given.
        nearest: Option<String>,
        /// Those that are given.
        known: Vec<String>,
    },
    /// A JSON Pointer that is none.
    Pointer {
        /// The pointer.
        pointer: String,
    },
    /// A JSON Pointer that leads nowhere in the call's example.
    Nowhere {
        /// The pointer.
        pointer: String,
        /// The part of it that is there.
        there: String,
        /// What is there instead of the next part.
        instead: Vec<String>,
    },
    /// A key that means nothing without another one.
    Without {
        /// The key.
        key: String,
        /// The other one.
        needs: String,
    },
    /// A slot that is read from more than one place, or from none.
    ReadFrom {
        /// The slot.
        slot: String,
    },
    /// A name that the file does not have.
    NoSuch {
        /// What it is the name of.
        what: SitePart,
        /// The name.
        name: String,
        /// The nearest one that it has.
        nearest: Option<String>,
        /// Those that it has.
        known: Vec<String>,
    },
    /// A plan wants something that the file does not have.
    Lacks {
        /// The file.
        file: String,
        /// What is wanted.
        what: SitePart,
        /// Its name.
        name: String,
    },
    /// A file below a directory that is no site's, or no kind of site files.
    Misplaced {
        /// What its path says.
        path: String,
        /// The directories in which files are looked for.
        known: Vec<String>,
    },
    /// There is no such file.
    NoFile {
        /// The file.
        file: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

/// A part of a site file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePart {
    /// A page.
    Page,
    /// A state of a page.
    State,
    /// An element.
    Element,
    /// A call.
    Call,
    /// A value.
    Value,
}

impl SiteMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "site-file.toml",
            Self::Twice { .. } => "site-file.twice",
            Self::UnknownKey { .. } => "site-file.unknown-key",
            Self::WrongKind { .. } | Self::Unquoted { .. } => "site-file.wrong-kind",
            Self::Missing { .. } => "site-file.missing",
            Self::NotOneOf { .. } | Self::OutOfRange { .. } | Self::Count { .. } => {
                "site-file.bad-value"
            }
            Self::BadDate { .. } => "site-file.bad-date",
            Self::OtherName { .. } => "site-file.other-name",
            Self::NothingToExtend { .. } | Self::Circle { .. } => "site-file.extends",
            Self::NoBase => "site-file.no-base",
            Self::Selector { .. } => "site-file.selector",
            Self::Pattern { .. } => "site-file.pattern",
            Self::UnknownValue { .. } => "site-file.unknown-value",
            Self::Pointer { .. } => "site-file.pointer",
            Self::Nowhere { .. } => "site-file.pointer-nowhere",
            Self::Without { .. } | Self::ReadFrom { .. } => "site-file.incomplete",
            Self::NoSuch { .. } => "site-file.no-such",
            Self::Lacks { .. } => "site-file.lacks",
            Self::Misplaced { .. } => "site-file.misplaced",
            Self::NoFile { .. } => "site-file.none",
        }
    }
}
