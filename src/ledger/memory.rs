//! The ledger in memory, for tests: the same rules, no file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::locked::conflict;
use super::rules::{Change, amending, settled};
use super::{Attempt, Before, Entry, Filter, Ledger, LedgerError, LedgerState, Settlement};
use crate::plan::{Key, Money, Plan, Receipt, RouteVia, Slots};

/// The durable record without its disk. What is in it survives whoever used it.
///
/// The steps of a plan are left out: many runs are played on it, and of a plan that is read back only the look is used.
#[derive(Default)]
pub(crate) struct MemoryLedger {
    kept: Mutex<Vec<Kept>>,
    uploads: Mutex<BTreeMap<(String, String), String>>,
    late: Option<Mutex<Option<Intent>>>,
}

struct Kept {
    entry: Entry,
    prepared: bool,
    attempts: Vec<Tried>,
}

struct Tried {
    cost: Option<Money>,
    begun: i64,
    undone: bool,
}

/// What [`Ledger::intend`] was told.
#[derive(Clone)]
struct Intent {
    key: Key,
    via: RouteVia,
    cost: Option<Money>,
    decided: i64,
    now: i64,
}

impl MemoryLedger {
    /// A ledger with a mistake in it: an intent is written only when its attempt is settled.
    pub(crate) fn that_writes_intents_late() -> Self {
        Self {
            late: Some(Mutex::default()),
            ..Self::default()
        }
    }

    /// The process is dead: what was not written is lost.
    pub(crate) fn crash(&self) {
        if let Some(late) = &self.late {
            *lock(late) = None;
        }
    }

    /// Changes an entry that may be changed so.
    fn change<T>(
        &self,
        key: &Key,
        change: Change,
        how: impl FnOnce(&mut Kept) -> T,
    ) -> Result<T, LedgerError> {
        let mut all = lock(&self.kept);
        let kept = all.iter_mut().find(|k| k.entry.key == *key);
        match kept {
            Some(kept) if change.may_follow(kept.entry.state) => Ok(how(kept)),
            other => Err(conflict(key, other.map(|k| k.entry.state), change)),
        }
    }

    fn write_intent(&self, intent: &Intent) -> Result<Attempt, LedgerError> {
        self.change(&intent.key, Change::Intend, |kept| {
            kept.attempts.push(Tried {
                cost: intent.cost,
                begun: intent.now,
                undone: false,
            });
            let e = &mut kept.entry;
            e.state = LedgerState::Submitting;
            e.via = Some(intent.via);
            e.attempts += 1;
            e.submitted = Some(intent.now);
            e.decided = Some(intent.decided);
            e.updated = intent.now;
            // What an update changes is still there.
            if e.before.is_none() {
                e.receipt = None;
            }
            e.problem = None;
            Attempt {
                key: intent.key.clone(),
                number: e.attempts,
            }
        })
    }
}

impl Kept {
    /// Puts back what was published before an update that came to nothing.
    fn restore(&mut self) -> bool {
        let Some(before) = self.entry.before.take() else {
            return false;
        };
        let e = &mut self.entry;
        e.state = before.state;
        e.stopped = Some(std::mem::replace(&mut e.plan, Arc::new(before.plan)));
        e.slots = before.slots;
        e.receipt = before.receipt;
        e.via = before.via;
        true
    }

    fn end(&mut self, how: &Settlement, now: i64) {
        let e = &mut self.entry;
        e.state = settled(how);
        e.updated = now;
        e.problem = None;
        match how {
            Settlement::Done(receipt) => e.receipt = Some(receipt.clone()),
            Settlement::NotDone(code, why) => {
                e.receipt = None;
                e.problem = Some((code.clone(), why.clone()));
            }
            Settlement::Unknown(code, why) => e.problem = Some((code.clone(), why.clone())),
        }
        if let Some(last) = self.attempts.last_mut() {
            last.undone = matches!(how, Settlement::NotDone(..));
        }
        match how {
            Settlement::Done(_) => self.entry.before = None,
            Settlement::NotDone(..) => {
                self.restore();
            }
            Settlement::Unknown(..) => {}
        }
    }
}

/// The turn of what is begun now.
fn next_turn(all: &[Kept]) -> i64 {
    all.iter().map(|k| k.entry.turn).max().unwrap_or(0) + 1
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn entry(&self, key: &Key) -> Result<Option<Entry>, LedgerError> {
        let all = lock(&self.kept);
        Ok(all
            .iter()
            .map(|k| &k.entry)
            .find(|e| e.key == *key)
            .cloned())
    }

    async fn entries(&self, filter: &Filter) -> Result<Vec<Entry>, LedgerError> {
        let fits = |e: &&Entry| {
            let f = filter;
            f.article.as_ref().is_none_or(|a| *a == e.key.article)
                && f.account.as_ref().is_none_or(|a| *a == e.key.account)
                && f.hash.as_ref().is_none_or(|h| *h == e.plan.article.hash)
                && f.run.as_ref().is_none_or(|r| *r == e.run)
                && (!f.open || e.state.is_open())
        };
        let all = lock(&self.kept);
        let mut found: Vec<Entry> = all
            .iter()
            .rev()
            .map(|k| &k.entry)
            .filter(fits)
            .cloned()
            .collect();
        found.sort_by_key(|e| std::cmp::Reverse(e.updated));
        Ok(found)
    }

    async fn links(
        &self,
        account: &str,
        files: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, String>, LedgerError> {
        let all = lock(&self.kept);
        let of = all.iter().map(|k| &k.entry);
        let of = of.filter(|e| e.key.account == account && e.state.is_published());
        let mut of: Vec<&Entry> = of
            .filter(|e| files.contains(&e.plan.article.file))
            .collect();
        of.sort_by_key(|e| (e.key.generation, e.updated, e.number));
        let link = |e: &Entry| {
            Some((
                e.plan.article.file.clone(),
                e.receipt.as_ref()?.url.clone()?,
            ))
        };
        Ok(of.into_iter().filter_map(link).collect())
    }

    async fn begin(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        let mut all = lock(&self.kept);
        let turn = next_turn(&all);
        if let Some(kept) = all.iter_mut().find(|k| k.entry.key == plan.key) {
            if !Change::Begin.may_follow(kept.entry.state) {
                return Err(conflict(&plan.key, Some(kept.entry.state), Change::Begin));
            }
            let e = &mut kept.entry;
            e.plan = Arc::new(without_steps(plan));
            e.run = run.to_owned();
            e.state = match kept.prepared {
                true => LedgerState::Prepared,
                false => LedgerState::Planned,
            };
            e.problem = None;
            e.updated = now;
            e.turn = turn;
            e.stopped = None;
            return Ok(e.clone());
        }
        let entry = Entry {
            number: i64::try_from(all.len()).unwrap_or(i64::MAX) + 1,
            key: plan.key.clone(),
            plan: Arc::new(without_steps(plan)),
            state: LedgerState::Planned,
            slots: Slots::default(),
            receipt: None,
            via: None,
            run: run.to_owned(),
            turn,
            stopped: None,
            problem: None,
            attempts: 0,
            began: now,
            submitted: None,
            decided: None,
            updated: now,
            before: None,
        };
        all.push(Kept {
            entry: entry.clone(),
            prepared: false,
            attempts: Vec::new(),
        });
        Ok(entry)
    }

    async fn fill(
        &self,
        key: &Key,
        slots: &Slots,
        prepared: bool,
        now: i64,
    ) -> Result<(), LedgerError> {
        self.change(key, Change::Fill, |kept| {
            let e = &mut kept.entry;
            e.slots.extend_stored(slots);
            e.updated = now;
            kept.prepared |= prepared;
            if e.state == LedgerState::Planned && prepared {
                e.state = LedgerState::Prepared;
            }
        })
    }

    async fn intend(
        &self,
        key: &Key,
        via: RouteVia,
        cost: Option<Money>,
        decided: i64,
        now: i64,
    ) -> Result<Attempt, LedgerError> {
        let intent = Intent {
            key: key.clone(),
            via,
            cost,
            decided,
            now,
        };
        let Some(late) = &self.late else {
            return self.write_intent(&intent);
        };
        *lock(late) = Some(intent);
        self.change(key, Change::Intend, |kept| Attempt {
            key: key.clone(),
            number: kept.entry.attempts + 1,
        })
    }

    async fn settle(
        &self,
        attempt: Attempt,
        how: &Settlement,
        now: i64,
    ) -> Result<(), LedgerError> {
        let late = self.late.as_ref().and_then(|late| lock(late).take());
        if let Some(intent) = late {
            // The attempt at hand stands for this one.
            drop(self.write_intent(&intent)?);
        }
        self.change(&attempt.key, Change::Settle, |kept| {
            if kept.entry.attempts != attempt.number {
                return Err(conflict(
                    &attempt.key,
                    Some(kept.entry.state),
                    Change::Settle,
                ));
            }
            kept.end(how, now);
            Ok(())
        })?
    }

    async fn amend(&self, key: &Key, how: &Settlement, now: i64) -> Result<(), LedgerError> {
        self.change(key, amending(how), |kept| kept.end(how, now))
    }

    async fn fail(&self, key: &Key, code: &str, why: &str, now: i64) -> Result<(), LedgerError> {
        self.change(key, Change::Fail, |kept| {
            kept.entry.state = LedgerState::Failed;
            kept.restore();
            kept.entry.problem = Some((code.to_owned(), why.to_owned()));
            kept.entry.updated = now;
        })
    }

    async fn begin_update(&self, plan: &Plan, run: &str, now: i64) -> Result<Entry, LedgerError> {
        let turn = next_turn(&lock(&self.kept));
        self.change(&plan.key, Change::Update, |kept| {
            let e = &mut kept.entry;
            e.turn = turn;
            e.stopped = None;
            e.before = Some(Box::new(Before {
                state: e.state,
                plan: Plan::clone(&e.plan),
                slots: e.slots.clone(),
                receipt: e.receipt.clone(),
                via: e.via,
            }));
            e.plan = Arc::new(plan.clone());
            e.slots = Slots::from_stored(plan.given.clone());
            e.state = LedgerState::Prepared;
            e.run = run.to_owned();
            e.problem = None;
            e.updated = now;
            kept.prepared = true;
            e.clone()
        })
    }

    async fn adopt(
        &self,
        plan: &Plan,
        slots: &Slots,
        receipt: &Receipt,
        run: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        self.begin(plan, run, now).await?;
        self.fill(&plan.key, slots, true, now).await?;
        self.change(&plan.key, Change::Intend, |kept| {
            kept.entry.state = settled(&Settlement::Done(receipt.clone()));
            kept.entry.receipt = Some(receipt.clone());
            kept.entry.before = None;
        })
    }

    async fn submits(&self, account: &str, since: i64) -> Result<Vec<i64>, LedgerError> {
        let all = lock(&self.kept);
        let of = all.iter().filter(|k| k.entry.key.account == account);
        let mut begun: Vec<i64> = of
            .flat_map(|k| &k.attempts)
            .filter(|t| !t.undone && t.begun >= since)
            .map(|t| t.begun)
            .collect();
        begun.sort_unstable();
        Ok(begun)
    }

    async fn upload(&self, account: &str, sha256: &str) -> Result<Option<String>, LedgerError> {
        let key = (account.to_owned(), sha256.to_owned());
        Ok(lock(&self.uploads).get(&key).cloned())
    }

    async fn uploads(&self, account: &str) -> Result<BTreeSet<String>, LedgerError> {
        let all = lock(&self.uploads);
        let of = all.keys().filter(|(a, _)| a == account);
        Ok(of.map(|(_, sha256)| sha256.clone()).collect())
    }

    async fn uploaded(
        &self,
        account: &str,
        sha256: &str,
        uri: &str,
        _now: i64,
    ) -> Result<(), LedgerError> {
        let key = (account.to_owned(), sha256.to_owned());
        lock(&self.uploads).insert(key, uri.to_owned());
        Ok(())
    }

    async fn spent(&self, account: &str, since: i64) -> Result<Money, LedgerError> {
        let all = lock(&self.kept);
        let of = all.iter().filter(|k| k.entry.key.account == account);
        let tried = of.flat_map(|k| &k.attempts);
        Ok(tried
            .filter(|t| !t.undone && t.begun >= since)
            .filter_map(|t| t.cost)
            .sum())
    }
}

fn without_steps(plan: &Plan) -> Plan {
    Plan {
        key: plan.key.clone(),
        platform: plan.platform.clone(),
        article: plan.article.clone(),
        site_files: plan.site_files.clone(),
        pinned: plan.pinned,
        notes: plan.notes.clone(),
        given: plan.given.clone(),
        milestones: Vec::new(),
        look: plan.look.clone(),
        expect: plan.expect,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
