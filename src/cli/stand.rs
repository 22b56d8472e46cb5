//! How an article that is published by itself stands, by the ledger: in a watched directory, or on the schedule.

use std::path::Path;
use std::time::Duration;

use super::args::{Heal, OwnBrowser, Patience, PublishArgs, Publishing};
use super::plans::{Made, Making};
use super::when::When;
use super::world::World;
use super::{Failure, publish, review, schedule};
use crate::article::Article;
use crate::ledger::{Ledger, LedgerState, Schedule, Scheduled, Standing};
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
    /// The accounts for which a person called it off, as it is and for its time.
    pub called_off: Vec<String>,
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
        let mut wanted = None;
        let mut take = |article: &Article, made: Vec<Made<'_>>| {
            stand.sum = review::sum(article);
            wanted = When::of(article)?;
            plans.extend(made.into_iter().map(|m| m.plan));
            Ok(())
        };
        making.each(&files, &mut take).await?;
        for plan in &plans {
            stand.add(plan, &world.ledger).await?;
        }
        if let (Some(When::At(at)), [file]) = (wanted, files.as_slice()) {
            let rows = world.ledger.scheduled().await.map_err(schedule::broken)?;
            stand.hold(&rows, file, at);
        }
        world.close().await;
        Ok(stand)
    }

    /// Leaves out the accounts for which it was called off: the newest row of the same file decides, as long as it is for
    /// the same time and the article is what it was.
    fn hold(&mut self, rows: &[Scheduled], file: &Path, at: i64) {
        let of_file: Vec<&Scheduled> = rows.iter().filter(|r| is_same(&r.file, file)).collect();
        let called_off = |account: &String| {
            let of_account = of_file.iter().filter(|r| r.accounts.contains(account));
            of_account.max_by_key(|r| r.id).is_some_and(|r| {
                let as_it_was = r.sum.is_empty() || r.sum == self.sum;
                r.standing == Standing::Cancelled && r.at == at && as_it_was
            })
        };
        let (off, left) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(called_off);
        (self.called_off, self.left) = (off, left);
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

/// Whether a row's file is this one, by whichever way it was named.
fn is_same(row: &str, file: &Path) -> bool {
    let real = |p: &Path| std::fs::canonicalize(p).ok();
    std::path::absolute(file).is_ok_and(|f| f == Path::new(row))
        || real(file).is_some_and(|f| real(Path::new(row)) == Some(f))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, accounts: &[&str], standing: Standing, sum: &str) -> Scheduled {
        Scheduled {
            id,
            at: 100,
            file: "/posts/a.md".to_owned(),
            accounts: accounts.iter().map(|a| (*a).to_owned()).collect(),
            args: Vec::new(),
            hash: "plan".to_owned(),
            sum: sum.to_owned(),
            standing,
            tries: 0,
            again: None,
            note: None,
            updated: 1,
        }
    }

    /// What is left for `juejin` and `jz` of an article `now`, wanted at 100, with these rows.
    fn left(rows: &[Scheduled], file: &str, at: i64) -> Vec<String> {
        let mut stand = Stand {
            left: vec!["juejin".to_owned(), "jz".to_owned()],
            sum: "now".to_owned(),
            ..Stand::default()
        };
        stand.hold(rows, Path::new(file), at);
        stand.left
    }

    #[test]
    fn what_was_called_off_stays_so_until_its_text_or_its_time_changes() {
        let off = row(1, &["jz"], Standing::Cancelled, "now");
        assert_eq!(
            left(std::slice::from_ref(&off), "/posts/a.md", 100),
            ["juejin"]
        );
        // Another time, another article, another text.
        let both = ["juejin", "jz"];
        assert_eq!(left(std::slice::from_ref(&off), "/posts/a.md", 101), both);
        assert_eq!(left(std::slice::from_ref(&off), "/posts/b.md", 100), both);
        let older = row(1, &both, Standing::Cancelled, "before");
        assert_eq!(left(&[older], "/posts/a.md", 100), both);
        // A row that does not know its text, and one that was put there again by a person.
        let unknown = row(1, &both, Standing::Cancelled, "");
        assert_eq!(left(&[unknown], "/posts/a.md", 100), Vec::<String>::new());
        let again = row(2, &["jz"], Standing::Waiting, "now");
        assert_eq!(left(&[off, again], "/posts/a.md", 100), both);
    }
}
