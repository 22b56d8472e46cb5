//! One plan about to be carried out, and how it ended.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Head;
use crate::ledger::Entry;
use crate::plan::{
    Account, Dialect, Key, Milestone, MilestoneName, Plan, Platform, Receipt, RouteVia, State,
    Step, Submit,
};
use crate::site::PagesFile;
use crate::text::RunMessage;

/// A plan with what carries it out.
pub struct Order<'a> {
    /// The plan.
    pub plan: Plan,
    /// Its account.
    pub account: &'a Account,
    /// Its platform.
    pub platform: &'a dyn Platform,
    /// How the account's calls travel.
    pub dialect: Box<dyn Dialect>,
    /// The directory that the plan's files are relative to.
    pub root: PathBuf,
    /// The site's pages, where there is a browser route.
    pub pages: Option<PagesFile>,
    /// The same by older versions of the pages, the newest first: for a site that is not as the newest has it.
    pub older: Vec<Version>,
}

/// A version of a site's pages, and the plan by it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Version {
    /// The pages.
    pub pages: PagesFile,
    /// The plan.
    pub plan: Plan,
}

impl Order<'_> {
    /// The plan's submits, one a route.
    pub fn submits(&self) -> impl Iterator<Item = &Submit> {
        self.plan
            .milestones
            .iter()
            .flat_map(|m| &m.routes)
            .flat_map(|r| &r.steps)
            .filter_map(|s| match s {
                Step::Submit(submit) => Some(submit),
                _ => None,
            })
    }

    /// A milestone by name.
    pub fn milestone(&self, name: MilestoneName) -> Option<&Milestone> {
        self.plan.milestones.iter().find(|m| m.name == name)
    }
}

/// How an order ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The key.
    pub key: Key,
    /// The platform's name.
    pub platform: String,
    /// The article's file.
    pub file: String,
    /// How it stands.
    pub state: State,
    /// The route that handed it in.
    pub route: Option<RouteVia>,
    /// Why that route and not the first one.
    pub route_reason: Option<String>,
    /// The site file of that route.
    pub site_file: Option<String>,
    /// What the platform gave back.
    pub receipt: Option<Receipt>,
    /// What went wrong.
    pub problem: Option<RunMessage>,
    /// Whether a person is needed.
    pub person: bool,
}

impl Ended {
    /// An order in some state, with nothing else to say yet.
    pub fn new(plan: &Plan, state: State) -> Self {
        Self::named(&plan.key, &plan.platform, &plan.article.file, state)
    }

    /// The same of an order whose plan is not at hand.
    pub fn of(head: &Head<'_>, state: State) -> Self {
        Self::named(&head.key, &head.platform, &head.file, state)
    }

    /// How an order stands that a run was stopped at: what the ledger says, and nothing else. What it says of another
    /// content is not said of this one: the update waits.
    pub fn by_ledger(head: &Head<'_>, entry: Option<&Entry>) -> Self {
        let of_this = |e: &&Entry| e.state.is_open() || e.plan.article.hash == head.hash;
        let entry = entry.filter(of_this);
        let state = entry.map_or(State::Waiting, Entry::stands);
        let mut ended = Self::of(head, state);
        if state != State::Waiting {
            ended.receipt = entry.and_then(|e| e.receipt.clone());
        }
        if ended.receipt.is_none() {
            ended.problem = Some(RunMessage::Stopped);
        }
        ended
    }

    fn named(key: &Key, platform: &str, file: &str, state: State) -> Self {
        Self {
            key: key.clone(),
            platform: platform.to_owned(),
            file: file.to_owned(),
            state,
            route: None,
            route_reason: None,
            site_file: None,
            receipt: None,
            problem: None,
            person: false,
        }
    }

    /// Adds what the platform gave back; the state is the receipt's.
    #[must_use]
    pub fn with_receipt(mut self, receipt: Receipt) -> Self {
        self.state = receipt.state;
        if receipt.state == State::Rejected {
            self.problem = Some(RunMessage::Rejected {
                why: receipt.evidence.join("; "),
            });
        }
        if receipt.state == State::Gone {
            self.problem = Some(RunMessage::Gone {
                url: receipt.url.clone(),
            });
        }
        self.receipt = Some(receipt);
        self
    }

    /// Adds what went wrong.
    #[must_use]
    pub fn with_problem(mut self, problem: RunMessage) -> Self {
        self.problem = Some(problem);
        self
    }
}
