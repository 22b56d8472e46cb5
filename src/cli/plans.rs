//! Articles and accounts into plans, with all findings at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Failure;
use super::config::{Config, Configured};
use super::world::PLATFORMS;
use crate::article::Article;
use crate::ledger::{Entry, Filter, Ledger, LedgerState};
use crate::plan::{Known, Plan, PlanError, Platform, Via};
use crate::text::{ConfigMessage, Finding, Findings, RunMessage, nearest};

/// The platform of an account.
pub fn platform(configured: &Configured) -> &'static dyn Platform {
    *PLATFORMS
        .iter()
        .find(|p| p.name() == configured.account.platform)
        .expect("the configuration was read against the same table")
}

/// Reads articles; what is wrong with any of them comes at once.
///
/// # Errors
/// All findings of all articles.
pub fn articles(files: &[PathBuf], config: &Config) -> Result<Vec<Article>, Findings> {
    let mut articles = Vec::new();
    let mut findings = Findings::new();
    for file in files {
        let root = root_for(file, config);
        match Article::load(file, &root) {
            Ok(article) => {
                findings.extend(sections(&article, config));
                if let Some(draft) = &article.meta.draft
                    && draft.value
                {
                    findings.push(Finding::at(draft.place.clone(), ConfigMessage::Draft));
                }
                articles.push(article);
            }
            Err(more) => findings.extend(more),
        }
    }
    if findings.is_empty() {
        Ok(articles)
    } else {
        Err(findings)
    }
}

/// The root that an article's paths are relative to: the configuration's, when the article is below it.
fn root_for(file: &Path, config: &Config) -> PathBuf {
    let absolute = |p: &Path| std::path::absolute(p).unwrap_or_else(|_| p.to_owned());
    let file = absolute(file);
    let root = absolute(&config.root);
    match file.parent() {
        Some(dir) if !file.starts_with(&root) => dir.to_owned(),
        _ => root,
    }
}

/// Sections of the front matter that belong to nobody.
fn sections(article: &Article, config: &Config) -> Findings {
    let mut known: Vec<&str> = config.accounts.keys().map(String::as_str).collect();
    known.extend(PLATFORMS.iter().map(|p| p.name()));
    let stray = article
        .sections
        .iter()
        .filter(|(name, _)| !known.contains(&name.value.as_str()));
    stray
        .map(|(name, _)| {
            let message = ConfigMessage::UnknownSection {
                name: name.value.clone(),
                nearest: nearest(&name.value, known.iter().copied()).map(str::to_owned),
            };
            Finding::at(name.place.clone(), message)
        })
        .collect()
}

/// Looks at the covers that accounts have by their configuration.
pub fn look_at_covers(articles: &mut [Article], accounts: &[&Configured]) {
    for account in accounts {
        let cover = account.account.settings.text("cover").ok().flatten();
        for article in articles.iter_mut() {
            if let Some(cover) = &cover {
                article.look_at(cover.value.trim());
            }
        }
    }
}

/// What the plans of a run are made with.
pub struct Making<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The accounts in order.
    pub accounts: &'a [&'a Configured],
    /// The routes wanted.
    pub via: Via,
    /// Whether what is published is published once more.
    pub again: bool,
    /// What has been done; none for a dry run, which knows nothing of this machine.
    pub ledger: Option<&'a dyn Ledger>,
}

/// A plan and the account that it is for.
pub struct Made<'a> {
    /// The plan.
    pub plan: Plan,
    /// The account.
    pub configured: &'a Configured,
    /// The directory that its files are relative to.
    pub root: PathBuf,
}

impl<'a> Making<'a> {
    /// Makes the plans of all articles for all accounts.
    ///
    /// # Errors
    /// All findings at once.
    pub async fn plans(&self, articles: &[Article]) -> Result<Vec<Made<'a>>, Failure> {
        let mut made = Vec::new();
        let mut findings = Findings::new();
        for article in articles {
            let mut earlier = self.published(article).await?;
            for configured in self.accounts {
                let known = self.known(article, configured, &earlier).await?;
                match platform(configured).plan(article, &configured.account, &known) {
                    Ok(plans) => made.extend(plans.into_iter().map(|plan| Made {
                        plan,
                        configured,
                        root: article.root.clone(),
                    })),
                    Err(PlanError::Findings(more)) => findings.extend(more),
                    Err(PlanError::SiteFile(e)) => return Err(Failure::Internal(e.to_string())),
                }
                earlier.push(configured.account.name.clone());
            }
        }
        if findings.is_empty() {
            Ok(made)
        } else {
            // A fault of the article itself is found once for each account that minds it.
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            findings.dedup();
            Err(Failure::Findings(findings))
        }
    }

    /// The accounts that have a link to the article from an earlier run.
    async fn published(&self, article: &Article) -> Result<Vec<String>, Failure> {
        let entries = match self.ledger {
            None => Vec::new(),
            Some(ledger) => entries(ledger, article, None).await?,
        };
        Ok(entries
            .into_iter()
            .filter(|e| e.receipt.as_ref().is_some_and(|r| r.url.is_some()))
            .map(|e| e.key.account)
            .collect())
    }

    /// The files that an account has uploaded before.
    async fn uploaded(&self, configured: &Configured) -> Result<BTreeSet<String>, Failure> {
        let Some(ledger) = self.ledger else {
            return Ok(BTreeSet::new());
        };
        let found = ledger.uploads(&configured.account.name).await;
        Ok(found.map_err(|e| RunMessage::Ledger(e.to_string()))?)
    }

    async fn known(
        &self,
        article: &Article,
        configured: &Configured,
        earlier: &[String],
    ) -> Result<Known, Failure> {
        let entries = match self.ledger {
            None => Vec::new(),
            Some(ledger) => entries(ledger, article, Some(&configured.account.name)).await?,
        };
        let generation = generation(&entries, self.again);
        let slots = entries
            .into_iter()
            .filter(|e| e.key.generation == generation)
            .map(|e| (e.key.target, e.slots))
            .collect();
        Ok(Known {
            generation,
            via: self.via,
            uploaded: self.uploaded(configured).await?,
            slots,
            project: self.config.project.clone(),
            earlier: earlier.to_vec(),
            submit_deadline: configured.submit_deadline,
        })
    }
}

/// What the ledger has of an article.
async fn entries(
    ledger: &dyn Ledger,
    article: &Article,
    account: Option<&str>,
) -> Result<Vec<Entry>, Failure> {
    let filter = Filter {
        article: Some(article.id.clone()),
        account: account.map(str::to_owned),
        ..Filter::default()
    };
    let found = ledger.entries(&filter).await;
    Ok(found.map_err(|e| RunMessage::Ledger(e.to_string()))?)
}

/// The generation to work on: the newest there is, or with `--again` one more, once the newest is settled.
/// What is open or was stopped is always brought to its end first, so that `--again` said twice by a
/// person whose run crashed does not publish three times.
fn generation(entries: &[Entry], again: bool) -> u32 {
    let newest = entries.iter().map(|e| e.key.generation).max();
    match newest {
        None => 0,
        Some(n) => {
            let settled = entries
                .iter()
                .filter(|e| e.key.generation == n)
                .all(|e| e.state.is_published() || e.state == LedgerState::Rejected);
            if again && settled { n + 1 } else { n }
        }
    }
}
