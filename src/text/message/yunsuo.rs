//! What can be wrong with a push to Yunsuo, as values.

/// About an article's fields for Yunsuo, or the account's settings.
///
/// `says` is the document's own message for the rule, as its server would answer.
#[derive(Clone, Debug, PartialEq)]
pub enum YunsuoMessage {
    /// The type is none of the four.
    Type {
        /// What was written.
        found: String,
        /// The document's message.
        says: &'static str,
    },
    /// Something required is missing.
    Missing {
        /// The key.
        key: &'static str,
        /// The document's message.
        says: &'static str,
    },
    /// A text is too short.
    TooShort {
        /// The key.
        key: &'static str,
        /// Its length in characters.
        length: usize,
        /// The least that is taken.
        least: usize,
        /// The document's message.
        says: &'static str,
    },
    /// A text is too long.
    TooLong {
        /// The key.
        key: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most that is taken.
        most: usize,
        /// The document's message.
        says: &'static str,
    },
    /// A list has too few items that differ.
    TooFew {
        /// The key.
        key: &'static str,
        /// How many there are.
        count: usize,
        /// The least that is taken.
        least: usize,
        /// The document's message.
        says: &'static str,
    },
    /// An account of the pool is not named by its 36 characters.
    Account {
        /// What was written.
        id: String,
        /// The document's message.
        says: &'static str,
    },
    /// An account of the pool is named twice.
    Twice {
        /// The account.
        id: String,
    },
    /// A field that must be an address of the web.
    NotAUrl {
        /// The key.
        key: &'static str,
        /// What was written.
        url: String,
        /// The document's message.
        says: &'static str,
    },
    /// Nothing is left of the text once the tags are gone.
    EmptyText {
        /// The document's message.
        says: &'static str,
    },
    /// A field names a file of this machine where an address is wanted.
    LocalFile {
        /// The key.
        key: &'static str,
        /// What was written.
        url: String,
    },
    /// An image of the text is on this machine only.
    LocalImage {
        /// The address as written.
        url: String,
    },
    /// An image of the text is within its own address (`data:`).
    DataImage,
    /// `base_url` is no address of the web.
    BaseUrl {
        /// What was written.
        url: String,
    },
    /// A setting without which nothing can be sent.
    NoSetting {
        /// The setting.
        name: &'static str,
    },
    /// A secret without which nothing can be sent.
    NoSecret {
        /// The secret's key.
        name: &'static str,
    },
    /// The site file cannot be used.
    SiteFile {
        /// Why.
        why: String,
    },
}

impl YunsuoMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Type { .. } => "yunsuo.type",
            Self::Missing { .. } => "yunsuo.missing-field",
            Self::TooShort { .. } => "yunsuo.too-short",
            Self::TooLong { .. } => "yunsuo.too-long",
            Self::TooFew { .. } => "yunsuo.too-few",
            Self::Account { .. } => "yunsuo.account",
            Self::Twice { .. } => "yunsuo.twice",
            Self::NotAUrl { .. } => "yunsuo.not-a-url",
            Self::EmptyText { .. } => "yunsuo.empty-text",
            Self::LocalFile { .. } => "yunsuo.local-file",
            Self::LocalImage { .. } => "yunsuo.local-image",
            Self::DataImage => "yunsuo.data-image",
            Self::BaseUrl { .. } => "yunsuo.base-url",
            Self::NoSetting { .. } => "yunsuo.no-setting",
            Self::NoSecret { .. } => "yunsuo.no-secret",
            Self::SiteFile { .. } => "yunsuo.site-file",
        }
    }
}
