//! What fagao knows of each platform: article in, plan out; answers in, receipts out. Pure.

pub mod juejin;
pub mod jzguai;
pub mod yunsuo;
