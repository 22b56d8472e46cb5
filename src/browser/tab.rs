//! One tab of one account: the wait that every step is made of.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, MissedTickBehavior};

use super::ahead::Ahead;
use super::answer::{self, Answer, Got, Met};
use super::ask::{self, SCRIPT};
use super::attempt::{Attempt, Outcome};
use super::capabilities::Options;
use super::heal::{self, Healing};
use super::link::{Link, Trouble};
use super::page::{Fault, PageError};
use super::want::Want;
use crate::secret::Redactor;
use crate::secret::scrub;
use crate::site::{Element, Interrupt, PagesFile, Reaction};

/// The least time between two asks of one wait.
const BETWEEN_ASKS: Duration = Duration::from_millis(20);

/// A tab.
pub(super) struct Tab {
    pub(super) link: Link,
    pub(super) pages: PagesFile,
    pub(super) redactor: Redactor,
    pub(super) options: Options,
    /// The URL seen last.
    pub(super) url: Option<String>,
    /// Whether the page that was gone to is where one signs in: being there interrupts nothing then.
    pub(super) signing_in: bool,
    /// Whether a person acts on the page too: what only they can see to interrupts nothing then.
    pub(super) with_person: bool,
    pub(super) user_agent: Option<String>,
    /// What the next step begins with.
    pub(super) ahead: Ahead,
    /// The element that was acted on last: pictures outline it.
    pub(super) acted: Option<String>,
    /// The elements that were healed on this page: they are looked for by their fingerprints at once.
    pub(super) healed: BTreeSet<String>,
}

impl Tab {
    /// A failure of a step.
    pub(super) fn fail(&self, attempt: &Attempt, fault: Fault) -> PageError {
        PageError {
            fault,
            url: self
                .url
                .as_deref()
                .map(|url| self.redactor.clean(&scrub::without_query_values(url))),
            site_file: self.pages.id(),
            waited: attempt.started.elapsed(),
            not_done: false,
            healed: attempt.done.healed.clone(),
        }
    }

    /// A failure of the driver, an alert among them.
    pub(super) fn fail_by(&self, attempt: &Attempt, trouble: &Trouble) -> PageError {
        let fault = match trouble {
            Trouble::Refused {
                alert: Some(text), ..
            } => self.alert(text),
            other => Fault::Driver(self.redactor.clean(&other.to_string())),
        };
        self.fail(attempt, fault)
    }

    /// Notes what was found, and how.
    pub(super) fn note(&mut self, attempt: &mut Attempt, wants: &[Want], got: &[Got]) {
        attempt.note(wants, got, &self.pages);
        let healed = attempt.done.healed.iter().map(|h| h.element.clone());
        self.healed.extend(healed);
    }

    /// Waits until one of the alternatives holds as a whole, for at most `most` and never past the step's deadline.
    /// Interrupts are looked at whenever none holds; those that are to be dismissed are, on the way.
    pub(super) async fn look(
        &mut self,
        attempt: &mut Attempt,
        alternatives: &[Vec<Want>],
        most: Duration,
    ) -> Outcome<Met> {
        match self.wait(attempt, alternatives, most).await? {
            Ok(met) => {
                self.note(attempt, &alternatives[met.alternative], &met.got);
                Ok(met)
            }
            Err(got) => {
                let wants = alternatives.last().map_or(&[][..], Vec::as_slice);
                let fault = self.late(wants, &got);
                Err(self.fail(attempt, fault))
            }
        }
    }

    /// The same, where it is no failure that none holds in time.
    pub(super) async fn look_quietly(
        &mut self,
        attempt: &mut Attempt,
        alternatives: &[Vec<Want>],
        most: Duration,
    ) -> Outcome<Option<Met>> {
        Ok(self.wait(attempt, alternatives, most).await?.ok())
    }

    /// Waits; when it is late, what became of the last alternative's wants.
    pub(super) async fn wait(
        &mut self,
        attempt: &mut Attempt,
        alternatives: &[Vec<Want>],
        most: Duration,
    ) -> Outcome<Result<Met, Vec<Got>>> {
        let begun = Instant::now();
        let met = self.wait_until_met(attempt, alternatives, most).await;
        attempt.done.waited += begun.elapsed();
        met
    }

    async fn wait_until_met(
        &mut self,
        attempt: &mut Attempt,
        alternatives: &[Vec<Want>],
        most: Duration,
    ) -> Outcome<Result<Met, Vec<Got>>> {
        let until = attempt.deadline.min(Instant::now() + most);
        // What is answered at once and means nothing yet is asked again no more often than this.
        let mut turns = tokio::time::interval(BETWEEN_ASKS);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            let left = until.saturating_duration_since(Instant::now());
            let answer = match self.ask(alternatives, left).await {
                Ok(answer) => answer,
                // The next document is asked.
                Err(trouble) if trouble.may_be_a_navigation() && !left.is_zero() => continue,
                Err(trouble) => {
                    let error = self.fail_by(attempt, &trouble);
                    if Self::dismissed(attempt, &error) {
                        continue;
                    }
                    return Err(error);
                }
            };
            match answer {
                Answer::Met(met) if met.alternative < alternatives.len() => return Ok(Ok(met)),
                Answer::Met(_) => {
                    let why = "the in-page script named an alternative that was not asked for";
                    return Err(self.fail(attempt, Fault::Driver(why.to_owned())));
                }
                Answer::Nothing if left.is_zero() => {
                    let why = "the page did not answer";
                    return Err(self.fail(attempt, Fault::Driver(why.to_owned())));
                }
                // The next command tells of the alert.
                Answer::Nothing => {}
                Answer::Interrupted { row, element } => {
                    self.react(attempt, row, element.as_deref()).await?;
                }
                Answer::Late(got) => return Ok(Err(got)),
                Answer::Broken(why) => {
                    let why = format!("the in-page script failed: {}", self.redactor.clean(&why));
                    return Err(self.fail(attempt, Fault::Driver(why)));
                }
            }
        }
    }

    /// Sends the in-page script once.
    async fn ask(&mut self, alternatives: &[Vec<Want>], left: Duration) -> Result<Answer, Trouble> {
        let elements = alternatives.iter().flatten().filter_map(Want::element);
        let healing = heal::request(&self.pages, elements, self.options.healing);
        let alternatives: Vec<Vec<Value>> = alternatives
            .iter()
            .map(|wants| wants.iter().map(|want| self.told(want)).collect())
            .collect();
        let (signing_in, with_person) = (self.signing_in, self.with_person);
        let off = |row: &Interrupt| match row.then {
            Reaction::SignIn => signing_in,
            Reaction::Person => with_person,
            _ => false,
        };
        let request = json!({
            "ms": u64::try_from(left.as_millis()).unwrap_or(u64::MAX),
            "alternatives": alternatives,
            "interrupts": ask::interrupts(&self.pages.interrupts, off),
            "healing": healing,
        });
        let body = json!({ "script": SCRIPT, "args": [request] });
        let value = self.link.post("/execute/async", body, left).await?;
        let (answer, url) = answer::read(value);
        if url.is_some() {
            self.url = url;
        }
        Ok(answer)
    }

    fn told(&self, want: &Want) -> Value {
        let mut json = want.told(&self.pages);
        let healed = want
            .element()
            .is_some_and(|e| self.healed.contains(&e.name));
        if healed && self.options.healing != Healing::Never {
            json.insert("healed".into(), Value::Bool(true));
        }
        Value::Object(json)
    }

    /// A failure about what was read back.
    pub(super) fn read_back(
        &self,
        attempt: &Attempt,
        element: &Element,
        difference: String,
    ) -> PageError {
        let fault = Fault::ReadBack {
            element: Box::new(element.clone()),
            difference,
        };
        self.fail(attempt, fault)
    }
}
