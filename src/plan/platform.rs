//! The two traits by which the rest of the program meets a platform.

use std::collections::BTreeMap;

use super::{Account, Answer, ClearCall, Moment, Plan, Receipt, Request, Secrets, Slots};
use crate::article::Article;
use crate::secret::Cookie;
use crate::site::{ErrorMeaning, PagesFile, SiteFileError};
use crate::text::Findings;

/// Which routes a plan may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// Through the browser where there is one, with the API as the fallback.
    #[default]
    Auto,
    /// Through the browser alone.
    Browser,
    /// Through the API alone.
    Api,
}

/// What is known beside the article and the account when a plan is made.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The generation of the key: 0, or one more for every `--again`.
    pub generation: u32,
    /// The routes wanted.
    pub via: Via,
    /// Slots that an earlier attempt under the same key has filled, by target.
    pub slots: BTreeMap<String, Slots>,
    /// The project's id, part of order ids.
    pub project: String,
    /// The accounts of this run that come before this one: their slots may be used as `${account.slot}`.
    pub earlier: Vec<String>,
    /// Every account of the configuration and its platform, for telling names in messages.
    pub submit_deadline: u32,
    /// The categories that the platform listed when it was last asked; none when it never was.
    pub categories: Vec<String>,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The article or the configuration must change.
    #[error("{} findings", .0.len())]
    Findings(Findings),
    /// A site file is not as the platform needs it.
    #[error(transparent)]
    SiteFile(#[from] SiteFileError),
}

impl From<Findings> for PlanError {
    fn from(findings: Findings) -> Self {
        PlanError::Findings(findings)
    }
}

/// A platform: article in, plans out; answers in, verdicts out. Synchronous and pure.
pub trait Platform: Send + Sync {
    /// Its name in configurations and results.
    fn name(&self) -> &'static str;

    /// The keys that an article may set for it under `fagao:`.
    fn keys(&self) -> &'static [&'static str];

    /// The keys of an account's table in the configuration beyond `platform`, `budget` and the article's keys.
    fn settings(&self) -> &'static [&'static str];

    /// The keys of an account's table that name secrets, needed to run (never to plan).
    fn secrets(&self) -> &'static [&'static str];

    /// One plan per target.
    ///
    /// # Errors
    /// All findings at once, with the account's name in each.
    fn plan(
        &self,
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Vec<Plan>, PlanError>;

    /// The plan that signs an account in through the site's page, where there is one.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn sign_in(&self, account: &Account) -> Result<Option<Plan>, PlanError>;

    /// The site's pages, where it is driven through a browser: their interrupts are looked at by every wait.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn pages(&self, account: &Account) -> Result<Option<PagesFile>, SiteFileError>;

    /// The slots that an account's cookies fill, such as Juejin's `uuid`; none are secret.
    fn session_slots(&self, _cookies: &[Cookie]) -> Slots {
        Slots::default()
    }

    /// How calls are sealed, signed and opened for an account.
    ///
    /// # Errors
    /// Findings that name each missing secret and setting.
    fn dialect(&self, account: &Account, secrets: &Secrets) -> Result<Box<dyn Dialect>, Findings>;

    /// What the slots prove, after the calls of a plan's look or its confirmed milestone were answered.
    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict;
}

/// How one account's calls travel.
pub trait Dialect: Send + Sync {
    /// Turns a call in clear into the request as sent.
    fn seal(&self, call: &ClearCall, moment: &Moment) -> Request;

    /// Reads an answer.
    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading;
}

/// What an answer says.
#[derive(Clone, Debug)]
pub enum Reading {
    /// It succeeded; these slots were read.
    Done(Slots),
    /// It was refused.
    Refused(Refusal),
    /// It says nothing that can be relied on: HTML, a server's fault, a broken body. What was found instead, for people.
    Unclear(String),
}

/// A platform's well-formed no.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Its code, as a text.
    pub code: String,
    /// Its own words.
    pub says: String,
    /// What it means.
    pub means: ErrorMeaning,
    /// Whether it proves that a submit was not carried out.
    pub not_done: bool,
    /// When to try again, in seconds, where it says so.
    pub retry_after: Option<u64>,
}

/// What a look proves.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is there.
    Found(Receipt),
    /// It is not there, and the answer that says so was well-formed.
    Absent,
    /// Nothing is proved, and why.
    Unclear(String),
}
