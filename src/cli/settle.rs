//! `fagao settle`: a person says what became of a publication that cannot be looked for.

use super::args::{SettleArgs, SettleAs};
use super::world::World;
use super::{Failure, output, status};
use crate::ledger::{Filter, Ledger, Settlement};
use crate::plan::{Receipt, State};
use crate::text::{Lang, Line, RunMessage, UsageText};

/// Runs the command.
pub async fn run(args: SettleArgs, lang: Lang) -> Result<u8, Failure> {
    let world = World::here(&args.common, lang).await?;
    // Read under the lock: what another process has settled meanwhile is not settled again.
    let _locks = world
        .lock([args.account.as_str()].into_iter(), &args.run)
        .await?;
    let filter = Filter {
        account: Some(args.account.clone()),
        run: Some(args.run.clone()),
        open: true,
        ..Filter::default()
    };
    let ledger_failed = |e: crate::ledger::LedgerError| RunMessage::Ledger(e.to_string());
    let open = world.ledger.entries(&filter).await.map_err(ledger_failed)?;
    if open.is_empty() {
        return Err(Failure::Misused(UsageText::NothingUnknown {
            run: args.run,
            account: args.account,
        }));
    }
    let how = match args.outcome {
        SettleAs::Live => Settlement::Done(Receipt {
            state: State::Live,
            url: args.url.clone(),
            external_id: None,
            price: None,
            evidence: vec!["a person saw it".to_owned()],
        }),
        SettleAs::Failed => Settlement::NotDone(
            "submit.settled".to_owned(),
            "a person saw that it is not there".to_owned(),
        ),
    };
    let keys: Vec<_> = open.iter().map(|e| e.key.clone()).collect();
    for entry in &open {
        let now = (world.clock)() / 1000;
        world
            .ledger
            .amend(&entry.key, &how, now)
            .await
            .map_err(ledger_failed)?;
        output::err(&format!(
            "{}\n",
            Line::Settled(entry.key.to_string()).say(lang)
        ));
    }
    if args.common.json {
        let mut rows = Vec::new();
        for key in &keys {
            let entry = world.ledger.entry(key).await.map_err(ledger_failed)?;
            rows.extend(entry.as_ref().map(|e| status::row(lang, e)));
        }
        let sandbox = world.sandbox;
        output::json(&crate::report::outcome(
            lang,
            Some(&args.run),
            sandbox,
            rows,
            &[],
        ));
    }
    world.close().await;
    Ok(0)
}
