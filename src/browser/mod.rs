//! The only code that knows WebDriver.
//!
//! One in-page script (`in_page/`) finds and waits in one round trip; clicks and keys are native; what was written is
//! read back. A step is a few such round trips (`steps/`).

mod ahead;
mod answer;
mod ask;
mod attempt;
mod capabilities;
mod cookies;
mod evidence;
mod fault;
mod heal;
mod interrupt;
mod keys;
mod late;
mod link;
mod locate;
mod native;
mod overlay;
mod page;
mod scrub;
mod snapshot;
mod steps;
mod survey;
mod tab;
mod want;
mod watch;
mod web_driver;

pub use capabilities::{Options, Profile, capabilities};
pub use heal::Healing;
pub use link::end_session;
pub use overlay::{Gesture, Picked, Proposal, Show, Wanted, Way};
pub use page::{Browser, Done, Fault, Located, Page, PageError, Surveyed, Tried};
pub use scrub::{Scrubbing, public_url};
pub use snapshot::Snapshot;
pub use web_driver::WebDriver;
