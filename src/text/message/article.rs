//! What can be wrong with an author's file, as values.

/// About the author's file, or a configuration that is read by the same rules.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleMessage {
    /// There is no such file.
    NotFound,
    /// The path names a directory or a device.
    NotAFile,
    /// The system would not read it.
    CannotRead {
        /// What the system said.
        reason: String,
    },
    /// The file is larger than what is read.
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is in UTF-16.
    Utf16,
    /// A byte is no UTF-8.
    NotUtf8 {
        /// The byte.
        byte: u8,
    },
    /// There is a NUL character.
    Nul,
    /// The file does not begin with front matter.
    NoFrontMatter {
        /// What there is in its place.
        instead: Unopened,
    },
    /// The front matter has no second fence.
    NotClosed {
        /// `---` or `+++`.
        fence: &'static str,
    },
    /// The front matter is a list or a text, not keys with values.
    NotKeys {
        /// What it is.
        found: Kind,
    },
    /// YAML that the parser refuses.
    BadYaml {
        /// What the parser said.
        reason: String,
    },
    /// YAML with a tab where only spaces may be.
    YamlTab,
    /// YAML with a quote that is opened and not closed, or closed too early.
    YamlQuote,
    /// YAML with a `[` or `{` that has no partner, or text after it.
    YamlBracket,
    /// YAML with a backslash in double quotes that is no escape.
    YamlEscape,
    /// YAML with a `: ` inside an unquoted text.
    YamlColon,
    /// YAML with no space after a key's colon.
    YamlSpace {
        /// The key.
        key: String,
    },
    /// YAML with an unquoted text that begins with a sign of YAML's own.
    YamlStart {
        /// The sign.
        character: char,
    },
    /// YAML with a line that its indentation puts nowhere.
    YamlIndent,
    /// YAML with an alias (`*name`) of nothing.
    YamlAlias {
        /// The name.
        name: String,
    },
    /// YAML with a key that is not a text.
    YamlKey,
    /// YAML that its aliases make too large.
    YamlTooLarge {
        /// How many values are read.
        limit: usize,
    },
    /// TOML that the parser refuses.
    BadToml {
        /// What the parser said.
        reason: String,
    },
    /// A key is there twice.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first one, where it is known.
        first: Option<usize>,
    },
    /// A key that nothing reads.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that it resembles.
        nearest: Option<String>,
        /// All known keys.
        known: Vec<String>,
    },
    /// A value of another kind than the key wants.
    WrongKind {
        /// The key.
        key: String,
        /// What it wants.
        wanted: Kind,
        /// What it has.
        found: Kind,
    },
    /// The front matter has no title.
    NoTitle,
    /// The title is blank.
    EmptyTitle,
    /// There is no text after the front matter.
    EmptyBody,
    /// An image has no address.
    NoImageAddress,
    /// A local image is not there.
    MissingImage {
        /// The address as written.
        url: String,
        /// Where it was looked for.
        path: String,
        /// A file of that directory with a similar name.
        nearest: Option<String>,
        /// Whether the address begins with `/`.
        absolute: bool,
    },
    /// A local image cannot be read.
    CannotReadImage {
        /// The address as written.
        url: String,
        /// What the system said.
        reason: String,
    },
    /// A file is no image of a kind that the web has.
    NotAnImage {
        /// The address as written.
        url: String,
    },
    /// An image whose address is written across several lines of a quote or a list.
    ImageInPieces {
        /// The address.
        url: String,
    },
    /// An image is not below the project's root, and `base_url` leads nowhere else.
    OutsideProject {
        /// The address as written.
        url: String,
    },
}

impl ArticleMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ArticleMessage::NotFound => "article.not-found",
            ArticleMessage::NotAFile => "article.not-a-file",
            ArticleMessage::CannotRead { .. } => "article.cannot-read",
            ArticleMessage::TooLarge { .. } => "article.too-large",
            ArticleMessage::Utf16 => "article.utf-16",
            ArticleMessage::NotUtf8 { .. } => "article.not-utf-8",
            ArticleMessage::Nul => "article.nul",
            ArticleMessage::NoFrontMatter { .. } => "article.no-front-matter",
            ArticleMessage::NotClosed { .. } => "article.front-matter-not-closed",
            ArticleMessage::NotKeys { .. } => "article.front-matter-not-keys",
            ArticleMessage::BadYaml { .. }
            | ArticleMessage::YamlTab
            | ArticleMessage::YamlQuote
            | ArticleMessage::YamlBracket
            | ArticleMessage::YamlEscape
            | ArticleMessage::YamlColon
            | ArticleMessage::YamlSpace { .. }
            | ArticleMessage::YamlStart { .. }
            | ArticleMessage::YamlIndent
            | ArticleMessage::YamlAlias { .. }
            | ArticleMessage::YamlKey => "article.bad-yaml",
            ArticleMessage::YamlTooLarge { .. } => "article.yaml-too-large",
            ArticleMessage::BadToml { .. } => "article.bad-toml",
            ArticleMessage::DuplicateKey { .. } => "article.duplicate-key",
            ArticleMessage::UnknownKey { .. } => "article.unknown-key",
            ArticleMessage::WrongKind { .. } => "article.wrong-kind",
            ArticleMessage::NoTitle => "article.no-title",
            ArticleMessage::EmptyTitle => "article.empty-title",
            ArticleMessage::EmptyBody => "article.empty-body",
            ArticleMessage::NoImageAddress => "article.no-image-address",
            ArticleMessage::MissingImage { .. } => "article.missing-image",
            ArticleMessage::CannotReadImage { .. } => "article.cannot-read-image",
            ArticleMessage::NotAnImage { .. } => "article.not-an-image",
            ArticleMessage::ImageInPieces { .. } => "article.image-in-pieces",
            ArticleMessage::OutsideProject { .. } => "article.outside-project",
        }
    }
}

/// The kind of a value, as messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Null, or nothing at all.
    Nothing,
    /// True or false.
    Truth,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// Keys with values.
    Map,
}

/// What a file begins with in place of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// Anything else.
    Text,
    /// Hugo's JSON.
    Json,
    /// Keys and a closing `---`, as Hexo allows.
    Keys,
    /// Blank lines, then a fence; or a fence with blanks before it.
    Blanks,
}
