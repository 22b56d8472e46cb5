//! `fagao publish`: read, plan, check, agree, hand in, prove.

use std::path::Path;
use std::time::Duration;

use super::args::{OwnBrowser, PublishArgs};
use super::online::{Browsing, Online};
use super::places;
use super::plans::{self, Made, Making};
use super::screen::screen;
use super::stop::{self, Stop};
use super::world::World;
use super::{Failure, output, secrets, site_files, term, yunsuo};
use crate::ledger::{Catalogue, Kept, Ledger};
use crate::pipeline::{self, Ended, Order, Ports, Trace};
use crate::plan::{Note, Plan, State};
use crate::platforms::jzguai::catalogue;
use crate::record::{Event, Recorder, ResultRow, worst_exit};
use crate::report::{self, Facts};
use crate::secret::Redactor;
use crate::text::{Findings, Lang, Line, RunMessage, retold_lines};

/// Runs the command.
pub async fn run(args: PublishArgs, lang: Lang) -> Result<u8, Failure> {
    let from = args.articles[0]
        .parent()
        .filter(|p| !p.as_os_str().is_empty());
    let from = from.unwrap_or(Path::new("."));
    let mut config = places::config(args.common.config.as_deref(), args.common.sandbox, from)?;
    if let Some(name) = &args.site_file {
        site_files::choose(&mut config, name, &args.to)?;
    }
    let articles = plans::articles(&args.articles, &config, args.draft);
    let accounts = config.select(&args.to);
    // What is wrong with the articles and with the accounts' names is told at once.
    let (mut articles, accounts) = match (articles, accounts) {
        (Ok(articles), Ok(accounts)) => (articles, accounts),
        (Err(mut a), Err(b)) => {
            a.extend(b);
            return Err(a.into());
        }
        (Err(f), _) | (_, Err(f)) => return Err(f.into()),
    };
    plans::look_at_pictures(&mut articles, &accounts);
    let mut making = Making {
        config: &config,
        accounts: &accounts,
        via: args.via.into(),
        again: args.again,
        draft: args.draft,
        ledger: None,
        lists: None,
    };
    if args.dry_run {
        let made = making.plans(&articles).await?;
        return Ok(dry_run(&made, args.common.json, lang));
    }
    let world = World::open(config.clone(), args.common.sandbox, lang).await?;
    making.ledger = Some(&world.ledger);
    making.lists = Some(&world.ledger);
    let run = places::run_id();
    let _locks = world
        .lock(accounts.iter().map(|c| c.account.name.as_str()), &run)
        .await?;
    let made = making.plans(&articles).await?;
    let plans: Vec<Plan> = made.iter().map(|m| m.plan.clone()).collect();
    let can_update = |plan: &Plan| plans::by_name(&plan.platform).is_some_and(|p| p.can_update());
    let findings = pipeline::findings(&world.ledger, &plans, &config.root, args.again, &can_update)
        .await
        .map_err(|e| RunMessage::Ledger(e.to_string()))?;
    if !findings.is_empty() {
        return Err(findings.into());
    }
    for note in plans.iter().flat_map(|p| &p.notes) {
        if matches!(note, Note::Shortcode { .. } | Note::UnknownLink { .. }) {
            output::err(&format!("{}\n", Line::Note(note.to_string()).say(lang)));
        }
    }
    let how = How {
        yes: args.yes,
        headed: args.headed,
        json: args.common.json,
        wait: args.wait,
        patience: args.patience.wait_for_person,
        trace: args.trace.into(),
        own: args.own,
    };
    let code = carry_out(&world, &made, &run, how).await;
    world.close().await;
    code
}

/// How plans are carried out.
#[derive(Clone, Debug)]
pub struct How {
    /// Whether the price was agreed to on the command line.
    pub yes: bool,
    /// Whether the browser has a window.
    pub headed: bool,
    /// Whether the results are one JSON document.
    pub json: bool,
    /// How long a review is followed.
    pub wait: Option<Duration>,
    /// How long a person is waited for in the window.
    pub patience: Duration,
    /// How much is kept of what happens.
    pub trace: Trace,
    /// The browser that is worked in, where it is one of the user's own.
    pub own: OwnBrowser,
}

/// Carries plans out under a run, prints the results, and gives the exit code.
pub async fn carry_out(
    world: &World,
    made: &[Made<'_>],
    run: &str,
    how: How,
) -> Result<u8, Failure> {
    let recorder = world.begin(run)?;
    let mut orders = orders(world, made, &recorder)?;
    remember(world, &mut orders).await;
    for made in made {
        warn(world.lang, &made.plan);
    }
    recorder.say(Event::RunBegan {
        run: run.to_owned(),
        sandbox: world.sandbox,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    });
    warn_of_ends(world, made, &recorder);
    let browsing = browsing(world, made, &how)?;
    let online = Online::open(world, browsing).await?;
    yunsuo::warn(world, &online, made).await;
    let line = online.line();
    let people = online.people(how.yes);
    let ports = online.ports(world, &line, &people, &recorder);
    let mut ended = match stop::unless_stopped(pipeline::publish(&orders, &ports)).await {
        Stop::Done(ended) => ended,
        Stop::Stopped => {
            online.stop().await;
            let ended = stopped(&orders, &world.ledger).await;
            for ended in &ended {
                pipeline::settled(ended, &recorder);
            }
            ended
        }
    };
    if let Some(patience) = how.wait {
        let following = follow(&mut orders, &mut ended, &ports, patience);
        // Stopped here, all is published and kept already.
        let _ = stop::unless_stopped(following).await;
    }
    let rows = rows(world.lang, &ended, &recorder.redactor());
    let exit = exit(&ended, &rows);
    let by_the_way_meant = rows.iter().all(|r| r.route_reason.is_none());
    if how.trace == Trace::OnFailure && exit == 0 && by_the_way_meant {
        let count = super::report::drop_pictures(recorder.dir());
        if count > 0 {
            recorder.say(Event::PicturesDropped { count });
        }
    }
    recorder.say(Event::RunEnded { exit });
    tell(world, run, rows, how.json, exit);
    online.close().await;
    Ok(exit)
}

/// The browser that is worked in: an empty one, or the user's own by the command line, else by the configuration.
fn browsing(world: &World, made: &[Made<'_>], how: &How) -> Result<Browsing, Failure> {
    let mut browsing = Browsing {
        patience: how.patience,
        trace: how.trace,
        ..how.headed.into()
    };
    let own = match (&how.own.attach, &how.own.profile) {
        (None, None) => &world.config.own_browser,
        _ => &how.own,
    };
    let names = made
        .iter()
        .filter(|m| plans::platform(m.configured).site().is_some())
        .map(|m| m.configured.account.name.as_str());
    let accounts: std::collections::BTreeSet<&str> = names.collect();
    if accounts.is_empty() {
        return Ok(browsing);
    }
    browsing.attach.clone_from(&own.attach);
    browsing.profile.clone_from(&own.profile);
    if browsing.is_own() && accounts.len() > 1 {
        let accounts: Vec<&str> = accounts.into_iter().collect();
        return Err(Failure::Usage(format!(
            "your own browser is signed in as one user, and {} are several: publish to one of them at a time",
            accounts.join(", ")
        )));
    }
    Ok(browsing)
}

/// Follows what is in review, one after the other, all within one time.
async fn follow(
    orders: &mut [Order<'_>],
    ended: &mut [Ended],
    ports: &Ports<'_>,
    patience: Duration,
) {
    let until = tokio::time::Instant::now() + patience;
    for (order, ended) in orders.iter_mut().zip(ended) {
        let Some(receipt) = ended
            .receipt
            .clone()
            .filter(|_| ended.state == State::InReview)
        else {
            continue;
        };
        // Without a look of its own there is nothing to follow.
        if let Ok(true) = order
            .platform
            .look_again(&mut order.plan, order.account, &receipt)
        {
            let left = until.saturating_duration_since(tokio::time::Instant::now());
            if let Some(mut last) = pipeline::follow(order, ports, left).await {
                last.route = ended.route;
                last.route_reason.clone_from(&ended.route_reason);
                *ended = last;
                pipeline::settled(ended, ports.recorder);
            }
        }
    }
}

/// Gives orders the last known prices, for the hours in which the vendor's catalogue is closed.
async fn remember(world: &World, orders: &mut [Order<'_>]) {
    for order in orders {
        let Some((model, id)) = catalogue::ordered(&order.plan) else {
            continue;
        };
        let account = &order.plan.key.account;
        // Without them an order waits for the catalogue to open again.
        let kept = world.ledger.media(account, id).await.unwrap_or_default();
        let here = |k: &&Kept| k.medium.model == model && k.gone.is_none();
        if let Some(kept) = kept.iter().find(here) {
            catalogue::remember(&mut order.plan, &kept.medium, kept.seen);
        }
    }
}

/// Says which sessions end soon: better now than in the middle of a later run.
fn warn_of_ends(world: &World, made: &[Made<'_>], recorder: &Recorder) {
    let mut told: Vec<&str> = Vec::new();
    for Made { configured, .. } in made {
        let name = configured.account.name.as_str();
        if !told.contains(&name)
            && let Ok(Some(session)) = world.sessions.load(name)
            && let Some(warning) = term::warning(world.lang, &session, recorder.now())
        {
            output::err(&format!("{name}: {warning}\n"));
        }
        told.push(name);
    }
}

/// Tells what the author should know before it is handed in.
fn warn(lang: Lang, plan: &Plan) {
    for note in plan.notes.iter().filter(|n| n.is_warning()) {
        let line = Line::Warning {
            account: plan.key.account.clone(),
            what: note.to_string(),
        };
        output::err(&format!("{}\n", line.say(lang)));
    }
}

/// Puts plans together with what carries them out.
fn orders<'a>(
    world: &'a World,
    made: &'a [Made<'a>],
    recorder: &Recorder,
) -> Result<Vec<Order<'a>>, Failure> {
    let mut orders = Vec::new();
    let mut findings = Findings::new();
    for Made {
        plan,
        configured,
        root,
        older,
    } in made
    {
        let secrets = match secrets::of(configured, &world.config) {
            Ok(secrets) => secrets,
            Err(more) => {
                findings.extend(more);
                continue;
            }
        };
        for secret in secrets.0.values() {
            recorder.hide(secret);
        }
        let platform = plans::platform(configured);
        let pages = platform
            .pages(&configured.account)
            .map_err(|e| Failure::Internal(e.to_string()))?;
        match platform.dialect(&configured.account, &secrets) {
            Ok(dialect) => orders.push(Order {
                plan: plan.clone(),
                account: &configured.account,
                platform,
                dialect,
                root: root.clone(),
                pages,
                older: older.clone(),
            }),
            Err(more) => findings.extend(more),
        }
    }
    findings.dedup();
    if findings.is_empty() {
        Ok(orders)
    } else {
        Err(findings.into())
    }
}

/// How things stand after Ctrl-C: what the ledger says, and nothing else.
async fn stopped(orders: &[Order<'_>], ledger: &dyn Ledger) -> Vec<Ended> {
    let mut ended = Vec::new();
    for order in orders {
        let entry = ledger.entry(&order.plan.key).await.ok().flatten();
        let state = super::status::state(entry.as_ref());
        let mut row = Ended::new(&order.plan, state).with_problem(RunMessage::Stopped);
        row.receipt = entry.and_then(|e| e.receipt);
        if row.receipt.is_some() {
            row.problem = None;
        }
        ended.push(row);
    }
    ended
}

/// The rows of the results.
pub fn rows(lang: Lang, ended: &[Ended], redactor: &Redactor) -> Vec<ResultRow> {
    let row = |e: &Ended| {
        let problem = e
            .problem
            .clone()
            .map(|p| report::problem(lang, &p.into(), redactor));
        let mut row = report::result_row(Facts {
            key: &e.key,
            file: &e.file,
            platform: &e.platform,
            state: e.state,
            route: e.route,
            route_reason: e.route_reason.as_deref(),
            receipt: e.receipt.as_ref(),
            problem,
            person: e.person,
        });
        row.site_file.clone_from(&e.site_file);
        row.retry_at = match e.problem {
            Some(RunMessage::Paced { retry_at, .. }) => Some(retry_at),
            _ => None,
        };
        row
    };
    ended.iter().map(row).collect()
}

/// The exit code: the worst of the rows; a run that nobody agreed to is as one that was not begun.
fn exit(ended: &[Ended], rows: &[ResultRow]) -> u8 {
    let refused = |e: &Ended| matches!(e.problem, Some(RunMessage::NotAgreed { .. }));
    match worst_exit(rows) {
        4 if ended.iter().any(refused) => 3,
        code => code,
    }
}

/// Prints the results; what did not end well is told by a report, too.
pub fn tell(world: &World, run: &str, rows: Vec<ResultRow>, json: bool, exit: u8) {
    let sandbox = world.sandbox;
    let reported = (exit != 0).then(|| reported(world, run));
    if json {
        output::json(&report::outcome(world.lang, Some(run), sandbox, rows, &[]));
        return;
    }
    output::out(&report::results(world.lang, &rows, screen().colours.out));
    if let Some(line) = reported {
        output::err(&format!("{}\n", line.say(world.lang)));
    }
    if sandbox {
        output::err(&format!("{}\n", Line::Sandbox.say(world.lang)));
    }
}

/// Writes a run's report and says where it is; where it cannot be written, where its evidence is.
fn reported(world: &World, run: &str) -> Line {
    let record = super::report::Run {
        name: run.to_owned(),
        dir: world.state.join("runs").join(run),
    };
    match super::report::write(&record, None, world.lang) {
        Ok(file) => Line::Report {
            file: file.display().to_string(),
            command: format!(
                "fagao report {run} --open{}",
                if world.sandbox { " --sandbox" } else { "" }
            ),
        },
        Err(_) => Line::Evidence {
            run: record.name,
            dir: record.dir.display().to_string(),
        },
    }
}

fn dry_run(made: &[Made<'_>], json: bool, lang: Lang) -> u8 {
    let plans: Vec<&Plan> = made.iter().map(|m| &m.plan).collect();
    if json {
        output::json(&serde_json::json!({ "schema": 1, "plans": plans }));
    } else {
        let texts: Vec<String> = plans.iter().map(ToString::to_string).collect();
        output::out(&retold_lines(lang, &texts.join("\n")));
    }
    0
}
