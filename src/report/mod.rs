//! Records as people and their tools read them. Nothing here knows how anything was done.

mod json;
mod paint;
mod run;
mod sarif;
mod table;
mod width;

pub use json::{Facts, finding_row, outcome, problem, result_row, stopped};
pub use paint::{Mark, Paint};
pub use run::{Account, Entry, Error, Group, Happened, RunDocument, document, html, junit, shown};
pub use sarif::sarif;
pub use table::{Place, findings, results, results_by_article};
pub use width::{fold, shorten, width};
