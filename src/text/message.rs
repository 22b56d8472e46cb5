//! The messages, as values: one enum an area, no sentences.

use super::{LedgerMessage, RunMessage};

/// Something to tell a person.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// About the author's file.
    Article(ArticleMessage),
    /// About an article that the ledger knows already.
    Ledger(LedgerMessage),
    /// About one target of a run.
    Run(RunMessage),
}

impl Message {
    /// The stable code that scripts may match on, such as `article.no-title`.
    pub fn code(&self) -> &'static str {
        match self {
            Message::Article(m) => m.code(),
            Message::Ledger(m) => m.code(),
            Message::Run(m) => m.code(),
        }
    }
}

impl From<RunMessage> for Message {
    fn from(m: RunMessage) -> Self {
        Message::Run(m)
    }
}

impl From<LedgerMessage> for Message {
    fn from(m: LedgerMessage) -> Self {
        Message::Ledger(m)
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
