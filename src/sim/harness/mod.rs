//! One schedule from its first run to its last, and what must hold after each.

mod end;
mod files;
mod one_run;
mod rules;

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use super::article::Version;
use super::ledger::Disk;
use super::placed::{Placed, placed_at};
use super::planted::Planted;
use super::schedule::{Schedule, Story};
use super::table::{Table, Tables};
use super::world::World;
use crate::plan::Key;
use crate::session::Store;

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

struct Sim<'a> {
    world: World,
    sessions: &'a Store,
    disk: Disk,
    placed: Vec<&'static Placed>,
    /// The orders where nothing is known yet.
    table: Rc<Table>,
    planted: Option<Planted>,
    random: Arc<AtomicU64>,
    told: Told,
    story: Story,
    window: bool,
    /// The generation that each account works on.
    newest: BTreeMap<&'static str, u32>,
    /// What was begun of the generations before it.
    earlier: Vec<Key>,
    /// The article of the last run.
    version: Version,
    /// What the last run came to.
    stuck: String,
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
        placed: placed_at(schedule.to, schedule.story),
        table: tables.get(schedule.to, schedule.story, planted),
        planted,
        random: Arc::new(AtomicU64::new(schedule.seed)),
        told: Told::default(),
        story: schedule.story,
        window: schedule.window,
        newest: BTreeMap::new(),
        earlier: Vec::new(),
        version: Version::First,
        stuck: String::new(),
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
        Err(format!(
            "no progress in {ENOUGH} runs without a fault: {}",
            self.stuck
        ))
    }
}
