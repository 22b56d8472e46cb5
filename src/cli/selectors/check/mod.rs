//! `fagao selectors check`: whether what a site file says is there. Nothing is written and nothing is handed in.

mod found;
mod html;
mod told;
mod walk;

pub use found::Checked;
pub use told::told;
pub use walk::walk;

use std::path::PathBuf;

use clap::Args;

use super::super::args::Common;
use super::super::online::Browsing;
use super::super::stop::{self, Stop as Ended};
use super::super::{Failure, output};
use super::visit::{Subject, Visit};
use crate::text::{Lang, RunMessage};

/// `fagao selectors check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The site, such as juejin
    #[arg(value_name = "SITE")]
    pub site: String,
    /// The account whose pages they are; not needed when there is one of the site
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The site file to check, such as 2026-09-27; else the one that is used first
    #[arg(long, value_name = "NAME")]
    pub site_file: Option<String>,
    /// Look at pages that `selectors capture` saved, without a browser
    #[arg(long, value_name = "DIR", conflicts_with = "headed")]
    pub html: Option<PathBuf>,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

impl CheckArgs {
    fn subject(&self) -> Subject<'_> {
        Subject::of(&self.site, self.account.as_deref()).by(self.site_file.as_deref())
    }
}

/// Runs the command: 0, or 4 when something that publishing needs is missing.
pub async fn run(args: CheckArgs, lang: Lang) -> Result<u8, Failure> {
    let checked = match &args.html {
        Some(dir) => html::check(&args, dir)?,
        None => live(&args, lang).await?,
    };
    match args.common.json {
        true => output::json(&checked),
        false => output::out(&told(lang, &checked)),
    }
    Ok(if checked.ok { 0 } else { 4 })
}

/// Checks the site's own pages in a browser.
async fn live(args: &CheckArgs, lang: Lang) -> Result<Checked, Failure> {
    let how = Browsing::from(args.headed);
    let visit = Visit::begin(args.subject(), &args.common, how, lang).await?;
    let work = async { walk(&visit, &visit.session().await?).await };
    let checked = match stop::unless_stopped(work).await {
        Ended::Done(checked) => checked,
        Ended::Stopped => {
            visit.online.stop().await;
            Err(RunMessage::Stopped.into())
        }
    };
    visit.end().await;
    checked
}
