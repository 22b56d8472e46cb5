//! What has been done: the durable record of keys, attempts and receipts.

mod entry;
mod fault;
mod lock;
mod locked;
mod port;
mod row;
mod rules;
mod schema;
mod sqlite;
mod state_dir;
mod statements;
#[cfg(test)]
mod tests;

pub use entry::{Before, Entry, LedgerState};
pub use lock::{AccountLock, LockError};
pub use port::{Attempt, Filter, Ledger, LedgerError, Settlement};
pub use sqlite::SqliteLedger;
