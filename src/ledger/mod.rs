//! What has been done: the durable record of keys, attempts and receipts.

mod entry;
mod port;

pub use entry::{Entry, LedgerState};
pub use port::{Attempt, Filter, Ledger, LedgerError, Settlement};
