//! What happened in a run: one stream of typed events, and the results that people's tools read.

mod call;
mod does;
mod event;
mod evidence;
mod healed;
mod outcome;
mod reading;
mod recorder;
mod trouble;

pub use call::{CallTrace, Excerpt};
pub use does::Does;
pub use event::{Awaited, Event, Stamped};
pub use evidence::{Capture, ConsoleLine, Evidence, Outline, Picture};
pub use healed::Healed;
pub use outcome::{FindingRow, Outcome, Problem, ResultRow, ScheduledRow, worst_exit};
pub use reading::{Reading, read};
pub use recorder::{Clock, Listener, Recorder};
pub use trouble::{Ending, Said, Trouble};
