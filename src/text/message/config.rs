//! What can be wrong with a configuration, as values.

/// About the configuration or the accounts that were named.
#[derive(Clone, Debug, PartialEq)]
pub enum ConfigMessage {
    /// The file cannot be read.
    Unreadable(String),
    /// The directory of site files is none.
    NoSiteFiles(String),
    /// No configuration was found.
    None {
        /// The directory from which it was looked for upwards.
        upwards: String,
        /// Where else, if anywhere.
        user: Option<String>,
    },
    /// An account that is not configured.
    NoAccount {
        /// The name.
        name: String,
        /// The nearest name that is.
        nearest: Option<String>,
        /// All names that are.
        known: Vec<String>,
    },
    /// No account is named.
    NoAccounts {
        /// All names that are.
        known: Vec<String>,
    },
    /// An account's name that cannot be a file's name.
    BadName(String),
    /// A platform that does not exist.
    NoPlatform {
        /// The name.
        name: String,
        /// The platforms.
        known: Vec<String>,
    },
    /// A key that is missing.
    Missing {
        /// The key, with its table.
        key: String,
        /// What it is for.
        what: String,
    },
    /// A value that makes no sense.
    BadValue {
        /// The key.
        key: String,
        /// What is wanted.
        wanted: String,
    },
    /// A project's own file names something that only its user may.
    NotInProject(String),
    /// Nobody agreed to what a project's file names.
    NotTrusted,
    /// A secret that cannot be had.
    NoSecret {
        /// The account.
        account: String,
        /// The key.
        key: String,
        /// Why not.
        why: String,
    },
    /// The passphrase that seals sessions cannot be had, and why.
    NoPassphrase(String),
    /// A section under `fagao:` that belongs to no account and no platform.
    UnknownSection {
        /// Its name.
        name: String,
        /// The nearest name known.
        nearest: Option<String>,
    },
    /// `draft: true` in the front matter.
    Draft,
    /// `--draft` for a platform that has none.
    NoDrafts(String),
    /// A directory where articles are wanted.
    Directory(String),
    /// A pattern that fits no file.
    NoMatch(String),
    /// A pattern that is none.
    BadPattern {
        /// The pattern.
        pattern: String,
        /// Why it is none.
        why: String,
    },
    /// The plan is not the one that was reviewed.
    PlanChanged {
        /// The hash of the one that was reviewed.
        expected: String,
        /// The hash as it is now.
        found: String,
    },
}

impl ConfigMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "config.unreadable",
            Self::NoSiteFiles(_) => "config.no-site-files",
            Self::None { .. } => "config.none",
            Self::NoAccount { .. } => "config.no-account",
            Self::NoAccounts { .. } => "config.no-accounts",
            Self::BadName(_) => "config.bad-name",
            Self::NoPlatform { .. } => "config.no-platform",
            Self::Missing { .. } => "config.missing",
            Self::BadValue { .. } => "config.bad-value",
            Self::NotInProject(_) => "config.not-in-project",
            Self::NotTrusted => "config.not-trusted",
            Self::NoSecret { .. } => "config.no-secret",
            Self::NoPassphrase(_) => "config.no-passphrase",
            Self::UnknownSection { .. } => "article.unknown-section",
            Self::Draft => "article.draft",
            Self::NoDrafts(_) => "config.no-drafts",
            Self::Directory(_) => "publish.directory",
            Self::NoMatch(_) => "publish.no-match",
            Self::BadPattern { .. } => "publish.bad-pattern",
            Self::PlanChanged { .. } => "publish.plan-changed",
        }
    }
}
