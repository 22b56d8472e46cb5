//! Signed-in sessions at rest, per account.

mod error;
mod file;
mod import;
mod owner;
mod seal;
mod store;

pub use error::SessionError;
pub use import::{ImportError, export, import};
pub use owner::{Owner, words};
pub use store::{OpenMode, Session, Store, write_private};
