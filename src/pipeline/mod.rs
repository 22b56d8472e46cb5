//! Plan, look in the ledger, execute, settle: the order of things, whatever the platform.

mod check;
mod code;
mod confirm;
mod desk;
mod execute;
mod halt;
mod known;
mod money;
mod order;
mod orders;
mod orphan;
mod outside;
mod pace;
mod ports;
mod publish;
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
pub use halt::Halt;
pub use known::known;
pub use order::{Ended, Order, Version};
pub use orders::{Head, Listed, Orders, Taken};
pub use outside::{ImageHost, Web};
pub use ports::{Line, Person, Policy, Ports, SignIn, Trace};
pub use publish::publish;
pub use run::{adopt, errand, follow, look};
pub use sign_in::{sign_in, take_in, take_over};
pub use telling::settled;
pub use trouble::{Trouble, TroubleKind};
