//! `fagao yunsuo`: the categories and the accounts of the pool.

use std::collections::BTreeSet;

use serde_json::json;

use super::args::{YunsuoAction, YunsuoArgs};
use super::asking::{Asking, account, made};
use super::config::Configured;
use super::media::ledger;
use super::online::Online;
use super::spool::Spooled;
use super::table::table;
use super::world::World;
use super::{Failure, output};
use crate::ledger::Catalogue;
use crate::platforms::yunsuo::lists::{self, Category, PoolAccount};
use crate::text::{Head, Lang, Line, Told};

/// The platform's name.
pub const PLATFORM: &str = "yunsuo";

/// The name under which the categories are kept.
pub const CATEGORIES: &str = "categories";

/// Runs the command.
pub async fn run(args: YunsuoArgs, lang: Lang) -> Result<u8, Failure> {
    let (YunsuoAction::Categories(list) | YunsuoAction::Accounts(list)) = &args.action;
    let common = &list.common;
    let world = World::here(common, lang).await?;
    let configured = account(&world.config, list.account.as_deref(), PLATFORM)?;
    let name = configured.account.name.clone();
    let online = Online::open(&world, false).await?;
    let asking = Asking::new(&world, &online, configured)?;
    let document = match &args.action {
        YunsuoAction::Categories(_) => categories(&asking, &world).await.map(|found| {
            if !common.json {
                let row = |c: &Category| vec![c.top.clone(), c.sub.join(" ")];
                output::out(&table(&found.iter().map(row).collect::<Vec<_>>()));
            }
            json!({"categories": found})
        }),
        YunsuoAction::Accounts(_) => accounts(&asking).await.map(|found| {
            if !common.json {
                output::out(&listed(lang, &found));
            }
            json!({"accounts": found})
        }),
    };
    online.close().await;
    world.close().await;
    let mut document = document?;
    if common.json {
        document["schema"] = 1.into();
        document["sandbox"] = common.sandbox.into();
        document["account"] = name.into();
        output::json(&document);
    }
    Ok(0)
}

/// Asks for the categories and keeps them.
async fn categories(asking: &Asking<'_>, world: &World) -> Result<Vec<Category>, Failure> {
    let call = made(lists::categories_call(asking.account))?;
    let slots = asking.ask(&call).await?;
    let found = lists::categories(&slots).map_err(|what| Asking::odd(&call, what))?;
    let body = json!(found).to_string();
    let now = (world.clock)() / 1000;
    world
        .ledger
        .keep_list(&asking.account.name, CATEGORIES, &body, now)
        .await
        .map_err(ledger)?;
    Ok(found)
}

async fn accounts(asking: &Asking<'_>) -> Result<Vec<PoolAccount>, Failure> {
    let call = made(lists::accounts_call(asking.account))?;
    let slots = asking.ask(&call).await?;
    lists::accounts(&slots).map_err(|what| Asking::odd(&call, what))
}

fn listed(lang: Lang, found: &[PoolAccount]) -> String {
    let head = [
        Head::Id,
        Head::Name,
        Head::Platform,
        Head::SignedIn,
        Head::Publishes,
        Head::LastUsed,
    ];
    let mut rows = vec![head.map(|h| h.say(lang)).to_vec()];
    rows.extend(found.iter().map(|a| {
        [
            &a.pk,
            &a.name,
            &a.platform_name,
            &a.login_status,
            &a.publish_status,
            &a.last_used_time,
        ]
        .map(String::clone)
        .to_vec()
    }));
    table(&rows)
}

/// Warns of accounts of the pool that will not publish, before anything is pushed to them. A list that cannot
/// be had is no reason not to push.
pub async fn warn(world: &World, online: &Online, spooled: &Spooled<'_>) {
    let of_platform = |c: &&Configured| c.account.platform == PLATFORM;
    for configured in spooled.accounts().into_iter().filter(of_platform) {
        let name = &configured.account.name;
        let found = match Asking::new(world, online, configured) {
            Ok(asking) => accounts(&asking).await,
            Err(failure) => Err(failure),
        };
        let Ok(pool) = found else {
            tracing::info!("{name}: the accounts of the pool could not be asked for");
            continue;
        };
        let mut wanted = BTreeSet::new();
        for (n, head) in spooled.heads().iter().enumerate() {
            if head.key.account == *name
                && let Ok(plan) = spooled.plan(n)
            {
                wanted.extend(lists::pushed_to(&plan));
            }
        }
        for account in pool.iter().filter(|a| wanted.contains(&a.pk)) {
            if let Some(trouble) = account.trouble() {
                let told = Told::PoolTrouble {
                    account: format!(
                        "{} ({}, {})",
                        account.name, account.platform_name, account.pk
                    ),
                    trouble: trouble.to_owned(),
                };
                let line = Line::Warning {
                    account: configured.account.name.clone(),
                    what: told.say(world.lang),
                };
                output::err(&format!("{}\n", line.say(world.lang)));
            }
        }
    }
}
