//! What holds at every moment, and what a run may tell.

use super::Sim;
use crate::ledger::{Entry, LedgerState};
use crate::pipeline::Ended;
use crate::plan::{Key, Plan, State};
use crate::sim::article::Version;
use crate::sim::placed::{Placed, budget};
use crate::sim::schedule::Story;
use crate::sim::table::Table;
use crate::text::RunMessage;

impl Sim<'_> {
    /// How often a key is really published, counting what is under way. A generation is begun when what was begun before
    /// it is there, so that what is more than one of each is of the newest.
    pub(super) fn really(&self, key: &Key) -> u32 {
        let all = self.world.model(|m| m.published(&key.account, &key.target));
        let same = |k: &&Key| k.account == key.account && k.target == key.target;
        match self.earlier.contains(key) {
            true => all.min(1),
            false => {
                let earlier = self.earlier.iter().filter(same).count();
                all.saturating_sub(u32::try_from(earlier).expect("few"))
            }
        }
    }

    /// The version that an article's readers have, or are about to have; none where there is no article.
    pub(super) fn version_of(&self, entry: &Entry) -> Option<Version> {
        let draft = entry.slots.text("draft_id");
        let before = || entry.before.as_ref()?.slots.text("draft_id");
        let draft = draft.or_else(before)?;
        self.world.model(|m| m.version(&draft))
    }

    pub(super) fn placed(&self, key: &Key) -> &'static Placed {
        let of = |p: &&&'static Placed| p.account.name == key.account;
        self.placed.iter().find(of).expect("its account")
    }

    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys = self.earlier.clone();
        for placed in &self.placed {
            let newest = self.newest.get(placed.account.name.as_str());
            let of = |plan: &Plan| Key {
                generation: newest.copied().unwrap_or(0),
                ..plan.key.clone()
            };
            keys.extend(placed.plans.iter().map(of));
        }
        keys
    }

    /// What holds at every moment, whatever has happened; what the ledger has of each key.
    pub(super) async fn always(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        for key in &self.keys() {
            let really = self.really(key);
            if really > 1 {
                return Err(format!("{key} is published {really} times"));
            }
            let Some(entry) = self.disk.entry(key).await else {
                if really > 0 {
                    return Err(format!(
                        "{key} is published and the ledger has nothing of it"
                    ));
                }
                continue;
            };
            let published = entry.state.is_published() || entry.state == LedgerState::Rejected;
            if published && really == 0 {
                return Err(format!(
                    "the ledger has {key} as {:?}, and it is not there",
                    entry.state
                ));
            }
            if published && entry.receipt.as_ref().is_none_or(|r| r.evidence.is_empty()) {
                return Err(format!(
                    "the ledger has {key} as {:?} without evidence",
                    entry.state
                ));
            }
            let updates = entry.before.is_some();
            if updates && really == 0 {
                return Err(format!("{key} is being updated, and it is not there"));
            }
            if really > 0 && !published && !updates && !entry.state.is_open() {
                return Err(format!(
                    "{key} is there, and the ledger has it as {:?}",
                    entry.state
                ));
            }
            if key.account == "juejin" && !entry.state.is_open() && (published || updates) {
                let kept = entry.before.as_ref().map_or(&*entry.plan, |b| &b.plan);
                let kept = self.placed(key).version(&kept.article.hash);
                let there = self.version_of(&entry);
                if there != Some(kept) {
                    return Err(format!("{key}: the ledger has {kept:?}; there: {there:?}"));
                }
            }
            entries.push(entry);
        }
        let (charged, incomplete) = self.world.model(|m| (m.charged(), m.incomplete));
        if incomplete > 0 {
            return Err(
                "something was published without all its fields or its pictures".to_owned(),
            );
        }
        let budget = budget(self.story);
        if charged > budget {
            return Err(format!("{charged} was charged, {budget} is the budget"));
        }
        let spent = self.disk.spent("jz").await;
        if spent < charged {
            return Err(format!(
                "{charged} was charged and the ledger counts {spent}"
            ));
        }
        Ok(entries)
    }

    /// Holds the results of a run against what is really there; whether all is done or needs a person.
    pub(super) async fn claims(&self, ended: &[Ended], table: &Table) -> Result<bool, String> {
        let entries = self.always().await?;
        let (ledger_failed, told_to_end) = {
            let inner = self.world.lock();
            (inner.ledger_failed, inner.told)
        };
        let mut done = true;
        for e in ended {
            let told = format!("{} was told to be {}", e.key, e.state);
            let sent = table.hash(&e.key);
            let entry = entries.iter().find(|entry| entry.key == e.key);
            // What is claimed of an update is claimed of its text.
            let there = match entry {
                Some(entry) if e.key.account == "juejin" => self.version_of(entry),
                _ => None,
            };
            let of_sent = self.placed(&e.key).version(sent);
            let really = match there {
                Some(there) if there != of_sent => 0,
                _ => self.really(&e.key),
            };
            match e.state {
                State::Live
                | State::InReview
                | State::Submitted
                | State::Unchanged
                | State::Rejected => {
                    if really == 0 {
                        return Err(format!("{told}, and it is not there"));
                    }
                    if e.receipt.as_ref().is_none_or(|r| r.evidence.is_empty()) {
                        return Err(format!("{told} without evidence"));
                    }
                }
                // Where no look can prove it, a person settles it.
                State::Unknown => {
                    done &= e.key.account == "ys"
                        || (e.key.account == "juejin" && self.story.is_wordless());
                }
                State::Failed if self.story == Story::Tight && is_over_budget(e) => {
                    if really > 0 {
                        return Err(format!("{told}, and it is there: {:?}", e.problem));
                    }
                }
                _ => {
                    done = false;
                    if really > 0 && !ledger_failed {
                        return Err(format!("{told}, and it is there: {:?}", e.problem));
                    }
                }
            }
            // What was gone on with as it was begun is changed by the run after it.
            done &= e.key.account != "juejin" || of_sent == self.version;
            if ledger_failed {
                // What could not be written is read as unknown by the next run.
                done = false;
                continue;
            }
            let state = entry.map(|e| e.state);
            // What an earlier run left open is not looked at any more when this one is told to end.
            if state == Some(LedgerState::Submitting) && !told_to_end {
                return Err(format!(
                    "{told}, and its intent is neither settled nor unknown"
                ));
            }
            let is_sent = |e: &Entry| e.plan.article.hash == sent && e.state.is_published();
            let published = entry.is_some_and(is_sent);
            let claimed = matches!(
                e.state,
                State::Live | State::InReview | State::Submitted | State::Unchanged
            );
            if claimed != published {
                return Err(format!("{told}, and the ledger has it as {state:?}"));
            }
        }
        Ok(done)
    }
}

fn is_over_budget(ended: &Ended) -> bool {
    matches!(ended.problem, Some(RunMessage::OverBudget { .. }))
}
