//! The events of a run.

use serde::{Deserialize, Serialize};

use super::{CallTrace, Does, Ending, Evidence, Healed, Picture, Trouble};
use crate::plan::{Key, MilestoneName, Money, RouteVia, State};

/// Something that happened. Fields that came later have a default, so that older records are still read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A run began.
    RunBegan {
        /// Its id.
        run: String,
        /// Whether it is in the sandbox.
        sandbox: bool,
        /// The version of fagao.
        #[serde(default)]
        version: String,
    },
    /// A plan was made.
    Planned {
        /// Its key.
        key: Key,
        /// The article's title.
        title: String,
        /// The article's file, relative to the project's root.
        #[serde(default)]
        file: String,
        /// The platform's name.
        #[serde(default)]
        platform: String,
        /// What is meant to be reached, with the ways to it, the preferred first.
        #[serde(default)]
        milestones: Vec<(MilestoneName, Vec<RouteVia>)>,
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
        /// What kind of step it is.
        #[serde(default)]
        does: Does,
        /// What it is done to: an element's name, a file's path, a page.
        #[serde(default)]
        what: String,
        /// How long it took, in milliseconds.
        #[serde(default)]
        took: i64,
        /// How much of that the page was waited for, in milliseconds.
        #[serde(default)]
        waited: i64,
    },
    /// A step did not reach what it names, or a milestone was not reached for another reason.
    Failed {
        /// Its key.
        key: Key,
        /// The milestone on the way to which it happened.
        milestone: MilestoneName,
        /// The route.
        via: RouteVia,
        /// What kind of step it is.
        does: Does,
        /// What it was to be done to.
        what: String,
        /// What went wrong.
        trouble: Box<Trouble>,
        /// How long it took, in milliseconds.
        took: i64,
    },
    /// A request was answered, or not.
    Called {
        /// Its key.
        key: Key,
        /// The call's name.
        call: String,
        /// What came of it, without values.
        result: String,
        /// How long it took, in milliseconds.
        #[serde(default)]
        took: i64,
        /// The request and its answer in clear, where the run is traced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trace: Option<Box<CallTrace>>,
    },
    /// A picture of the page was kept.
    Pictured {
        /// Its key.
        key: Key,
        /// The kind of the step that had changed the page; of a submit, the one that was about to.
        does: Does,
        /// What it was done to.
        what: String,
        /// The picture.
        picture: Picture,
    },
    /// No candidate found an element, and what it looked like did.
    Healed {
        /// Its key.
        key: Key,
        /// The element, and how it is found again.
        healed: Box<Healed>,
    },
    /// The pictures of steps were thrown away: all went well, and nobody had asked for them.
    PicturesDropped {
        /// How many.
        count: usize,
    },
    /// The article's text as it is sent, without the signatures of its addresses.
    Sent {
        /// Its key.
        key: Key,
        /// The text.
        text: String,
    },
    /// The article's text as a look found it on the site, without the signatures of its addresses.
    Seen {
        /// Its key.
        key: Key,
        /// The text.
        text: String,
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
        /// The same as people are told.
        #[serde(default)]
        trouble: Option<Box<Trouble>>,
    },
    /// Of several site files not the first is used, or one that is not true of the whole page.
    Chose {
        /// Its key.
        key: Key,
        /// The site file that is used.
        site_file: String,
        /// The newer ones that were passed over, with the elements that are not on the page.
        passed: Vec<(String, Vec<String>)>,
        /// The elements of the one that is used that are not on the page.
        lacks: Vec<String>,
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
        #[serde(default)]
        on: Awaited,
        /// When the wait is over at the latest, where that is known; seconds since 1970.
        #[serde(default)]
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
        /// All else that the results say of it.
        #[serde(default)]
        ending: Box<Ending>,
    },
    /// A notice was sent, or could not be.
    Noticed {
        /// The notice's name.
        notice: String,
        /// What it tells: `done`, `failed`, `person`.
        about: String,
        /// How often it was sent.
        tries: u32,
        /// Why it was not delivered; none where it was.
        trouble: Option<Box<Trouble>>,
    },
    /// The run ended.
    RunEnded {
        /// The exit code.
        exit: u8,
    },
}

/// What a run waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// The account's turn, by its pace.
    Turn,
    /// The pause before a request is sent once more.
    #[default]
    Repeat,
    /// The site's review.
    Review,
    /// A person: at the window, or with their phone.
    Person,
}

impl Event {
    /// The key of the target that it is about; none where it is about the run.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Event::RunBegan { .. }
            | Event::RunEnded { .. }
            | Event::Noticed { .. }
            | Event::PicturesDropped { .. } => None,
            Event::Planned { key, .. }
            | Event::Looking { key, .. }
            | Event::Looked { key, .. }
            | Event::Began { key, .. }
            | Event::Did { key, .. }
            | Event::Failed { key, .. }
            | Event::Called { key, .. }
            | Event::Pictured { key, .. }
            | Event::Healed { key, .. }
            | Event::Sent { key, .. }
            | Event::Seen { key, .. }
            | Event::FellBack { key, .. }
            | Event::Chose { key, .. }
            | Event::Priced { key, .. }
            | Event::Funds { key, .. }
            | Event::Submitting { key, .. }
            | Event::Waiting { key, .. }
            | Event::Counted { key, .. }
            | Event::Kept { key, .. }
            | Event::Settled { key, .. } => Some(key),
        }
    }
}

/// An event and when it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
}
