//! The only code that sends requests.

mod wire;

pub use wire::{SendError, Wire};
