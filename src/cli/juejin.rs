//! `fagao juejin`: lists of what the site has, and deletions.

use std::path::Path;

use serde_json::{Map, Value};

use super::args::{JuejinArgs, JuejinWhat};
use super::config::{Config, Configured};
use super::online::Online;
use super::screen::screen;
use super::stop::{self, Stop};
use super::world::World;
use super::{Failure, output, places, plans, secrets};
use crate::ledger::{Filter, Ledger, Settlement};
use crate::pipeline::{self, Order};
use crate::plan::{Errand, Receipt, State};
use crate::text::{Finding, Lang, Prompt, RunMessage, Told, UsageText};

/// The platform whose commands these are.
const PLATFORM: &str = "juejin";

/// Runs the command.
pub async fn run(args: JuejinArgs, lang: Lang) -> Result<u8, Failure> {
    let config = places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    )?;
    let configured = account(&config, args.account.as_deref())?.clone();
    let (errand, deleted) = match args.what {
        JuejinWhat::List { query, page } => (Errand::List("list", query, page.max(1)), None),
        JuejinWhat::Drafts => (Errand::List("drafts", String::new(), 1), None),
        JuejinWhat::Categories => (Errand::List("categories", String::new(), 1), None),
        JuejinWhat::Tags { query } => (Errand::List("tags", query, 1), None),
        JuejinWhat::Columns => (Errand::List("columns", String::new(), 1), None),
        JuejinWhat::Topics => (Errand::List("topics", String::new(), 1), None),
        JuejinWhat::Delete { id, draft, yes } => {
            let account = configured.account.name.clone();
            let question = match draft {
                true => Prompt::DeleteDraft {
                    id: id.clone(),
                    account,
                },
                false => Prompt::DeleteArticle {
                    id: id.clone(),
                    account,
                },
            };
            if !yes && !agreed(lang, question).await {
                return Err(Failure::Misused(UsageText::NotAgreed(id)));
            }
            match draft {
                true => (Errand::DeleteDraft(id), None),
                false => (Errand::DeleteArticle(id.clone()), Some(id)),
            }
        }
    };
    let platform = plans::platform(&configured);
    let account = &configured.account;
    let asked = platform
        .errand(account, &errand)
        .map_err(|e| Failure::Internal(e.to_string()))?
        .ok_or_else(|| Failure::Internal("there is no such list".to_owned()))?;
    let run = places::run_id();
    let world = World::open(config.clone(), args.common.sandbox, lang).await?;
    let _locks = world
        .lock([account.name.as_str()].into_iter(), &run)
        .await?;
    let recorder = world.begin(&run)?;
    let secrets = secrets::of(&configured, &world.config)?;
    let order = Order {
        plan: asked.plan,
        account,
        root: world.config.root.clone(),
        platform,
        dialect: platform.dialect(account, &secrets)?,
        pages: None,
        older: Vec::new(),
    };
    let online = Online::open(&world, false).await?;
    let line = online.line();
    let people = online.people(false);
    let ports = online.ports(&world, &line, &people, &recorder);
    let slots = pipeline::errand(&order, &ports).await;
    online.close().await;
    let slots = slots.map_err(|t| t.message)?;
    if let Some(id) = deleted {
        gone(&world, &account.name, &id).await?;
    }
    match &errand {
        Errand::List(..) => {
            let rows = slots.get("rows").cloned().unwrap_or_default();
            show(
                lang,
                rows.as_array().map_or(&[], Vec::as_slice),
                &asked.show,
                args.common.json,
            );
        }
        _ if args.common.json => {
            output::json(&serde_json::json!({"schema": 1, "deleted": true}));
        }
        _ => output::out(&format!("{}\n", Told::Deleted.say(lang))),
    }
    world.close().await;
    Ok(0)
}

/// The account that is meant: the one named, the only one, or the one that has the platform's own name.
fn account<'c>(config: &'c Config, named: Option<&str>) -> Result<&'c Configured, Failure> {
    let ours = |c: &&Configured| c.account.platform == PLATFORM;
    if let Some(name) = named {
        let found = config.accounts.get(name).filter(ours);
        return found.ok_or_else(|| vec![Finding::of(config.no_account(name))].into());
    }
    let mut all = config.accounts.values().filter(ours);
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Failure::Misused(UsageText::NoJuejin)),
        _ if config.accounts.get(PLATFORM).is_some_and(|c| ours(&c)) => {
            Ok(&config.accounts[PLATFORM])
        }
        _ => {
            let names = config.accounts.values().filter(ours);
            let names = names.map(|c| c.account.name.clone()).collect();
            Err(Failure::Misused(UsageText::WhichAccount(names)))
        }
    }
}

/// Asks before something is deleted for good.
async fn agreed(lang: Lang, question: Prompt) -> bool {
    if !output::can_ask() {
        return false;
    }
    let question = question.say(lang);
    let asked = tokio::task::spawn_blocking(move || {
        screen().ask(|| {
            dialoguer::Confirm::new()
                .with_prompt(question)
                .default(false)
                .interact()
                .unwrap_or(false)
        })
    });
    match stop::unless_stopped(asked).await {
        Stop::Done(answer) => answer.unwrap_or(false),
        Stop::Stopped => false,
    }
}

/// Notes in the ledger that what it knows as published is gone.
async fn gone(world: &World, account: &str, id: &str) -> Result<(), Failure> {
    let failed = |e: crate::ledger::LedgerError| RunMessage::Ledger(e.to_string());
    let filter = Filter {
        account: Some(account.to_owned()),
        ..Filter::default()
    };
    for entry in world.ledger.entries(&filter).await.map_err(failed)? {
        let Some(receipt) = entry
            .receipt
            .filter(|r| r.external_id.as_deref() == Some(id))
        else {
            continue;
        };
        if entry.state.is_published() {
            let receipt = Receipt {
                state: State::Gone,
                evidence: vec!["deleted by `fagao juejin delete`".to_owned()],
                ..receipt
            };
            let now = (world.clock)() / 1000;
            let how = Settlement::Done(receipt);
            world
                .ledger
                .amend(&entry.key, &how, now)
                .await
                .map_err(failed)?;
        }
    }
    Ok(())
}

/// Shows rows as a table, or as one document.
fn show(lang: Lang, rows: &[Value], columns: &[(String, String)], json: bool) {
    let cell = |row: &Value, at: &str| row.pointer(at).cloned().unwrap_or_default();
    if json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|row| {
                let fields = columns
                    .iter()
                    .map(|(name, at)| (name.clone(), cell(row, at)));
                fields.collect::<Map<_, _>>().into()
            })
            .collect();
        output::json(&serde_json::json!({"schema": 1, "rows": rows}));
        return;
    }
    let text = |value: Value| match value {
        Value::String(s) => s,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|(_, at)| text(cell(row, at))).collect();
        output::out(&format!("{}\n", cells.join("  ").trim_end()));
    }
    if rows.is_empty() {
        output::err(&format!("{}\n", Told::Nothing.say(lang)));
    }
}
