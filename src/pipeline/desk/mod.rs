//! The desk at which one order is worked on: its slots, its page, its line.

mod calls;
mod funds;
mod page;
mod parked;
mod session;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::outside::Got;
use super::upload::UploadTurns;
use super::{Order, Ports, Trouble};
use crate::browser::Page;
use crate::http::Wire;
use crate::plan::{Money, Plan, RouteVia, Slots, Step, TODAY};
use crate::record::Event;
use crate::session::Session;
use crate::site::PagesFile;
use crate::text::RunMessage;

pub(super) use parked::Parked;
pub(super) use session::hide;

/// The slot under which the ledger keeps the browser's session, so that a later run can end it.
pub(super) const WEBDRIVER_SESSION: &str = "webdriver_session";

/// The slot under which the ledger keeps the directory that the plan's files are relative to: a later run may be begun in
/// another one.
pub const ARTICLE_ROOT: &str = "article_root";

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
        if order.plan.has_files() {
            slots.set(ARTICLE_ROOT, order.root.to_string_lossy());
        }
        let mut desk = Self::bare(order, plan, ports, slots);
        desk.take_session()?;
        Ok(desk)
    }

    /// Sits down to sign in: no session is used and the ledger keeps nothing.
    pub fn signed_out(order: &'a Order<'a>, ports: &'a Ports<'a>) -> Self {
        let slots = Slots::from_stored(order.plan.given.clone());
        Self {
            kept: false,
            ..Self::bare(order, &order.plan, ports, slots)
        }
    }

    /// A desk with nothing but some slots on it.
    fn bare(order: &'a Order<'a>, plan: &'a Plan, ports: &'a Ports<'a>, slots: Slots) -> Self {
        Self {
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
        }
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
