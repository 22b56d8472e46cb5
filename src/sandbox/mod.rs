//! The three platforms simulated on this machine, under their real host names.
//!
//! Stands in for the sites only, follows what is known of them to the letter, and shares no
//! code with `platforms`: a shared codec would agree with its own mistakes.

mod book;
mod faults;
pub mod juejin;
pub mod jzguai;
mod shared;
pub mod yunsuo;

pub use book::{Book, State};
pub use faults::{FaultKind, Faults};
pub use shared::{Clock, Shared};
