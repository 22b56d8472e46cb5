//! `fagao selectors`: what is known of the sites, as dated files.

mod schema;

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
    /// Print the JSON Schema of site files, for editors
    Schema(schema::SchemaArgs),
}

impl Action {
    /// Whether the output is one JSON document.
    pub fn wants_json(&self) -> bool {
        match self {
            Action::Schema(_) => false,
        }
    }

    /// Whether the sandbox is used.
    pub fn wants_sandbox(&self) -> bool {
        match self {
            Action::Schema(_) => false,
        }
    }
}

/// Runs the command.
#[expect(clippy::unused_async, reason = "what looks at pages waits for them")]
pub async fn run(args: SelectorsArgs, _lang: Lang) -> Result<u8, Failure> {
    match args.action {
        Action::Schema(a) => Ok(schema::run(&a)),
    }
}
