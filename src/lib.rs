//! fagao publishes one Markdown article everywhere its author has an account:
//! each exactly once, each with proof.
//!
//! Data flows one way: an [`article`] becomes one [`plan`] per target by way of a
//! [`platforms`] module; the [`pipeline`] looks into the [`ledger`], executes the plan
//! through [`browser`] or [`http`], and settles it; a [`record`] of typed events tells what
//! happened. `docs/architecture.md` has the picture and the rules.

pub mod article;
pub mod browser;
pub mod cli;
pub mod http;
pub mod ledger;
pub mod notify;
pub mod pipeline;
pub mod plan;
pub mod platforms;
pub mod qr;
pub mod receiver;
pub mod record;
pub mod report;
pub mod sandbox;
pub mod secret;
pub mod session;
#[cfg(test)]
mod sim;
pub mod site;
pub mod text;
