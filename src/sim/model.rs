//! What the three platforms really have.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::time::Instant;

use crate::plan::Money;

/// What one order of a medium costs.
pub(super) const PRICE: Money = Money::fen(1300);

/// How long the list of the own articles lags behind.
const LAG: Duration = Duration::from_secs(30);

/// How long a request of a page is under way at most.
const PAGE_REQUEST: Duration = Duration::from_millis(1900);

/// Something that changes a platform.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// A draft is made.
    Draft,
    /// All fields of a draft are set.
    Fields(String),
    /// A draft is published.
    Publish(String),
    /// An order is placed: our id of it, the medium.
    Order(String, String),
    /// An article is pushed.
    Push,
}

/// A draft on Juejin.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) complete: bool,
    /// Its article, and when the own list shows it.
    pub(super) article: Option<(String, Instant)>,
}

/// The three platforms.
#[derive(Default)]
pub(super) struct Model {
    pub(super) drafts: BTreeMap<String, Draft>,
    /// Publishes of drafts that had not all their fields.
    pub(super) incomplete: u32,
    pub(super) orders: BTreeMap<String, String>,
    pub(super) pushes: u32,
    /// Under way: when it arrives, what it is, and the browser that must live for it.
    pending: Vec<(Instant, Change, Option<u32>)>,
    browsers: BTreeSet<u32>,
    opened: u32,
    numbers: u64,
}

impl Model {
    /// Changes a platform; gives the number of what was made, or none where it is refused.
    pub(super) fn change(&mut self, change: &Change, now: Instant) -> Option<String> {
        match change {
            Change::Draft => {
                let id = self.number();
                self.drafts.insert(id.clone(), Draft::default());
                Some(id)
            }
            Change::Fields(id) => {
                self.drafts.get_mut(id)?.complete = true;
                Some(id.clone())
            }
            Change::Publish(id) => {
                let fresh = self.number();
                let draft = self.drafts.get_mut(id)?;
                if !draft.complete {
                    self.incomplete += 1;
                }
                // Publishing the same draft again edits its article in place.
                let article = draft.article.get_or_insert((fresh, now + LAG));
                Some(article.0.clone())
            }
            Change::Order(id, medium) => {
                if self.orders.contains_key(id) {
                    return None;
                }
                self.orders.insert(id.clone(), medium.clone());
                Some(id.clone())
            }
            Change::Push => {
                self.pushes += 1;
                Some(self.pushes.to_string())
            }
        }
    }

    /// Lets something arrive later, as long as its browser lives.
    pub(super) fn later(&mut self, at: Instant, change: Change, browser: Option<u32>) {
        self.pending.push((at, change, browser));
    }

    /// Lets all arrive that is due.
    pub(super) fn arrive(&mut self, now: Instant) {
        while let Some(n) = self.pending.iter().position(|(at, _, _)| *at <= now) {
            let (at, change, browser) = self.pending.swap_remove(n);
            match browser {
                None => drop(self.change(&change, at)),
                // The click came: its request leaves, and no longer needs the page.
                Some(b) if self.browsers.contains(&b) => {
                    self.pending.push((at + PAGE_REQUEST, change, None));
                }
                Some(_) => {}
            }
        }
    }

    /// Opens a browser.
    pub(super) fn open(&mut self) -> u32 {
        self.opened += 1;
        self.browsers.insert(self.opened);
        self.opened
    }

    /// Ends a browser: what it would have done is not done.
    pub(super) fn end(&mut self, browser: u32) {
        self.browsers.remove(&browser);
        self.pending.retain(|(_, _, b)| *b != Some(browser));
    }

    /// How often a target was really published, with what is still under way.
    pub(super) fn published(&self, account: &str, target: &str) -> u32 {
        let pending = |f: &dyn Fn(&Change) -> bool| {
            let under_way = self.pending.iter().filter(|(_, c, _)| f(c));
            u32::try_from(under_way.count()).expect("few")
        };
        let there = match account {
            "juejin" => self.drafts.values().filter(|d| d.article.is_some()).count(),
            "jz" => self.orders.values().filter(|m| *m == target).count(),
            _ => return self.pushes + pending(&|c| matches!(c, Change::Push)),
        };
        let there = u32::try_from(there).expect("few");
        // Where something is there already, what is under way changes nothing more.
        let coming = match account {
            "juejin" => pending(&|c| matches!(c, Change::Publish(_))),
            _ => pending(&|c| matches!(c, Change::Order(_, m) if m == target)),
        };
        if there == 0 { coming.min(1) } else { there }
    }

    /// What was charged.
    pub(super) fn charged(&self) -> Money {
        self.orders.values().map(|_| PRICE).sum()
    }

    fn number(&mut self) -> String {
        self.numbers += 1;
        (7_300_000_000_000_000_000 + self.numbers).to_string()
    }
}
