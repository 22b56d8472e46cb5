//! `fagao status`: what has been published and how it stands.

use std::path::Path;

use super::args::StatusArgs;
use super::online::Online;
use super::plans;
use super::world::World;
use super::{Failure, output, places, secrets};
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::pipeline::{self, Order};
use crate::plan::State;
use crate::record::{Problem, ResultRow, worst_exit};
use crate::report::{self, Facts};
use crate::text::{Finding, RunMessage};

/// Runs the command.
pub async fn run(args: StatusArgs) -> Result<u8, Failure> {
    let config = places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    )?;
    let world = World::open(config, args.common.sandbox).await?;
    let mut entries = find(&world.ledger, args.what.as_deref()).await?;
    if args.refresh {
        refresh(&world, &entries).await?;
        entries = find(&world.ledger, args.what.as_deref()).await?;
    }
    let rows: Vec<ResultRow> = entries.iter().map(row).collect();
    let sandbox = world.sandbox;
    if args.common.json {
        output::json(&report::outcome(None, sandbox, rows.clone(), &[]));
    } else if rows.is_empty() {
        output::err("nothing has been published yet\n");
    } else {
        for (entry, row) in entries.iter().zip(&rows) {
            output::out(&format!("{}\n", entry.key.article));
            output::out(&indent(&report::results(std::slice::from_ref(row))));
        }
    }
    world.close().await;
    Ok(worst_exit(&rows))
}

/// The entries that are meant: all, a run's, or an article's by id or file.
async fn find(ledger: &dyn Ledger, what: Option<&str>) -> Result<Vec<Entry>, Failure> {
    let all = ledger
        .entries(&Filter::default())
        .await
        .map_err(|e| RunMessage::Ledger(e.to_string()))?;
    let Some(what) = what else { return Ok(all) };
    let name = Path::new(what)
        .file_name()
        .map(|n| n.to_string_lossy().into_owned());
    Ok(all
        .into_iter()
        .filter(|e| {
            let file = &e.plan.article.file;
            e.run == what
                || e.key.article == what
                || file == what
                || (Path::new(what).exists() && name.as_deref().is_some_and(|n| file.ends_with(n)))
        })
        .collect())
}

/// Asks the platforms how what is not settled stands.
pub async fn refresh(world: &World, entries: &[Entry]) -> Result<(), Failure> {
    let run = places::run_id();
    let waiting: Vec<&Entry> = entries
        .iter()
        .filter(|e| {
            e.state.is_open() || matches!(e.state, LedgerState::Submitted | LedgerState::InReview)
        })
        .collect();
    let _locks = world
        .lock(waiting.iter().map(|e| e.key.account.as_str()), &run)
        .await?;
    let recorder = world.begin(&run)?;
    let online = Online::open(world, false).await?;
    let line = online.line();
    let people = online.people(false);
    let ports = online.ports(world, &line, &people, &recorder);
    for entry in waiting {
        let Some(configured) = world.config.accounts.get(&entry.key.account) else {
            let message = world.config.no_account(&entry.key.account);
            return Err(vec![Finding::of(message)].into());
        };
        let secrets = secrets::of(configured, &world.config)?;
        for secret in secrets.0.values() {
            recorder.hide(secret);
        }
        let platform = plans::platform(configured);
        let order = Order {
            plan: entry.plan.clone(),
            account: &configured.account,
            platform,
            dialect: platform.dialect(&configured.account, &secrets)?,
            pages: platform
                .pages(&configured.account)
                .map_err(|e| Failure::Internal(e.to_string()))?,
        };
        if !order.plan.look.is_empty() {
            pipeline::look(&order, entry, &ports).await;
        }
    }
    online.close().await;
    Ok(())
}

/// How an entry stands, in the words of the results.
pub fn state(entry: Option<&Entry>) -> State {
    match entry.map(|e| e.state) {
        Some(LedgerState::Live) => State::Live,
        Some(LedgerState::InReview) => State::InReview,
        Some(LedgerState::Submitted) => State::Submitted,
        Some(LedgerState::Rejected) => State::Rejected,
        Some(LedgerState::Submitting | LedgerState::Unknown) => State::Unknown,
        Some(LedgerState::Failed) => State::Failed,
        Some(LedgerState::Planned | LedgerState::Prepared) | None => State::Waiting,
    }
}

fn row(entry: &Entry) -> ResultRow {
    let problem = entry.problem.as_ref().map(|(code, message)| Problem {
        code: code.clone(),
        message: message.clone(),
        hint: None,
    });
    let stopped = || Problem {
        code: "run.stopped".to_owned(),
        message: format!("run {} did not get to its end", entry.run),
        hint: Some("`fagao resume` goes on".to_owned()),
    };
    let state = state(Some(entry));
    let unfinished = matches!(state, State::Waiting | State::Unknown | State::Failed);
    report::result_row(Facts {
        key: &entry.key,
        file: &entry.plan.article.file,
        platform: &entry.plan.platform,
        state,
        route: entry.via,
        route_reason: None,
        receipt: entry.receipt.as_ref(),
        problem: if unfinished {
            problem.or_else(|| Some(stopped()))
        } else {
            None
        },
        person: false,
    })
}

fn indent(text: &str) -> String {
    text.lines().map(|l| format!("  {l}\n")).collect()
}
