//! `fagao juejin`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// `fagao juejin`.
#[derive(Debug, ClapArgs)]
pub struct JuejinArgs {
    /// The account, where there is more than one of Juejin's
    #[arg(long, value_name = "ACCOUNT", global = true)]
    pub account: Option<String>,
    /// What is wanted
    #[command(subcommand)]
    pub what: JuejinWhat,
    /// What every command takes
    #[command(flatten)]
    pub common: JuejinCommon,
}

/// What every `fagao juejin` command takes, before or after its name.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct JuejinCommon {
    /// The configuration, instead of the fagao.toml found upwards
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// Use the simulated platforms of this machine
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Print one JSON document on stdout
    #[arg(long, global = true)]
    pub json: bool,
}

/// What is asked of Juejin.
#[derive(Debug, Subcommand)]
pub enum JuejinWhat {
    /// The account's own articles
    List {
        /// Only those with these words in the title
        #[arg(value_name = "QUERY", default_value = "")]
        query: String,
        /// The page, from 1
        #[arg(long, default_value_t = 1)]
        page: u32,
    },
    /// The account's drafts
    Drafts,
    /// The categories
    Categories,
    /// The tags that fit a word
    Tags {
        /// The word
        #[arg(value_name = "QUERY")]
        query: String,
    },
    /// The account's own columns
    Columns,
    /// The topics
    Topics,
    /// Delete an article of the account, or a draft
    Delete {
        /// Its number
        #[arg(value_name = "ID")]
        id: String,
        /// It is a draft's number
        #[arg(long)]
        draft: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}
