//! `fagao yunsuo`.

use clap::{Args as ClapArgs, Subcommand};

use super::common::Common;

/// `fagao yunsuo`.
#[derive(Debug, ClapArgs)]
pub struct YunsuoArgs {
    /// What is listed
    #[command(subcommand)]
    pub action: YunsuoAction,
}

/// What Yunsuo lists.
#[derive(Debug, Subcommand)]
pub enum YunsuoAction {
    /// The categories; kept, so that a push can tell an unknown one
    Categories(YunsuoListArgs),
    /// The accounts of the pool and whether they can publish
    Accounts(YunsuoListArgs),
}

impl YunsuoAction {
    /// What every command takes, wherever it was written.
    pub fn common(&self) -> &Common {
        match self {
            YunsuoAction::Categories(a) | YunsuoAction::Accounts(a) => &a.common,
        }
    }
}

/// `fagao yunsuo categories|accounts`.
#[derive(Debug, ClapArgs)]
pub struct YunsuoListArgs {
    /// The account; not needed when there is one of Yunsuo
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
