//! Who keeps the clock: one `fagao serve` for each state directory, by a lock.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::output::tell;
use crate::cli::when;
use crate::cli::world::World;
use crate::ledger::{AccountLock, LockError, Scheduled, Standing};
use crate::text::ScheduleMessage;

/// The lock's name.
const SERVE: &str = "serve";

/// For how long somebody who only looks may be in the way.
const LOOK: Duration = Duration::from_millis(500);

/// Where `fagao serve` keeps its own.
pub fn home(state: &Path) -> PathBuf {
    state.join(SERVE)
}

/// Takes the clock for a run.
///
/// # Errors
/// Another one keeps it.
pub async fn take(state: &Path, run: &str) -> Result<AccountLock, LockError> {
    AccountLock::wait(&home(state), SERVE, run, LOOK).await
}

/// What waits, and whether somebody keeps the clock for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// How many articles.
    pub count: usize,
    /// When the first of them is due, in words.
    pub next: String,
    /// Whether a `fagao serve` runs.
    pub kept: bool,
}

/// What waits in a state directory, by its rows; none where nothing does.
pub fn waiting(state: &Path, rows: &[Scheduled]) -> Option<Waiting> {
    let waits = |s: &&Scheduled| matches!(s.standing, Standing::Waiting | Standing::Running);
    let next = rows.iter().filter(waits).map(|s| s.at).min()?;
    Some(Waiting {
        count: rows.iter().filter(waits).count(),
        next: when::shown(next),
        kept: AccountLock::is_held(&home(state), SERVE),
    })
}

/// The command that keeps the clock.
pub fn command(sandbox: bool) -> &'static str {
    match sandbox {
        true => "fagao serve --sandbox",
        false => "fagao serve",
    }
}

/// Says so where something waits and nobody keeps the clock.
pub fn warn(world: &World, rows: &[Scheduled]) {
    if let Some(waits) = waiting(&world.state, rows)
        && !waits.kept
    {
        let message = ScheduleMessage::NoClock {
            waiting: waits.count,
            command: command(world.sandbox),
        };
        tell(world.lang, message);
    }
}
