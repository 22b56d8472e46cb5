//! What has been done: the durable record of keys, attempts and receipts.

mod catalogue;
mod entry;
mod fault;
mod lock;
mod locked;
mod port;
mod row;
mod rules;
mod schema;
mod shelf;
mod sqlite;
mod state_dir;
mod statements;
#[cfg(test)]
mod tests;
mod words;

pub use catalogue::{Catalogue, Kept, PricePoint, Progress, Search, Sort};
pub use entry::{Entry, LedgerState};
pub use lock::{AccountLock, LockError};
pub use port::{Attempt, Filter, Ledger, LedgerError, Settlement};
pub use sqlite::SqliteLedger;
