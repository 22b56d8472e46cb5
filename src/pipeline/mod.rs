//! Plan, look in the ledger, execute, settle: the order of things, whatever the platform.

mod check;
mod code;
mod confirm;
mod desk;
mod execute;
mod money;
mod order;
mod orphan;
mod outside;
mod pace;
mod ports;
mod run;
mod sign_in;
mod submit;
mod telling;
mod trouble;
mod upload;
mod version;
mod watch;
mod who;

pub use check::findings;
pub use order::{Ended, Order, Version};
pub use outside::{ImageHost, Web};
pub use ports::{Line, Person, Policy, Ports, SignIn, Trace};
pub use run::{adopt, errand, follow, look, publish};
pub use sign_in::{sign_in, take_in, take_over};
pub use telling::settled;
pub use trouble::{Trouble, TroubleKind};
