//! `fagao status`: what has been published and how it stands.

use std::path::Path;

use super::args::StatusArgs;
use super::online::Online;
use super::plans;
use super::screen::screen;
use super::world::World;
use super::{Failure, output, places, secrets, term};
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::pipeline::{self, Order};
use crate::plan::{Plan, State};
use crate::record::{Problem, ResultRow, worst_exit};
use crate::report::{self, Facts};
use crate::text::{Finding, Lang, Line, RunMessage, retold};

/// Runs the command.
pub async fn run(args: StatusArgs, lang: Lang) -> Result<u8, Failure> {
    let world = World::here(&args.common, lang).await?;
    let mut entries = find(&world.ledger, args.what.as_deref()).await?;
    if args.refresh {
        refresh(&world, &entries).await?;
        entries = find(&world.ledger, args.what.as_deref()).await?;
    }
    let rows: Vec<ResultRow> = entries.iter().map(|e| row(lang, e)).collect();
    let sandbox = world.sandbox;
    let now = (world.clock)() / 1000;
    for name in world.config.accounts.keys() {
        if let Ok(Some(session)) = world.sessions.load(name)
            && let Some(warning) = term::warning(world.lang, &session, now)
        {
            output::err(&format!("{name}: {warning}\n"));
        }
    }
    if args.common.json {
        output::json(&report::outcome(lang, None, sandbox, rows.clone(), &[]));
    } else if rows.is_empty() {
        output::err(&format!("{}\n", Line::NothingPublished.say(lang)));
    } else {
        output::out(&by_article(lang, &entries, &rows));
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
            // What is live is looked at again where it can be seen to be gone.
            let seen = plans::by_name(&e.plan.platform).is_some_and(|p| p.can_update());
            e.state.is_open()
                || matches!(e.state, LedgerState::Submitted | LedgerState::InReview)
                || (seen && matches!(e.state, LedgerState::Live | LedgerState::Rejected))
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
        // Another process may have settled it while its account was waited for.
        let current = world.ledger.entry(&entry.key).await;
        let current = current.map_err(|e| RunMessage::Ledger(e.to_string()))?;
        let Some(entry) = current.as_ref().filter(|e| e.state == entry.state) else {
            continue;
        };
        let Some(configured) = world.config.accounts.get(&entry.key.account) else {
            let message = world.config.no_account(&entry.key.account);
            return Err(vec![Finding::of(message)].into());
        };
        let secrets = secrets::of(configured, &world.config)?;
        for secret in secrets.0.values() {
            recorder.hide(secret);
        }
        let platform = plans::platform(configured);
        let mut plan = Plan::clone(&entry.plan);
        if let Some(receipt) = entry.receipt.as_ref().filter(|_| !entry.state.is_open()) {
            platform
                .look_again(&mut plan, &configured.account, receipt)
                .map_err(|e| Failure::Internal(e.to_string()))?;
        }
        let order = Order {
            plan,
            account: &configured.account,
            root: world.config.root.clone(),
            platform,
            dialect: platform.dialect(&configured.account, &secrets)?,
            pages: platform
                .pages(&configured.account)
                .map_err(|e| Failure::Internal(e.to_string()))?,
            older: Vec::new(),
        };
        if !order.plan.look.is_empty() {
            let ended = pipeline::look(&order, entry, &ports).await;
            if let Some(problem) = ended.problem.filter(|_| ended.receipt == entry.receipt) {
                let said = report::problem(world.lang, &problem.into(), &recorder.redactor());
                output::err(&format!(
                    "{}: {} [{}]\n",
                    entry.key, said.message, said.code
                ));
                if let Some(hint) = said.hint {
                    output::err(&format!("  -> {hint}\n"));
                }
            }
        }
    }
    online.close().await;
    Ok(())
}

/// An entry as a row of the results.
pub fn row(lang: Lang, entry: &Entry) -> ResultRow {
    let state = entry.stands();
    let (run, account) = (&entry.run, &entry.key.account);
    let hint = match state {
        State::Unknown => Line::LookOrSettle {
            run: run.clone(),
            account: account.clone(),
        },
        _ => Line::GoOn,
    };
    let hint = Some(hint.say(lang));
    let problem = entry.problem.as_ref().map(|(code, message)| Problem {
        code: code.clone(),
        message: retold(lang, message),
        hint: hint.clone(),
    });
    let stopped = || Problem {
        code: "run.stopped".to_owned(),
        message: Line::NotEnded(run.clone()).say(lang),
        hint: hint.clone(),
    };
    let draft = plans::by_name(&entry.plan.platform)
        .filter(|_| state == State::Draft)
        .and_then(|p| p.draft(&entry.slots));
    let unfinished = matches!(state, State::Waiting | State::Unknown | State::Failed);
    report::result_row(Facts {
        key: &entry.key,
        file: &entry.plan.article.file,
        platform: &entry.plan.platform,
        state,
        route: entry.via,
        route_reason: None,
        receipt: draft.as_ref().or(entry.receipt.as_ref()),
        problem: if state == State::Rejected {
            entry.receipt.as_ref().map(|r| {
                let why = r.evidence.join("; ");
                report::problem(
                    lang,
                    &RunMessage::Rejected { why }.into(),
                    &Default::default(),
                )
            })
        } else if state == State::Gone {
            let url = entry.receipt.as_ref().and_then(|r| r.url.clone());
            let message = RunMessage::Gone { url };
            Some(report::problem(lang, &message.into(), &Default::default()))
        } else if unfinished {
            problem.or_else(|| Some(stopped()))
        } else {
            None
        },
        person: false,
    })
}

/// The rows under their articles, the article with the newest news first.
fn by_article(lang: Lang, entries: &[Entry], rows: &[ResultRow]) -> String {
    let mut articles: Vec<&str> = Vec::new();
    for entry in entries {
        if !articles.contains(&entry.key.article.as_str()) {
            articles.push(&entry.key.article);
        }
    }
    let mut text = String::new();
    for article in articles {
        let of = |pair: &(&Entry, &ResultRow)| pair.0.key.article == article;
        let mut pairs: Vec<_> = entries.iter().zip(rows).filter(of).collect();
        // Accounts work side by side, so that their times tell no order.
        pairs.sort_by_key(|(Entry { key, .. }, _)| (&key.account, &key.target, key.generation));
        let rows: Vec<ResultRow> = pairs.into_iter().map(|(_, row)| row.clone()).collect();
        text.push_str(article);
        text.push('\n');
        let place = screen().results().indented();
        text.push_str(&indent(&report::results(lang, &rows, place)));
    }
    text
}

fn indent(text: &str) -> String {
    text.lines().map(|l| format!("  {l}\n")).collect()
}
