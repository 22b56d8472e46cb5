//! What is done with publications that there are: `fagao status`, `resume`, `settle`, `adopt`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::common::{Common, Heal, OwnBrowser, Patience};

/// `fagao status`.
#[derive(Debug, ClapArgs)]
pub struct StatusArgs {
    /// An article's file or id, or a run
    #[arg(value_name = "ARTICLE|RUN")]
    pub what: Option<String>,
    /// Ask the platforms how what is not settled stands
    #[arg(long)]
    pub refresh: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao resume`.
#[derive(Debug, ClapArgs)]
pub struct ResumeArgs {
    /// The run; without one, all that is unknown or was stopped
    #[arg(value_name = "RUN")]
    pub run: Option<String>,
    /// Agree to what the orders cost, within the budgets
    #[arg(long)]
    pub yes: bool,
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
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao adopt`.
#[derive(Debug, ClapArgs)]
pub struct AdoptArgs {
    /// The article's file
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// The account that has it
    #[arg(long, value_name = "ACCOUNT")]
    pub to: String,
    /// Where it is
    #[arg(long)]
    pub url: String,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// What a person saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SettleAs {
    /// It is published
    Live,
    /// It is not there
    Failed,
}

/// `fagao settle`.
#[derive(Debug, ClapArgs)]
pub struct SettleArgs {
    /// The run
    #[arg(value_name = "RUN")]
    pub run: String,
    /// The account's name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// What you saw on the site
    #[arg(long = "as", value_enum, value_name = "WHAT")]
    pub outcome: SettleAs,
    /// Where it can be read
    #[arg(long)]
    pub url: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
