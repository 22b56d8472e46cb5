//! Signed-in sessions at rest, per account.

mod store;

pub use store::{Session, SessionError, Store};
