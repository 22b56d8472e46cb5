//! Every message to a person: typed values in, sentences out.
//!
//! Code below the command line never writes a sentence of its own: it returns a [`Message`],
//! and a table per language (`en/`, `zh/`) says it: every table matches every message, so that the
//! compiler asks for the sentence that a language lacks.

mod detour;
mod en;
mod finding;
pub mod help;
mod message;
mod nearest;
mod overlay;
mod retold;
mod zh;

pub use detour::{Detour, detour};
pub use finding::{Finding, Findings, Place};
pub use message::ArchiveMessage;
pub use message::{
    AddressWanted, Advice, ArticleMessage, Became, ConfigMessage, Found, Head, HelpWord,
    JuejinMessage, JzguaiMessage, Kept, Kind, LedgerMessage, Line, Message, NotSeen, NoticeText,
    NotifyMessage, Part, ProgressMessage, Prompt, ReceiverMessage, RecordingText, ReportWord,
    RunMessage, ScheduleMessage, SelectorsMessage, Sight, SiteLine, SiteMessage, SitePart, Stage,
    Stands, StartMessage, StartText, Told, Unopened, Unusable, UsageText, Verdict, Way, Word,
    YunsuoMessage,
};
pub use nearest::{nearest, nearest_few};
pub use overlay::{OverlayWords, overlay_words};
pub use retold::{retold, retold_lines};

/// A language that there is a table for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// All of them.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The language of a name: `zh`, `en`, or a locale such as `zh_CN.UTF-8` or `en-GB`. None where there is no table for it.
    pub fn named(name: &str) -> Option<Lang> {
        let end = name.find(|c: char| !c.is_ascii_alphabetic());
        match name[..end.unwrap_or(name.len())]
            .to_ascii_lowercase()
            .as_str()
        {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The tag of the language (BCP 47), as a document in it names itself: `en`, `zh-CN`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }
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
        Lang::Zh => zh::say(message),
    }
}

/// Says in a language what goes on, in a few words.
pub fn tell(lang: Lang, message: &ProgressMessage) -> String {
    match lang {
        Lang::En => en::progress::say(message),
        Lang::Zh => zh::progress::say(message),
    }
}

/// A word of a run's report in a language.
pub fn report_word(lang: Lang, word: ReportWord) -> &'static str {
    match lang {
        Lang::En => en::report::word(word),
        Lang::Zh => zh::report::word(word),
    }
}

/// What has no code is said by its own table: one row makes `say`.
macro_rules! says {
    ($($(#[$doc:meta])* $area:ty, $at:ident::$table:ident;)*) => {
        $(impl $area {
            $(#[$doc])*
            pub fn say(&self, lang: Lang) -> String {
                match lang {
                    Lang::En => en::$at::$table(self),
                    Lang::Zh => zh::$at::$table(self),
                }
            }
        })*
    };
}

says! {
    /// The word in a language.
    HelpWord, line::help;
    /// The line in a language.
    Line, line::line;
    /// What is looked at, in a language.
    Part, doctor::part;
    /// What was found, in a language.
    Found, doctor::found;
    /// What to do, in a language.
    Advice, doctor::advice;
    /// The mark before a check, as wide in every row.
    Verdict, doctor::verdict;
    /// What is wrong with a command line, in a language.
    UsageText, told::usage;
    /// The words in a language.
    NoticeText, notify::notice;
    /// The line in a language.
    Told, told::told;
    /// The line in a language.
    SiteLine, site_line::line;
    /// The heading in a language.
    Head, told::head;
    /// The question in a language.
    Prompt, line::prompt;
    /// The line in a language.
    RecordingText, recording::say;
    /// The reason in a language.
    Detour, detour::say;
    /// The text in a language.
    StartText, start::text;
}

impl Word {
    /// The word in a language.
    pub fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => en::line::word(self),
            Lang::Zh => zh::line::word(self),
        }
    }
}
