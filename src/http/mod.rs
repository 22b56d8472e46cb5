//! The only code that sends requests.

mod client;
mod fault;
mod fetcher;
mod jar;
mod set_cookie;
#[cfg(test)]
mod tests;
mod wire;

pub use client::{HttpOptions, HttpWire, NoClient};
pub use fetcher::{Fetcher, Lookup, Unfetched, is_public};
pub use jar::{Clock, CookieWire};
pub use wire::{SendError, Wire};
