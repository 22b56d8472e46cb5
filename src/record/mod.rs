//! What happened in a run: one stream of typed events, and the results that people's tools read.

mod event;
mod evidence;
mod outcome;
mod recorder;

pub use event::{Awaited, Event, Stamped};
pub use evidence::{Capture, Evidence};
pub use outcome::{FindingRow, Outcome, Problem, ResultRow, worst_exit};
pub use recorder::{Clock, Listener, Recorder};
