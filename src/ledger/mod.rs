//! What has been done: the durable record of keys, attempts and receipts, and of what reached us.

mod archive;
mod catalogue;
mod entry;
mod fault;
mod inbox;
mod lock;
mod locked;
#[cfg(test)]
mod memory;
mod port;
mod row;
mod rules;
mod schedule;
mod schema;
mod shelf;
mod sqlite;
mod state_dir;
mod statements;
#[cfg(test)]
mod tests;
mod words;

pub use archive::{Archive, ArchiveError, Flaw, Imported, Outcome, Soundness};
pub use catalogue::{Catalogue, Kept, PricePoint, Progress, Search, Sort};
pub use entry::{Before, Entry, LedgerState};
pub use inbox::{Delivery, Inbox, Item, Taken};
pub use lock::{AccountLock, LockError};
#[cfg(test)]
pub(crate) use memory::MemoryLedger;
pub use port::{Attempt, Filter, Ledger, LedgerError, Settlement};
pub use schedule::{Schedule, Scheduled, Standing};
pub use sqlite::SqliteLedger;
pub use state_dir::{Ephemeral, ephemeral};
