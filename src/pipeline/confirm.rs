//! After the submit: look until it is proved to be there, proved not to be, or time is up.

use std::time::Duration;

use super::Ended;
use super::desk::Desk;
use crate::ledger::{Attempt, LedgerError, Settlement};
use crate::plan::{Receipt, State, Verdict};
use crate::record::Event;
use crate::text::RunMessage;

/// How often the platform is looked at while a submit is not decided.
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What is being settled.
pub(super) enum Open {
    /// An attempt of this run.
    Attempt(Attempt),
    /// An entry that an earlier run left open.
    Entry,
}

/// What the looking came to.
enum Found {
    There(Receipt),
    NotThere,
    Unknown(String),
}

impl Desk<'_> {
    /// Settles what is open. A look that finds nothing counts only from `decided` on, and only where there was a doubt:
    /// a platform that said yes and shows nothing leaves the outcome unknown.
    pub async fn confirm(&mut self, open: Open, doubt: Option<String>, decided: i64) -> Ended {
        let found = self.look_until(doubt.as_deref(), decided).await;
        let account = self.order.account.name.clone();
        let run = self.run_of_entry().await;
        let (how, ended) = match found {
            Found::There(receipt) => (
                Settlement::Done(receipt.clone()),
                Ended::new(self.plan(), receipt.state).with_receipt(receipt),
            ),
            Found::NotThere => {
                let problem = RunMessage::AnswerLost(format!(
                    "the submit did not arrive ({})",
                    doubt.unwrap_or_default()
                ));
                (
                    Settlement::NotDone(
                        problem.code().to_owned(),
                        "looked, and it is not there".into(),
                    ),
                    Ended::new(self.plan(), State::Failed).with_problem(problem),
                )
            }
            Found::Unknown(why) => {
                let problem = if self.plan().look.is_empty() {
                    RunMessage::NoLook { account, run }
                } else {
                    RunMessage::OutcomeUnknown {
                        account,
                        run,
                        why: why.clone(),
                    }
                };
                (
                    Settlement::Unknown(problem.code().to_owned(), why),
                    Ended::new(self.plan(), State::Unknown).with_problem(problem),
                )
            }
        };
        let now = self.ports.recorder.now();
        let key = &self.plan().key;
        let kept = match open {
            Open::Attempt(attempt) => self.ports.ledger.settle(attempt, &how, now).await,
            Open::Entry => self.ports.ledger.amend(key, &how, now).await,
        };
        let mut ended = self.with_route(ended);
        if let Err(e) = kept {
            ended = self.not_kept(ended, &e);
        }
        ended
    }

    /// The run that an entry belongs to, by which a person settles it: a run that only looks is not it.
    async fn run_of_entry(&self) -> String {
        let entry = self.ports.ledger.entry(&self.plan().key).await;
        let this = || self.ports.recorder.run().to_owned();
        entry.ok().flatten().map_or_else(this, |e| e.run)
    }

    /// The route and its reason, as results show them.
    pub fn with_route(&self, mut ended: Ended) -> Ended {
        ended.route = self.via;
        ended.route_reason.clone_from(&self.reason);
        ended
    }

    /// A receipt that could not be written: the result stays what it is, and says that the ledger does not have it.
    fn not_kept(&self, mut ended: Ended, e: &LedgerError) -> Ended {
        ended.problem = Some(RunMessage::Ledger(format!(
            "{e}; the next run looks at the platform before it does anything"
        )));
        ended
    }

    async fn look_until(&mut self, doubt: Option<&str>, decided: i64) -> Found {
        let mut ticks = tokio::time::interval(BETWEEN_LOOKS);
        let mut told = false;
        loop {
            ticks.tick().await;
            let late = self.ports.recorder.now() >= decided;
            let verdict = self.look().await;
            let unknown = match verdict {
                Verdict::Found(receipt) => return Found::There(receipt),
                // What the page may still send must not arrive after the look that counts.
                Verdict::Absent if late && doubt.is_some() && self.has_page() => {
                    self.stand_up().await;
                    continue;
                }
                Verdict::Absent if late && doubt.is_some() => return Found::NotThere,
                Verdict::Absent => "the platform took it and does not show it".to_owned(),
                Verdict::Unclear(why) => why,
            };
            if late || self.plan().look.is_empty() {
                let why = doubt.map_or(unknown.clone(), |d| format!("{d}; {unknown}"));
                return Found::Unknown(why);
            }
            if !told {
                told = true;
                self.say(Event::Looking {
                    key: self.plan().key.clone(),
                    wait: decided - self.ports.recorder.now(),
                });
            }
        }
    }

    /// Looks once.
    pub async fn look(&mut self) -> Verdict {
        let plan = self.plan();
        for call in &plan.look {
            if let Err(t) = self.call(call).await {
                return Verdict::Unclear(
                    crate::text::say(crate::text::Lang::En, &t.message.into()).what,
                );
            }
        }
        let verdict = self.order.platform.verdict(plan, &self.slots);
        let found = match &verdict {
            Verdict::Found(r) => r.state.word().to_owned(),
            Verdict::Absent => "absent".to_owned(),
            Verdict::Unclear(why) => why.clone(),
        };
        self.say(Event::Looked {
            key: plan.key.clone(),
            found,
        });
        verdict
    }
}
