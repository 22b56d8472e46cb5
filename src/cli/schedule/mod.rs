//! `fagao schedule`: what waits for its time.

mod arguments;
mod clock;
mod ended;
pub mod keeper;
mod later;
mod list;

use clap::{Args as ClapArgs, Subcommand};

use super::args::Common;
use super::world::World;
use super::{Failure, output};
use crate::ledger::{LedgerError, Schedule};
use crate::text::{Lang, RunMessage, ScheduleMessage};

pub use clock::Clock;
pub use later::{later, take_in};

/// `fagao schedule`.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ScheduleArgs {
    /// What to do; without it, list
    #[command(subcommand)]
    pub action: Option<ScheduleAction>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// What `fagao schedule` does.
#[derive(Debug, Subcommand)]
pub enum ScheduleAction {
    /// List what is scheduled, and what came of it
    List(Common),
    /// Call off what waits for its time
    Cancel(CancelArgs),
}

/// `fagao schedule cancel`.
#[derive(Debug, ClapArgs)]
pub struct CancelArgs {
    /// The number, as `fagao schedule` shows it
    #[arg(value_name = "NUMBER")]
    pub id: i64,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

impl ScheduleArgs {
    /// What every command takes, wherever it was written.
    pub fn common(&self) -> &Common {
        match &self.action {
            None => &self.common,
            Some(ScheduleAction::List(common)) => common,
            Some(ScheduleAction::Cancel(args)) => &args.common,
        }
    }
}

/// Runs the command.
pub async fn run(args: ScheduleArgs, lang: Lang) -> Result<u8, Failure> {
    let json = args.common().json;
    let world = World::here(args.common(), lang).await?;
    let cancelled = match &args.action {
        Some(ScheduleAction::Cancel(CancelArgs { id, .. })) => {
            cancel(&world, *id).await?;
            true
        }
        _ => false,
    };
    let rows = world.ledger.scheduled().await.map_err(broken)?;
    if json {
        let kept = keeper::waiting(&world.state, &rows).map(|w| w.kept);
        output::json(&list::document(world.sandbox, &rows, kept));
    } else if rows.is_empty() {
        output::tell(lang, ScheduleMessage::Nothing);
    } else if !cancelled {
        output::out(&list::table(lang, &rows));
        keeper::warn(&world, &rows);
    }
    world.close().await;
    Ok(0)
}

async fn cancel(world: &World, id: i64) -> Result<(), Failure> {
    let now = (world.clock)() / 1000;
    match world.ledger.call_off(id, now).await.map_err(broken)? {
        true => output::tell(world.lang, ScheduleMessage::CalledOff(id)),
        false => return Err(ScheduleMessage::NotWaiting(id).into()),
    }
    Ok(())
}

/// The ledger said no.
pub fn broken(e: LedgerError) -> Failure {
    RunMessage::Ledger(e.to_string()).into()
}
