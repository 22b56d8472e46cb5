//! Records as people and their tools read them. Nothing here knows how anything was done.

mod json;
mod table;

pub use json::{Facts, finding_row, outcome, problem, result_row, stopped};
pub use table::{findings, results};
