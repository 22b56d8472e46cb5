//! `fagao adopt`: an article that is on a site already, taken into the ledger.

use std::path::Path;

use super::args::AdoptArgs;
use super::online::Online;
use super::plans::{self, Making};
use super::world::World;
use super::{Failure, places, publish, secrets};
use crate::ledger::{Ledger, LedgerState};
use crate::pipeline::{self, Order};
use crate::plan::Via;
use crate::record::worst_exit;
use crate::report;
use crate::text::{Lang, RunMessage, UsageText};

/// Runs the command.
pub async fn run(args: AdoptArgs, lang: Lang) -> Result<u8, Failure> {
    let from = args.article.parent().filter(|p| !p.as_os_str().is_empty());
    let from = from.unwrap_or(Path::new("."));
    let config = places::config(args.common.config.as_deref(), args.common.sandbox, from)?;
    let files = std::slice::from_ref(&args.article);
    plans::check(files, &config, true)?;
    let accounts = config.select(std::slice::from_ref(&args.to))?;
    let world = World::open(config.clone(), args.common.sandbox, lang).await?;
    let run = places::run_id();
    let _locks = world.lock([args.to.as_str()].into_iter(), &run).await?;
    let making = Making {
        config: &config,
        accounts: &accounts,
        via: Via::Auto,
        again: false,
        draft: false,
        drafts: true,
        ledger: Some(&world.ledger),
        lists: Some(&world.ledger),
    };
    let mut made = Vec::new();
    let mut take = |_: &_, plans| {
        made.extend::<Vec<_>>(plans);
        Ok(())
    };
    making.each(files, &mut take).await?;
    let Some(made) = made.into_iter().next() else {
        return Err(Failure::Misused(UsageText::NothingToAdopt));
    };
    let (mut plan, configured) = (made.plan, made.configured);
    let entry = world.ledger.entry(&plan.key).await;
    let entry = entry.map_err(|e| RunMessage::Ledger(e.to_string()))?;
    let taken = |s: LedgerState| {
        s.is_published() || s.is_open() || matches!(s, LedgerState::Rejected | LedgerState::Gone)
    };
    if entry.as_ref().is_some_and(|e| taken(e.state)) {
        return Err(Failure::Misused(UsageText::AdoptedAlready(
            plan.key.to_string(),
        )));
    }
    let platform = plans::platform(configured);
    let account = &configured.account;
    let can = platform
        .adopt(&mut plan, account, &args.url)
        .map_err(|e| Failure::Internal(e.to_string()))?;
    if !can {
        return Err(Failure::Misused(UsageText::NotAdoptable {
            url: args.url,
            account: args.to,
            platform: account.platform.clone(),
        }));
    }
    // That its title is there already is what is wanted here.
    for route in plan.milestones.iter_mut().flat_map(|m| &mut m.routes) {
        route
            .steps
            .retain(|s| !matches!(s, crate::plan::Step::Call(c) if c.name == "same_title"));
    }
    let recorder = world.begin(&run)?;
    let secrets = secrets::of(configured, &world.config)?;
    let order = Order {
        plan,
        account,
        root: world.config.root.clone(),
        platform,
        dialect: platform.dialect(account, &secrets)?,
        pages: platform
            .pages(account)
            .map_err(|e| Failure::Internal(e.to_string()))?,
        older: Vec::new(),
    };
    let online = Online::open(&world, false).await?;
    let line = online.line();
    let people = online.people(false);
    let ports = online.ports(&world, &line, &people, &recorder);
    let ended = pipeline::adopt(&order, &ports).await;
    let result = match ended {
        Ok(ended) => {
            let rows = publish::rows(lang, &[ended], &recorder.redactor());
            let exit = worst_exit(&rows);
            let outcome = report::outcome(lang, Some(&run), world.sandbox, rows, &[]);
            publish::tell(&world, &outcome, args.common.json, exit);
            Ok(exit)
        }
        Err(t) => Err(t.message.into()),
    };
    online.close().await;
    world.close().await;
    result
}
