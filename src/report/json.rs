//! Typed results into the rows of the JSON document.

use crate::plan::{Key, Receipt, RouteVia, State};
use crate::record::{FindingRow, Outcome, Problem, ResultRow};
use crate::secret::Redactor;
use crate::text::{Finding, Lang, Message, say};

/// The facts of one result, however it came about.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The key.
    pub key: &'a Key,
    /// The article's file.
    pub file: &'a str,
    /// The platform's name.
    pub platform: &'a str,
    /// How it stands.
    pub state: State,
    /// The route that handed it in.
    pub route: Option<RouteVia>,
    /// Why that route.
    pub route_reason: Option<&'a str>,
    /// What the platform gave back.
    pub receipt: Option<&'a Receipt>,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Whether a person is needed.
    pub person: bool,
}

/// Says a message as a problem, with known secrets hidden.
pub fn problem(lang: Lang, message: &Message, redactor: &Redactor) -> Problem {
    let sentence = say(lang, message);
    Problem {
        code: message.code().to_owned(),
        message: redactor.clean(&sentence.what),
        hint: sentence.hint,
    }
}

/// A row of the results.
pub fn result_row(facts: Facts<'_>) -> ResultRow {
    let receipt = facts.receipt;
    ResultRow {
        article: facts.file.to_owned(),
        account: facts.key.account.clone(),
        platform: facts.platform.to_owned(),
        target: facts.key.target.clone(),
        state: facts.state,
        route: facts.route,
        route_reason: facts.route_reason.map(str::to_owned),
        site_file: None,
        healed: Vec::new(),
        url: receipt.and_then(|r| r.url.clone()),
        external_id: receipt.and_then(|r| r.external_id.clone()),
        price: receipt.and_then(|r| r.price),
        evidence: receipt.map(|r| r.evidence.clone()).unwrap_or_default(),
        retry_at: None,
        error: facts.problem,
        person: facts.person,
    }
}

/// A row of the findings.
pub fn finding_row(lang: Lang, finding: &Finding) -> FindingRow {
    let sentence = finding.say(lang);
    let place = finding.place.as_ref();
    FindingRow {
        file: place.map(|p| p.file.clone()),
        line: place.map(|p| p.line),
        column: place.map(|p| p.column),
        account: finding.account.clone(),
        code: finding.message.code().to_owned(),
        message: sentence.what,
        hint: sentence.hint,
    }
}

/// The whole document.
pub fn outcome(
    lang: Lang,
    run: Option<&str>,
    sandbox: bool,
    results: Vec<ResultRow>,
    findings: &[Finding],
) -> Outcome {
    Outcome {
        schema: 1,
        run: run.map(str::to_owned),
        sandbox,
        results,
        findings: findings.iter().map(|f| finding_row(lang, f)).collect(),
        error: None,
        scheduled: Vec::new(),
    }
}

/// The whole document of a command that was stopped before any target.
pub fn stopped(sandbox: bool, error: Problem) -> Outcome {
    Outcome {
        schema: 1,
        run: None,
        sandbox,
        results: Vec::new(),
        findings: Vec::new(),
        error: Some(error),
        scheduled: Vec::new(),
    }
}
