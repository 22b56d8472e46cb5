//! The messages, as values: one enum an area, no sentences.

mod archive;
mod article;
mod config;
mod doctor;
mod juejin;
mod jzguai;
mod line;
mod notify;
mod progress;
mod receiver;
mod recording;
mod report;
mod run;
mod schedule;
mod selectors;
mod site;
mod site_line;
mod start;
mod told;
mod yunsuo;

pub use archive::ArchiveMessage;
pub use article::{ArticleMessage, Kind, Unopened};
pub use config::ConfigMessage;
pub use doctor::{Advice, Found, Kept, Part, Verdict};
pub use juejin::JuejinMessage;
pub use jzguai::JzguaiMessage;
pub use line::{HelpWord, Line, Prompt, Word};
pub use notify::{AddressWanted, NoticeText, NotifyMessage};
pub use progress::{ProgressMessage, Stage, Way};
pub use receiver::ReceiverMessage;
pub use recording::{Became, RecordingText, Unusable};
pub use report::ReportWord;
pub use run::{LedgerMessage, RunMessage};
pub use schedule::{ScheduleMessage, Stands};
pub use selectors::SelectorsMessage;
pub use site::{SiteMessage, SitePart};
pub use site_line::{NotSeen, Sight, SiteLine};
pub use start::{StartMessage, StartText};
pub use told::{Head, Told, UsageText};
pub use yunsuo::YunsuoMessage;

/// The areas: one row makes the variant, its code and its conversion.
macro_rules! areas {
    ($($(#[$doc:meta])* $area:ident($message:ident),)*) => {
        /// Something to tell a person.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Message {
            $($(#[$doc])* $area($message),)*
        }

        impl Message {
            /// The stable code that scripts may match on, such as `article.no-title`.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Message::$area(m) => m.code(),)*
                }
            }
        }

        $(impl From<$message> for Message {
            fn from(m: $message) -> Self {
                Message::$area(m)
            }
        })*
    };
}

areas! {
    /// About the ledger as a document.
    Archive(ArchiveMessage),
    /// About the author's file.
    Article(ArticleMessage),
    /// About the configuration.
    Config(ConfigMessage),
    /// About an article on its way to Juejin.
    Juejin(JuejinMessage),
    /// About an order of paid media.
    Jzguai(JzguaiMessage),
    /// About an article that the ledger knows already.
    Ledger(LedgerMessage),
    /// About a notice.
    Notify(NotifyMessage),
    /// About the server that the platforms call.
    Receiver(ReceiverMessage),
    /// About one target of a run.
    Run(RunMessage),
    /// About what is published at a time.
    Schedule(ScheduleMessage),
    /// About a site file.
    Site(SiteMessage),
    /// About a first step.
    Start(StartMessage),
    /// About site files.
    Selectors(SelectorsMessage),
    /// About a push to Yunsuo.
    Yunsuo(YunsuoMessage),
}
