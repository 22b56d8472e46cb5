//! The submit: the intent on disk first, then once, then what came of it.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use super::Trouble;
use super::TroubleKind;
use super::desk::Desk;
use super::execute::SOLVED;
use super::watch::is_for_a_person;
use crate::http::SendError;
use crate::ledger::{Attempt, LedgerState, Settlement};
use crate::plan::{Act, ClearCall, Effect, Milestone, Money, Reading, Request, Step, Submit};
use crate::record::Event;
use crate::text::RunMessage;

/// The slot that says that the sign of a submit by a click was seen: a hint for the verdict, no proof.
const SIGN: &str = "submit_sign";

/// A submit that has left.
pub(super) struct Left {
    /// What must be settled.
    pub attempt: Attempt,
    /// Why it is not certain that it was taken; none when the platform said so.
    pub doubt: Option<String>,
    /// When it is decided, by a clock that nobody sets.
    pub decided: Instant,
}

/// What was proved not to have been done, with what to do about it.
type NotDone = Trouble;

impl Desk<'_> {
    /// Hands the order in, at most once. Before the submit leaves, a route that does not get there is left for the next one.
    pub async fn submit(&mut self, milestone: &Milestone) -> Result<Left, Trouble> {
        let mut solved = 0;
        let milestone = self.current(milestone);
        loop {
            let Some(route) = self.route(milestone) else {
                return Err(Trouble::stop(RunMessage::MissingValue("a submit".into())));
            };
            let (mut before, mut submit) = (Vec::new(), None);
            for step in &route.steps {
                match step {
                    Step::Submit(s) => submit = Some(s),
                    other => before.push(other.clone()),
                }
            }
            let Some(submit) = submit else {
                return Err(Trouble::stop(RunMessage::MissingValue("a submit".into())));
            };
            let mut route_before = route.clone();
            route_before.steps = before;
            let ready = match self.follow(milestone.name, &route_before).await {
                // Who is signed in is asked now, not only at the start: a session may have ended meanwhile.
                Ok(()) => self.still_signed_in().await,
                Err(t) => Err(t),
            };
            let tried = match ready {
                Ok(()) => self.hand_in(submit, route.via).await,
                Err(t) => Err(t),
            };
            match tried {
                Err(t)
                    if t.kind == TroubleKind::Person
                        && self.can_be_solved(&t)
                        && solved < SOLVED =>
                {
                    solved += 1;
                    self.wait_for_person(t).await?;
                    // What was proved not to be done is begun anew, so that what is found again can be kept.
                    let now = self.ports.recorder.now();
                    self.begin_again(now).await?;
                    self.again(milestone.name).await?;
                }
                Ok(left) => return Ok(left),
                Err(t) if t.kind == TroubleKind::Route => {
                    self.fall_back(milestone, route.via, t).await?;
                }
                Err(t) => {
                    self.evidence("stopped").await;
                    return Err(t);
                }
            }
        }
    }

    /// Puts the intent on disk, then acts, once.
    async fn hand_in(
        &mut self,
        submit: &Submit,
        via: crate::plan::RouteVia,
    ) -> Result<Left, NotDone> {
        // Whatever can fail without having been sent fails before the intent.
        let ready = match &submit.act {
            Act::Call(call) => {
                let clear = call.fill(&self.slots)?;
                let request = self.order.dialect.seal(&clear, &self.moment());
                Ready::Request(clear, request)
            }
            Act::Click { element, then } => {
                self.page().await?;
                self.picture(&Step::Submit(submit.clone())).await;
                Ready::Click(element, then)
            }
        };
        // From here on the order is worked on to its end; before it, whoever wants the run to end is listened to.
        if self.ports.halt.is_called() {
            return Err(Trouble::stop(RunMessage::Stopped));
        }
        self.committed.store(true, Ordering::SeqCst);
        let window = u64::from(submit.deadline) + u64::from(self.ports.policy.grace);
        let now = self.ports.recorder.now();
        let written = now.saturating_add_unsigned(window);
        let cost = self.cost(submit)?;
        let attempt = self
            .ports
            .ledger
            .intend(&self.plan().key, via, cost, written, now)
            .await?;
        let decided = Instant::now() + Duration::from_secs(window);
        self.say(Event::Submitting {
            key: self.plan().key.clone(),
            via,
        });
        let outcome = match ready {
            Ready::Request(clear, request) => {
                self.send_once(&attempt, &clear, request, submit).await
            }
            Ready::Click(element, then) => self.click_once(&attempt, element, then).await,
        };
        match outcome {
            Ok(doubt) => Ok(Left {
                attempt,
                doubt,
                decided,
            }),
            Err(trouble) => {
                let how = Settlement::NotDone(
                    trouble.message.code().to_owned(),
                    "proved not done".to_owned(),
                );
                let now = self.ports.recorder.now();
                self.ports.ledger.settle(attempt, &how, now).await?;
                if trouble.kind == TroubleKind::Route {
                    // The next route goes on under the same key.
                    self.begin_again(now).await?;
                }
                Err(trouble)
            }
        }
    }

    /// Begins the same key again after a submit that is proved not done.
    async fn begin_again(&mut self, now: i64) -> Result<(), Trouble> {
        let (ledger, run) = (self.ports.ledger, self.ports.recorder.run());
        let entry = ledger.entry(&self.plan().key).await?;
        match entry.map(|e| e.state) {
            // The submit was never reached: it is begun as it is.
            Some(LedgerState::Planned | LedgerState::Prepared) => return Ok(()),
            Some(LedgerState::Failed) | None => ledger.begin(self.plan(), run, now).await?,
            Some(_) => ledger.begin_update(self.plan(), run, now).await?,
        };
        // The entry of an update begins with nothing but what the plan gives.
        self.keep(true).await
    }

    /// Sends the request once. `Ok(None)`: the platform took it; `Ok(Some)`: perhaps; `Err`: proved not done.
    async fn send_once(
        &mut self,
        _begun: &Attempt,
        clear: &ClearCall,
        request: Request,
        submit: &Submit,
    ) -> Result<Option<String>, NotDone> {
        debug_assert_eq!(clear.effect, Effect::Submit);
        let deadline = Duration::from_secs(submit.deadline.into());
        let asked = self.ports.recorder.now_ms();
        let sent = self.line().send(request, deadline).await;
        let took = self.ports.recorder.now_ms() - asked;
        let answer = sent.as_ref().ok().cloned();
        let account = self.order.account.name.clone();
        let (result, outcome) = match sent {
            Err(e @ SendError::NotSent { .. }) => (e.to_string(), Err(Trouble::wire(&e))),
            Err(e @ SendError::Lost { .. }) => (e.to_string(), Ok(Some(e.to_string()))),
            Ok(answer) => match self.order.dialect.open(clear, &answer) {
                Reading::Done(slots) => {
                    self.slots.extend(slots);
                    // The receipt goes to disk as soon as it comes; if that fails, the look will find it. It is no
                    // doubt about what the platform said.
                    if let Err(t) = self.keep(true).await {
                        tracing::warn!("the answer is not on disk yet: {}", t.message.code());
                    }
                    ("done".to_owned(), Ok(None))
                }
                Reading::Refused(r) if r.not_done => (
                    format!("refused with {}", r.code),
                    Err(Trouble::refused(&clear.name, &r, &account)),
                ),
                Reading::Refused(r) => {
                    let what = format!("{} ({})", r.says, r.code);
                    (what.clone(), Ok(Some(what)))
                }
                Reading::Unclear(what) => (what.clone(), Ok(Some(what))),
            },
        };
        self.called(clear, &result, answer.as_ref(), took);
        outcome
    }

    /// Clicks once and waits for a sign. A click is never certain by itself: the look decides.
    async fn click_once(
        &mut self,
        _begun: &Attempt,
        element: &crate::site::Element,
        then: &crate::plan::Condition,
    ) -> Result<Option<String>, NotDone> {
        let account = self.order.account.name.clone();
        let clicked = self.page().await?.click_once(element).await;
        if let Err(e) = self.heard(clicked) {
            let trouble = Trouble::page(&e, &account);
            return if e.not_done {
                Err(Trouble {
                    // A button that could not be clicked is a matter of the route, whatever stood in its way.
                    kind: match trouble.kind {
                        TroubleKind::Stop => TroubleKind::Route,
                        kind => kind,
                    },
                    ..trouble
                })
            } else {
                Ok(Some(trouble.message.code().to_owned()))
            };
        }
        let mut waited = self.page().await?.wait_for(then).await;
        if let Err(e) = &waited
            && is_for_a_person(&e.fault)
        {
            // It was clicked: whoever gets past this lets the page go on, and nothing is clicked again.
            let trouble = Trouble::page(e, &account);
            self.stood = Some(trouble.message.clone());
            if self.ports.policy.window {
                self.evidence("after-click").await;
                if self.wait_for_person(trouble).await.is_ok() {
                    waited = self.page().await?.wait_for(then).await;
                }
            }
        }
        let sign = match waited {
            Ok(done) => {
                self.slots.extend(done.slots);
                self.slots.set(SIGN, true);
                None
            }
            Err(e) => Some(Trouble::page(&e, &account).message.code().to_owned()),
        };
        if sign.is_some() {
            self.evidence("after-click").await;
        }
        Ok(Some(sign.unwrap_or_else(|| "clicked".to_owned())))
    }

    /// What a submit costs, by the slot that it names.
    pub fn cost(&self, submit: &Submit) -> Result<Option<Money>, Trouble> {
        let Some(slot) = &submit.cost else {
            return Ok(None);
        };
        let text = self
            .slots
            .text(slot)
            .ok_or_else(|| Trouble::stop(RunMessage::MissingValue(slot.clone())))?;
        text.parse()
            .map(Some)
            .map_err(|_| Trouble::stop(RunMessage::MissingValue(format!("{slot} as an amount"))))
    }
}

/// A submit with everything at hand.
enum Ready<'s> {
    Request(ClearCall, Request),
    Click(&'s crate::site::Element, &'s crate::plan::Condition),
}
