//! The results of a run, as people's tools read them: `"schema": 1`.

use serde::Serialize;

use super::Healed;
use crate::plan::{Money, RouteVia, State};

/// One document, on every exit code.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// 1.
    pub schema: u32,
    /// The run's id; none when nothing was begun.
    pub run: Option<String>,
    /// Whether it was in the sandbox.
    pub sandbox: bool,
    /// One row a target.
    pub results: Vec<ResultRow>,
    /// What must change in the user's files.
    pub findings: Vec<FindingRow>,
    /// What stopped the command as a whole, before any target.
    pub error: Option<Problem>,
    /// What was put on the schedule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<ScheduledRow>,
}

impl Outcome {
    /// With what was put on the schedule.
    pub fn with(self, scheduled: Vec<ScheduledRow>) -> Self {
        Self { scheduled, ..self }
    }
}

/// An article that is published at a time.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduledRow {
    /// Its number.
    pub id: i64,
    /// When; seconds since 1970.
    pub at: i64,
    /// The article's file, with its whole path.
    pub article: String,
    /// The accounts.
    pub accounts: Vec<String>,
    /// `waiting`, `running`, `done`, `person` or `cancelled`.
    pub state: &'static str,
    /// When it is tried again, where it could not be published at its time; seconds since 1970.
    pub retry_at: Option<i64>,
    /// The hash of the plan that was reviewed.
    pub plan_hash: String,
    /// What came of it.
    pub note: Option<String>,
}

/// The result of one target.
#[derive(Clone, Debug, Serialize)]
pub struct ResultRow {
    /// The article's file, relative to the project's root.
    pub article: String,
    /// The account's name.
    pub account: String,
    /// The platform's name.
    pub platform: String,
    /// Where exactly within the account.
    pub target: String,
    /// How it stands.
    pub state: State,
    /// The route that handed it in.
    pub route: Option<RouteVia>,
    /// Why that route and not the first one.
    pub route_reason: Option<String>,
    /// The site file of that route.
    pub site_file: Option<String>,
    /// The elements of its pages that no candidate found and that were known by what they looked like.
    pub healed: Vec<Healed>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The platform's number of it.
    pub external_id: Option<String>,
    /// What it cost, in yuan.
    pub price: Option<Money>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// When to run again, where it is known; seconds since 1970.
    pub retry_at: Option<i64>,
    /// What went wrong.
    pub error: Option<Problem>,
    /// Whether a person is needed.
    #[serde(skip)]
    pub person: bool,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// A stable code, such as `page.element-missing`.
    pub code: String,
    /// What is the matter.
    pub message: String,
    /// What to do now.
    pub hint: Option<String>,
}

/// A finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingRow {
    /// The file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// The account that minds.
    pub account: Option<String>,
    /// A stable code.
    pub code: String,
    /// What is the matter.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl ResultRow {
    /// The exit code of this row alone: 0, 4, 5 or 6.
    pub fn exit(&self) -> u8 {
        match self.state {
            State::Live | State::InReview | State::Submitted | State::Draft | State::Unchanged => 0,
            State::Waiting if self.person => 6,
            State::Waiting | State::Rejected | State::Gone | State::Failed => 4,
            State::Unknown => 5,
        }
    }
}

/// The worst exit code of some rows: 5 before 6 before 4 before 0.
pub fn worst_exit(rows: &[ResultRow]) -> u8 {
    let codes: Vec<u8> = rows.iter().map(ResultRow::exit).collect();
    [5, 6, 4]
        .into_iter()
        .find(|c| codes.contains(c))
        .unwrap_or(0)
}
