//! `fagao orders`: the orders of paid media and how they stand.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::args::OrdersArgs;
use super::media::{PLATFORM, ledger, moment};
use super::stop::{self, Stop};
use super::table::{csv, table};
use super::world::World;
use super::{Failure, output, places, status};
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::plan::State;
use crate::text::{Head, Lang, RunMessage, Told};

/// The first pause of `--watch`, and the longest: each is twice the one before.
const PAUSES: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(600));

/// The same in the sandbox.
const SANDBOX_PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// Runs the command.
pub async fn run(args: OrdersArgs, lang: Lang) -> Result<u8, Failure> {
    let common = &args.common;
    let config = places::config(common.config.as_deref(), common.sandbox, Path::new("."))?;
    let world = World::open(config, common.sandbox, lang).await?;
    let mut entries = orders(&world, args.account.as_deref()).await?;
    if args.refresh || args.watch {
        let work = ask(&world, &args, &mut entries);
        if let Stop::Stopped = stop::unless_stopped(work).await {
            return Err(RunMessage::Stopped.into());
        }
        entries = orders(&world, args.account.as_deref()).await?;
    }
    world.close().await;
    if common.json {
        let rows: Vec<Value> = entries.iter().map(document).collect();
        output::json(&json!({"schema": 1, "sandbox": common.sandbox, "orders": rows}));
    } else if args.csv {
        // Columns of a file are the same in every language.
        let head = HEAD.map(|h| h.say(Lang::En).to_lowercase());
        let words = |e: &Entry| e.stands().word();
        let lines =
            std::iter::once(csv(&head)).chain(entries.iter().map(|e| csv(&cells(e, words(e)))));
        output::out(&lines.collect::<String>());
    } else if entries.is_empty() {
        output::err(&format!("{}\n", Told::NothingOrdered.say(lang)));
    } else {
        let mut rows = vec![HEAD.map(|h| h.say(lang)).to_vec()];
        let words = |e: &Entry| e.stands().said().say(lang);
        rows.extend(entries.iter().map(|e| cells(e, words(e))));
        output::out(&table(&rows));
    }
    Ok(0)
}

const HEAD: [Head; 9] = [
    Head::Article,
    Head::Account,
    Head::Medium,
    Head::Name,
    Head::State,
    Head::Yuan,
    Head::Placed,
    Head::Link,
    Head::Reason,
];

/// The orders of an account, or of all; the newest first.
async fn orders(world: &World, account: Option<&str>) -> Result<Vec<Entry>, Failure> {
    let filter = Filter {
        account: account.map(str::to_owned),
        ..Filter::default()
    };
    let mut entries = world.ledger.entries(&filter).await.map_err(ledger)?;
    entries.retain(|e| e.plan.platform == PLATFORM);
    Ok(entries)
}

/// Whether an order may still change.
fn is_open(entry: &Entry) -> bool {
    entry.state.is_open() || matches!(entry.state, LedgerState::Submitted | LedgerState::InReview)
}

/// Asks the vendor once, or with `--watch` until every order is settled.
async fn ask(world: &World, args: &OrdersArgs, entries: &mut Vec<Entry>) -> Result<(), Failure> {
    let (mut pause, longest) = match world.sandbox {
        true => SANDBOX_PAUSES,
        false => PAUSES,
    };
    while entries.iter().any(is_open) {
        status::refresh(world, entries).await?;
        let before = std::mem::replace(entries, orders(world, args.account.as_deref()).await?);
        for entry in entries.iter() {
            let was = before.iter().find(|b| b.key == entry.key).map(|b| b.state);
            if was != Some(entry.state) {
                let word = entry.stands().said().say(world.lang);
                output::err(&format!("{}: {word}\n", entry.key));
            }
        }
        if !args.watch || !entries.iter().any(is_open) {
            break;
        }
        let told = Told::OrdersOpen {
            count: entries.iter().filter(|e| is_open(e)).count(),
            seconds: pause.as_secs_f32(),
        };
        output::err(&format!("{}\n", told.say(world.lang)));
        // The poll of a named thing: orders that are open.
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(longest);
    }
    Ok(())
}

/// Why an order was rejected, failed or is not known.
fn reason(entry: &Entry) -> String {
    let evidence = || {
        let receipt = entry.receipt.as_ref()?;
        let told: Vec<&str> = receipt
            .evidence
            .iter()
            .filter(|e| e.starts_with("status of") || e.starts_with("the answer's data"))
            .map(String::as_str)
            .collect();
        Some(told.join("; "))
    };
    match entry.stands() {
        State::Rejected => evidence().unwrap_or_default(),
        State::Failed | State::Unknown | State::Waiting => entry
            .problem
            .as_ref()
            .map(|(_, why)| why.clone())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// An order's name of the medium, as the catalogue had it.
fn name(entry: &Entry) -> String {
    entry.slots.text("medium_name").unwrap_or_default()
}

fn price(entry: &Entry) -> Option<String> {
    let receipt = entry.receipt.as_ref().and_then(|r| r.price);
    receipt
        .map(|p| p.to_string())
        .or_else(|| entry.slots.text("price"))
}

fn cells(entry: &Entry, state: &str) -> Vec<String> {
    let link = entry.receipt.as_ref().and_then(|r| r.url.clone());
    vec![
        entry.key.article.clone(),
        entry.key.account.clone(),
        entry.key.target.clone(),
        name(entry),
        state.to_owned(),
        price(entry).unwrap_or_default(),
        entry.submitted.map(moment).unwrap_or_default(),
        link.unwrap_or_default(),
        reason(entry),
    ]
}

fn document(entry: &Entry) -> Value {
    let reason = reason(entry);
    let receipt = entry.receipt.as_ref();
    json!({
        "article": entry.key.article,
        "account": entry.key.account,
        "target": entry.key.target,
        "generation": entry.key.generation,
        "medium": name(entry),
        "order_id": entry.slots.text("order_id").or_else(|| {
            entry.plan.given.get("order_id")?.as_str().map(str::to_owned)
        }),
        "external_id": receipt.and_then(|r| r.external_id.clone()),
        "state": entry.stands().word(),
        "price": price(entry),
        "placed": entry.submitted,
        "updated": entry.updated,
        "url": receipt.and_then(|r| r.url.clone()),
        "reason": (!reason.is_empty()).then_some(reason),
        "run": entry.run,
    })
}
