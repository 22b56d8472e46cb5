//! Articles and accounts into plans, with all findings at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Failure;
use super::config::{Config, Configured};
use super::when::When;
use super::world::PLATFORMS;
use crate::article::Article;
use crate::ledger::{Catalogue, Entry, Filter, Ledger};
use crate::pipeline::{self, Version};
use crate::plan::{Key, Known, Plan, PlanError, Platform, Via};
use crate::platforms::yunsuo::lists::{Category, names};
use crate::site::{SiteFileError, SiteFileKind};
use crate::text::{ConfigMessage, Finding, Findings, LedgerMessage, RunMessage, SitePart, nearest};

/// The platform of an account.
pub fn platform(configured: &Configured) -> &'static dyn Platform {
    *PLATFORMS
        .iter()
        .find(|p| p.name() == configured.account.platform)
        .expect("the configuration was read against the same table")
}

/// A platform by its name.
pub fn by_name(name: &str) -> Option<&'static dyn Platform> {
    PLATFORMS.iter().copied().find(|p| p.name() == name)
}

/// Looks through articles without keeping them; what is wrong with any of them comes at once. `drafts` says whether
/// `draft: true` is allowed.
///
/// # Errors
/// All findings of all articles.
pub fn check(files: &[PathBuf], config: &Config, drafts: bool) -> Result<(), Findings> {
    let mut findings = Findings::new();
    for file in files {
        findings.extend(article(file, config, drafts).err().into_iter().flatten());
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

/// Reads an article.
///
/// # Errors
/// All findings of it.
pub fn article(file: &Path, config: &Config, drafts: bool) -> Result<Article, Findings> {
    let article = Article::load(file, &root_for(file, config))?;
    let mut findings = sections(&article, config);
    if let Some(draft) = &article.meta.draft
        && draft.value
        && !drafts
    {
        findings.push(Finding::at(draft.place.clone(), ConfigMessage::Draft));
    }
    findings.extend(When::of(&article).err());
    if findings.is_empty() {
        Ok(article)
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

/// Looks at the files of the pictures that are named beside the body.
fn look_at_pictures(article: &mut Article, accounts: &[&Configured]) {
    for configured in accounts {
        for url in platform(configured).pictures(article, &configured.account) {
            article.look_at(&url);
        }
    }
}

/// What the plans of a run are made with.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The accounts in order.
    pub accounts: &'a [&'a Configured],
    /// The routes wanted.
    pub via: Via,
    /// Whether what is published is published once more.
    pub again: bool,
    /// Whether the plans stop at the draft.
    pub draft: bool,
    /// Whether an article may say that it is a draft.
    pub drafts: bool,
    /// What has been done; none for a dry run, which knows nothing of this machine.
    pub ledger: Option<&'a dyn Ledger>,
    /// What platforms have listed; none for a dry run.
    pub lists: Option<&'a dyn Catalogue>,
}

/// A plan and the account that it is for.
pub struct Made<'a> {
    /// The plan.
    pub plan: Plan,
    /// The account.
    pub configured: &'a Configured,
    /// The directory that its files are relative to.
    pub root: PathBuf,
    /// The same plan by older versions of the pages, the newest first.
    pub older: Vec<Version>,
}

/// Takes an article and its plans.
pub type Take<'t, 'a> = dyn FnMut(&Article, Vec<Made<'a>>) -> Result<(), Failure> + Send + 't;

impl<'a> Making<'a> {
    /// Reads articles one after the other and gives the plans of each; the article is gone before the next one is read.
    ///
    /// # Errors
    /// All findings of all articles at once. Plans that were given before are worth nothing then.
    pub async fn each(&self, files: &[PathBuf], take: &mut Take<'_, 'a>) -> Result<(), Failure> {
        let mut findings = self.without_drafts();
        let mut twins = Twins::default();
        for file in files {
            let mut article = match article(file, self.config, self.drafts) {
                Ok(article) => article,
                Err(more) => {
                    findings.extend(more);
                    continue;
                }
            };
            look_at_pictures(&mut article, self.accounts);
            let made = self.of_article(&article, &mut findings).await?;
            findings.extend(made.iter().filter_map(|m| twins.take(&m.plan)));
            if findings.is_empty() {
                take(&article, made)?;
            }
        }
        if findings.is_empty() {
            Ok(())
        } else {
            // A fault of the article itself is found once for each account that minds it.
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            findings.dedup();
            Err(Failure::Findings(findings))
        }
    }

    /// The accounts that cannot stop at a draft.
    fn without_drafts(&self) -> Findings {
        let without = |c: &&&Configured| self.draft && !platform(c).can_draft();
        let accounts = self.accounts.iter().filter(without);
        accounts
            .map(|c| {
                let name = &c.account.name;
                Finding::of(ConfigMessage::NoDrafts(c.account.platform.clone())).for_account(name)
            })
            .collect()
    }

    /// The plans of one article for all accounts; what is wrong goes to the findings.
    async fn of_article(
        &self,
        article: &Article,
        findings: &mut Findings,
    ) -> Result<Vec<Made<'a>>, Failure> {
        let mut made = Vec::new();
        let mut earlier = self.published(article).await?;
        for configured in self.accounts {
            let known = self.known(article, configured, &earlier).await?;
            match platform(configured).plan(article, &configured.account, &known) {
                Ok(plans) => made.extend(plans.into_iter().map(|plan| Made {
                    older: older(article, configured, &known, &plan),
                    plan,
                    configured,
                    root: article.root.clone(),
                })),
                Err(PlanError::Findings(more)) => findings.extend(more),
                Err(PlanError::SiteFile(e)) => {
                    let name = &configured.account.name;
                    let wrong = site_file(e, configured).into_iter();
                    findings.extend(wrong.map(|f| f.for_account(name)));
                }
            }
            earlier.push(configured.account.name.clone());
        }
        Ok(made)
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

    /// Where the author's other articles are on an account, by file: those that this one links to.
    async fn links(
        &self,
        article: &Article,
        configured: &Configured,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let Some(ledger) = self.ledger else {
            return Ok(BTreeMap::new());
        };
        let files = article.file_links().into_iter().map(|l| l.file).collect();
        let found = ledger.links(&configured.account.name, &files).await;
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
        Ok(Known {
            via: self.via,
            uploaded: self.uploaded(configured).await?,
            draft: self.draft,
            links: self.links(article, configured).await?,
            project: self.config.project.clone(),
            earlier: earlier.to_vec(),
            submit_deadline: configured.submit_deadline,
            categories: self.categories(&configured.account.name).await,
            hosting: self.config.images.hosting(),
            ..pipeline::known(entries, self.again)
        })
    }

    /// The categories that an account's platform listed when it was last asked.
    async fn categories(&self, account: &str) -> Vec<String> {
        let Some(lists) = self.lists else {
            return Vec::new();
        };
        let kept = lists.list(account, super::yunsuo::CATEGORIES).await;
        let Ok(Some((body, _))) = kept else {
            return Vec::new();
        };
        let listed: Vec<Category> = serde_json::from_str(&body).unwrap_or_default();
        names(&listed).into_iter().map(str::to_owned).collect()
    }
}

/// What is wrong with a site file; a value that nobody gives is told where the file has it.
fn site_file(e: SiteFileError, configured: &Configured) -> Findings {
    if let SiteFileError::Unknown {
        file,
        what: SitePart::Value,
        ..
    } = &e
    {
        let values = platform(configured).values();
        let wrong = configured.account.shelf.check(file, Some(values));
        if !wrong.is_empty() {
            return wrong;
        }
    }
    e.findings()
}

/// A plan by the older versions of the pages, where it goes through a browser. A file that cannot be read is none: the
/// one that is used first was read strictly.
fn older(article: &Article, configured: &Configured, known: &Known, plan: &Plan) -> Vec<Version> {
    let kind = SiteFileKind::Pages;
    let goes = |name: &String| SiteFileKind::of(name) == Some(kind);
    if !plan.site_files.iter().any(goes) {
        return Vec::new();
    }
    let platform = platform(configured);
    let version = |name: &String| {
        let account = configured.account.with_site_file(kind, name);
        let plans = platform.plan(article, &account, known).ok()?;
        Some(Version {
            pages: platform.pages(&account).ok()??,
            plan: Plan {
                pinned: false,
                ..plans.into_iter().find(|p| p.key == plan.key)?
            },
        })
    };
    let files = platform.site_files(&configured.account, kind);
    files.iter().skip(1).filter_map(version).collect()
}

/// A plan that was begun before by the versions of the pages that there are now, the newest first: the page may have
/// changed since, and a file for it may be there. One that was chosen by name stays, as does a plan whose own file is
/// gone.
pub fn by_versions(plan: Plan, configured: &Configured) -> (Plan, Vec<Version>) {
    let platform = platform(configured);
    let pages = |name: &str| {
        let account = configured.account.with_site_file(SiteFileKind::Pages, name);
        platform.pages(&account).ok()?
    };
    let own = plan.pages_file().filter(|_| !plan.pinned);
    let Some(own) = own.and_then(pages) else {
        return (plan, Vec::new());
    };
    let files = platform.site_files(&configured.account, SiteFileKind::Pages);
    let version = |name: &String| {
        let pages = pages(name)?;
        let plan = plan.by_pages(&own, &pages)?;
        Some(Version { pages, plan })
    };
    let mut versions: Vec<Version> = files.iter().filter_map(version).collect();
    if versions.is_empty() {
        return (plan, versions);
    }
    let newest = versions.remove(0);
    (newest.plan, versions)
}

/// Tells plans of one key: two articles of a run with one id.
#[derive(Default)]
pub struct Twins(Vec<(Key, String)>);

impl Twins {
    /// Takes a plan in; the finding where another article has its key.
    pub fn take(&mut self, plan: &Plan) -> Option<Finding> {
        let first = self.0.iter().find(|(key, _)| *key == plan.key);
        let found = first.map(|(key, file)| {
            let message = LedgerMessage::SameId {
                id: key.article.clone(),
                file: file.clone(),
            };
            Finding::of(message).for_account(&key.account)
        });
        if found.is_none() {
            let file = plan.article.file.clone();
            self.0.push((plan.key.clone(), file));
        }
        found
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
