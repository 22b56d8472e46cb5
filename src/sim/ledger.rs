//! The ledger under faults: it may fail before a write, behind it, or be the last thing that a process does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;

use super::planted::Planted;
use super::world::{Blow, Sort, World};
use crate::ledger::{
    Attempt, Entry, Filter, Ledger, LedgerError, MemoryLedger, Settlement, SqliteLedger,
};
use crate::plan::{Key, Money, Plan, Receipt, RouteVia, Slots};

/// What survives a crash.
#[derive(Clone)]
pub(super) enum Disk {
    /// Rows in memory.
    Memory(Arc<MemoryLedger>),
    /// A real file. Its work is done on another runtime: waiting for it must not let the simulated time pass.
    Sqlite(Arc<SqliteLedger>, tokio::runtime::Handle),
}

/// Does something with whichever ledger there is; what is lent is copied where it must go to another thread.
macro_rules! on_disk {
    ($disk:expr, ($($lent:ident),*), $ledger:ident => $what:expr) => {
        match $disk {
            Disk::Memory(l) => {
                let $ledger = &**l;
                $what.await
            }
            Disk::Sqlite(l, handle) => {
                let (l, handle) = (l.clone(), handle.clone());
                $(let $lent = $lent.to_owned();)*
                let work = move || {
                    handle.block_on(async move {
                        let $ledger = &*l;
                        $(let $lent = &$lent;)*
                        $what.await
                    })
                };
                tokio::task::spawn_blocking(work).await.expect("the ledger's thread")
            }
        }
    };
}

/// A ledger that the schedule may strike.
pub(super) struct FakeLedger {
    pub(super) world: World,
    pub(super) disk: Disk,
}

/// Lets the effect of a method happen as the schedule says.
macro_rules! struck {
    ($self:ident, $what:literal, $do:expr) => {{
        match $self.world.effect(Sort::Ledger, $what).await.map(|s| s.how) {
            Some(Blow::LoseBefore) => Err(LedgerError::Database("no space".to_owned())),
            Some(Blow::LoseAfter) => {
                $do.and_then(|_| Err(LedgerError::Database("torn".to_owned())))
            }
            Some(Blow::CrashAfter) => {
                let _ = $do;
                $self.world.die().await
            }
            _ => $do,
        }
    }};
}

#[async_trait]
impl Ledger for FakeLedger {
    async fn entry(&self, key: &Key) -> Result<Option<Entry>, LedgerError> {
        struck!(
            self,
            "entry",
            on_disk!(&self.disk, (key), l => l.entry(key))
        )
    }

    async fn entries(&self, filter: &Filter) -> Result<Vec<Entry>, LedgerError> {
        struck!(
            self,
            "entries",
            on_disk!(&self.disk, (filter), l => l.entries(filter))
        )
    }

    async fn links(
        &self,
        account: &str,
        files: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        struck!(
            self,
            "links",
            on_disk!(&self.disk, (account, files), l => l.links(account, files))
        )
    }

    async fn begin(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        struck!(
            self,
            "begin",
            on_disk!(&self.disk, (plan, run), l => l.begin(plan, run, now))
        )
    }

    async fn fill(
        &self,
        key: &Key,
        slots: &Slots,
        prepared: bool,
        now: i64,
    ) -> Result<(), LedgerError> {
        struck!(
            self,
            "fill",
            on_disk!(&self.disk, (key, slots), l => l.fill(key, slots, prepared, now))
        )
    }

    async fn intend(
        &self,
        key: &Key,
        via: RouteVia,
        cost: Option<Money>,
        decided: i64,
        now: i64,
    ) -> Result<Attempt, LedgerError> {
        struck!(
            self,
            "intend",
            on_disk!(&self.disk, (key), l => l.intend(key, via, cost, decided, now))
        )
    }

    async fn settle(
        &self,
        attempt: Attempt,
        how: &Settlement,
        now: i64,
    ) -> Result<(), LedgerError> {
        let planted = self.world.lock().planted;
        if planted == Some(Planted::ReceiptLost) && matches!(how, Settlement::Done(_)) {
            return Ok(());
        }
        struck!(
            self,
            "settle",
            on_disk!(&self.disk, (how), l => l.settle(attempt, how, now))
        )
    }

    async fn amend(&self, key: &Key, how: &Settlement, now: i64) -> Result<(), LedgerError> {
        struck!(
            self,
            "amend",
            on_disk!(&self.disk, (key, how), l => l.amend(key, how, now))
        )
    }

    async fn fail(&self, key: &Key, code: &str, why: &str, now: i64) -> Result<(), LedgerError> {
        struck!(
            self,
            "fail",
            on_disk!(&self.disk, (key, code, why), l => l.fail(key, code, why, now))
        )
    }

    async fn begin_update(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        struck!(
            self,
            "begin_update",
            on_disk!(&self.disk, (plan, run), l => l.begin_update(plan, run, now))
        )
    }

    async fn adopt(
        &self,
        plan: &Plan,
        slots: &Slots,
        receipt: &Receipt,
        run: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        struck!(
            self,
            "adopt",
            on_disk!(&self.disk, (plan, slots, receipt, run), l => l.adopt(plan, slots, receipt, run, now))
        )
    }

    async fn submits(&self, account: &str, since: i64) -> Result<Vec<i64>, LedgerError> {
        struck!(
            self,
            "submits",
            on_disk!(&self.disk, (account), l => l.submits(account, since))
        )
    }

    async fn upload(&self, account: &str, sha256: &str) -> Result<Option<String>, LedgerError> {
        if self.world.lock().planted == Some(Planted::UploadForgotten) {
            return Ok(None);
        }
        struck!(
            self,
            "upload",
            on_disk!(&self.disk, (account, sha256), l => l.upload(account, sha256))
        )
    }

    async fn uploads(&self, account: &str) -> Result<BTreeSet<String>, LedgerError> {
        struck!(
            self,
            "uploads",
            on_disk!(&self.disk, (account), l => l.uploads(account))
        )
    }

    async fn uploaded(
        &self,
        account: &str,
        sha256: &str,
        uri: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        struck!(
            self,
            "uploaded",
            on_disk!(&self.disk, (account, sha256, uri), l => l.uploaded(account, sha256, uri, now))
        )
    }

    async fn spent(&self, account: &str, since: i64) -> Result<Money, LedgerError> {
        struck!(
            self,
            "spent",
            on_disk!(&self.disk, (account), l => l.spent(account, since))
        )
    }
}

impl Disk {
    /// What is written of a key, by a way that nothing strikes.
    pub(super) async fn entry(&self, key: &Key) -> Option<Entry> {
        on_disk!(self, (key), l => l.entry(key)).expect("a readable ledger")
    }

    /// What is written of an account, by a way that nothing strikes.
    pub(super) async fn entries(&self, account: &str) -> Vec<Entry> {
        let filter = &Filter {
            account: Some(account.to_owned()),
            ..Filter::default()
        };
        on_disk!(self, (filter), l => l.entries(filter)).expect("a readable ledger")
    }

    /// The files that were uploaded, as far as the ledger knows.
    pub(super) async fn uploads(&self, account: &str) -> BTreeSet<String> {
        on_disk!(self, (account), l => l.uploads(account)).expect("a readable ledger")
    }

    /// What the ledger says was spent, ever.
    pub(super) async fn spent(&self, account: &str) -> Money {
        on_disk!(self, (account), l => l.spent(account, 0)).expect("a readable ledger")
    }

    /// A person's decision.
    pub(super) async fn amend(&self, key: &Key, how: &Settlement, now: i64) {
        on_disk!(self, (key, how), l => l.amend(key, how, now)).expect("an open entry");
    }

    /// The process is dead.
    pub(super) fn crash(&self) {
        if let Disk::Memory(ledger) = self {
            ledger.crash();
        }
    }
}
