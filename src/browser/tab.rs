//! One tab of one account: the wait that every step is made of.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, MissedTickBehavior};

use super::ahead::Ahead;
use super::ask::{self, About, Answer, Got, Met, SCRIPT, Want};
use super::capabilities::Options;
use super::heal::{self, Healing};
use super::link::{Link, Trouble};
use super::page::{Done, Fault, PageError};
use crate::secret::Redactor;
use crate::secret::scrub;
use crate::site::{Element, Interrupt, PagesFile, Reaction};

/// The least time between two asks of one wait.
const BETWEEN_ASKS: Duration = Duration::from_millis(20);

/// How often one interrupt is dismissed within one step: what comes back for ever needs a person.
const DISMISSALS: usize = 5;

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

/// A step under way: its deadline, and what it did so far.
pub(super) struct Attempt {
    started: Instant,
    deadline: Instant,
    /// What it did.
    pub(super) done: Done,
}

impl Attempt {
    /// Begins.
    pub(super) fn new(wait: Duration) -> Self {
        let started = Instant::now();
        Self {
            started,
            deadline: started + wait,
            done: Done::default(),
        }
    }

    /// The time left.
    pub(super) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    pub(super) fn note(&mut self, wants: &[Want], got: &[Got], pages: &PagesFile) {
        for (want, got) in wants.iter().zip(got) {
            let Some(element) = want.element() else {
                continue;
            };
            if let Some(candidate) = got.candidate {
                let pair = (element.name.clone(), candidate);
                if !self.done.matched.contains(&pair) {
                    self.done.matched.push(pair);
                }
            }
            if let Some(healed) = got.healed(element, pages)
                && !self.done.healed.iter().any(|h| h.element == healed.element)
            {
                self.done.healed.push(healed);
            }
        }
    }
}

/// The result of a step's part.
pub(super) type Outcome<T> = Result<T, PageError>;

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

    /// What an alert means: the site file's row that has these words and nothing else, or a failure.
    fn alert(&self, text: &str) -> Fault {
        let known = |row: &&Interrupt| {
            let sign = &row.when;
            let words = sign
                .text
                .as_ref()
                .is_some_and(|t| text.contains(t.as_str()));
            words && sign.url.is_none() && sign.title.is_none() && sign.css.is_none()
        };
        match self.pages.interrupts.iter().find(known) {
            Some(row) => interrupt(row),
            None => Fault::Interrupt {
                name: "alert".to_owned(),
                about: format!("the page says: {}", self.redactor.clean(text)),
                reaction: Reaction::Fail,
            },
        }
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
        let (answer, url) = ask::read(value);
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

    /// Does what the site file says about an interrupt.
    async fn react(
        &mut self,
        attempt: &mut Attempt,
        row: usize,
        element: Option<&str>,
    ) -> Outcome<()> {
        let Some(row) = self.pages.interrupts.get(row).cloned() else {
            let why = "the in-page script named an interrupt that is not in the table";
            return Err(self.fail(attempt, Fault::Driver(why.to_owned())));
        };
        let dismissed = attempt.done.dismissed.iter().filter(|n| **n == row.name);
        let again = dismissed.count() < DISMISSALS;
        match element {
            Some(id) if row.then == Reaction::Dismiss && again => {
                match self.press(id, attempt.left()).await {
                    Ok(()) => attempt.done.dismissed.push(row.name),
                    // It went away by itself, or moved: the next look tells.
                    Err(trouble) if trouble.proves_no_click() => {}
                    Err(trouble) => return Err(self.fail_by(attempt, &trouble)),
                }
                Ok(())
            }
            _ => {
                let mut fault = interrupt(&row);
                if let Fault::Interrupt { reaction, .. } = &mut fault
                    && *reaction == Reaction::Dismiss
                {
                    *reaction = Reaction::Fail;
                }
                Err(self.fail(attempt, fault))
            }
        }
    }

    /// Whether to go on after an alert that the site file says may be dismissed: the driver has done so.
    fn dismissed(attempt: &mut Attempt, error: &PageError) -> bool {
        if let Fault::Interrupt {
            name,
            reaction: Reaction::Dismiss,
            ..
        } = &error.fault
            && attempt.done.dismissed.len() < DISMISSALS
            && !attempt.left().is_zero()
        {
            attempt.done.dismissed.push(name.clone());
            return true;
        }
        false
    }

    /// What was missing when nothing held in time.
    fn late(&self, wants: &[Want], got: &[Got]) -> Fault {
        let missing = wants.iter().zip(got).find(|(_, got)| !got.met);
        let Some((want, got)) = missing else {
            return Fault::Driver("the in-page script waited for nothing".to_owned());
        };
        match &want.about {
            About::Element(element) => match got.compared {
                Some(compared) => Fault::ReadBack {
                    element: element.clone(),
                    difference: compared.words(),
                },
                None => match &got.found {
                    Some(found) => Fault::ReadBack {
                        element: element.clone(),
                        difference: self.redactor.clean(found),
                    },
                    None => Fault::Element {
                        tried: got.tried(element),
                        element: element.clone(),
                    },
                },
            },
            About::Of(element, wanted) => Fault::Condition {
                wanted: wanted.clone(),
                found: match &got.found {
                    Some(found) => self.redactor.clean(found),
                    None => {
                        let tried = got.tried(element);
                        let words: Vec<String> = tried.iter().map(ToString::to_string).collect();
                        format!("{} is not there: {}", element.name, words.join("; "))
                    }
                },
            },
            About::Words(wanted) => Fault::Condition {
                wanted: wanted.clone(),
                found: match (&got.found, &self.url) {
                    (Some(found), Some(url)) if found == "another URL" => {
                        scrub::without_query_values(url)
                    }
                    (Some(found), _) => self.redactor.clean(found),
                    (None, _) => "nothing of it was seen".to_owned(),
                },
            },
        }
    }

    /// Clicks an element natively.
    pub(super) async fn press(&mut self, id: &str, may_take: Duration) -> Result<(), Trouble> {
        self.acted = Some(id.to_owned());
        let path = format!("/element/{id}/click");
        self.link.post(&path, json!({}), may_take).await.map(drop)
    }

    /// Types into an element natively.
    pub(super) async fn type_keys(&mut self, id: &str, text: &str) -> Result<(), Trouble> {
        self.acted = Some(id.to_owned());
        let path = format!("/element/{id}/value");
        let body = json!({ "text": text });
        // Key by key: a long text takes its time.
        let may_take = Duration::from_secs(10) + Duration::from_millis(10) * units(text);
        self.link.post(&path, body, may_take).await.map(drop)
    }

    /// Carries out W3C actions.
    pub(super) async fn act(&mut self, actions: Value) -> Result<(), Trouble> {
        let may_take = Duration::from_secs(20);
        self.link
            .post("/actions", actions, may_take)
            .await
            .map(drop)
    }

    /// Opens a URL; a page whose document takes too long is left to the wait that follows.
    pub(super) async fn navigate(&mut self, attempt: &Attempt, url: &str) -> Outcome<()> {
        let body = json!({ "url": url });
        let load = super::capabilities::PAGE_LOAD;
        match self.link.send(Method::POST, "/url", Some(body), load).await {
            Ok(_) => Ok(()),
            Err(Trouble::Refused { code, .. }) if code == "timeout" => Ok(()),
            Err(Trouble::Refused {
                says, alert: None, ..
            }) if says.contains("net::") => {
                let fault = Fault::Condition {
                    wanted: format!("to open {}", scrub::without_query_values(url)),
                    found: says,
                };
                Err(self.fail(attempt, fault))
            }
            Err(trouble) => Err(self.fail_by(attempt, &trouble)),
        }
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

fn units(text: &str) -> u32 {
    u32::try_from(super::keys::units(text)).unwrap_or(u32::MAX)
}

fn interrupt(row: &Interrupt) -> Fault {
    Fault::Interrupt {
        name: row.name.clone(),
        about: row.about.clone(),
        reaction: row.then,
    }
}
