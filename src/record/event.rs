//! The events of a run.

use serde::Serialize;

use super::Evidence;
use crate::plan::{Key, MilestoneName, Money, RouteVia, State};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A run began.
    RunBegan {
        /// Its id.
        run: String,
        /// Whether it is in the sandbox.
        sandbox: bool,
    },
    /// A plan was made.
    Planned {
        /// Its key.
        key: Key,
        /// The article's title.
        title: String,
    },
    /// An account's earlier attempt is looked for.
    Looking {
        /// Its key.
        key: Key,
        /// Seconds until a negative look counts.
        wait: i64,
    },
    /// What a look found.
    Looked {
        /// Its key.
        key: Key,
        /// In words.
        found: String,
    },
    /// A milestone is begun by a route.
    Began {
        /// Its key.
        key: Key,
        /// The milestone.
        milestone: MilestoneName,
        /// The route.
        via: RouteVia,
    },
    /// A step is done.
    Did {
        /// Its key.
        key: Key,
        /// The step's first line in the dry run.
        step: String,
        /// The elements that it used, with the candidate that matched.
        matched: Vec<(String, usize)>,
        /// Interrupts dismissed on the way.
        dismissed: Vec<String>,
    },
    /// A request was answered, or not.
    Called {
        /// Its key.
        key: Key,
        /// The call's name.
        call: String,
        /// What came of it, without values.
        result: String,
    },
    /// A route was left for another before the submit.
    FellBack {
        /// Its key.
        key: Key,
        /// The milestone.
        milestone: MilestoneName,
        /// The route that goes on.
        to: RouteVia,
        /// Why.
        why: String,
    },
    /// A price is known.
    Priced {
        /// Its key.
        key: Key,
        /// The price.
        price: Money,
    },
    /// What is left on an account: before the first order, and after each.
    Funds {
        /// The key of the order.
        key: Key,
        /// What is left.
        left: Money,
    },
    /// The intent of a submit is on disk and the submit leaves now.
    Submitting {
        /// Its key.
        key: Key,
        /// The route.
        via: RouteVia,
    },
    /// Something is waited for.
    Waiting {
        /// Its key.
        key: Key,
        /// What for, in words.
        what: String,
        /// What for, by its kind.
        on: Awaited,
        /// When the wait is over at the latest, where that is known; seconds since 1970.
        until: Option<i64>,
    },
    /// How many of the files that a milestone needs are with the platform.
    Counted {
        /// Its key.
        key: Key,
        /// So many are.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// Evidence was kept.
    Kept {
        /// Its key.
        key: Key,
        /// What.
        evidence: Evidence,
    },
    /// A key's result.
    Settled {
        /// Its key.
        key: Key,
        /// The state.
        state: State,
        /// The link.
        url: Option<String>,
    },
    /// The run ended.
    RunEnded {
        /// The exit code.
        exit: u8,
    },
}

/// What a run waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// The account's turn, by its pace.
    Turn,
    /// The pause before a request is sent once more.
    Repeat,
    /// The site's review.
    Review,
    /// A person: at the window, or with their phone.
    Person,
}

/// An event and when it happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stamped {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
}
