//! `fagao publish`, and whoever else has something published.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum};

use super::common::{Common, Heal, OwnBrowser, Patience, ViaArg, duration};
use crate::pipeline::Trace;

/// When a run is traced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TraceArg {
    /// Always
    On,
    /// The pictures are thrown away when all went well
    #[default]
    OnFailure,
    /// Never
    Off,
}

impl From<TraceArg> for Trace {
    fn from(trace: TraceArg) -> Trace {
        match trace {
            TraceArg::On => Trace::On,
            TraceArg::OnFailure => Trace::OnFailure,
            TraceArg::Off => Trace::Off,
        }
    }
}

/// `fagao publish`.
#[derive(Clone, Debug, ClapArgs)]
pub struct PublishArgs {
    /// The articles: files, or patterns in quotes such as "posts/*.md"
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// To whom and by which way
    #[command(flatten)]
    pub how: Publishing,
    /// Print the plans and their hash, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Refuse when the plan is not the one that --dry-run gave this hash
    #[arg(long, value_name = "PLAN_HASH", conflicts_with = "dry_run")]
    pub expect: Option<String>,
    /// Have `fagao serve` publish it at this time, such as "2026-12-01 09:00"; "now" sets publish_at aside
    #[arg(long, value_name = "TIME", conflicts_with = "dry_run")]
    pub at: Option<String>,
    /// Publish once more what is published already
    #[arg(long)]
    pub again: bool,
    /// Follow the review for so long, such as 10m
    #[arg(long, value_name = "TIME", value_parser = duration, conflicts_with = "draft")]
    pub wait: Option<Duration>,
    /// Show the browser's window; what the site wants of a person can be done there
    #[arg(long)]
    pub headed: bool,
    /// Your own browser
    #[command(flatten)]
    pub own: OwnBrowser,
    /// Whether elements that moved are looked for
    #[command(flatten)]
    pub heal: Heal,
    /// How long you are waited for
    #[command(flatten)]
    pub patience: Patience,
}

/// What publishing needs to know, whoever has it done.
#[derive(Clone, Debug, ClapArgs)]
pub struct Publishing {
    /// The accounts, by name, in order
    #[arg(long, value_name = "A,B", value_delimiter = ',', required = true)]
    pub to: Vec<String>,
    /// The routes to take
    #[arg(long, value_enum, default_value_t)]
    pub via: ViaArg,
    /// Stop before the submit: a draft on the site, with its link
    #[arg(long)]
    pub draft: bool,
    /// The site file to use, such as 2026-02-02, for the accounts that it is made for
    #[arg(long, value_name = "NAME")]
    pub site_file: Option<String>,
    /// Agree to what the orders cost, within the budgets
    #[arg(long)]
    pub yes: bool,
    /// Keep the calls in clear and pictures of the steps for `fagao report`: on-failure keeps the pictures only of a run
    /// that did not go well
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub trace: TraceArg,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
