//! The messages, as values: one enum an area, no sentences.

/// Something to tell a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// About the author's file.
    Article(ArticleMessage),
}

impl Message {
    /// The stable code that scripts may match on, such as `article.no-title`.
    pub fn code(&self) -> &'static str {
        match self {
            Message::Article(m) => m.code(),
        }
    }
}

impl From<ArticleMessage> for Message {
    fn from(m: ArticleMessage) -> Self {
        Message::Article(m)
    }
}

/// About the author's file.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleMessage {
    /// The front matter has no title.
    NoTitle,
}

impl ArticleMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ArticleMessage::NoTitle => "article.no-title",
        }
    }
}
