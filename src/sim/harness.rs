//! One schedule from its first run to its last, and what must hold after each.

use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;

use super::article::BUDGET;
use super::ledger::{Disk, FakeLedger};
use super::page::FakeBrowser;
use super::planted::Planted;
use super::schedule::{Dice, Schedule};
use super::table::{Table, Tables};
use super::wire::FakeWire;
use super::world::World;
use crate::browser::Browser;
use crate::http::Wire;
use crate::ledger::{LedgerState, Settlement};
use crate::pipeline::{Ended, Halt, Person, Policy, Ports, SignIn, Trace, publish};
use crate::plan::{Key, Money, Question, Receipt, State};
use crate::record::Recorder;
use crate::secret::Secret;
use crate::session::{Session, Store};

/// The deadline of every submit, in seconds.
pub(super) const DEADLINE: u32 = 5;

/// The grace behind it, in seconds.
pub(super) const GRACE: u32 = 2;

/// How many runs without faults must suffice.
const ENOUGH: u32 = 4;

/// A rule that was broken.
#[derive(Debug)]
pub(super) struct Violation {
    pub(super) rule: String,
    pub(super) trace: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.rule)?;
        for line in &self.trace {
            writeln!(f, "    {line}")?;
        }
        Ok(())
    }
}

/// What a schedule came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) runs: u32,
    pub(super) crashes: u32,
    pub(super) strikes: u32,
    pub(super) unknown: u32,
}

/// Somebody who agrees to every price and answers nothing.
struct Agrees;

#[async_trait]
impl Person for Agrees {
    async fn ask(&self, _: &str, _: Question, _: Option<&str>) -> Option<Secret> {
        None
    }

    async fn show(&self, _: &str, _: &str) {}

    async fn agrees(&self, _: &[(Key, Money)], _: Money) -> bool {
        true
    }
}

struct Sim<'a> {
    world: World,
    sessions: &'a Store,
    disk: Disk,
    table: Rc<Table>,
    random: Arc<AtomicU64>,
    told: Told,
}

/// Plays a schedule.
///
/// # Errors
/// The first rule that was broken.
pub(super) async fn play(
    schedule: &Schedule,
    planted: Option<Planted>,
    tables: &Tables,
    disk: Disk,
    sessions: &Store,
) -> Result<Told, Violation> {
    let mut sim = Sim {
        world: World::new(schedule.clone(), planted),
        sessions,
        disk,
        table: tables.get(schedule.to, planted),
        random: Arc::new(AtomicU64::new(schedule.seed)),
        told: Told::default(),
    };
    let result = sim.all(schedule).await;
    let trace = std::mem::take(&mut sim.world.lock().trace);
    sim.told.strikes = u32::try_from(trace.len()).expect("few");
    match result {
        Ok(()) => Ok(sim.told),
        Err(rule) => Err(Violation { rule, trace }),
    }
}

impl Sim<'_> {
    async fn all(&mut self, schedule: &Schedule) -> Result<(), String> {
        let mut run = 0;
        for gap in &schedule.gaps {
            tokio::time::sleep(Duration::from_secs(gap.seconds)).await;
            self.run(run, gap.clock).await?;
            run += 1;
        }
        for _ in 0..ENOUGH {
            if self.run(run, 0).await? {
                return self.settled(run + 1).await;
            }
            run += 1;
        }
        Err(format!("no progress in {ENOUGH} runs without a fault"))
    }

    /// One run; whether all is done or needs a person.
    async fn run(&mut self, run: u32, clock: i64) -> Result<bool, String> {
        self.told.runs += 1;
        self.world.begin(run, clock);
        let ended = {
            let world = &self.world;
            let ticking = world.clone();
            let recorder = Recorder::unwritten(
                &format!("r{run}"),
                Arc::new(move || ticking.clock()),
                Box::new(|_| {}),
            );
            let ledger = FakeLedger {
                world: world.clone(),
                disk: self.disk.clone(),
            };
            let browser = FakeBrowser(world.clone());
            let wire: Arc<dyn Wire> = Arc::new(FakeWire(world.clone()));
            let line = move |_: &Session| wire.clone();
            let seed = self.random.clone();
            let random = move || {
                let mut bytes = [0; 32];
                let n = Dice::new(seed.fetch_add(1, Ordering::Relaxed)).next();
                bytes[..8].copy_from_slice(&n.to_be_bytes());
                bytes
            };
            let halt = Halt::default();
            let ports = Ports {
                halt: &halt,
                ledger: &ledger,
                browser: Some(&browser as &dyn Browser),
                line: &line,
                web: None,
                images: None,
                sessions: self.sessions,
                person: &Agrees,
                recorder: &recorder,
                random: &random,
                lang: crate::text::Lang::En,
                policy: Policy {
                    // Pictures and calls in clear are for people; no step depends on them.
                    trace: Trace::Off,
                    sign_in: SignIn::Refuse,
                    call_deadline: Duration::from_secs(3),
                    grace: GRACE,
                    upload_gap: Duration::ZERO,
                    own_browser: false,
                    window: false,
                    patience: Duration::ZERO,
                    // Who is signed in is asked at the start alone: the schedules are about the submit.
                    fresh: i64::MAX,
                },
            };
            let halting = async {
                world.told().await;
                halt.call();
                std::future::pending::<()>().await;
            };
            tokio::select! {
                biased;
                ended = publish(&*self.table, &ports) => Some(ended),
                () = world.dead() => None,
                () = halting => None,
            }
        };
        match ended {
            Some(ended) => self.claims(&ended).await,
            None => {
                self.told.crashes += 1;
                self.disk.crash();
                self.always().await?;
                Ok(false)
            }
        }
    }

    /// How often a key is really published, counting what is under way.
    fn really(&self, key: &Key) -> u32 {
        self.world.model(|m| m.published(&key.account, &key.target))
    }

    /// What holds at every moment, whatever has happened.
    async fn always(&self) -> Result<(), String> {
        for key in self.table.keys() {
            let really = self.really(key);
            if really > 1 {
                return Err(format!("{key} is published {really} times"));
            }
            let Some(entry) = self.disk.entry(key).await else {
                if really > 0 {
                    return Err(format!(
                        "{key} is published and the ledger has nothing of it"
                    ));
                }
                continue;
            };
            let published = entry.state.is_published() || entry.state == LedgerState::Rejected;
            if published && really == 0 {
                return Err(format!(
                    "the ledger has {key} as {:?}, and it is not there",
                    entry.state
                ));
            }
            if published && entry.receipt.is_none_or(|r| r.evidence.is_empty()) {
                return Err(format!(
                    "the ledger has {key} as {:?} without evidence",
                    entry.state
                ));
            }
            if really > 0 && !published && !entry.state.is_open() {
                return Err(format!(
                    "{key} is there, and the ledger has it as {:?}",
                    entry.state
                ));
            }
        }
        let (charged, incomplete) = self.world.model(|m| (m.charged(), m.incomplete));
        if incomplete > 0 {
            return Err("a draft was published without all its fields".to_owned());
        }
        if charged > BUDGET {
            return Err(format!("{charged} was charged, {BUDGET} is the budget"));
        }
        let spent = self.disk.spent("jz").await;
        if spent < charged {
            return Err(format!(
                "{charged} was charged and the ledger counts {spent}"
            ));
        }
        Ok(())
    }

    /// Holds the results of a run against what is really there; whether all is done or needs a person.
    async fn claims(&self, ended: &[Ended]) -> Result<bool, String> {
        self.always().await?;
        let (ledger_failed, told_to_end) = {
            let inner = self.world.lock();
            (inner.ledger_failed, inner.told)
        };
        let mut done = true;
        for e in ended {
            let really = self.really(&e.key);
            let told = format!("{} was told to be {}", e.key, e.state);
            match e.state {
                State::Live
                | State::InReview
                | State::Submitted
                | State::Unchanged
                | State::Rejected => {
                    if really == 0 {
                        return Err(format!("{told}, and it is not there"));
                    }
                    if e.receipt.as_ref().is_none_or(|r| r.evidence.is_empty()) {
                        return Err(format!("{told} without evidence"));
                    }
                }
                State::Unknown => done &= e.key.account == "ys",
                _ => {
                    done = false;
                    if really > 0 && !ledger_failed {
                        return Err(format!("{told}, and it is there: {:?}", e.problem));
                    }
                }
            }
            if ledger_failed {
                // What could not be written is read as unknown by the next run.
                done = false;
                continue;
            }
            let entry = self.disk.entry(&e.key).await;
            let state = entry.map(|e| e.state);
            // What an earlier run left open is not looked at any more when this one is told to end.
            if state == Some(LedgerState::Submitting) && !told_to_end {
                return Err(format!(
                    "{told}, and its intent is neither settled nor unknown"
                ));
            }
            let published = state.is_some_and(LedgerState::is_published);
            let claimed = matches!(
                e.state,
                State::Live | State::InReview | State::Submitted | State::Unchanged
            );
            if claimed != published {
                return Err(format!("{told}, and the ledger has it as {state:?}"));
            }
        }
        Ok(done)
    }

    /// After the last run: each is there once, or a person settles it by what is really there and it is there then.
    async fn settled(&mut self, run: u32) -> Result<(), String> {
        let table = self.table.clone();
        for key in table.keys() {
            let entry = self.disk.entry(key).await.expect("an entry");
            if !entry.state.is_open() {
                continue;
            }
            self.told.unknown += 1;
            let how = match self.really(key) {
                0 => Settlement::NotDone("person".to_owned(), "it is not there".to_owned()),
                _ => Settlement::Done(Receipt {
                    state: State::Live,
                    url: None,
                    external_id: None,
                    price: None,
                    evidence: vec!["a person saw it".to_owned()],
                }),
            };
            self.disk.amend(key, &how, self.world.clock() / 1000).await;
        }
        if self.told.unknown > 0 && !self.run(run, 0).await? {
            return Err("not all is done after a person settled what was unknown".to_owned());
        }
        for key in self.table.keys() {
            let really = self.really(key);
            if really != 1 {
                return Err(format!("in the end {key} is published {really} times"));
            }
        }
        let (charged, spent) = (
            self.world.model(|m| m.charged()),
            self.disk.spent("jz").await,
        );
        match charged == spent {
            true => Ok(()),
            false => Err(format!(
                "in the end {charged} was charged and the ledger counts {spent}"
            )),
        }
    }
}
