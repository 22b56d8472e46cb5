//! The real pipeline against a model of the three platforms, under faults that a seed chooses.
//!
//! Everything outside is fake: page, wire, clock, and mostly the ledger's disk; plans, dialects and verdicts are the real
//! ones. Every request, page action and write of the ledger is an *effect*; a [`schedule::Schedule`] says which
//! effects of which run go wrong, and how. A run may be cut off at any of them, as by SIGKILL, and is started again.

mod article;
mod harness;
mod hosting;
mod juejin;
mod jzguai;
mod ledger;
mod memo;
mod model;
mod page;
mod placed;
mod planted;
mod schedule;
mod table;
mod tests;
mod wire;
mod world;
