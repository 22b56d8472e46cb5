//! The desk at which one order is worked on: its slots, its page, its line.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::time::Instant;

use super::outside::Got;
use super::upload::UploadTurns;
use super::who::check_stored;
use super::{Order, Ports, SignIn, Trace, Trouble, TroubleKind, sign_in};
use crate::browser::{Done, Page, PageError};
use crate::http::{SendError, Wire};
use crate::plan::{
    Answer, Call, ClearCall, Effect, FUNDS, Moment, Money, Plan, Reading, Refusal, RouteVia,
    SignInWay, Slots, Step, TODAY,
};
use crate::record::{Awaited, CallTrace, Event};
use crate::secret::{Cookie, Secret};
use crate::session::Session;
use crate::site::{ErrorMeaning, PagesFile};
use crate::text::RunMessage;

/// The slot under which the ledger keeps the browser's session, so that a later run can end it.
pub(super) const WEBDRIVER_SESSION: &str = "webdriver_session";

/// The pauses before a call is sent again that may be (public tools: the site cuts connections that come too densely).
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// The longest pause that a platform may ask for, in seconds; what takes longer is for a later run.
const LONGEST_ASKED: u64 = 60;

/// Whether a call may be sent again though it may have arrived: one that reads, and one that sets a named state.
fn repeats(effect: Effect) -> bool {
    matches!(effect, Effect::Read | Effect::Set)
}

/// One order being worked on.
pub(super) struct Desk<'a> {
    pub order: &'a Order<'a>,
    /// The plan: the order's, or the one that an earlier run left open.
    plan: &'a Plan,
    pub ports: &'a Ports<'a>,
    /// What has been found so far.
    pub slots: Slots,
    /// Whether the ledger keeps the slots: a plan that only signs in has no entry there.
    pub kept: bool,
    /// The route in use, once one is.
    pub via: Option<RouteVia>,
    /// Why the first route was left.
    pub reason: Option<String>,
    /// The turns of the calls of uploads.
    pub upload_turns: UploadTurns,
    /// When the site said last who is signed in.
    pub checked: Option<i64>,
    /// What only a person could get past after the submit's click.
    pub stood: Option<RunMessage>,
    /// The elements of the pages that were healed, by name.
    pub(super) healed: BTreeSet<String>,
    /// What was agreed to be spent.
    pub agreed: Option<Money>,
    /// The text that a look found last.
    pub seen: Option<String>,
    /// When the first attempt began, where an attempt may have made something whose number is not known.
    pub orphans_since: Option<i64>,
    /// When the first attempt began.
    pub began: i64,
    /// The pictures of the web that were fetched, by address.
    pub(super) fetched: BTreeMap<String, Got>,
    /// The version of the pages in use, where it is not the order's own.
    version: Option<&'a PagesFile>,
    /// Whether it is decided which version is used.
    pub(super) chosen: bool,
    /// The step that the page has been opened by already, to see which version it is.
    pub(super) there: Option<Step>,
    /// Said once the intent of a submit is about to be on disk: from here on the order is worked on to its end.
    pub committed: Arc<AtomicBool>,
    page: Option<Box<dyn Page>>,
    session: Session,
    line: Arc<dyn Wire>,
}

/// What an order keeps between being made ready and being handed in. The plan is not part of it.
pub(super) struct Parked {
    slots: Slots,
    via: Option<RouteVia>,
    reason: Option<String>,
    upload_turns: UploadTurns,
    checked: Option<i64>,
    healed: BTreeSet<String>,
    /// What was agreed to be spent.
    pub agreed: Option<Money>,
    orphans_since: Option<i64>,
    began: i64,
    /// The site file of the version of the pages in use, where it is not the order's own.
    version: Option<String>,
    chosen: bool,
    session: Session,
    line: Arc<dyn Wire>,
}

impl Parked {
    /// What is left on the account, where the plan has a call that tells it.
    pub fn funds(&self) -> Option<Money> {
        funds(&self.slots)
    }
}

/// What is left on an account, by its slot.
fn funds(slots: &Slots) -> Option<Money> {
    slots.text(FUNDS)?.parse().ok()
}

impl<'a> Desk<'a> {
    /// Sits down with what the plan gives and what the ledger kept.
    pub fn sit_down(
        order: &'a Order<'a>,
        ports: &'a Ports<'a>,
        kept: Slots,
    ) -> Result<Self, Trouble> {
        Self::sit_down_for(order, &order.plan, ports, kept)
    }

    /// Sits down for another plan of the same account.
    pub fn sit_down_for(
        order: &'a Order<'a>,
        plan: &'a Plan,
        ports: &'a Ports<'a>,
        kept: Slots,
    ) -> Result<Self, Trouble> {
        let mut slots = Slots::from_stored(plan.given.clone());
        slots.extend(kept);
        // What is given now is newer than what an earlier run was given.
        slots.extend(Slots::from_stored(remembered(&order.plan)));
        slots.set(TODAY, today(ports.recorder.now()));
        let mut desk = Self {
            order,
            plan,
            ports,
            slots,
            kept: true,
            via: None,
            reason: None,
            upload_turns: UploadTurns::default(),
            checked: None,
            stood: None,
            healed: BTreeSet::new(),
            agreed: None,
            seen: None,
            orphans_since: None,
            began: ports.recorder.now(),
            fetched: BTreeMap::new(),
            version: None,
            chosen: false,
            there: None,
            committed: Arc::default(),
            page: None,
            line: (ports.line)(&Session::default()),
            session: Session::default(),
        };
        desk.take_session()?;
        Ok(desk)
    }

    /// Sits down to sign in: no session is used and the ledger keeps nothing.
    pub fn signed_out(order: &'a Order<'a>, ports: &'a Ports<'a>) -> Self {
        Self {
            order,
            plan: &order.plan,
            ports,
            slots: Slots::from_stored(order.plan.given.clone()),
            kept: false,
            via: None,
            reason: None,
            upload_turns: UploadTurns::default(),
            checked: None,
            stood: None,
            healed: BTreeSet::new(),
            agreed: None,
            seen: None,
            orphans_since: None,
            began: ports.recorder.now(),
            fetched: BTreeMap::new(),
            version: None,
            chosen: false,
            there: None,
            committed: Arc::default(),
            page: None,
            line: (ports.line)(&Session::default()),
            session: Session::default(),
        }
    }

    /// Leaves the desk until the order is handed in; what is kept, and the page where one is open.
    pub fn park(self) -> (Parked, Option<Box<dyn Page>>) {
        let parked = Parked {
            slots: self.slots,
            via: self.via,
            reason: self.reason,
            upload_turns: self.upload_turns,
            checked: self.checked,
            healed: self.healed,
            agreed: self.agreed,
            orphans_since: self.orphans_since,
            began: self.began,
            version: self.version.map(PagesFile::id),
            chosen: self.chosen,
            session: self.session,
            line: self.line,
        };
        (parked, self.page)
    }

    /// Sits down again. `committed` says to whoever waits that the submit is about to leave.
    pub fn unpark(
        order: &'a Order<'a>,
        ports: &'a Ports<'a>,
        parked: Parked,
        committed: Arc<AtomicBool>,
    ) -> Self {
        let version = order
            .older
            .iter()
            .find(|v| Some(v.pages.id()) == parked.version);
        Self {
            order,
            plan: version.map_or(&order.plan, |v| &v.plan),
            ports,
            slots: parked.slots,
            kept: true,
            via: parked.via,
            reason: parked.reason,
            upload_turns: parked.upload_turns,
            checked: parked.checked,
            stood: None,
            healed: parked.healed,
            agreed: parked.agreed,
            seen: None,
            orphans_since: parked.orphans_since,
            began: parked.began,
            fetched: BTreeMap::new(),
            version: version.map(|v| &v.pages),
            chosen: parked.chosen,
            there: None,
            committed,
            page: None,
            session: parked.session,
            line: parked.line,
        }
    }

    /// Goes on in a page that an earlier order of the account has opened.
    ///
    /// # Errors
    /// The ledger does not keep whose browser it is.
    pub async fn take_over(&mut self, page: Option<Box<dyn Page>>) -> Result<(), Trouble> {
        let Some(mut page) = page else { return Ok(()) };
        // The earlier one may have gone by another version of the pages.
        if let Some(pages) = self.pages() {
            page.use_pages(pages);
        }
        let id = page.session_id();
        self.page = Some(page);
        self.keep_browser(id).await
    }

    /// Keeps the browser's session, so that a later run can end it.
    async fn keep_browser(&mut self, id: Option<String>) -> Result<(), Trouble> {
        if let Some(id) = id
            && self.slots.text(WEBDRIVER_SESSION).as_ref() != Some(&id)
        {
            self.slots.set(WEBDRIVER_SESSION, id);
            self.keep(false).await?;
        }
        Ok(())
    }

    /// Takes the account's session from its store.
    fn take_session(&mut self) -> Result<(), Trouble> {
        let loaded = self
            .ports
            .sessions
            .load(&self.order.account.name)
            .map_err(|e| Trouble::session(&e))?;
        if let Some(session) = loaded {
            hide(&session.cookies, self.ports);
            check_stored(&self.order.account.name, &session, self.ports)?;
            self.use_session(session);
        }
        Ok(())
    }

    /// Goes on with a session.
    pub fn use_session(&mut self, session: Session) {
        self.slots
            .extend(self.order.platform.session_slots(&session.cookies));
        self.line = (self.ports.line)(&session);
        self.session = session;
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The pages as they are known.
    pub(super) fn pages(&self) -> Option<&'a PagesFile> {
        self.version.or(self.order.pages.as_ref())
    }

    /// Goes on by another version of the pages.
    pub(super) fn use_version(&mut self, pages: &'a PagesFile, plan: &'a Plan) {
        self.version = Some(pages);
        self.plan = plan;
        if let Some(page) = self.page.as_mut() {
            page.use_pages(pages);
        }
    }

    /// Tells what happens.
    pub fn say(&self, event: Event) {
        self.ports.recorder.say(event);
    }

    /// Whether a page is open.
    pub fn has_page(&self) -> bool {
        self.page.is_some()
    }

    /// The page, opened when it is first needed.
    pub async fn page(&mut self) -> Result<&mut Box<dyn Page>, Trouble> {
        if self.page.is_none() {
            let (Some(browser), Some(pages)) = (self.ports.browser, self.pages()) else {
                return Err(Trouble {
                    message: RunMessage::NoDriver,
                    kind: TroubleKind::Route,
                });
            };
            let page = browser
                .open(
                    pages,
                    &self.session.cookies,
                    &self.ports.recorder.redactor(),
                )
                .await
                .map_err(|e| Trouble::page(&e, &self.order.account.name))?;
            let id = page.session_id();
            let mut page = page;
            // Who signs in in the window sees to all that the site wants there.
            page.with_person(!self.kept && self.ports.policy.window);
            self.page = Some(page);
            self.keep_browser(id).await?;
        }
        self.page
            .as_mut()
            .ok_or_else(|| Trouble::stop(RunMessage::NoDriver))
    }

    /// Carries out a step of a browser; the page may look for the next one at once.
    pub async fn perform(&mut self, step: &Step, next: Option<&Step>) -> Result<Done, Trouble> {
        let slots = self.slots.clone();
        let account = self.order.account.name.clone();
        let page = self.page().await?;
        page.before(next);
        let done = page.perform(step, &slots).await;
        self.heard(done).map_err(|e| Trouble::page(&e, &account))
    }

    /// Tells of the elements that were healed on the way, each once, and gives what came of it.
    pub(super) fn heard(&mut self, done: Result<Done, PageError>) -> Result<Done, PageError> {
        let healed = match &done {
            Ok(done) => &done.healed,
            Err(e) => &e.healed,
        };
        for healed in healed {
            if self.healed.insert(healed.element.clone()) {
                let key = self.plan().key.clone();
                let healed = Box::new(healed.clone());
                self.say(Event::Healed { key, healed });
            }
        }
        done
    }

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

    /// What is left on the account, where the plan has a call that tells it.
    pub fn funds(&self) -> Option<Money> {
        funds(&self.slots)
    }

    /// Asks again what is left on the account. Nothing depends on it any more, so a failure is only recorded.
    pub async fn ask_funds(&mut self) {
        let plan = self.plan();
        let steps = plan.milestones.iter().flat_map(|m| &m.routes);
        let call = steps.flat_map(|r| &r.steps).find_map(|s| match s {
            Step::Call(call) if call.fills().any(|slot| slot == FUNDS) => Some(call),
            _ => None,
        });
        let Some(call) = call else { return };
        self.slots.put(FUNDS, serde_json::Value::Null, false);
        match self.call(call).await {
            Ok(()) => self.say_funds(),
            Err(t) => tracing::debug!("what is left: {}", t.message.code()),
        }
    }

    /// Puts what is left on the account into the record.
    pub fn say_funds(&self) {
        if let Some(left) = self.funds() {
            self.say(Event::Funds {
                key: self.plan().key.clone(),
                left,
            });
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

    /// Puts the slots on disk.
    pub async fn keep(&mut self, prepared: bool) -> Result<(), Trouble> {
        if self.kept {
            let now = self.ports.recorder.now();
            self.ports
                .ledger
                .fill(&self.plan().key, &self.slots, prepared, now)
                .await?;
        }
        Ok(())
    }

    /// Signs in through the page when that is allowed, and goes on with the new session.
    pub async fn sign_in(&mut self) -> Result<(), Trouble> {
        let account = self.order.account;
        let way = match self.ports.policy.sign_in {
            SignIn::Ask => SignInWay::Sms,
            SignIn::Window => SignInWay::Window,
            SignIn::Refuse => {
                return Err(Trouble {
                    message: RunMessage::SignIn {
                        account: account.name.clone(),
                    },
                    kind: TroubleKind::Person,
                });
            }
        };
        self.stand_up().await;
        Box::pin(sign_in(account, self.order.platform, self.ports, way)).await?;
        self.take_session()
    }

    /// Takes the session out of the page, and asks the site whose it is.
    pub async fn session(&mut self) -> Result<Session, Trouble> {
        let account = self.order.account.name.clone();
        let page = self.page().await?;
        let trouble = |e| Trouble::page(&e, &account);
        let cookies = page.cookies().await.map_err(trouble)?;
        let agent = page.user_agent().await.map_err(trouble)?;
        self.session_of(cookies, Some(agent)).await
    }

    /// Keeps what the page looks like, under the run's directory.
    pub async fn evidence(&mut self, name: &str) {
        if let Some(page) = self.page.as_mut() {
            let number = self.ports.recorder.number();
            let name = format!("{}-{name}-{number}", self.order.account.name);
            let evidence = page.evidence(self.ports.recorder.dir(), &name).await;
            self.ports.recorder.say(Event::Kept {
                key: self.plan.key.clone(),
                evidence,
            });
        }
    }

    /// Leaves the page, so that none of its timers writes any more while another route works on the same draft.
    pub async fn leave(&mut self) {
        self.there = None;
        if let Some(page) = self.page.as_mut()
            && let Err(e) = page.leave().await
        {
            tracing::debug!("leaving the page: {:?}", e.fault);
        }
    }

    /// Closes the browser.
    pub async fn stand_up(&mut self) {
        self.there = None;
        if let Some(page) = self.page.take() {
            let commands = page.commands() + 1;
            page.close().await;
            tracing::debug!(
                "{commands} WebDriver commands, from opening the browser to closing it"
            );
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

/// What a plan gives to be used when a platform is closed.
fn remembered(plan: &Plan) -> BTreeMap<String, serde_json::Value> {
    let given = plan.given.iter();
    given
        .filter(|(name, _)| name.starts_with(crate::plan::LAST))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The day in China of a time in Unix seconds: where every one of the platforms counts its days.
fn today(now: i64) -> String {
    let time = jiff::Timestamp::from_second(now).unwrap_or_default();
    let china = jiff::tz::Offset::constant(8).to_datetime(time);
    china.date().to_string()
}

/// Hides cookies from all that is recorded; a short value is no secret, and hiding it would blot out half of a text.
pub(super) fn hide(cookies: &[Cookie], ports: &Ports<'_>) {
    for cookie in cookies {
        if cookie.value.expose().len() >= 8 {
            ports.recorder.hide(&cookie.value);
        }
    }
}
