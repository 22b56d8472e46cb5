//! After the submit: look until it is proved to be there, proved not to be, or time is up.

use std::time::Duration;

use tokio::time::Instant;

use super::Ended;
use super::desk::Desk;
use crate::ledger::{Attempt, Entry, LedgerError, Settlement};
use crate::plan::{Receipt, RouteVia, State, Verdict};
use crate::record::Event;
use crate::text::RunMessage;

/// How often the platform is looked at while a submit is not decided.
const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// What is being settled.
pub(super) enum Open {
    /// An attempt of this run.
    Attempt(Attempt),
    /// An entry that an earlier run left open: that run, under which it is settled.
    Entry(String),
}

/// What the looking came to.
enum Found {
    There(Receipt),
    NotThere,
    Unknown(String),
}

impl Desk<'_> {
    /// When what an earlier run left open is decided.
    ///
    /// The machine's clock may have been set since: however far back it is, the submit left in the past, so that its whole
    /// window from now on is enough. A browser that has only now been ended may have sent something just before.
    pub fn decided(&self, entry: &Entry) -> Instant {
        let (submitted, decided) = (entry.submitted.unwrap_or(0), entry.decided.unwrap_or(0));
        let left = decided - self.ports.recorder.now();
        let window = decided.saturating_sub(submitted).max(0);
        let least = match entry.via {
            Some(RouteVia::Browser) => i64::from(self.ports.policy.grace),
            _ => 0,
        };
        let left = left.clamp(0, window).max(least);
        Instant::now() + Duration::from_secs(left.unsigned_abs())
    }

    /// Settles what is open. A look that finds nothing counts only from `decided` on, and only where there was a doubt:
    /// a platform that said yes and shows nothing leaves the outcome unknown.
    pub async fn confirm(&mut self, open: Open, doubt: Option<String>, decided: Instant) -> Ended {
        let found = self.look_until(doubt.as_deref(), decided).await;
        let account = self.order.account.name.clone();
        let run = match &open {
            Open::Attempt(_) => self.ports.recorder.run().to_owned(),
            Open::Entry(run) => run.clone(),
        };
        let (how, ended) = match found {
            Found::There(receipt) => (
                Settlement::Done(receipt.clone()),
                Ended::new(self.plan(), receipt.state).with_receipt(receipt),
            ),
            // The site wanted a person instead of taking it: once they have been there, it can be handed in.
            Found::NotThere if self.stood.is_some() => {
                let problem = self.stood.clone().unwrap_or(RunMessage::Stopped);
                let mut ended =
                    Ended::new(self.plan(), State::Waiting).with_problem(problem.clone());
                ended.person = true;
                (
                    Settlement::NotDone(
                        problem.code().to_owned(),
                        "looked, and it is not there".into(),
                    ),
                    ended,
                )
            }
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
            Open::Entry(_) => self.ports.ledger.amend(key, &how, now).await,
        };
        let mut ended = self.with_route(ended);
        if let Err(e) = kept {
            ended = self.not_kept(ended, &e);
        }
        ended
    }

    /// The route and its reason, as results show them.
    pub fn with_route(&self, mut ended: Ended) -> Ended {
        ended.route = self.via;
        ended.route_reason.clone_from(&self.reason);
        ended.site_file = self.site_file();
        ended
    }

    /// A receipt that could not be written: the result stays what it is, and says that the ledger does not have it.
    fn not_kept(&self, mut ended: Ended, e: &LedgerError) -> Ended {
        ended.problem = Some(RunMessage::Ledger(format!(
            "{e}; the next run looks at the platform before it does anything"
        )));
        ended
    }

    async fn look_until(&mut self, doubt: Option<&str>, mut decided: Instant) -> Found {
        let grace = Duration::from_secs(self.ports.policy.grace.into());
        let mut ticks = tokio::time::interval(BETWEEN_LOOKS);
        let mut told = false;
        loop {
            ticks.tick().await;
            // From the deadline on nothing may leave any more, and a page may still be clicking. What has left
            // arrives within the grace, so that a look behind it sees all that will ever be there.
            if self.has_page() && Instant::now() + grace >= decided {
                self.leave().await;
                self.stand_up().await;
                // A look that hung may have kept the page open beyond its deadline, and what it sent until now
                // still arrives within the grace.
                decided = decided.max(Instant::now() + grace);
            }
            let late = Instant::now() >= decided;
            let verdict = self.look().await;
            let unknown = match verdict {
                Verdict::Found(receipt) => return Found::There(receipt),
                Verdict::Absent if late && doubt.is_some() => return Found::NotThere,
                Verdict::Absent => "the platform took it and does not show it".to_owned(),
                Verdict::Unclear(why) => why,
            };
            if late || self.plan().look.is_empty() {
                // What an earlier look has said already is not said again.
                let why = match doubt {
                    Some(d) if d.ends_with(&unknown) => d.to_owned(),
                    Some(d) => format!("{d}; {unknown}"),
                    None => unknown,
                };
                return Found::Unknown(why);
            }
            if !told {
                told = true;
                self.say(Event::Looking {
                    key: self.plan().key.clone(),
                    wait: i64::try_from((decided - Instant::now()).as_secs()).unwrap_or(i64::MAX),
                });
            }
        }
    }

    /// Looks at what is published. What the look finds is kept; a look that proves nothing changes nothing.
    pub async fn look_again(&mut self, known: State) -> Ended {
        let verdict = self.look().await;
        let ended = Ended::new(self.plan(), known);
        let ended = match verdict {
            Verdict::Found(receipt) => {
                let how = Settlement::Done(receipt.clone());
                let now = self.ports.recorder.now();
                let kept = self.ports.ledger.amend(&self.plan().key, &how, now).await;
                let ended = ended.with_receipt(receipt);
                match kept {
                    Ok(()) => ended,
                    Err(e) => self.not_kept(ended, &e),
                }
            }
            Verdict::Absent => ended.with_problem(RunMessage::NotRefreshed {
                account: self.order.account.name.clone(),
                why: "it is neither in the list nor gone".to_owned(),
            }),
            Verdict::Unclear(why) => ended.with_problem(RunMessage::NotRefreshed {
                account: self.order.account.name.clone(),
                why,
            }),
        };
        self.with_route(ended)
    }

    /// Looks once.
    pub async fn look(&mut self) -> Verdict {
        let plan = self.plan();
        // Another user's list would show nothing, and prove nothing.
        if self.checked.is_none()
            && let Err(t) = self.still_signed_in().await
        {
            return Verdict::Unclear(crate::text::say(self.ports.lang, &t.message.into()).what);
        }
        for call in &plan.look {
            if let Err(t) = self.call(call).await {
                return Verdict::Unclear(crate::text::say(self.ports.lang, &t.message.into()).what);
            }
        }
        self.say_seen();
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
