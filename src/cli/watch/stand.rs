//! How a watched article stands, by the ledger.

use std::path::Path;
use std::time::Duration;

use crate::article::Article;
use crate::cli::args::{Heal, OwnBrowser, Patience, PublishArgs, Publishing};
use crate::cli::plans::{Made, Making};
use crate::cli::world::World;
use crate::cli::{Failure, publish, review, schedule};
use crate::ledger::{Ledger, LedgerState};
use crate::plan::Plan;
use crate::text::Lang;

/// How long a person is waited for in what runs by itself, should one be there.
const PATIENCE: Duration = Duration::from_secs(600);

/// How an article stands.
#[derive(Debug, Default)]
pub struct Stand {
    /// The accounts that do not have it.
    pub left: Vec<String>,
    /// The accounts that have it as it was before it was changed.
    pub changed: Vec<String>,
    /// What it is made of.
    pub sum: String,
}

impl Stand {
    /// How an article stands.
    ///
    /// # Errors
    /// All findings; a ledger that cannot be read.
    pub async fn of(args: &PublishArgs, lang: Lang) -> Result<Self, Failure> {
        let (config, files) = publish::read(args)?;
        let accounts = config.select(&args.how.to)?;
        let world = World::open(config.clone(), args.how.common.sandbox, lang).await?;
        let making = Making {
            ledger: Some(&world.ledger),
            lists: Some(&world.ledger),
            ..publish::blind(args, &config, &accounts)
        };
        let (mut plans, mut stand) = (Vec::new(), Stand::default());
        let mut take = |article: &Article, made: Vec<Made<'_>>| {
            stand.sum = review::sum(article);
            plans.extend(made.into_iter().map(|m| m.plan));
            Ok(())
        };
        making.each(&files, &mut take).await?;
        for plan in &plans {
            stand.add(plan, &world.ledger).await?;
        }
        world.close().await;
        Ok(stand)
    }

    async fn add(&mut self, plan: &Plan, ledger: &dyn Ledger) -> Result<(), Failure> {
        let entry = ledger.entry(&plan.key).await.map_err(schedule::broken)?;
        let same = entry
            .as_ref()
            .is_some_and(|e| e.plan.article.hash == plan.article.hash);
        let account = &plan.key.account;
        match entry.map(|e| e.state) {
            Some(state) if has(state) && same => {}
            Some(LedgerState::Rejected) => self.left.push(account.clone()),
            Some(state) if has(state) => self.changed.push(account.clone()),
            _ => self.left.push(account.clone()),
        }
        Ok(())
    }
}

/// Whether an account has had it: what a site rejected or took away is not handed in again by itself.
fn has(state: LedgerState) -> bool {
    state.is_published() || matches!(state, LedgerState::Rejected | LedgerState::Gone)
}

/// The arguments that publish one file.
pub fn alone(how: &Publishing, file: &Path) -> PublishArgs {
    PublishArgs {
        articles: vec![file.to_owned()],
        how: how.clone(),
        dry_run: false,
        expect: None,
        at: None,
        again: false,
        wait: None,
        headed: false,
        heal: Heal { no_heal: false },
        own: OwnBrowser::default(),
        patience: Patience {
            wait_for_person: PATIENCE,
        },
    }
}
