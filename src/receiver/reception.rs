//! What the handlers share: who may speak, where it goes, what was counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::{Notify, Semaphore};

use super::{Metrics, Questions, Reason};
use crate::ledger::{Inbox, Ledger};
use crate::record::Clock;
use crate::secret::Secret;

/// Large bodies that may be in memory at once.
const LARGE_BODIES: usize = 3;

/// A Yunsuo account whose custom platform we are.
#[derive(Clone)]
pub struct Pushes {
    /// The pool keys; any of them may sign.
    pub keys: Vec<Secret>,
}

/// A jzguai account that calls back.
#[derive(Clone)]
pub struct Caller {
    /// The part of the path that nobody can guess.
    pub token: Secret,
    /// What opens its sealed envelopes.
    pub key: Secret,
}

/// What the handlers share.
pub struct Reception {
    /// The Yunsuo accounts by name.
    pub pushes: BTreeMap<String, Pushes>,
    /// The jzguai accounts by name.
    pub callers: BTreeMap<String, Caller>,
    /// The names that a Host header may have, lower case and without a port.
    pub hosts: BTreeSet<String>,
    /// What opens the metrics and the list; nobody without one.
    pub token: Option<Secret>,
    /// What was pushed.
    pub inbox: Arc<dyn Inbox>,
    /// What was published.
    pub ledger: Arc<dyn Ledger>,
    /// The clock.
    pub clock: Clock,
    /// The questions that callbacks raise.
    pub questions: Arc<Questions>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Told of every new item.
    pub arrived: Arc<Notify>,
    pub(super) large: Arc<Semaphore>,
}

impl Reception {
    /// A reception that lets nobody in yet.
    pub fn new(inbox: Arc<dyn Inbox>, ledger: Arc<dyn Ledger>, clock: Clock) -> Self {
        Self {
            pushes: BTreeMap::new(),
            callers: BTreeMap::new(),
            hosts: BTreeSet::new(),
            token: None,
            inbox,
            ledger,
            clock,
            questions: Arc::default(),
            metrics: Arc::default(),
            arrived: Arc::default(),
            large: Arc::new(Semaphore::new(LARGE_BODIES)),
        }
    }

    pub(super) fn refuse(&self, reason: Reason) {
        self.metrics.refused(reason);
    }
}
