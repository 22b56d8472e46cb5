//! Signed-in sessions at rest, per account.

mod file;
mod store;

pub use store::{OpenMode, Session, SessionError, Store};
