//! An order between being made ready and being handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Desk;
use crate::browser::Page;
use crate::http::Wire;
use crate::pipeline::upload::UploadTurns;
use crate::pipeline::{Order, Ports};
use crate::plan::{Money, RouteVia, Slots};
use crate::session::Session;
use crate::site::PagesFile;

/// What an order keeps between being made ready and being handed in. The plan is not part of it.
pub struct Parked {
    pub(super) slots: Slots,
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

impl<'a> Desk<'a> {
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
}
