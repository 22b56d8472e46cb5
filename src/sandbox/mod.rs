//! The three platforms simulated on this machine, under their real host names.
//!
//! Stands in for the sites only, follows what is known of them to the letter, and shares no
//! code with `platforms`: a shared codec would agree with its own mistakes.
//!
//! [`join_or_serve`] is the way in: it serves a directory, or joins the process that does. A
//! [`Server`] speaks TLS, sends each request to the site of its host name, and lets the [`Faults`]
//! that are due befall it; each site keeps what was really published in the [`Book`].

mod book;
mod connection;
mod control;
mod fault;
mod faults;
mod file;
#[cfg(test)]
mod harness;
mod hosts;
pub mod juejin;
pub mod jzguai;
mod late;
mod listener;
mod mishap;
mod pictures;
mod running;
mod server;
mod shared;
mod tls;
pub mod yunsuo;

pub use book::{Book, State};
pub use fault::{Fault, FaultKind};
pub use faults::Faults;
pub use hosts::{CONTROL_HOST, HOSTS, PICTURES_HOST};
pub use running::{Joined, Own, Running, act, join_or_serve, reset, set_faults};
pub use server::Server;
pub use shared::{Clock, Shared};
