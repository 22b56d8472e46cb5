//! What is taken out before anything is kept: of URLs, of texts, of whole documents.
//!
//! Evidence keeps ids, because they say what became of an article; a fixture is for everybody and keeps none. Both are
//! made by the same table of rules ([`rules`]).

mod document;
mod names;
mod picture;
mod rules;
mod style;
#[cfg(test)]
mod tests;
mod url;

pub use document::{Scrubbing, document};
pub(super) use rules::for_evidence;
pub use url::public_url;
