//! The simulator of Yunsuo's distribution API.
//!
//! `rules` is what a push must be, `service` the calls, `state` the pushes that were accepted.

mod lists;
mod rules;
mod service;
mod state;

#[cfg(test)]
pub(super) use rules::tests::example;
pub use service::router;
#[cfg(test)]
pub(super) use service::signature;
pub use state::{Push, State};

/// The API key of the sandbox's only user.
pub const API_KEY: &str = "sandbox-api-key";

/// The sandbox's only user.
pub const USER_CODE: &str = "sandbox-user";

/// The accounts of the user's pool; the document's own examples.
pub const POOL_ACCOUNTS: [&str; 2] = [
    "d9153270-94a0-abcd-b645-00163e4c8b3c",
    "d9153270-94a1-abcd-b645-00163e4c8b3c",
];
