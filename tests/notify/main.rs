//! Notices: every kind against a receiver on loopback that looks at the signature and the shape, and receivers that fail,
//! are slow, redirect and lie.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the clock as receivers do"
)]

mod home;
mod kinds;
mod mail;
mod receiver;
mod runs;
mod unwell;
