//! The jzguai platform: paid media behind a sealed PHP envelope.
//!
//! [`php`] reads and writes PHP's serialized values, [`envelope`] seals and opens what carries them.
//! An author's keys become `fields` within `limits`; `plan` makes of them one plan per medium;
//! [`catalogue`] and [`wallet`] are what is asked beside the orders.
//! `dialect` is how its calls travel, `verdict` what their answers prove, by the `tables` of the document.

pub mod callback;
pub mod catalogue;
mod dialect;
pub mod envelope;
mod fields;
mod limits;
mod order_id;
pub mod php;
mod plan;
mod platform;
mod settings;
mod tables;
mod verdict;
pub mod wallet;

pub use platform::Jzguai;

/// The platform's name.
const NAME: &str = "jzguai";

/// The site file of an account that chooses none.
const API: &str = "jzguai/api/2026-11-21";

/// The calls of the site file that the code names.
mod calls {
    pub(super) const RESOURCE: &str = "resource";
    pub(super) const RESOURCE_AGAIN: &str = "resource_again";
    pub(super) const RESOURCE_PAGE: &str = "resource_page";
    pub(super) const WALLET: &str = "wallet";
    pub(super) const PUBLISH: &str = "publish";
    pub(super) const STATUS: &str = "status";
    pub(super) const STATUS_BEFORE: &str = "status_before";
}

#[cfg(test)]
mod tests;
