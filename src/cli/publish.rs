//! `fagao publish`: read, plan, check, agree, hand in, prove.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::{OwnBrowser, PublishArgs, Publishing};
use super::config::{Config, Configured};
use super::online::{Browsing, Online};
use super::places;
use super::plans::{self, Made, Making};
use super::screen::screen;
use super::spool::{Sent, Spooled};
use super::stop::{self, Stop};
use super::world::World;
use super::{Failure, files, healed, output, review, schedule, site_files, term, yunsuo};
use crate::article::Article;
use crate::browser::Healing;
use crate::ledger::Ledger;
use crate::pipeline::{self, Ended, Head, Ports, Trace};
use crate::plan::{Note, Plan, State};
use crate::record::{Event, Outcome, Recorder, ResultRow, ScheduledRow, worst_exit};
use crate::report::{self, Facts};
use crate::secret::Redactor;
use crate::text::{Findings, Lang, Line, RunMessage, UsageText};

/// Runs the command.
pub async fn run(args: PublishArgs, lang: Lang) -> Result<u8, Failure> {
    let (config, files) = read(&args)?;
    let accounts = config.select(&args.how.to)?;
    let blind = blind(&args, &config, &accounts);
    let json = args.how.common.json;
    if args.dry_run {
        return review::dry_run(&blind, &files, json, lang).await;
    }
    let reviewed: Option<BTreeMap<PathBuf, String>> = match &args.expect {
        // What each of them was made of when it was reviewed.
        Some(expected) => {
            let sums = review::hold(&blind, &files, expected).await?;
            Some(files.iter().cloned().zip(sums).collect())
        }
        None => None,
    };
    let later = schedule::later(&args, &files, &config, places::now())?;
    let world = World::open(config.clone(), args.how.common.sandbox, lang).await?;
    let scheduled = schedule::take_in(&args, &later, reviewed.as_ref(), &world).await?;
    let at_once = |f: &PathBuf| later.iter().all(|l| l.file != *f);
    let now: Vec<PathBuf> = files.into_iter().filter(at_once).collect();
    if now.is_empty() {
        if json {
            let nothing = report::outcome(lang, None, world.sandbox, Vec::new(), &[]);
            output::json(&nothing.with(scheduled));
        }
        world.close().await;
        return Ok(0);
    }
    let run = places::run_id();
    let _locks = world
        .lock(accounts.iter().map(|c| c.account.name.as_str()), &run)
        .await?;
    let making = Making {
        ledger: Some(&world.ledger),
        lists: Some(&world.ledger),
        ..blind
    };
    let spooled = plan(&making, &now, reviewed.as_ref(), &world, &run).await?;
    let how = How {
        yes: args.how.yes,
        headed: args.headed,
        json,
        wait: args.wait,
        patience: args.patience.wait_for_person,
        trace: args.how.trace.into(),
        own: args.own,
        healing: args.heal.into(),
        scheduled,
    };
    let code = carry_out(&world, &spooled, &run, how).await;
    drop(spooled);
    world.close().await;
    code
}

/// The configuration, and the files that the arguments name.
///
/// # Errors
/// What is wrong with the articles and with the accounts' names, at once.
pub fn read(args: &PublishArgs) -> Result<(Config, Vec<PathBuf>), Failure> {
    let files = files::of(&args.articles);
    let from = files::directory(files.as_deref().unwrap_or(&args.articles));
    let config = configured(&args.how, from)?;
    let files = files.and_then(|f| plans::check(&f, &config, args.how.draft).map(|()| f));
    match (files, config.select(&args.how.to).map(drop)) {
        (Ok(files), Ok(())) => Ok((config, files)),
        (Err(mut a), Err(b)) => {
            a.extend(b);
            Err(a.into())
        }
        (Err(f), _) | (_, Err(f)) => Err(f.into()),
    }
}

/// The configuration for a directory, with the site file that is wanted.
///
/// # Errors
/// What is wrong with it, or with the site file's name.
pub fn configured(how: &Publishing, from: &Path) -> Result<Config, Failure> {
    let mut config = places::config(how.common.config.as_deref(), how.common.sandbox, from)?;
    if let Some(name) = &how.site_file {
        site_files::choose(&mut config, name, &how.to)?;
    }
    Ok(config)
}

/// What plans are made with that know nothing of this machine.
pub fn blind<'a>(
    args: &PublishArgs,
    config: &'a Config,
    accounts: &'a [&'a Configured],
) -> Making<'a> {
    Making {
        config,
        accounts,
        via: args.how.via.into(),
        again: args.again,
        draft: args.how.draft,
        drafts: args.how.draft,
        ledger: None,
        lists: None,
    }
}

/// The hash of the plans that arguments give on any machine, and what each article is made of; `each` sees the plans.
///
/// # Errors
/// All findings of all articles.
pub async fn reviewed(
    args: &PublishArgs,
    each: &mut (dyn FnMut(Plan) + Send),
) -> Result<(String, Vec<String>), Failure> {
    let (config, files) = read(args)?;
    let accounts = config.select(&args.how.to)?;
    let blind = blind(args, &config, &accounts);
    review::read(&blind, &files, &mut |made| each(made.plan)).await
}

/// Plans a run onto the disk, with all that speaks against it. `reviewed` is what the articles were made of that were
/// reviewed.
async fn plan<'a>(
    making: &Making<'a>,
    files: &[PathBuf],
    reviewed: Option<&BTreeMap<PathBuf, String>>,
    world: &World,
    run: &str,
) -> Result<Spooled<'a>, Failure> {
    let mut spooled = Spooled::begin(&world.state, run)?;
    let mut sums = Vec::new();
    let mut take = |article: &Article, made: Vec<Made<'a>>| {
        sums.push(review::sum(article));
        made.into_iter().try_for_each(|m| Ok(spooled.put(m)?))
    };
    making.each(files, &mut take).await?;
    let before = |reviewed: &BTreeMap<PathBuf, String>| {
        let sums = files.iter().filter_map(|f| reviewed.get(f).cloned());
        sums.collect::<Vec<_>>()
    };
    if let Some(before) = reviewed.map(before)
        && before != sums
    {
        // Somebody wrote into an article between the review and now.
        return Err(review::changed(before.join(" "), sums.join(" ")));
    }
    let mut findings = Findings::new();
    let can_update = |plan: &Plan| plans::by_name(&plan.platform).is_some_and(|p| p.can_update());
    let root = &making.config.root;
    for n in 0..spooled.heads().len() {
        let plan = spooled.plan(n)?;
        let one = std::slice::from_ref(&plan);
        let more = pipeline::findings(&world.ledger, one, root, making.again, &can_update).await;
        findings.extend(more.map_err(|e| RunMessage::Ledger(e.to_string()))?);
    }
    if !findings.is_empty() {
        return Err(findings.into());
    }
    for n in 0..spooled.heads().len() {
        for note in &spooled.plan(n)?.notes {
            if matches!(note, Note::Shortcode { .. } | Note::UnknownLink { .. }) {
                let line = Line::Note(note.to_string());
                output::err(&format!("{}\n", line.say(world.lang)));
            }
        }
    }
    Ok(spooled)
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
    /// When elements are looked for by what they look like.
    pub healing: Healing,
    /// What the command line put on the schedule beside it.
    pub scheduled: Vec<ScheduledRow>,
}

/// Carries plans out under a run, prints the results, and gives the exit code.
pub async fn carry_out(
    world: &World,
    spooled: &Spooled<'_>,
    run: &str,
    how: How,
) -> Result<u8, Failure> {
    let recorder = world.begin(run)?;
    let sent = Sent::of(world, spooled, &recorder)?;
    warn(world.lang, spooled)?;
    recorder.say(Event::RunBegan {
        run: run.to_owned(),
        sandbox: world.sandbox,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    });
    warn_of_ends(world, spooled, &recorder);
    let browsing = browsing(world, spooled, &how)?;
    let online = Online::open(world, browsing).await?;
    yunsuo::warn(world, &online, spooled).await;
    let line = online.line();
    let people = online.people(how.yes);
    let ports = online.ports(world, &line, &people, &recorder);
    let work = pipeline::publish(&sent, &ports);
    let mut ended = match stop::unless_told_twice(work, &online.halt, world.lang).await {
        Stop::Done(ended) => ended,
        Stop::Stopped => {
            let ended = stopped(spooled.heads(), &world.ledger).await;
            for ended in &ended {
                pipeline::settled(ended, &recorder);
            }
            ended
        }
    };
    if online.halt.is_called() {
        online.stop().await;
    } else if let Some(patience) = how.wait {
        let following = follow(&sent, &mut ended, &ports, patience);
        // Stopped here, all is published and kept already.
        let _ = stop::unless_stopped(following).await;
    }
    let mut rows = rows(world.lang, &ended, &recorder.redactor());
    let healed = healed::of(&recorder);
    for (row, ended) in rows.iter_mut().zip(&ended) {
        let own = healed.iter().filter(|(key, _)| *key == ended.key);
        row.healed = own.map(|(_, healed)| healed.clone()).collect();
    }
    let exit = exit(&ended, &rows);
    let by_the_way_meant = rows
        .iter()
        .all(|r| r.route_reason.is_none() && r.healed.is_empty());
    if how.trace == Trace::OnFailure && exit == 0 && by_the_way_meant {
        let count = super::report::drop_pictures(recorder.dir());
        if count > 0 {
            recorder.say(Event::PicturesDropped { count });
        }
    }
    recorder.say(Event::RunEnded { exit });
    let outcome = report::outcome(world.lang, Some(run), world.sandbox, rows, &[]);
    tell(world, &outcome.with(how.scheduled), how.json, exit);
    healed::tell(world, &recorder, &healed);
    online.close().await;
    Ok(exit)
}

/// The browser that is worked in: an empty one, or the user's own by the command line, else by the configuration.
fn browsing(world: &World, spooled: &Spooled<'_>, how: &How) -> Result<Browsing, Failure> {
    let mut browsing = Browsing {
        patience: how.patience,
        trace: how.trace,
        healing: how.healing,
        ..how.headed.into()
    };
    let own = match (&how.own.attach, &how.own.profile) {
        (None, None) => &world.config.own_browser,
        _ => &how.own,
    };
    let accounts = spooled.accounts().into_iter();
    let accounts: Vec<&str> = accounts
        .filter(|c| plans::platform(c).site().is_some())
        .map(|c| c.account.name.as_str())
        .collect();
    if accounts.is_empty() {
        return Ok(browsing);
    }
    browsing.attach.clone_from(&own.attach);
    browsing.profile.clone_from(&own.profile);
    if browsing.is_own() && accounts.len() > 1 {
        let names = accounts.iter().map(|a| (*a).to_owned()).collect();
        return Err(Failure::Misused(UsageText::OneUser(names)));
    }
    Ok(browsing)
}

/// Follows what is in review, one after the other, all within one time.
async fn follow(sent: &Sent<'_>, ended: &mut [Ended], ports: &Ports<'_>, patience: Duration) {
    let until = tokio::time::Instant::now() + patience;
    for (n, ended) in ended.iter_mut().enumerate() {
        let in_review = ended.state == State::InReview;
        let Some(receipt) = ended.receipt.clone().filter(|_| in_review) else {
            continue;
        };
        let Ok(mut order) = sent.make(n).await else {
            continue;
        };
        let platform = order.platform;
        // Without a look of its own there is nothing to follow.
        if let Ok(true) = platform.look_again(&mut order.plan, order.account, &receipt) {
            let left = until.saturating_duration_since(tokio::time::Instant::now());
            if let Some(mut last) = pipeline::follow(&order, ports, left).await {
                last.route = ended.route;
                last.route_reason.clone_from(&ended.route_reason);
                *ended = last;
                pipeline::settled(ended, ports.recorder);
            }
        }
    }
}

/// Says which sessions end soon: better now than in the middle of a later run.
fn warn_of_ends(world: &World, spooled: &Spooled<'_>, recorder: &Recorder) {
    for configured in spooled.accounts() {
        let name = configured.account.name.as_str();
        if let Ok(Some(session)) = world.sessions.load(name)
            && let Some(warning) = term::warning(world.lang, &session, recorder.now())
        {
            output::err(&format!("{name}: {warning}\n"));
        }
    }
}

/// Tells what the author should know before it is handed in.
fn warn(lang: Lang, spooled: &Spooled<'_>) -> Result<(), Failure> {
    for n in 0..spooled.heads().len() {
        let plan = spooled.plan(n)?;
        for note in plan.notes.iter().filter(|n| n.is_warning()) {
            let line = Line::Warning {
                account: plan.key.account.clone(),
                what: note.to_string(),
            };
            output::err(&format!("{}\n", line.say(lang)));
        }
    }
    Ok(())
}

/// How things stand after a run was dropped: what the ledger says, and nothing else.
async fn stopped(heads: &[Head<'_>], ledger: &dyn Ledger) -> Vec<Ended> {
    let mut ended = Vec::new();
    for head in heads {
        let entry = ledger.entry(&head.key).await.ok().flatten();
        ended.push(Ended::by_ledger(head, entry.as_ref()));
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

/// The exit code: the worst of the rows; a run that nobody agreed to is as one that was not begun, and what the platform
/// has and the ledger could not take is unknown to the next run.
fn exit(ended: &[Ended], rows: &[ResultRow]) -> u8 {
    let refused = |e: &Ended| matches!(e.problem, Some(RunMessage::NotAgreed { .. }));
    let unkept =
        |e: &Ended| e.receipt.is_some() && matches!(e.problem, Some(RunMessage::Ledger(_)));
    match worst_exit(rows) {
        _ if ended.iter().any(unkept) => 5,
        4 if ended.iter().any(refused) => 3,
        code => code,
    }
}

/// Prints the results; what did not end well is told by a report, too.
pub fn tell(world: &World, outcome: &Outcome, json: bool, exit: u8) {
    let run = outcome.run.as_deref().filter(|_| exit != 0);
    let reported = run.map(|run| reported(world, run));
    if json {
        output::json(outcome);
        return;
    }
    let shown = report::results_by_article(world.lang, &outcome.results, screen().results());
    output::out(&shown);
    if let Some(line) = reported {
        output::err(&format!("{}\n", line.say(world.lang)));
    }
    if outcome.sandbox {
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
