//! `fagao selectors schema`: the JSON Schema of site files.

use clap::{Args, ValueEnum};

use crate::cli::output;
use crate::site::{SiteFileKind, json_schema};

/// `fagao selectors schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// Which kind of site files
    #[arg(long, value_enum, default_value_t)]
    pub kind: Kind,
}

/// A kind of site files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Pages, elements, interrupts
    #[default]
    Pages,
    /// Calls and the error table
    Api,
}

/// Runs the command.
pub fn run(args: &SchemaArgs) -> u8 {
    output::json(&json_schema(match args.kind {
        Kind::Pages => SiteFileKind::Pages,
        Kind::Api => SiteFileKind::Api,
    }));
    0
}
