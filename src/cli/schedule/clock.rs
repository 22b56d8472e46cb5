//! The clock that `fagao serve` keeps: what is due is published, once.

use std::time::Duration;

use super::{arguments, broken, ended};
use crate::cli::args::PublishArgs;
use crate::cli::output::tell;
use crate::cli::pause::pause;
use crate::cli::stand::Stand;
use crate::cli::world::World;
use crate::cli::{Failure, exit, publish, when};
use crate::ledger::{LedgerError, Schedule, Scheduled, Standing};
use crate::pipeline::Halt;
use crate::text::{Message, ScheduleMessage, say};

/// How often the table is looked at: other processes write into it.
const TICK: Duration = Duration::from_secs(1);

/// How long a ledger that cannot be read is left alone.
const REST: Duration = Duration::from_secs(15);

/// Keeps the clock.
pub struct Clock<'a> {
    /// Where the schedule is.
    pub world: &'a World,
    /// How many seconds after its time an article is still published.
    pub late: i64,
    /// Says when to end.
    pub halt: &'a Halt,
}

impl Clock<'_> {
    /// Publishes what is due until it is told to end. Whoever calls it is the only one that keeps the clock.
    ///
    /// # Errors
    /// The schedule cannot be read at the start.
    pub async fn keep(&self) -> Result<(), Failure> {
        let ledger = &self.world.ledger;
        // What a dead process had begun: publishing it again looks before it acts.
        ledger.take_back(self.now()).await.map_err(broken)?;
        ended::prune(self.world).await?;
        let all = ledger.scheduled().await.map_err(broken)?;
        let mut waiting = all.iter().filter(|s| s.standing == Standing::Waiting);
        let next = waiting.next().map(|s| when::shown(s.at));
        let waiting = waiting.count() + usize::from(next.is_some());
        tell(self.world.lang, ScheduleMessage::Clock { waiting, next });
        while !self.halt.is_called() {
            let pause = match self.step().await {
                Ok(true) => continue,
                Ok(false) => TICK,
                Err(e) => {
                    tracing::error!("the schedule: {e}");
                    REST
                }
            };
            // Whichever comes first.
            let _ = tokio::time::timeout(pause, self.halt.called()).await;
        }
        Ok(())
    }

    fn now(&self) -> i64 {
        (self.world.clock)() / 1000
    }

    /// Publishes one article that is due; whether there was one.
    async fn step(&self) -> Result<bool, LedgerError> {
        let ledger = &self.world.ledger;
        let Some(one) = ledger.due(self.now()).await? else {
            return Ok(false);
        };
        if ledger.take_up(one.id, self.now()).await? {
            let (standing, again, message) = self.work(&one).await;
            let said = message
                .clone()
                .map(|m| say(self.world.lang, &m.into()).what);
            let now = self.now();
            ledger
                .put_down(one.id, standing, again, said.as_deref(), now)
                .await?;
            if let Some(message) = message {
                tell(self.world.lang, message);
            }
        }
        Ok(true)
    }

    /// Publishes an article; how it stands then, when it is tried again, and what is told.
    async fn work(&self, one: &Scheduled) -> (Standing, Option<i64>, Option<ScheduleMessage>) {
        if self.now() > self.latest(one) {
            return (Standing::Person, None, Some(too_late(one)));
        }
        let (id, file) = (one.id, one.file.clone());
        tell(self.world.lang, ScheduleMessage::Due { id, file });
        let lang = self.world.lang;
        let args = match arguments::read(&one.args, Some(&one.hash)) {
            Ok(args) => args,
            Err(what) => return self.judge(one, Err(Failure::Usage(what)), true),
        };
        let done = Box::pin(publish::run(args.clone(), lang)).await;
        let over = matches!(done, Ok(4)) && self.is_over(&args).await;
        self.judge(one, done, over)
    }

    /// Whether every account has said its last word: what was rejected stays so, however often it is tried.
    async fn is_over(&self, args: &PublishArgs) -> bool {
        let stand = Stand::of(args, self.world.lang).await;
        stand.is_ok_and(|s| s.left.is_empty())
    }

    /// The last second at which it is still published.
    fn latest(&self, one: &Scheduled) -> i64 {
        one.at.saturating_add(self.late)
    }

    fn judge(
        &self,
        one: &Scheduled,
        done: Result<u8, Failure>,
        over: bool,
    ) -> (Standing, Option<i64>, Option<ScheduleMessage>) {
        let lang = self.world.lang;
        let (id, file) = (one.id, one.file.clone());
        let (code, why) = match done {
            Ok(0) => return (Standing::Done, None, None),
            Ok(code) => {
                let ended = ScheduleMessage::Ended(code);
                (code, say(lang, &Message::from(ended)).what)
            }
            Err(failure) if failure.has("publish.plan-changed") => {
                let message = ScheduleMessage::Changed { id, file };
                return (Standing::Person, None, Some(message));
            }
            Err(failure) => {
                exit::tell(lang, &failure, false, self.world.sandbox);
                (failure.code(), failure.what(lang))
            }
        };
        let again = self.now() + pause(one.tries).as_secs().cast_signed();
        let in_time = again <= self.latest(one);
        match Next::after(code, over, self.halt.is_called(), in_time) {
            Next::GoesOn => {
                let message = ScheduleMessage::GoesOn { id, why };
                (Standing::Waiting, None, Some(message))
            }
            Next::Again => {
                let at = when::shown(again);
                let message = ScheduleMessage::Again { id, at, why };
                (Standing::Waiting, Some(again), Some(message))
            }
            Next::Person => {
                let message = ScheduleMessage::Person { id, file, why };
                (Standing::Person, None, Some(message))
            }
        }
    }
}

/// What becomes of one that did not get everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// The process ends in the middle of it: the next `fagao serve` goes on.
    GoesOn,
    /// It is tried again after a while.
    Again,
    /// A person is needed.
    Person,
}

impl Next {
    /// By the exit code; `over` when trying again changes nothing, `ending` when the process was told to end, `in_time`
    /// when the next try is not too late.
    fn after(code: u8, over: bool, ending: bool, in_time: bool) -> Self {
        match code {
            // What came of it is known, whoever ends the process.
            2 | 3 | 6 => Next::Person,
            4 if over => Next::Person,
            // Cut short: the next one looks before it acts.
            _ if ending => Next::GoesOn,
            // What did not get everywhere is safe to run again.
            4 if in_time => Next::Again,
            _ => Next::Person,
        }
    }
}

/// Its time is past for too long. What was begun may be half done, so that nothing is said of that.
fn too_late(one: &Scheduled) -> ScheduleMessage {
    let (id, file, at) = (one.id, one.file.clone(), when::shown(one.at));
    match one.tries {
        0 => ScheduleMessage::TooLate { id, file, at },
        _ => ScheduleMessage::LeftOff { id, file, at },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_it_is_noted_also_when_the_process_is_told_to_end() {
        let after = |code, over, ending| Next::after(code, over, ending, true);
        for ending in [false, true] {
            // Refused by a site, a changed plan, somebody to sign in.
            assert_eq!(after(4, true, ending), Next::Person);
            assert_eq!(after(3, false, ending), Next::Person);
            assert_eq!(after(6, false, ending), Next::Person);
        }
        assert_eq!(after(4, false, true), Next::GoesOn);
        assert_eq!(after(4, false, false), Next::Again);
        assert_eq!(Next::after(4, false, false, false), Next::Person);
        // An outcome that was not waited for, and one that did not come.
        assert_eq!(after(5, false, true), Next::GoesOn);
        assert_eq!(after(5, false, false), Next::Person);
    }
}
