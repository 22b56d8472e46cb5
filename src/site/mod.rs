//! Site files: what is known of a site at a date, as data.
//!
//! A file of kind `pages` says where the elements of a site's pages are; one of kind `api`
//! says what its calls look like. Files are versioned by date; older ones stay.

mod api;
mod candidate;
mod diff;
mod element;
mod fault;
mod fingerprint;
mod kin;
mod library;
mod manifest;
mod new_file;
mod pages;
mod rank;
mod recorded;
mod saved;
mod schema;
mod selector;
mod sense;
mod shape;
mod shelf;
mod signal;
mod stability;
mod survey;
mod tree;
mod url_pattern;
mod versioned;
mod write;

pub use api::{ApiFile, CallDef, Envelope, ErrorMeaning, ErrorRow, ReadDef};
pub use candidate::{Candidate, Score};
pub use diff::{Changed, Difference, Field};
pub use element::{Element, Expected, OPENED, VALUE};
pub use fault::SiteFileError;
pub use fingerprint::Fingerprint;
pub use library::Library;
pub use manifest::{Manifest, SavedPage};
pub use new_file::write_new;
pub use pages::{Interrupt, PageDef, PagesFile, Reaction, Sign, StateDef};
pub use rank::ranked;
pub use recorded::{Recorded, RecordedOn};
pub use saved::Saved;
use schema::DATE;
pub use schema::{SiteFileKind, is_date, json_schema};
pub use shelf::{Added, Shelf};
pub use signal::{Group, SIGNALS, Signal, THRESHOLDS, Thresholds};
pub use stability::{is_generated, stability};
pub use survey::{Look, Question, Sight, Standing, standing};
pub use url_pattern::UrlPattern;
pub use write::{patch_toml, to_toml};
