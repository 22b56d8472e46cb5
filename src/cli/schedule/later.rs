//! How `fagao publish` puts articles on the schedule.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::{arguments, broken, ended, keeper, list};
use crate::cli::args::PublishArgs;
use crate::cli::config::Config;
use crate::cli::plans;
use crate::cli::when::{self, When};
use crate::cli::world::World;
use crate::cli::{Failure, output, publish, review};
use crate::ledger::{Schedule, Scheduled, Standing};
use crate::plan::Plan;
use crate::record::ScheduledRow;
use crate::text::{Finding, ScheduleMessage, UsageText};

/// An article that is published later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// Its file, as it was named.
    pub file: PathBuf,
    /// When, in seconds since 1970.
    pub at: i64,
}

/// Which of the articles are published later, and when: by `--at`, else by their own `publish_at`. What is past by an
/// article's own word is published as anything else is.
///
/// # Errors
/// A time that is none or that is past, or options that need a person at that time.
pub fn later(
    args: &PublishArgs,
    files: &[PathBuf],
    config: &Config,
    now: i64,
) -> Result<Vec<Later>, Failure> {
    let wanted = args
        .at
        .as_deref()
        .map(|t| When::read(t, &TimeZone::system()));
    let found = match wanted {
        Some(Err(message)) => return Err(misused(message)),
        Some(Ok(When::Now)) => Vec::new(),
        Some(Ok(When::At(at))) if at <= now => {
            let (at, now) = (when::shown(at), when::shown(now));
            return Err(misused(ScheduleMessage::Past { at, now }));
        }
        Some(Ok(When::At(at))) => files
            .iter()
            .map(|f| Later {
                file: f.clone(),
                at,
            })
            .collect(),
        None => by_their_own_word(files, config, args.how.draft, now)?,
    };
    match needs_a_person(args) {
        Some(flag) if !found.is_empty() => Err(misused(ScheduleMessage::NotLater(flag))),
        _ => Ok(found),
    }
}

fn misused(message: ScheduleMessage) -> Failure {
    Failure::Misused(UsageText::Time(message))
}

fn by_their_own_word(
    files: &[PathBuf],
    config: &Config,
    drafts: bool,
    now: i64,
) -> Result<Vec<Later>, Failure> {
    let mut found = Vec::new();
    for file in files {
        let article = plans::article(file, config, drafts)?;
        if let Some(When::At(at)) = When::of(&article)?
            && at > now
        {
            found.push(Later {
                file: file.clone(),
                at,
            });
        }
    }
    Ok(found)
}

/// The first option that makes no sense while nobody is there; `--again` would add one more after every crash.
fn needs_a_person(args: &PublishArgs) -> Option<&'static str> {
    let flags = [
        ("--again", args.again),
        ("--headed", args.headed),
        ("--wait", args.wait.is_some()),
        ("--attach", args.own.attach.is_some()),
        ("--profile", args.own.profile.is_some()),
    ];
    flags.into_iter().find(|(_, given)| *given).map(|(f, _)| f)
}

/// Puts articles on the schedule, all or none, each with the hash of its plan. `reviewed` is what each file was made of
/// when it was reviewed, where it was.
///
/// # Errors
/// Findings of the articles; what costs money without `--yes`.
pub async fn take_in(
    args: &PublishArgs,
    later: &[Later],
    reviewed: Option<&BTreeMap<PathBuf, String>>,
    world: &World,
) -> Result<Vec<ScheduledRow>, Failure> {
    let mut wanted = Vec::new();
    for one in later {
        let sum = reviewed.and_then(|r| r.get(&one.file));
        wanted.push(scheduled(args, one, sum).await?);
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    ended::prune(world).await?;
    let now = (world.clock)() / 1000;
    let mut rows = Vec::new();
    for mut one in wanted {
        one.id = world.ledger.schedule(&one, now).await.map_err(broken)?;
        rows.push(list::row(&one));
        let taken = ScheduleMessage::Taken {
            id: one.id,
            file: one.file,
            accounts: one.accounts.join(","),
            at: when::shown(one.at),
        };
        output::tell(world.lang, taken);
    }
    keeper::warn(world, &world.ledger.scheduled().await.map_err(broken)?);
    Ok(rows)
}

/// A row of the schedule.
async fn scheduled(
    args: &PublishArgs,
    later: &Later,
    reviewed: Option<&String>,
) -> Result<Scheduled, Failure> {
    let arguments = arguments::written(args, &later.file);
    // What is reviewed is what will be done: the same command line is read now and then.
    let alone = arguments::read(&arguments, None).map_err(Failure::Usage)?;
    let (hash, sum) = plan_hash(&alone, reviewed).await?;
    Ok(Scheduled {
        id: 0,
        at: later.at,
        file: alone.articles.iter().map(|f| shown(f)).collect(),
        accounts: args.how.to.clone(),
        hash,
        sum,
        args: arguments,
        standing: Standing::Waiting,
        tries: 0,
        again: None,
        note: None,
        updated: 0,
    })
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

/// The hash of the plan of what is to be published while nobody is there, and what its article is made of.
async fn plan_hash(
    args: &PublishArgs,
    reviewed: Option<&String>,
) -> Result<(String, String), Failure> {
    let mut costs: Option<String> = None;
    let mut each = |plan: Plan| {
        if plan.costs() {
            costs = Some(plan.key.account);
        }
    };
    let (hash, sums) = publish::reviewed(args, &mut each).await?;
    if let Some(reviewed) = reviewed
        && sums.iter().any(|sum| sum != reviewed)
    {
        // Somebody wrote into it between the review and now.
        return Err(review::changed(reviewed.clone(), sums.join(" ")));
    }
    match costs {
        Some(account) if !args.how.yes => {
            Err(Finding::of(ScheduleMessage::NeedsYes(account)).into())
        }
        _ => Ok((hash, sums.join(" "))),
    }
}
