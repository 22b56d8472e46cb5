//! What reaches us: pushes of Yunsuo's custom platform, and jzguai's callbacks.
//!
//! A push is verified, stored, and answered; then [`Filing`] makes a file of it and [`Proving`] settles
//! the push of ours that it came of. A callback is a hint: [`Questions`] asks the platform, and that answer counts.

mod api;
mod body;
mod callback;
mod filing;
mod guard;
mod html;
mod layout;
mod metrics;
mod ports;
mod post;
mod proving;
mod push;
mod questions;
mod reception;
mod refusal;
mod router;
mod server;
mod shelf;

pub use filing::Filing;
pub use layout::Layout;
pub use metrics::{Metrics, Reason};
pub use ports::{Answered, Fetch, FetchError, Hold, Orders};
pub use proving::Proving;
pub use questions::Questions;
pub use reception::{Caller, Pushes, Reception};
pub use router::router;
pub use server::serve;
pub use shelf::Shelf;
