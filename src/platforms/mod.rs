//! What fagao knows of each platform: article in, plan out; answers in, receipts out. Pure.
//!
//! What platforms share knows none of them: [`layers`] reads an author's keys by their precedence,
//! [`site_call`] builds a plan's call from a site file's, [`web_url`] knows an address of the web.

pub mod juejin;
pub mod jzguai;
mod layers;
mod site_call;
mod web_url;
pub mod yunsuo;
