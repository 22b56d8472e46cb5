//! The desk at which one order is worked on: its slots, its page, its line.

use std::sync::Arc;

use super::{Order, Ports, SignIn, Trouble, TroubleKind, sign_in};
use crate::browser::{Done, Page};
use crate::http::Wire;
use crate::plan::{Call, ClearCall, Effect, Moment, Plan, Reading, Refusal, RouteVia, Slots, Step};
use crate::record::Event;
use crate::secret::Cookie;
use crate::session::Session;
use crate::text::RunMessage;

/// The slot under which the ledger keeps the browser's session, so that a later run can end it.
pub(super) const WEBDRIVER_SESSION: &str = "webdriver_session";

/// One order being worked on.
pub(super) struct Desk<'a> {
    pub order: &'a Order<'a>,
    pub ports: &'a Ports<'a>,
    /// What has been found so far.
    pub slots: Slots,
    /// Whether the ledger keeps the slots: a plan that only signs in has no entry there.
    pub kept: bool,
    /// The route in use, once one is.
    pub via: Option<RouteVia>,
    /// Why the first route was left.
    pub reason: Option<String>,
    /// When the last call of an upload was sent.
    pub last_upload_call: Option<tokio::time::Instant>,
    page: Option<Box<dyn Page>>,
    session: Session,
    line: Arc<dyn Wire>,
}

impl<'a> Desk<'a> {
    /// Sits down with what the plan gives and what the ledger kept.
    pub fn sit_down(
        order: &'a Order<'a>,
        ports: &'a Ports<'a>,
        kept: Slots,
    ) -> Result<Self, Trouble> {
        let mut slots = Slots::from_stored(order.plan.given.clone());
        slots.extend(kept);
        let mut desk = Self {
            order,
            ports,
            slots,
            kept: true,
            via: None,
            reason: None,
            last_upload_call: None,
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
            ports,
            slots: Slots::from_stored(order.plan.given.clone()),
            kept: false,
            via: None,
            reason: None,
            last_upload_call: None,
            page: None,
            line: (ports.line)(&Session::default()),
            session: Session::default(),
        }
    }

    /// Takes the account's session from its store.
    fn take_session(&mut self) -> Result<(), Trouble> {
        let loaded = self
            .ports
            .sessions
            .load(&self.order.account.name)
            .map_err(|e| Trouble::stop(RunMessage::State(e.to_string())))?;
        if let Some(session) = loaded {
            hide(&session.cookies, self.ports);
            self.slots
                .extend(self.order.platform.session_slots(&session.cookies));
            self.line = (self.ports.line)(&session);
            self.session = session;
        }
        Ok(())
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        &self.order.plan
    }

    /// Tells what happens.
    pub fn say(&self, event: Event) {
        self.ports.recorder.say(event);
    }

    /// The page, opened when it is first needed.
    pub async fn page(&mut self) -> Result<&mut Box<dyn Page>, Trouble> {
        if self.page.is_none() {
            let (Some(browser), Some(pages)) = (self.ports.browser, &self.order.pages) else {
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
            self.page = Some(page);
            if let Some(id) = id {
                self.slots.set(WEBDRIVER_SESSION, id);
                self.keep(false).await?;
            }
        }
        self.page
            .as_mut()
            .ok_or_else(|| Trouble::stop(RunMessage::NoDriver))
    }

    /// Carries out a step of a browser.
    pub async fn perform(&mut self, step: &Step) -> Result<Done, Trouble> {
        let slots = self.slots.clone();
        let account = self.order.account.name.clone();
        self.page()
            .await?
            .perform(step, &slots)
            .await
            .map_err(|e| Trouble::page(&e, &account))
    }

    /// Sends a call that is not a submit and reads its answer; one that would create what exists is skipped.
    pub async fn call(&mut self, call: &Call) -> Result<(), Trouble> {
        if call.effect == Effect::Create && call.fills().all(|slot| self.slots.get(slot).is_some())
        {
            return Ok(());
        }
        let clear = call.fill(&self.slots)?;
        let request = self.order.dialect.seal(&clear, &self.moment());
        let sent = self
            .line
            .send(request, self.ports.policy.call_deadline)
            .await;
        let reading = match sent {
            Ok(answer) => self.order.dialect.open(&clear, &answer),
            Err(e) => {
                self.called(call, &e.to_string());
                return Err(Trouble::wire(&e));
            }
        };
        match reading {
            Reading::Done(slots) => {
                self.called(call, "done");
                self.slots.extend(slots);
                Ok(())
            }
            Reading::Refused(r) => {
                self.called(call, &format!("refused with {}", r.code));
                let r = self.explained(&clear, r).await;
                Err(Trouble::refused(&call.name, &r, &self.order.account.name))
            }
            Reading::Unclear(what) => {
                self.called(call, &what);
                Err(Trouble::stop(RunMessage::Unclear {
                    call: call.name.clone(),
                    what,
                }))
            }
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
        if self.ports.policy.sign_in == SignIn::Refuse {
            return Err(Trouble {
                message: RunMessage::SignIn {
                    account: account.name.clone(),
                },
                kind: TroubleKind::Person,
            });
        }
        self.stand_up().await;
        sign_in(account, self.order.platform, self.ports).await?;
        self.take_session()
    }

    /// Takes the session out of the page.
    pub async fn session(&mut self) -> Result<Session, Trouble> {
        let account = self.order.account.name.clone();
        let taken = self.ports.recorder.now();
        let user_id = self.slots.text("user_id");
        let page = self.page().await?;
        let trouble = |e| Trouble::page(&e, &account);
        Ok(Session {
            cookies: page.cookies().await.map_err(trouble)?,
            user_agent: Some(page.user_agent().await.map_err(trouble)?),
            user_id,
            taken,
        })
    }

    /// Keeps what the page looks like, under the run's directory.
    pub async fn evidence(&mut self, name: &str) {
        if let Some(page) = self.page.as_mut() {
            let name = format!("{}-{name}", self.order.account.name);
            let evidence = page.evidence(self.ports.recorder.dir(), &name).await;
            self.ports.recorder.say(Event::Kept {
                key: self.order.plan.key.clone(),
                evidence,
            });
        }
    }

    /// Leaves the page, so that none of its timers writes any more, and closes the browser.
    pub async fn stand_up(&mut self) {
        if let Some(mut page) = self.page.take() {
            if let Err(e) = page.leave().await {
                tracing::debug!("leaving the page: {:?}", e.fault);
            }
            tracing::debug!("{} WebDriver commands", page.commands());
            page.close().await;
        }
    }

    fn called(&self, call: &Call, result: &str) {
        self.called_by_name(&call.name, result);
    }

    /// Tells of a call that was made.
    pub fn called_by_name(&self, call: &str, result: &str) {
        self.say(Event::Called {
            key: self.plan().key.clone(),
            call: call.to_owned(),
            result: result.to_owned(),
        });
    }
}

/// Hides cookies from all that is recorded; a short value is no secret, and hiding it would blot out half of a text.
pub(super) fn hide(cookies: &[Cookie], ports: &Ports<'_>) {
    for cookie in cookies {
        if cookie.value.expose().len() >= 8 {
            ports.recorder.hide(&cookie.value);
        }
    }
}
