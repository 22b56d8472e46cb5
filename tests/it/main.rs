//! The whole program against the sandbox: the real binary, a real Chromium, the real editor.
//!
//! Run with `./webdriver.sh cargo test`: without a driver these tests fail, they never skip.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

mod again;
mod capture;
mod checking;
mod chosen;
mod drift;
#[path = "../common/due.rs"]
mod due;
mod failures;
mod first_run;
mod hand;
mod healing;
mod home;
mod hosting;
mod images;
mod import;
mod killed;
mod login;
mod media;
mod money;
mod newcomer;
mod orders;
mod page_faults;
mod record;
mod refresh;
mod report;
mod same;
mod secrets;
mod selectors;
mod sessions;
mod terminal;
mod timed;
mod together;
mod unknown;
mod update;
mod usage;
mod versions;
#[path = "../common/watched.rs"]
mod watch;
mod web;
mod yunsuo;
