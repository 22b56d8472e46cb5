//! The Yunsuo platform: distribution to the accounts of a pool.
//!
//! [`signature`] signs what is sent and checks what reaches us; [`push`] reads it. An author's keys become `fields`,
//! checked by the document's table in `limits`; `plan` makes of them one push; `dialect` is how it travels.
//! [`lists`] is what can be asked: the categories and the accounts of the pool.

mod dialect;
mod fields;
mod limits;
pub mod lists;
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

/// The calls of the site file that the code names.
const PUSH: &str = "push";
const CATEGORIES: &str = "categories";
const ACCOUNTS: &str = "account_pools";

#[cfg(test)]
mod tests;
