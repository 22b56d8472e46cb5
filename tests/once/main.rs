//! Exactly once, by the real binary and calls alone: what another process does meanwhile, what arrives late, a clock that
//! was set, and the ledger as a document.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read files"
)]

mod clock;
#[path = "../common/mod.rs"]
mod common;
mod document;
mod elsewhere;
mod late;
mod lost_update;
mod meanwhile;
mod place;
mod resumed;
mod unkept;
