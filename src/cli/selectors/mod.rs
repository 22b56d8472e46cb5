//! `fagao selectors`: what is known of the sites, as dated files.

mod capture;
mod check;
mod diff;
mod heal;
mod list;
mod record;
mod schema;
mod target;
mod visit;

use clap::{Args, Subcommand};

use super::Failure;
use crate::text::Lang;

/// `fagao selectors`.
#[derive(Debug, Args)]
pub struct SelectorsArgs {
    /// What is wanted
    #[command(subcommand)]
    pub action: Action,
}

/// What is done with the site files.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Check that what a site file says is on the site's pages; nothing is written there
    Check(check::CheckArgs),
    /// Save the pages of a site as fixtures, without anything of anybody in them
    Capture(capture::CaptureArgs),
    /// Look by what they look like for the elements that no selector finds any more; with --write a new dated file is written
    Heal(heal::HealArgs),
    /// Show the elements of a site's pages in a browser, one by one: a new dated file is written
    Record(record::RecordArgs),
    /// List the site files: those of the program and yours, and which are used
    List(list::ListArgs),
    /// Compare two site files
    Diff(diff::DiffArgs),
    /// Print the JSON Schema of site files, for editors
    Schema(schema::SchemaArgs),
}

impl Action {
    /// Whether the output is one JSON document.
    pub fn wants_json(&self) -> bool {
        match self {
            Action::Check(a) => a.common.json,
            Action::Capture(a) => a.common.json,
            Action::Heal(a) => a.common.json,
            Action::Record(a) => a.common.json,
            Action::List(a) => a.common.json,
            Action::Diff(a) => a.common.json,
            Action::Schema(_) => false,
        }
    }

    /// Whether the sandbox is used.
    pub fn wants_sandbox(&self) -> bool {
        match self {
            Action::Check(a) => a.common.sandbox,
            Action::Capture(a) => a.common.sandbox,
            Action::Heal(a) => a.common.sandbox,
            Action::Record(a) => a.common.sandbox,
            Action::List(a) => a.common.sandbox,
            Action::Diff(a) => a.common.sandbox,
            Action::Schema(_) => false,
        }
    }
}

/// Runs the command.
pub async fn run(args: SelectorsArgs, lang: Lang) -> Result<u8, Failure> {
    match args.action {
        Action::Check(a) => check::run(a, lang).await,
        Action::Capture(a) => capture::run(a, lang).await,
        Action::Heal(a) => heal::run(a, lang).await,
        Action::Record(a) => record::run(a, lang).await,
        Action::List(a) => list::run(&a, lang),
        Action::Diff(a) => diff::run(&a, lang),
        Action::Schema(a) => Ok(schema::run(&a)),
    }
}
