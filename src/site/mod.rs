//! Site files: what is known of a site at a date, as data.
//!
//! A file of kind `pages` says where the elements of a site's pages are; one of kind `api`
//! says what its calls look like. Files are versioned by date; older ones stay.

mod api;
mod element;
mod load;
mod pages;
mod url_pattern;

pub use api::{ApiFile, CallDef, Envelope, ErrorMeaning, ErrorRow, ReadDef};
pub use element::{Candidate, Element, Expected};
pub use load::{Added, Library, Shelf, SiteFileError};
pub use pages::{Interrupt, PageDef, PagesFile, Reaction, Sign};
pub use url_pattern::UrlPattern;
