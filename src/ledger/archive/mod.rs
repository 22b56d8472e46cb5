//! The ledger as a document: what is published, what was tried for it and what was uploaded, to be kept elsewhere and
//! brought to another machine. What is fetched anew (catalogue, lists), what signs in, and what reached the receiver is
//! left out.

mod document;
mod export;
mod import;
mod merge;
mod soundness;

pub use document::{Archive, ArchiveError, ArchivedAttempt, ArchivedEntry, ArchivedUpload};
pub use import::{Imported, Outcome};
pub use soundness::{Flaw, Soundness};
