//! What fagao knows of each platform: article in, plan out; answers in, receipts out. Pure.
//!
//! What platforms share knows none of them: [`layers`] reads an author's keys by their precedence,
//! [`site_call`] builds a plan's call from a site file's, [`pictures`] finds the files of pictures.

pub mod juejin;
pub mod jzguai;
mod layers;
mod pictures;
mod site_call;
pub mod yunsuo;
