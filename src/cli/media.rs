//! `fagao media`: the catalogue of paid media.

use std::time::Duration;

use serde_json::{Value, json};

use super::args::{MediaAction, MediaArgs, MediaSearchArgs, MediaShowArgs, MediaSyncArgs, SortArg};
use super::asking::{Asking, account, made};
use super::online::Online;
use super::progress::Counting;
use super::stop::{self, Stop};
use super::table::table;
use super::world::World;
use super::{Failure, output};
use crate::ledger::{Catalogue, Kept, LedgerError, Search, Sort};
use crate::plan::Money;
use crate::platforms::jzguai::catalogue::{self, LIMIT};
use crate::text::{Head, Lang, ProgressMessage, RunMessage, Told, UsageText};

/// The platform that has a catalogue.
pub const PLATFORM: &str = "jzguai";

/// The pause between two pages, out of politeness.
const PACE: Duration = Duration::from_millis(500);

/// The same in the sandbox.
const SANDBOX_PACE: Duration = Duration::from_millis(5);

/// How old a sync may be that is gone on with, in seconds.
const YOUNG: i64 = 24 * 60 * 60;

/// Runs the command.
pub async fn run(args: MediaArgs, lang: Lang) -> Result<u8, Failure> {
    match args.action {
        MediaAction::Sync(a) => sync(a, lang).await,
        MediaAction::Search(a) => search(*a, lang).await,
        MediaAction::Show(a) => show(a, lang).await,
    }
}

/// What went wrong with the ledger.
pub fn ledger(e: LedgerError) -> Failure {
    RunMessage::Ledger(e.to_string()).into()
}

/// Reads the kind that was written.
fn kind(text: &str) -> Result<i64, Failure> {
    catalogue::kind(text).ok_or_else(|| {
        let known: Vec<String> = catalogue::kinds()
            .map(|(id, name)| format!("{id} ({name})"))
            .collect();
        Failure::Misused(UsageText::NoKind {
            text: text.to_owned(),
            known,
        })
    })
}

fn name_of(model: i64) -> &'static str {
    catalogue::kinds()
        .find(|(id, _)| *id == model)
        .map_or("?", |(_, name)| name)
}

async fn sync(args: MediaSyncArgs, lang: Lang) -> Result<u8, Failure> {
    let models: Vec<i64> = match args.model.is_empty() {
        true => catalogue::kinds().map(|(id, _)| id).collect(),
        false => args
            .model
            .iter()
            .map(|m| kind(m))
            .collect::<Result<_, _>>()?,
    };
    let common = &args.common;
    let world = World::here(common, lang).await?;
    let configured = account(&world.config, args.account.as_deref(), PLATFORM)?;
    let name = configured.account.name.clone();
    let online = Online::open(&world, false).await?;
    let asking = Asking::new(&world, &online, configured)?;
    let syncing = Syncing {
        asking: &asking,
        world: &world,
        models,
    };
    let done = match stop::unless_stopped(syncing.run()).await {
        Stop::Done(done) => done,
        Stop::Stopped => {
            output::err(&format!("{}\n", Told::MediaStopped.say(lang)));
            Err(RunMessage::Stopped.into())
        }
    };
    online.close().await;
    world.close().await;
    let kinds = done?;
    let rows: u64 = kinds.iter().filter_map(|k| k["media"].as_u64()).sum();
    if common.json {
        output::json(&json!({
            "schema": 1, "sandbox": common.sandbox, "account": name,
            "media": rows, "models": kinds,
        }));
    } else {
        let kept = Told::MediaKept {
            media: rows,
            kinds: kinds.len(),
        };
        output::out(&format!("{}\n", kept.say(lang)));
    }
    Ok(0)
}

struct Syncing<'a> {
    asking: &'a Asking<'a>,
    world: &'a World,
    models: Vec<i64>,
}

impl Syncing<'_> {
    fn now(&self) -> i64 {
        (self.world.clock)() / 1000
    }

    /// Fetches what is missing of every kind; gives a line a kind.
    async fn run(&self) -> Result<Vec<Value>, Failure> {
        let kept = &self.world.ledger;
        let account = &self.asking.account.name;
        let sync = kept
            .begin_sync(account, &self.models, YOUNG, self.now())
            .await
            .map_err(ledger)?;
        let mut pace = tokio::time::interval(match self.world.sandbox {
            true => SANDBOX_PACE,
            false => PACE,
        });
        pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut kinds = Vec::new();
        let mut counting = Counting::begin(self.world.lang);
        for model in &self.models {
            kinds.push(self.kind(sync, *model, &mut pace, &mut counting).await?);
        }
        kept.end_sync(sync, self.now()).await.map_err(ledger)?;
        Ok(kinds)
    }

    async fn kind(
        &self,
        sync: i64,
        model: i64,
        pace: &mut tokio::time::Interval,
        counting: &mut Counting,
    ) -> Result<Value, Failure> {
        let kept = &self.world.ledger;
        let mut progress = kept.progress(sync, model).await.map_err(ledger)?;
        let (resumed, mut fetched, mut odd) = (progress.pages, 0, 0);
        while progress
            .total
            .is_none_or(|total| progress.pages * LIMIT < total)
        {
            pace.tick().await;
            let page = progress.pages + 1;
            let call = made(catalogue::page_call(self.asking.account, model, page))?;
            let slots = match self.asking.ask(&call).await {
                Ok(slots) => slots,
                Err(no) => {
                    if no.later {
                        let told = Told::MediaPages {
                            pages: progress.pages,
                            kind: name_of(model).to_owned(),
                        };
                        output::err(&format!("{}\n", told.say(self.world.lang)));
                    }
                    return Err(no.into());
                }
            };
            let read = catalogue::page(model, &slots).map_err(|what| Asking::odd(&call, what))?;
            if read.rows.is_empty() && read.odd == 0 && page > 1 {
                // The catalogue became shorter while it was read.
                break;
            }
            odd += read.odd;
            fetched += 1;
            kept.keep_page(sync, model, page, read.total, &read.rows, self.now())
                .await
                .map_err(ledger)?;
            progress.pages = page;
            progress.total = Some(read.total);
            tell_page(counting, model, page, read.total);
        }
        let gone = kept
            .end_model(sync, model, self.now())
            .await
            .map_err(ledger)?;
        Ok(json!({
            "model": model, "name": name_of(model), "media": progress.total, "pages": progress.pages,
            "fetched": fetched, "resumed_at": resumed, "gone": gone, "odd": odd,
        }))
    }
}

/// Shows how many pages of a kind are kept.
fn tell_page(counting: &mut Counting, model: i64, page: u32, total: u32) {
    let pages = total.div_ceil(LIMIT).max(1);
    let (done, of) = ((page * LIMIT).min(total), total);
    let message = ProgressMessage::Pages { done, of };
    counting.show(name_of(model), page.min(pages), pages, &message);
}

async fn search(args: MediaSearchArgs, lang: Lang) -> Result<u8, Failure> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut fact = |key: &str, value: &Option<String>| {
        facts.extend(value.clone().map(|v| (key.to_owned(), v)));
    };
    fact("quyu", &args.region);
    fact("pindaoleixing", &args.channel);
    fact("lianjieleixing", &args.links);
    fact("weekend_active", &args.weekend.then(|| "1".to_owned()));
    for written in &args.attributes {
        let Some((key, value)) = written.split_once('=') else {
            return Err(Failure::Misused(UsageText::NoAttribute(written.clone())));
        };
        facts.push((key.to_owned(), value.to_owned()));
    }
    let model = args.model.as_deref().map(kind).transpose()?;
    let common = &args.common;
    let world = World::here(common, lang).await?;
    let account = &account(&world.config, args.account.as_deref(), PLATFORM)?
        .account
        .name;
    let search = Search {
        account: account.clone(),
        text: args.text,
        model,
        price_min: args.price_min,
        price_max: args.price_max,
        facts,
        closed: args.closed,
        sort: match args.sort {
            SortArg::Price => Sort::Price,
            SortArg::Name => Sort::Name,
        },
        limit: args.limit,
    };
    let found = world.ledger.search(&search).await.map_err(ledger)?;
    world.close().await;
    if common.json {
        let rows: Vec<Value> = found.iter().map(document).collect();
        output::json(
            &json!({"schema": 1, "sandbox": common.sandbox, "account": search.account, "media": rows}),
        );
    } else if found.is_empty() {
        output::err(&format!("{}\n", Told::NothingFits.say(lang)));
    } else {
        output::out(&listed(lang, &found));
    }
    Ok(0)
}

/// A medium as people's tools read it.
fn document(kept: &Kept) -> Value {
    let mut row = json!(kept.medium);
    row["price"] = json!(kept.medium.price());
    row["kind"] = json!(name_of(kept.medium.model));
    row["seen"] = json!(kept.seen);
    row["gone"] = json!(kept.gone);
    row
}

fn listed(lang: Lang, found: &[Kept]) -> String {
    let head = [
        Head::Id,
        Head::Kind,
        Head::Yuan,
        Head::Name,
        Head::Region,
        Head::Channel,
        Head::Links,
    ];
    let mut rows = vec![head.map(|h| h.say(lang)).to_vec()];
    for Kept { medium, .. } in found {
        let said = |key: &str| medium.attributes.get(key).cloned().unwrap_or_default();
        let name = match medium.status {
            1 => medium.name.clone(),
            _ => format!("{} ({})", medium.name, Told::TakesNone(None).say(lang)),
        };
        rows.push(vec![
            medium.id.to_string(),
            name_of(medium.model).to_owned(),
            yuan(medium.price()),
            name,
            said("quyu"),
            said("pindaoleixing"),
            said("lianjieleixing"),
        ]);
    }
    table(&rows)
}

fn yuan(money: Option<Money>) -> String {
    money.map_or_else(|| "?".to_owned(), |m| m.to_string())
}

/// A moment as a day and a time in China.
pub fn moment(at: i64) -> String {
    let time = jiff::Timestamp::from_second(at).unwrap_or_default();
    let china = jiff::tz::Offset::constant(8).to_datetime(time);
    china.strftime("%Y-%m-%d %H:%M").to_string()
}

async fn show(args: MediaShowArgs, lang: Lang) -> Result<u8, Failure> {
    let common = &args.common;
    let world = World::here(common, lang).await?;
    let account = account(&world.config, args.account.as_deref(), PLATFORM)?
        .account
        .name
        .clone();
    let kept = world
        .ledger
        .media(&account, args.id)
        .await
        .map_err(ledger)?;
    if kept.is_empty() {
        return Err(Failure::Misused(UsageText::NoSuchMedium(args.id)));
    }
    let mut documents = Vec::new();
    for medium in &kept {
        let m = &medium.medium;
        let prices = world
            .ledger
            .prices(&account, m.model, m.id)
            .await
            .map_err(ledger)?;
        if common.json {
            let mut row = document(medium);
            row["prices"] = prices
                .iter()
                .map(|p| json!({"at": p.at, "price_original": p.price_original, "price_proxy": p.price_proxy}))
                .collect();
            documents.push(row);
            continue;
        }
        let state = match (medium.gone, m.status) {
            (Some(at), _) => Told::MediumGone(moment(at)),
            (None, 1) => Told::TakesOrders,
            (None, other) => Told::TakesNone(Some(other)),
        };
        let comma = match lang {
            Lang::En => ", ",
            Lang::Zh => "，",
        };
        output::out(&format!(
            "{} {}\n{} {}{comma}{}{comma}{}\n",
            m.id,
            m.name,
            m.model,
            name_of(m.model),
            state.say(lang),
            Told::Seen(moment(medium.seen)).say(lang)
        ));
        let attributes = m.attributes.iter();
        let lines: Vec<Vec<String>> = attributes
            .map(|(k, v)| vec![format!("  {k}"), v.clone()])
            .collect();
        output::out(&table(&lines));
        let mut lines = vec![vec![
            format!("  {}", Head::Since.say(lang)),
            Head::Original.say(lang),
            Head::Proxy.say(lang),
        ]];
        lines.extend(prices.iter().map(|p| {
            let since = format!("  {}", moment(p.at));
            vec![since, yuan(p.price_original), yuan(p.price_proxy)]
        }));
        output::out(&table(&lines));
    }
    world.close().await;
    if common.json {
        output::json(
            &json!({"schema": 1, "sandbox": common.sandbox, "account": account, "media": documents}),
        );
    }
    Ok(0)
}
