//! The English table, one file an area.

mod archive;
mod article;
mod config;
pub(super) mod detour;
pub(super) mod doctor;
mod juejin;
mod jzguai;
pub(super) mod line;
pub(super) mod notify;
pub(super) mod progress;
mod receiver;
pub(super) mod recording;
pub(super) mod report;
mod run;
mod schedule;
mod selectors;
mod site;
pub(super) mod site_line;
pub(super) mod start;
pub(super) mod told;
mod yunsuo;

use super::{Message, Sentence};

/// Says a message in English.
pub(super) fn say(message: &Message) -> Sentence {
    match message {
        Message::Archive(m) => archive::say(m),
        Message::Article(m) => article::say(m),
        Message::Config(m) => config::say(m),
        Message::Juejin(m) => juejin::juejin(m),
        Message::Ledger(m) => run::ledger(m),
        Message::Jzguai(m) => jzguai::say(m),
        Message::Notify(m) => notify::say(m),
        Message::Receiver(m) => receiver::say(m),
        Message::Run(m) => run::run(m),
        Message::Schedule(m) => schedule::say(m),
        Message::Site(m) => site::say(m),
        Message::Start(m) => start::message(m),
        Message::Selectors(m) => selectors::say(m),
        Message::Yunsuo(m) => yunsuo::say(m),
    }
}

fn sentence(what: impl Into<String>, hint: impl Into<String>) -> Sentence {
    Sentence {
        what: what.into(),
        hint: Some(hint.into()),
    }
}
