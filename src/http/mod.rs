//! The only code that sends requests.

mod client;
mod fault;
mod jar;
mod set_cookie;
#[cfg(test)]
mod tests;
mod wire;

pub use client::{HttpOptions, HttpWire, NoClient};
pub use jar::{Clock, CookieWire};
pub use wire::{SendError, Wire};
