//! The whole program against the sandbox: the real binary, a real Chromium, the real editor.
//!
//! Run with `./webdriver.sh cargo test`: without a driver these tests fail, they never skip.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

mod again;
mod drift;
mod failures;
mod first_run;
mod home;
mod killed;
mod money;
mod secrets;
mod selectors;
mod update;
mod usage;
mod versions;
