//! `fagao serve`: the real binary on loopback, under load, under attack, and killed in the middle.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and wait for named things"
)]

mod damaged;
mod filing;
mod hostile;
mod load;
mod serving;
mod settling;
mod setup;
