//! The clock that `fagao serve` keeps: what is due is published, once.

use std::time::Duration;

use super::{arguments, broken};
use crate::cli::output::tell;
use crate::cli::pause::pause;
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
        let done = match arguments::read(&one.args, Some(&one.hash)) {
            Ok(args) => Box::pin(publish::run(args, self.world.lang)).await,
            Err(what) => Err(Failure::Usage(what)),
        };
        self.judge(one, done)
    }

    /// The last second at which it is still published.
    fn latest(&self, one: &Scheduled) -> i64 {
        one.at.saturating_add(self.late)
    }

    fn judge(
        &self,
        one: &Scheduled,
        done: Result<u8, Failure>,
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
        // Told to end in the middle: the next `fagao serve` goes on.
        if self.halt.is_called() {
            return (Standing::Waiting, None, None);
        }
        let again = self.now() + pause(one.tries).as_secs().cast_signed();
        // What did not get everywhere is safe to run again.
        if code == 4 && again <= self.latest(one) {
            let at = when::shown(again);
            let message = ScheduleMessage::Again { id, at, why };
            return (Standing::Waiting, Some(again), Some(message));
        }
        let message = ScheduleMessage::Person { id, file, why };
        (Standing::Person, None, Some(message))
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
