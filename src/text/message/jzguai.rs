//! What can be wrong with an order of paid media, as values.

/// About an article's fields for jzguai, or the account's settings.
#[derive(Clone, Debug, PartialEq)]
pub enum JzguaiMessage {
    /// The configuration has no `project`, which is part of every order's id.
    NoProject,
    /// No medium is named.
    NoResource,
    /// No kind of media is named.
    NoModel {
        /// The kinds there are.
        known: Vec<String>,
    },
    /// There is no such kind of media.
    UnknownModel {
        /// What was written.
        found: String,
        /// The kind that it resembles.
        nearest: Option<String>,
        /// The kinds there are.
        known: Vec<String>,
    },
    /// The kind wants a type of price, and it is missing or another one.
    PriceType {
        /// The kind.
        model: String,
        /// What was written, if anything.
        found: Option<String>,
        /// The types there are.
        allowed: Vec<String>,
    },
    /// The kind has no types of price.
    NoPriceTypes {
        /// The kind.
        model: String,
    },
    /// A number that must be 1 or more.
    NotPositive {
        /// The key.
        key: &'static str,
        /// What was written.
        found: i64,
    },
    /// A medium is named twice.
    Twice {
        /// The medium.
        resource: i64,
    },
    /// One number of the other side for several media.
    OneOut,
    /// A field that the kind wants is missing.
    Missing {
        /// The key.
        key: &'static str,
        /// The kind.
        model: String,
    },
    /// A field that must be an address of the web.
    NotAUrl {
        /// The key.
        key: &'static str,
        /// What was written.
        url: String,
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
    /// A `${…}` that is no account's link.
    UnknownSlot {
        /// The key.
        key: &'static str,
        /// What is between the braces.
        slot: String,
    },
    /// A `${account.url}` of an account that is not published to before this one.
    NotEarlier {
        /// The key.
        key: &'static str,
        /// The account whose link is wanted.
        account: String,
        /// The account that wants it.
        this: String,
    },
    /// `after` has a value that nothing knows.
    After {
        /// What was written.
        found: String,
    },
    /// `after` is set, and no link is waited for.
    AfterNothing,
    /// An image of the text is within its own address (`data:`).
    DataImage,
    /// `base_url` is no address of the web.
    BaseUrl {
        /// What was written.
        url: String,
    },
    /// `key` names neither of the two keys.
    KeyChoice {
        /// What was written.
        found: String,
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

impl JzguaiMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoProject => "jzguai.no-project",
            Self::NoResource => "jzguai.no-resource",
            Self::NoModel { .. } => "jzguai.no-model",
            Self::UnknownModel { .. } => "jzguai.unknown-model",
            Self::PriceType { .. } => "jzguai.price-type",
            Self::NoPriceTypes { .. } => "jzguai.no-price-types",
            Self::NotPositive { .. } => "jzguai.not-positive",
            Self::Twice { .. } => "jzguai.twice",
            Self::OneOut => "jzguai.one-out-resource",
            Self::Missing { .. } => "jzguai.missing-field",
            Self::NotAUrl { .. } => "jzguai.not-a-url",
            Self::LocalFile { .. } => "jzguai.local-file",
            Self::LocalImage { .. } => "jzguai.local-image",
            Self::UnknownSlot { .. } => "jzguai.unknown-slot",
            Self::NotEarlier { .. } => "jzguai.not-earlier",
            Self::After { .. } => "jzguai.after",
            Self::AfterNothing => "jzguai.after-nothing",
            Self::DataImage => "jzguai.data-image",
            Self::BaseUrl { .. } => "jzguai.base-url",
            Self::KeyChoice { .. } => "jzguai.key-choice",
            Self::NoSetting { .. } => "jzguai.no-setting",
            Self::NoSecret { .. } => "jzguai.no-secret",
            Self::SiteFile { .. } => "jzguai.site-file",
        }
    }
}
