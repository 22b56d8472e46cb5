//! Every message to a person: typed values in, sentences out.
//!
//! Code below the command line never writes a sentence of its own: it returns a [`Message`],
//! and a table per language (`en/`) says it. A second language is one more table.

mod en;
mod finding;
mod message;
mod nearest;

pub use finding::{Finding, Findings, Place};
pub use message::{
    ArticleMessage, ConfigMessage, JuejinMessage, JzguaiMessage, Kind, LedgerMessage, Message,
    ProgressMessage, ReceiverMessage, RunMessage, Stage, Unopened, Way, YunsuoMessage,
};
pub use nearest::{nearest, nearest_few};

/// A language that there is a table for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
}

/// What is said of a message: what is the matter, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is the matter, lower case, without a full stop.
    pub what: String,
    /// What the person can do now.
    pub hint: Option<String>,
}

/// Says a message in a language.
pub fn say(lang: Lang, message: &Message) -> Sentence {
    match lang {
        Lang::En => en::say(message),
    }
}

/// Says in a language what goes on, in a few words.
pub fn tell(lang: Lang, message: &ProgressMessage) -> String {
    match lang {
        Lang::En => en::progress::say(message),
    }
}
