//! Records as people and their tools read them. Nothing here knows how anything was done.

mod json;
mod paint;
mod sarif;
mod table;
mod width;

pub use json::{Facts, finding_row, outcome, problem, result_row, stopped};
pub use paint::{Mark, Paint};
pub use sarif::sarif;
pub use table::{findings, results};
pub use width::{shorten, width};
