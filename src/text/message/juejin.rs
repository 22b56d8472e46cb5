//! The messages about what Juejin takes.

/// About an article on its way to Juejin. Lengths are in UTF-16 units, as the site's fields count.
#[derive(Clone, Debug, PartialEq)]
pub enum JuejinMessage {
    /// The title is longer than its field.
    TitleTooLong {
        /// Its length.
        length: usize,
        /// The longest one.
        limit: usize,
    },
    /// No category is given.
    NoCategory {
        /// The categories.
        known: Vec<String>,
    },
    /// There is no such category.
    UnknownCategory {
        /// What was written.
        name: String,
        /// The category that it resembles.
        nearest: Option<String>,
        /// The categories.
        known: Vec<String>,
    },
    /// No tag is given.
    NoTags {
        /// How many there may be.
        most: usize,
    },
    /// More tags than the site takes.
    TooManyTags {
        /// How many are given.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// The tags at the top of the front matter are more than the site takes.
    TooManyTopTags {
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// The same tag again.
    TagTwice {
        /// The tag.
        tag: String,
    },
    /// The summary is too short.
    SummaryTooShort {
        /// Its length.
        length: usize,
        /// The shortest one.
        least: usize,
        /// The longest one.
        most: usize,
    },
    /// The summary is too long.
    SummaryTooLong {
        /// Its length.
        length: usize,
        /// The shortest one.
        least: usize,
        /// The longest one.
        most: usize,
    },
    /// No summary is given and the text is too short to take one from.
    TextTooShort {
        /// The length of its paragraphs.
        length: usize,
        /// The shortest summary.
        least: usize,
    },
    /// The same column again.
    ColumnTwice {
        /// The column.
        column: String,
    },
    /// More columns than the site takes.
    TooManyColumns {
        /// How many are given.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// More topics than the site takes.
    TooManyTopics {
        /// How many are given.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A theme or a highlight that is no name.
    BadLook {
        /// The key.
        key: &'static str,
        /// What was written.
        value: String,
    },
    /// A policy for images that there is not.
    BadImagePolicy {
        /// What was written.
        value: String,
    },
    /// A word for what becomes of images of the web that there is not.
    BadRemoteImages {
        /// What was written.
        value: String,
    },
    /// A cover that is neither a file nor on the web.
    CoverNotAUrl {
        /// The address as written.
        url: String,
    },
    /// An image is larger than what the site takes.
    ImageTooLarge {
        /// The address as written.
        url: String,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// An image inside its own address.
    DataImage,
    /// What is published cannot be changed, as its draft is not known.
    NoDraft {
        /// Where it is.
        url: Option<String>,
    },
    /// A site file is not as it should be.
    SiteFile {
        /// What is wrong with it.
        what: String,
    },
}

impl JuejinMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            JuejinMessage::TitleTooLong { .. } => "juejin.title-too-long",
            JuejinMessage::NoCategory { .. } => "juejin.no-category",
            JuejinMessage::UnknownCategory { .. } => "juejin.unknown-category",
            JuejinMessage::NoTags { .. } => "juejin.no-tags",
            JuejinMessage::TooManyTags { .. } | JuejinMessage::TooManyTopTags { .. } => {
                "juejin.too-many-tags"
            }
            JuejinMessage::TagTwice { .. } => "juejin.tag-twice",
            JuejinMessage::SummaryTooShort { .. } => "juejin.summary-too-short",
            JuejinMessage::SummaryTooLong { .. } => "juejin.summary-too-long",
            JuejinMessage::TextTooShort { .. } => "juejin.text-too-short",
            JuejinMessage::ColumnTwice { .. } => "juejin.column-twice",
            JuejinMessage::TooManyColumns { .. } => "juejin.too-many-columns",
            JuejinMessage::TooManyTopics { .. } => "juejin.too-many-topics",
            JuejinMessage::BadLook { .. } => "juejin.bad-look",
            JuejinMessage::BadImagePolicy { .. } => "juejin.bad-image-policy",
            JuejinMessage::CoverNotAUrl { .. } => "juejin.cover-not-a-url",
            JuejinMessage::ImageTooLarge { .. } => "juejin.image-too-large",
            JuejinMessage::BadRemoteImages { .. } => "juejin.bad-remote-images",
            JuejinMessage::DataImage => "juejin.data-image",
            JuejinMessage::NoDraft { .. } => "juejin.no-draft",
            JuejinMessage::SiteFile { .. } => "juejin.site-file",
        }
    }
}
