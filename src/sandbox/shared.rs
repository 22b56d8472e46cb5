//! What the three simulators share: the book, the faults, the editor's assets, the clock.

use std::path::PathBuf;
use std::sync::Arc;

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
