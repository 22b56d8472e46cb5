//! `fagao resume`: look at what is unknown, then go on with what was stopped, by the plans that the ledger kept.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::ResumeArgs;
use super::plans::{self, Made};
use super::publish::{self, How};
use super::spool::Spooled;
use super::world::World;
use super::{Failure, output, places};
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::pipeline::{ARTICLE_ROOT, Trace};
use crate::plan::{Plan, Slots};
use crate::text::{Finding, Findings, Lang, Line, RunMessage};

/// Runs the command.
pub async fn run(args: ResumeArgs, lang: Lang) -> Result<u8, Failure> {
    let world = World::here(&args.common, lang).await?;
    let entries = unfinished(&world.ledger, args.run.as_deref()).await?;
    if entries.is_empty() {
        output::err(&format!("{}\n", Line::NothingUnfinished.say(lang)));
        if args.common.json {
            output::json(&crate::report::outcome(
                lang,
                None,
                world.sandbox,
                Vec::new(),
                &[],
            ));
        }
        world.close().await;
        return Ok(0);
    }
    let known = |e: &&Entry| world.config.accounts.contains_key(&e.key.account);
    let strange = entries.iter().filter(|e| !known(e));
    let findings: Findings = strange
        .map(|e| Finding::of(world.config.no_account(&e.key.account)))
        .collect();
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let run = places::run_id();
    let _locks = world
        .lock(entries.iter().map(|e| e.key.account.as_str()), &run)
        .await?;
    // What another process has brought to its end meanwhile is left alone: an old plan would put an old text back.
    let left = unfinished(&world.ledger, args.run.as_deref()).await?;
    let mut spooled = Spooled::begin(&world.state, &run)?;
    let here =
        std::path::absolute(&world.config.root).unwrap_or_else(|_| world.config.root.clone());
    for entry in entries {
        let plan = wanted(&entry);
        let Entry { key, slots, .. } = entry;
        if let Some(configured) = world.config.accounts.get(&key.account)
            && left.iter().any(|e| wanted(e) == plan)
        {
            // The article may have changed since: what is gone on with is the plan that was begun.
            let root = root(&plan.article.file, &slots).unwrap_or_else(|| here.clone());
            let (plan, older) = plans::by_versions(Arc::unwrap_or_clone(plan), configured);
            spooled.put(Made {
                plan,
                configured,
                root,
                older,
            })?;
        }
    }
    let how = How {
        yes: args.yes,
        headed: args.headed,
        json: args.common.json,
        wait: None,
        patience: args.patience.wait_for_person,
        trace: Trace::default(),
        own: args.own,
        healing: args.heal.into(),
        scheduled: Vec::new(),
    };
    let code = publish::carry_out(&world, &spooled, &run, how).await;
    drop(spooled);
    world.close().await;
    code
}

/// The directory that an article's files are relative to, as it was begun; none where the article is not there any more.
fn root(file: &str, slots: &Slots) -> Option<PathBuf> {
    let root = PathBuf::from(slots.text(ARTICLE_ROOT)?);
    root.join(file).is_file().then_some(root)
}

/// The plan that is gone on with: of an update that came to nothing its own, for the entry has what is published.
fn wanted(entry: &Entry) -> Arc<Plan> {
    entry.stopped.as_ref().unwrap_or(&entry.plan).clone()
}

/// What was not brought to its end, in the order in which it was begun: of a run, or of all runs what is open or was
/// cut off, with the failures of the run that began something last.
async fn unfinished(ledger: &dyn Ledger, run: Option<&str>) -> Result<Vec<Entry>, Failure> {
    let all = ledger
        .entries(&Filter::default())
        .await
        .map_err(|e| RunMessage::Ledger(e.to_string()))?;
    let newest = all.iter().max_by_key(|e| e.turn).map(|e| e.run.clone());
    let mut wanted: Vec<Entry> = all
        .into_iter()
        .filter(|e| run.is_none_or(|r| e.run == r))
        .filter(|e| match e.state {
            LedgerState::Submitting | LedgerState::Unknown | LedgerState::Planned => true,
            // A draft that was asked for is at its end.
            LedgerState::Prepared => !e.is_draft(),
            LedgerState::Failed => run.is_some() || Some(&e.run) == newest.as_ref(),
            _ => e.stopped.is_some() && (run.is_some() || Some(&e.run) == newest.as_ref()),
        })
        .collect();
    wanted.sort_by_key(|e| e.number);
    Ok(wanted)
}
