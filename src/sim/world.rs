//! What the fakes share: the schedule, the time, the model, and the crash.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::model::Model;
use super::planted::Planted;
use super::schedule::{Dice, Schedule};

/// When every simulation begins, in seconds since 1970.
const BEGIN: i64 = 1_800_000_000;

/// How long an effect takes on its way, and how long its answer takes, at most, in milliseconds.
const LATENCY: u64 = 60;

/// The sorts of effects; each goes wrong in its own ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A request.
    Wire,
    /// A step of a page.
    Page,
    /// The click that publishes.
    Click,
    /// A picture that is put on the author's own host.
    Host,
    /// A read or a write of the ledger.
    Ledger,
}

/// How an effect goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blow {
    /// The process dies before it.
    Crash,
    /// The process dies behind it.
    CrashAfter,
    /// The process dies while it is under way; it arrives later.
    CrashInFlight,
    /// It does not leave.
    NotSent,
    /// It leaves, does not arrive, and nothing comes back.
    LoseBefore,
    /// It is done, and the answer is lost.
    LoseAfter,
    /// Nothing comes back in time, and it is done later.
    Late,
    /// Nothing comes back in time, and it is never done.
    HangBefore,
    /// It is done, and nothing comes back in time.
    HangAfter,
    /// HTTP 500, not done.
    Error500,
    /// Done, and HTTP 502 with a page.
    Html,
    /// Done, and half of the JSON.
    Garbage,
    /// Done, and JSON of other types.
    WrongType,
    /// Refused as to a stranger.
    LoggedOut,
    /// A captcha.
    Captcha,
    /// HTTP 429.
    RateLimited,
    /// It arrives twice.
    Duplicate,
    /// The page is another than expected.
    Missing,
    /// The driver is gone.
    Driver,
    /// The click went through and nothing shows it.
    NoSign,
}

/// A blow that an effect got, with the number that chose it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Struck {
    pub(super) how: Blow,
    pub(super) number: u32,
}

use Blow as B;

const WIRE: &[Blow] = &[
    B::Crash,
    B::CrashAfter,
    B::CrashInFlight,
    B::NotSent,
    B::LoseBefore,
    B::LoseAfter,
    B::Late,
    B::HangBefore,
    B::HangAfter,
    B::Error500,
    B::Html,
    B::Garbage,
    B::WrongType,
    B::LoggedOut,
    B::Captcha,
    B::RateLimited,
    B::Duplicate,
];
const PAGE: &[Blow] = &[
    B::Crash,
    B::CrashAfter,
    B::Missing,
    B::Driver,
    B::LoggedOut,
    B::Captcha,
];
const CLICK: &[Blow] = &[
    B::Crash,
    B::CrashAfter,
    B::CrashInFlight,
    B::Missing,
    B::LoseBefore,
    B::LoseAfter,
    B::Late,
    B::NoSign,
    B::Captcha,
];
const HOST: &[Blow] = &[
    B::Crash,
    B::CrashAfter,
    B::LoseBefore,
    B::LoseAfter,
    B::HangAfter,
    B::Garbage,
];
const LEDGER: &[Blow] = &[B::Crash, B::CrashAfter, B::LoseBefore, B::LoseAfter];

/// The fakes' common ground.
#[derive(Clone)]
pub(super) struct World(Arc<Shared>);

struct Shared {
    inner: Mutex<Inner>,
    crash: Notify,
    word: Notify,
    began: Instant,
}

/// What changes.
pub(super) struct Inner {
    pub(super) schedule: Schedule,
    pub(super) planted: Option<Planted>,
    pub(super) model: Model,
    run: u32,
    effect: u32,
    ways: Dice,
    skew: i64,
    /// Whether the process is dead: nothing that any account does takes effect any more.
    dead: bool,
    /// Whether somebody has said in this run that it should end.
    pub(super) told: bool,
    /// Whether the ledger failed in this run: what is claimed then is held against other rules.
    pub(super) ledger_failed: bool,
    /// What struck, for people.
    pub(super) trace: Vec<String>,
}

impl World {
    pub(super) fn new(schedule: Schedule, planted: Option<Planted>) -> Self {
        Self(Arc::new(Shared {
            inner: Mutex::new(Inner {
                ways: Dice::new(schedule.seed),
                schedule,
                planted,
                model: Model::default(),
                run: 0,
                effect: 0,
                skew: 0,
                dead: false,
                told: false,
                ledger_failed: false,
                trace: Vec::new(),
            }),
            crash: Notify::new(),
            word: Notify::new(),
            began: Instant::now(),
        }))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The machine's clock, in milliseconds since 1970.
    pub(super) fn clock(&self) -> i64 {
        let skew = self.lock().skew;
        let passed = i64::try_from(self.0.began.elapsed().as_millis()).expect("not that long");
        (BEGIN + skew) * 1000 + passed
    }

    /// Lets a run begin.
    pub(super) fn begin(&self, run: u32, clock: i64) {
        let mut inner = self.lock();
        inner.run = run;
        inner.effect = 0;
        inner.skew += clock;
        inner.ledger_failed = false;
        inner.dead = false;
        inner.told = false;
    }

    /// The model, with all that has arrived by now.
    pub(super) fn model<T>(&self, how: impl FnOnce(&mut Model) -> T) -> T {
        let mut inner = self.lock();
        inner.model.arrive(Instant::now());
        how(&mut inner.model)
    }

    /// Comes to the next effect: takes its time, and says how it goes wrong.
    pub(super) async fn effect(&self, sort: Sort, what: &str) -> Option<Struck> {
        if sort != Sort::Ledger {
            self.travel().await;
        }
        self.alive().await;
        let struck = {
            let mut inner = self.lock();
            let at = inner.effect;
            inner.effect += 1;
            let run = inner.run;
            if inner
                .schedule
                .word
                .is_some_and(|w| w.run == run && w.at == at)
            {
                inner.told = true;
                inner
                    .trace
                    .push(format!("run {run}, effect {at}, {what}: told to end"));
                self.0.word.notify_one();
            }
            let how = inner.schedule.at(run, at)?;
            let list = match sort {
                Sort::Wire => WIRE,
                Sort::Page => PAGE,
                Sort::Click => CLICK,
                Sort::Host => HOST,
                Sort::Ledger => LEDGER,
            };
            let blow = list[how as usize % list.len()];
            let line = format!("run {run}, effect {at}, {what}: {blow:?}");
            inner.trace.push(line);
            if sort == Sort::Ledger && matches!(blow, Blow::LoseBefore | Blow::LoseAfter) {
                inner.ledger_failed = true;
            }
            Struck {
                how: blow,
                number: how,
            }
        };
        if struck.how == Blow::Crash {
            self.die().await;
        }
        Some(struck)
    }

    /// Takes the time of one way. While one account's request or answer is under way, the others go on, and the process
    /// may die.
    pub(super) async fn travel(&self) {
        let long = 1 + self.lock().ways.below(LATENCY);
        tokio::time::sleep(Duration::from_millis(long)).await;
    }

    /// Goes on in a living process alone: the accounts work side by side and die together.
    async fn alive(&self) {
        if self.lock().dead {
            std::future::pending::<()>().await;
        }
    }

    /// Returns when somebody says that the run should end.
    pub(super) async fn told(&self) {
        // A run that died of the same effect leaves its word behind: it is not the next one's.
        while !self.lock().told {
            self.0.word.notified().await;
        }
    }

    /// Ends the process here.
    pub(super) async fn die(&self) -> ! {
        self.lock().dead = true;
        self.0.crash.notify_one();
        std::future::pending::<()>().await;
        unreachable!("a dead process does not go on")
    }

    /// Returns when the process is dead.
    pub(super) async fn dead(&self) {
        self.0.crash.notified().await;
    }
}
