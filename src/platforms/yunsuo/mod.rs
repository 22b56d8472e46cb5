//! The Yunsuo platform: distribution to the accounts of a pool.
//!
//! [`signature`] signs what is sent and checks what reaches us.

pub mod signature;
