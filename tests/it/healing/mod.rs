//! What elements look like, what becomes of them when a page changes, and whether anything else is ever taken for them.

mod fingerprints;
mod measure;
mod mutations;
mod stage;
