//! What the three simulators share: the book, the faults, the editor's assets, the clock.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Book, Faults};

/// Tells the time in Unix seconds; called as `(shared.clock)()`.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What every simulator is given.
pub struct Shared {
    /// What was really published.
    pub book: Book,
    /// What is to go wrong.
    pub faults: Faults,
    /// The directory that holds the editor's bundle.
    pub assets: PathBuf,
    /// The time.
    pub clock: Clock,
}

impl Shared {
    /// Opens the book and the faults of a sandbox's directory, on the system's clock.
    pub fn open(dir: &Path, assets: &Path) -> io::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            book: Book::open(dir)?,
            faults: Faults::open(dir)?,
            assets: assets.to_owned(),
            clock: Arc::new(system_clock),
        }))
    }
}

/// The only place of the sandbox that reads the system's clock.
#[allow(
    clippy::disallowed_methods,
    reason = "a simulated site has a clock of its own, as the real one has"
)]
fn system_clock() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}
