//! The English table.

use super::{ArticleMessage, Message, Sentence};

/// Says a message in English.
pub(super) fn say(message: &Message) -> Sentence {
    match message {
        Message::Article(m) => article(m),
    }
}

fn sentence(what: impl Into<String>, hint: impl Into<String>) -> Sentence {
    Sentence {
        what: what.into(),
        hint: Some(hint.into()),
    }
}

fn article(m: &ArticleMessage) -> Sentence {
    match m {
        ArticleMessage::NoTitle => sentence(
            "the front matter has no title",
            "write `title: …` between the `---` lines at the top of the file",
        ),
    }
}
