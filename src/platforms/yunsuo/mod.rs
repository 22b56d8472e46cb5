//! The Yunsuo platform: distribution to the accounts of a pool.
//!
//! [`signature`] signs what is sent and checks what reaches us; [`push`] tells what that proves. An author's keys become `fields`,
//! checked by the document's table in `limits`; `plan` makes of them one push; `dialect` is how it travels.

mod dialect;
mod fields;
mod limits;
mod plan;
mod platform;
pub mod push;
mod settings;
pub mod signature;

pub use platform::Yunsuo;

/// The platform's name.
const NAME: &str = "yunsuo";

/// The site file of an account that chooses none.
const API: &str = "yunsuo/api/2026-11-21";

/// The call of the site file that the code names.
const PUSH: &str = "push";

#[cfg(test)]
mod tests;
