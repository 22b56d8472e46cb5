//! The simulator of jzguai's paid-media API, with a codec of its own.
//!
//! `php`, `envelope` and `form` are the wire, `calls` what each call does, `state` the books.

mod calls;
mod catalogue;
mod envelope;
mod failure;
mod form;
mod money;
mod php;
mod service;
mod state;

pub use catalogue::Medium;
pub use money::Fen;
pub use service::router;
pub use state::{Order, State};

/// The only `app_key` that the simulator knows.
pub const APP_KEY: &str = "sandbox-app-key";

/// The secret of it.
pub const APP_SECRET: &str = "sandbox-app-secret";
