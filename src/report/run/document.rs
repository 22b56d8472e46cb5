//! The report as a document: `"schema": 1`. Fields may be added to it, none will change their meaning or go away.

use serde::Serialize;

use crate::plan::{MilestoneName, Money, RouteVia, State};
use crate::record::{CallTrace, ConsoleLine, Does, Outline};

/// A run.
#[derive(Clone, Debug, Serialize)]
pub struct RunDocument {
    /// 1.
    pub schema: u32,
    /// The run's id.
    pub run: String,
    /// Whether it was in the sandbox.
    pub sandbox: bool,
    /// The version of fagao that ran.
    pub version: String,
    /// When it began, in milliseconds since 1970.
    pub began: Option<i64>,
    /// When it ended; none when it was cut off.
    pub ended: Option<i64>,
    /// How long it took, in milliseconds; to the last line of the record when it was cut off.
    pub took: i64,
    /// The exit code; none when it was cut off.
    pub exit: Option<u8>,
    /// Whether the record's last line is torn.
    pub torn: bool,
    /// How many lines of the record are of another version.
    pub unknown_lines: usize,
    /// How many pictures of steps were thrown away as all went well.
    pub pictures_dropped: usize,
    /// Who was told of it.
    pub notices: Vec<Noticed>,
    /// One a target.
    pub accounts: Vec<Account>,
}

/// A notice of a run.
#[derive(Clone, Debug, Serialize)]
pub struct Noticed {
    /// Its name in the configuration.
    pub notice: String,
    /// What it tells: `done`, `failed`, `person`.
    pub about: String,
    /// How often it was sent.
    pub tries: u32,
    /// Why it was not delivered; none where it was.
    pub error: Option<Error>,
}

/// What happened to one target.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// Its file, relative to the project's root.
    pub file: String,
    /// The account's name.
    pub account: String,
    /// The platform's name.
    pub platform: String,
    /// Where exactly within the account.
    pub target: String,
    /// How it stands; none when the run was cut off before that was known.
    pub state: Option<State>,
    /// The route that handed it in.
    pub route: Option<RouteVia>,
    /// Why that route and not the first one.
    pub route_reason: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The platform's number of it.
    pub external_id: Option<String>,
    /// What it cost, in yuan.
    pub price: Option<Money>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// When to run again, in seconds since 1970, where it is known.
    pub retry_at: Option<i64>,
    /// Whether a person is needed.
    pub person: bool,
    /// What went wrong at last.
    pub error: Option<Error>,
    /// The time from its first event to its last, in milliseconds.
    pub took: i64,
    /// The milestones that were meant to be reached.
    pub planned: Vec<MilestoneName>,
    /// What happened, in groups by milestone and route.
    pub timeline: Vec<Group>,
    /// The article's text as it was sent.
    pub text_sent: Option<String>,
    /// The text as the site has it, where a look read it.
    pub text_seen: Option<String>,
}

/// What went wrong, in the report's language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Error {
    /// The stable code.
    pub code: String,
    /// What is the matter.
    pub message: String,
    /// What to do now.
    pub hint: Option<String>,
    /// The element that was not as it should be.
    pub element: Option<String>,
    /// What that element is.
    pub about: Option<String>,
    /// What became of each candidate of it.
    pub tried: Vec<String>,
    /// The page's URL.
    pub url: Option<String>,
    /// The site file that the element is from.
    pub site_file: Option<String>,
}

/// The way to one milestone by one route.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The milestone; none for what came before the first one.
    pub milestone: Option<MilestoneName>,
    /// The route.
    pub via: Option<RouteVia>,
    /// When it began, in milliseconds since 1970.
    pub at: i64,
    /// How long it took, in milliseconds.
    pub took: i64,
    /// What happened.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happened {
    /// A step was done.
    Step {
        /// Its kind.
        does: Does,
        /// What it was done to.
        to: String,
        /// Its line in the dry run.
        line: String,
        /// The elements that it used, with the candidate that matched, from 0.
        matched: Vec<(String, usize)>,
        /// What was in the way and was dismissed.
        dismissed: Vec<String>,
        /// Milliseconds.
        took: i64,
        /// Milliseconds of it in which the page was waited for.
        waited: i64,
    },
    /// A step failed.
    Failed {
        /// Its kind.
        does: Does,
        /// What it was to be done to.
        to: String,
        /// Why.
        error: Error,
        /// Milliseconds.
        took: i64,
    },
    /// A request was made.
    Call {
        /// Its name.
        call: String,
        /// What came of it.
        result: String,
        /// Milliseconds.
        took: i64,
        /// Request and answer in clear.
        trace: Option<CallTrace>,
    },
    /// A picture was kept.
    Picture {
        /// The kind of the step.
        does: Does,
        /// What it was done to.
        to: String,
        /// The file in the run's directory.
        file: Option<String>,
        /// Why there is none.
        unavailable: Option<String>,
        /// Where the element is that was acted on.
        outline: Option<Outline>,
    },
    /// A page was captured as evidence.
    Capture {
        /// Its URL.
        url: Option<String>,
        /// Its title.
        title: Option<String>,
        /// The screenshot's file in the run's directory.
        screenshot: Option<String>,
        /// Why there is no screenshot.
        unavailable: Option<String>,
        /// The document's file in the run's directory.
        dom: Option<String>,
        /// What the page said on its console.
        console: Vec<ConsoleLine>,
    },
    /// Another route goes on.
    FellBack {
        /// Which.
        to: RouteVia,
        /// Why, in short.
        why: String,
        /// Why.
        error: Option<Error>,
    },
    /// No candidate found an element, and what it looked like did.
    Healed {
        /// Its name.
        element: String,
        /// What was found.
        found: String,
        /// What agreed.
        signals: Vec<String>,
        /// How like it is to what was recorded, 1 at most.
        score: f64,
        /// The file of the run's directory with the change to the site file.
        patch: String,
    },
    /// Something was waited for.
    Waiting {
        /// What for.
        what: String,
    },
    /// What became of it was looked for.
    Looked {
        /// What the look found.
        found: String,
    },
    /// The price became known.
    Priced {
        /// In yuan.
        price: Money,
    },
    /// What is left on the account became known.
    Funds {
        /// In yuan.
        left: Money,
    },
    /// It was handed in.
    Submitting {
        /// By which route.
        via: RouteVia,
    },
}

impl Account {
    /// Every entry in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.timeline.iter().flat_map(|g| &g.entries)
    }

    /// Whether another route was taken than the first.
    pub fn went_around(&self) -> bool {
        self.entries()
            .any(|e| matches!(e.what, Happened::FellBack { .. }))
    }

    /// Whether it ended well.
    pub fn is_well(&self) -> bool {
        use State::*;
        matches!(
            self.state,
            Some(Live | InReview | Submitted | Draft | Unchanged)
        )
    }
}
