//! What is published at a time, and a directory that is watched.

use super::sentence;
use crate::text::{ScheduleMessage, Sentence, Stands};

pub(super) fn say(m: &ScheduleMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ScheduleMessage::BadTime(text) => sentence(
            format!("{text:?} is no time"),
            "write \"2026-12-01 09:00\" for the time of this machine, or \"2026-12-01T09:00+08:00\" for that of China",
        ),
        ScheduleMessage::Past { at, now } => sentence(
            format!("{at} is past: it is {now} here"),
            "write a time to come, or `--at now` to publish at once; a time without an offset is that of this machine",
        ),
        ScheduleMessage::NotLater(flag) => sentence(
            format!("`{flag}` does not go with a later time"),
            format!("leave `{flag}` out, or write `--at now` to publish at once"),
        ),
        ScheduleMessage::NeedsYes(account) => sentence(
            format!("{account} costs money, and nobody will be asked at that time"),
            "add `--yes`: what the order costs then is agreed to now, within the account's budget",
        ),
        ScheduleMessage::Taken {
            id,
            file,
            accounts,
            at,
        } => sentence(
            format!("number {id}: {file} is to be published on {accounts} at {at}"),
            "`fagao serve` does it at that time, so keep one running; `fagao schedule` shows what waits",
        ),
        ScheduleMessage::Nothing => only("nothing is scheduled".to_owned()),
        ScheduleMessage::NotWaiting(id) => sentence(
            format!("nothing with the number {id} waits"),
            "`fagao schedule` shows the numbers and how each stands",
        ),
        ScheduleMessage::CalledOff(id) => only(format!("number {id} is called off")),
        ScheduleMessage::Clock {
            waiting,
            next: Some(next),
        } => only(format!(
            "the clock is kept: {waiting} waiting, the next at {next}"
        )),
        ScheduleMessage::Clock { next: None, .. } => {
            only("the clock is kept: nothing waits".to_owned())
        }
        ScheduleMessage::Due { id, file } => {
            only(format!("number {id}: it is time to publish {file}"))
        }
        ScheduleMessage::Again { id, at, why } => only(format!(
            "number {id}: not published yet ({why}); it is tried again at {at}"
        )),
        ScheduleMessage::Changed { id, file } => sentence(
            format!("number {id}: {file} is left alone: its plan is not the one that was reviewed"),
            "review it with `fagao publish --dry-run`, and schedule it again",
        ),
        ScheduleMessage::GoesOn { id, why } => only(format!(
            "number {id}: told to end before that ({why}); the next `fagao serve` goes on"
        )),
        ScheduleMessage::NoClock { waiting, command } => sentence(
            format!("no `fagao serve` runs here: nobody publishes the {waiting} that wait"),
            format!("start `{command}` and keep it running"),
        ),
        ScheduleMessage::TooLate { id, file, at } => sentence(
            format!(
                "number {id}: {file} is not published: {at} is past for longer than `--late` allows"
            ),
            "publish it now with `fagao publish`, or schedule it again",
        ),
        ScheduleMessage::LeftOff { id, file, at } => sentence(
            format!(
                "number {id}: {file} was begun and cut off, and {at} is past for longer than `--late` allows"
            ),
            "`fagao status` shows how it stands on each account, and `fagao resume` goes on",
        ),
        ScheduleMessage::Person { id, file, why } => sentence(
            format!("number {id}: {file} needs a person: {why}"),
            "`fagao status` shows how it stands on each account",
        ),
        ScheduleMessage::Watching(dir) => only(format!(
            "watching {dir}: what says `ready: true` is published; Ctrl-C ends it"
        )),
        ScheduleMessage::NotWatched { dir, why } => sentence(
            format!("{dir} cannot be watched: {why}"),
            "name a directory that is there and that you may read",
        ),
        ScheduleMessage::Ready(file) => only(format!("{file} is ready")),
        ScheduleMessage::Edited { file, accounts } => sentence(
            format!(
                "{file} was changed since it was published on {accounts}: what is there stays as it is"
            ),
            "`fagao publish` updates it where the platform can",
        ),
        ScheduleMessage::StaysOff { file, accounts } => sentence(
            format!("{file} was called off for {accounts}, and stays so"),
            "change it or its `publish_at`, or schedule it with `fagao publish`",
        ),
        ScheduleMessage::NotPublished { file, why } => sentence(
            format!("{file} is not published: {why}"),
            "change it and save it: it is tried again then",
        ),
        ScheduleMessage::Stands(Stands::Waiting) => only("waiting".to_owned()),
        ScheduleMessage::Stands(Stands::Running) => only("running".to_owned()),
        ScheduleMessage::Stands(Stands::Done) => only("done".to_owned()),
        ScheduleMessage::Stands(Stands::Person) => only("needs a person".to_owned()),
        ScheduleMessage::Stands(Stands::Cancelled) => only("cancelled".to_owned()),
        ScheduleMessage::Ended(5) => only("an outcome is not known".to_owned()),
        ScheduleMessage::Ended(6) => only("an account waits for a person".to_owned()),
        ScheduleMessage::Ended(4) => only("not every account has it".to_owned()),
        ScheduleMessage::Ended(code) => only(format!("it ended with exit code {code}")),
    }
}
