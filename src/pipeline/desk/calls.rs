//! Calls from the desk: sent, read, told; sent again where that is safe.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Desk;
use crate::http::{SendError, Wire};
use crate::pipeline::{Trace, Trouble};
use crate::plan::{Answer, Call, ClearCall, Effect, Moment, Reading, Refusal};
use crate::record::{Awaited, CallTrace, Event};
use crate::secret::Secret;
use crate::site::ErrorMeaning;
use crate::text::RunMessage;

/// The pauses before a call is sent again that may be (public tools: the site cuts connections that come too densely).
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// The longest pause that a platform may ask for, in seconds; what takes longer is for a later run.
const LONGEST_ASKED: u64 = 60;

/// Whether a call may be sent again though it may have arrived: one that reads, and one that sets a named state.
fn repeats(effect: Effect) -> bool {
    matches!(effect, Effect::Read | Effect::Set)
}

impl Desk<'_> {
    /// Sends a call that is not a submit and reads its answer; one that would create what exists is skipped.
    /// What only reads, or sets a state named in whole, is sent again after a pause when no answer of the API came.
    pub async fn call(&mut self, call: &Call) -> Result<(), Trouble> {
        if call.effect == Effect::Create && call.fills().all(|slot| self.slots.get(slot).is_some())
        {
            return Ok(());
        }
        let clear = call.fill(&self.slots)?;
        self.hide_secrets();
        let begun = Instant::now();
        let mut pauses = PAUSES.into_iter();
        loop {
            let request = self.order.dialect.seal(&clear, &self.moment());
            let deadline = self.ports.policy.call_deadline;
            let asked = self.ports.recorder.now_ms();
            let sent = self.line.send(request, deadline).await;
            let took = self.ports.recorder.now_ms() - asked;
            let (trouble, again, wait) = match sent {
                Ok(answer) => match self.order.dialect.open(&clear, &answer) {
                    Reading::Done(slots) => {
                        self.slots.extend(slots);
                        self.hide_secrets();
                        self.called(&clear, "done", Some(&answer), took);
                        return Ok(());
                    }
                    Reading::Refused(r) => {
                        let result = format!("refused with {}", r.code);
                        self.called(&clear, &result, Some(&answer), took);
                        let remembered = self.slots.remembered(&call.name);
                        let closed = r.means == ErrorMeaning::Later && call.effect == Effect::Read;
                        if closed && !remembered.is_empty() {
                            self.called_by_name(&call.name, "the last known values are used", 0);
                            self.slots.extend(remembered);
                            return Ok(());
                        }
                        let r = self.explained(&clear, r).await;
                        let later = r.means == ErrorMeaning::Later;
                        let account = &self.order.account.name;
                        let trouble = Trouble::refused(&call.name, &r, account);
                        // A well-formed no stays a no, but for "too fast".
                        (trouble, later && repeats(call.effect), r.retry_after)
                    }
                    Reading::Unclear(what) => {
                        self.called(&clear, &what, Some(&answer), took);
                        let call_name = call.name.clone();
                        let trouble = Trouble::stop(RunMessage::Unclear {
                            call: call_name,
                            what,
                        });
                        (trouble, repeats(call.effect), None)
                    }
                },
                Err(e) => {
                    self.called(&clear, &e.to_string(), None, took);
                    let unsent = matches!(e, SendError::NotSent { .. });
                    let safe = repeats(call.effect) || (unsent && call.effect == Effect::Create);
                    (Trouble::wire(&e), safe, None)
                }
            };
            let pause = match (pauses.next().filter(|_| again), wait) {
                (None, _) => return Err(trouble),
                (Some(_), Some(asked)) if asked > LONGEST_ASKED => return Err(trouble),
                (Some(usual), asked) => usual.max(Duration::from_secs(asked.unwrap_or(0))),
            };
            // What takes as long as a request may take has used its time up.
            if begun.elapsed() >= deadline {
                return Err(trouble);
            }
            self.say(Event::Waiting {
                key: self.plan().key.clone(),
                what: format!("{} once more, {} s", call.name, pause.as_secs()),
                on: Awaited::Repeat,
                until: Some(self.ports.recorder.now() + pause.as_secs().cast_signed()),
            });
            tokio::time::sleep_until(Instant::now() + pause).await;
        }
    }

    /// A refusal with what a further call tells of it, where there is one that does.
    async fn explained(&mut self, call: &ClearCall, refusal: Refusal) -> Refusal {
        let Some(more) = self.order.dialect.explain(call, &refusal) else {
            return refusal;
        };
        let request = self.order.dialect.seal(&more, &self.moment());
        let deadline = self.ports.policy.call_deadline;
        match self.line.send(request, deadline).await {
            Ok(answer) => match self.order.dialect.open(&more, &answer) {
                Reading::Refused(better) if better.means == refusal.means => better,
                _ => refusal,
            },
            Err(_) => refusal,
        }
    }

    /// The line itself, for the one request that is not repeated.
    pub fn line(&self) -> Arc<dyn Wire> {
        self.line.clone()
    }

    /// The moment, for sealing and signing.
    pub fn moment(&self) -> Moment {
        Moment {
            unix: self.ports.recorder.now(),
            random: (self.ports.random)(),
        }
    }

    /// Tells of a call that was made; in clear, where the run is traced.
    pub fn called(&self, call: &ClearCall, result: &str, answer: Option<&Answer>, took: i64) {
        let redactor = self.ports.recorder.redactor();
        let traced = || {
            let trace = CallTrace::of(call, &redactor);
            Box::new(match answer {
                Some(answer) => {
                    let body = self.order.dialect.clear(answer);
                    trace.answered(answer.status, body.as_ref(), &redactor)
                }
                None => trace,
            })
        };
        self.say(Event::Called {
            key: self.plan().key.clone(),
            call: call.name.clone(),
            result: result.to_owned(),
            took,
            trace: (self.ports.policy.trace != Trace::Off).then(traced),
        });
    }

    /// Tells of a request of an upload, whose body is a file or its keys: by its name alone.
    pub fn called_by_name(&self, call: &str, result: &str, took: i64) {
        self.say(Event::Called {
            key: self.plan().key.clone(),
            call: call.to_owned(),
            result: result.to_owned(),
            took,
            trace: None,
        });
    }

    /// Hides what is marked secret among the slots from all that is recorded: tokens and keys, that is. A text that was
    /// read is no key; the addresses in it are told without their signatures.
    pub fn hide_secrets(&self) {
        for (_, slot) in self.slots.iter().filter(|(_, slot)| slot.secret) {
            if let Some(text) = slot.value.as_str()
                && (8..=1024).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_graphic())
                && !text.contains("://")
            {
                self.ports.recorder.hide(&Secret::new(text.to_owned()));
            }
        }
    }
}
