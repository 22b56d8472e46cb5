//! `fagao check`: the checks of `publish --dry-run` alone, for editors and pre-commit.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::{Config, Configured};
use super::plans::{self, Made, Making, Twins};
use super::{Failure, files, output, places};
use crate::article::Article;
use crate::plan::Via;
use crate::report;
use crate::text::{Findings, Lang, Line};

/// `fagao check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The articles: files, or patterns in quotes such as "posts/*.md"
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// The accounts to check for; without it those that an article has sections for, else all
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub to: Vec<String>,
    /// How the findings are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The configuration, instead of the fagao.toml found upwards from the article
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Check for the accounts of the simulated platforms
    #[arg(long)]
    pub sandbox: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line each, on stderr
    #[default]
    Human,
    /// The JSON document of `publish --json`
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
}

/// Runs the command: exit 0 when nothing has to change, else 3.
pub async fn run(args: CheckArgs, lang: Lang) -> Result<u8, Failure> {
    let articles = files::of(&args.articles);
    let from = files::directory(articles.as_deref().unwrap_or(&args.articles));
    let found = places::config(args.config.as_deref(), args.sandbox, from);
    let mut count = 0;
    let findings = match found {
        Ok(config) => match articles {
            Ok(articles) => {
                count = articles.len();
                check(&articles, &args.to, &config).await?
            }
            Err(findings) => findings,
        },
        Err(Failure::Findings(findings)) => findings,
        Err(other) => return Err(other),
    };
    match args.format {
        Format::Human if findings.is_empty() => {
            let line = Line::Checked(count).say(lang);
            output::err(&format!("{line}\n"));
        }
        Format::Human => output::err(&report::findings(lang, &findings)),
        Format::Json => output::json(&report::outcome(
            lang,
            None,
            args.sandbox,
            Vec::new(),
            &findings,
        )),
        Format::Sarif => output::json(&report::sarif(lang, &findings)),
    }
    Ok(if findings.is_empty() { 0 } else { 3 })
}

/// Checks articles, each for its accounts; a fault of one does not hide those of another.
///
/// # Errors
/// A fault of the machine; what is wrong with the files is in the findings.
pub async fn check(files: &[PathBuf], to: &[String], config: &Config) -> Result<Findings, Failure> {
    let mut findings = Findings::new();
    if !to.is_empty()
        && let Err(more) = config.select(to)
    {
        findings.extend(more);
        return Ok(findings);
    }
    let mut twins = Twins::default();
    for file in files {
        let accounts = match plans::article(file, config, false) {
            Ok(article) if to.is_empty() => meant(&article, config),
            Ok(_) => config.select(to)?,
            Err(more) => {
                findings.extend(more);
                continue;
            }
        };
        let making = Making {
            config,
            accounts: &accounts,
            via: Via::Auto,
            again: false,
            draft: false,
            drafts: false,
            ledger: None,
            lists: None,
        };
        let mut found = Findings::new();
        let mut take = |_: &Article, made: Vec<Made<'_>>| {
            found.extend(made.iter().filter_map(|m| twins.take(&m.plan)));
            Ok(())
        };
        match making.each(std::slice::from_ref(file), &mut take).await {
            Ok(()) => findings.extend(found),
            Err(Failure::Findings(more)) => findings.extend(more),
            Err(other) => return Err(other),
        }
    }
    let mut once = Findings::new();
    for finding in findings {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    Ok(once)
}

/// The accounts that an article has sections for, by their name or their platform's; else all.
fn meant<'c>(article: &Article, config: &'c Config) -> Vec<&'c Configured> {
    let names: Vec<&str> = article
        .sections
        .iter()
        .map(|(name, _)| name.value.as_str())
        .collect();
    let named: Vec<&Configured> = config
        .accounts
        .values()
        .filter(|c| {
            let (name, platform) = (c.account.name.as_str(), c.account.platform.as_str());
            // A section that has an account's name is that account's alone.
            let by_platform = names.contains(&platform) && !config.accounts.contains_key(platform);
            names.contains(&name) || by_platform
        })
        .collect();
    match named.is_empty() {
        true => config.accounts.values().collect(),
        false => named,
    }
}
