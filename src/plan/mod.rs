//! Plans: what publishing one article to one target will do, as data.
//!
//! A plan is made by a [`Platform`] from an article and is never a program: it has no
//! conditions, loops or expressions beyond a [`Template`]'s slots and a [`Read`]. Its
//! `Display` is the dry run.

mod account;
mod by_pages;
mod call;
mod dry_run;
mod elements;
mod fingerprint;
mod hosting;
mod key;
mod medium;
mod money;
mod needs;
mod pace;
mod picture;
mod platform;
mod receipt;
mod slots;
mod step;
mod template;
mod upload;
mod web_url;
mod wire;

pub use account::{Account, Budget, Secrets};
pub use call::{Call, ClearCall, Effect, Read, Source};
pub use fingerprint::Fingerprint;
pub use hosting::Hosting;
pub use key::Key;
pub use medium::Medium;
pub use money::Money;
pub use pace::{Admission, Pace};
pub use picture::Picture;
pub use platform::{
    Asked, Dialect, Errand, Known, PlanError, Platform, Reading, Refusal, SignInWay, Verdict, Via,
};
pub use receipt::{Receipt, State};
pub use slots::{FUNDS, LAST, SEEN_TEXT, Slot, Slots, TODAY};
pub use step::{
    Act, AttachHow, CodeCalls, CodeStep, Condition, Heading, Milestone, MilestoneName, Note, Plan,
    Question, Route, RouteVia, Step, Submit,
};
pub use template::{MissingSlot, Piece, Template};
pub use upload::{Exchange, Turn, Upload};
pub use web_url::is_web_url;
pub use wire::{Answer, Body, Moment, Request};
