//! `fagao ledger`: the ledger itself, kept elsewhere, brought to another machine, and looked over.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::output::tell;
use super::{Failure, output, places, world};
use crate::ledger::{Archive, ArchiveError, Flaw, LedgerState, Outcome, SqliteLedger};
use crate::session::write_private;
use crate::text::{ArchiveMessage, Lang, RunMessage, say};

/// `fagao ledger`.
#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// What is done
    #[command(subcommand)]
    pub action: Action,
}

/// What is done with the ledger.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Write the ledger as one JSON file, to keep it or to bring it to another machine
    Export(ExportArgs),
    /// Take an exported ledger in: all of it or nothing
    Import(ImportArgs),
    /// Read the whole ledger and say what in it cannot be true
    Check(CheckArgs),
}

/// `fagao ledger export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Where it is written; else to standard output
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The sandbox's ledger
    #[arg(long)]
    pub sandbox: bool,
}

/// `fagao ledger import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// A file that `fagao ledger export` has written
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Say what would be done and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The sandbox's ledger
    #[arg(long)]
    pub sandbox: bool,
    /// Print one JSON document on stdout
    #[arg(long)]
    pub json: bool,
}

/// `fagao ledger check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The sandbox's ledger
    #[arg(long)]
    pub sandbox: bool,
    /// Print one JSON document on stdout
    #[arg(long)]
    pub json: bool,
}

impl Action {
    /// Whether the output is one JSON document.
    pub fn wants_json(&self) -> bool {
        match self {
            // Without a file the document itself is the output.
            Action::Export(a) => a.file.is_none(),
            Action::Import(a) => a.json,
            Action::Check(a) => a.json,
        }
    }

    /// Whether it is the sandbox's ledger.
    pub fn wants_sandbox(&self) -> bool {
        match self {
            Action::Export(a) => a.sandbox,
            Action::Import(a) => a.sandbox,
            Action::Check(a) => a.sandbox,
        }
    }
}

/// Runs the command.
pub async fn run(args: LedgerArgs, lang: Lang) -> Result<u8, Failure> {
    match args.action {
        Action::Export(a) => export(&a, lang).await,
        Action::Import(a) => import(&a, lang).await,
        Action::Check(a) => check(&a, lang).await,
    }
}

async fn open(sandbox: bool) -> Result<SqliteLedger, Failure> {
    let state = places::state_dir(sandbox)?;
    let opened = SqliteLedger::open(&state).await;
    Ok(opened.map_err(|e| RunMessage::Ledger(e.to_string()))?)
}

async fn export(args: &ExportArgs, lang: Lang) -> Result<u8, Failure> {
    let ledger = open(args.sandbox).await?;
    let now = places::clock()() / 1000;
    let archive = ledger.export(args.sandbox, now).await;
    ledger.close().await;
    let archive = archive.map_err(|e| RunMessage::Ledger(e.to_string()))?;
    let Some(file) = &args.file else {
        output::json(&archive);
        return Ok(0);
    };
    let text =
        serde_json::to_string_pretty(&archive).map_err(|e| Failure::Internal(e.to_string()))?;
    let shown = file.display().to_string();
    write_private(file, format!("{text}\n").as_bytes()).map_err(|e| {
        ArchiveMessage::Unwritable {
            file: shown.clone(),
            why: e.to_string(),
        }
    })?;
    let states = archive.entries.iter().filter_map(|e| e.state());
    tell(
        lang,
        ArchiveMessage::Written {
            file: shown,
            entries: archive.entries.len(),
            open: states.filter(|s| LedgerState::is_open(*s)).count(),
        },
    );
    Ok(0)
}

async fn import(args: &ImportArgs, lang: Lang) -> Result<u8, Failure> {
    let shown = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file).map_err(|e| ArchiveMessage::Unreadable {
        file: shown.clone(),
        why: e.to_string(),
    })?;
    let archive = Archive::read(&text).map_err(|e| refused(&shown, e))?;
    let ledger = open(args.sandbox).await?;
    // Nobody publishes on these accounts meanwhile.
    let state = places::state_dir(args.sandbox)?;
    let accounts = archive.accounts().into_iter();
    let locks = world::take(&state, accounts, &places::run_id(), lang).await?;
    let taken = ledger.import(&archive, args.sandbox, args.dry_run).await;
    ledger.close().await;
    drop(locks);
    let taken = taken.map_err(|e| refused(&shown, e))?;
    let (added, replaced, kept) = (
        taken.count(Outcome::Added),
        taken.count(Outcome::Replaced),
        taken.count(Outcome::Kept),
    );
    if args.json {
        let entries: Vec<Value> = taken
            .entries
            .iter()
            .map(|(key, outcome)| {
                json!({
                    "article": key.article, "account": key.account, "target": key.target,
                    "generation": key.generation, "outcome": word(*outcome),
                })
            })
            .collect();
        output::json(&json!({
            "schema": 1, "sandbox": args.sandbox, "dry_run": args.dry_run, "added": added,
            "replaced": replaced, "kept": kept, "uploads": taken.uploads, "entries": entries,
        }));
    }
    tell(
        lang,
        ArchiveMessage::Imported {
            added,
            replaced,
            kept,
            uploads: taken.uploads,
            dry: args.dry_run,
        },
    );
    Ok(0)
}

/// Reads the whole ledger: exit 0 when it is sound, else 4.
async fn check(args: &CheckArgs, lang: Lang) -> Result<u8, Failure> {
    let ledger = open(args.sandbox).await?;
    let found = ledger.soundness().await;
    ledger.close().await;
    let found = found.map_err(|e| RunMessage::Ledger(e.to_string()))?;
    let told: Vec<ArchiveMessage> = match found.flaws.is_empty() {
        true => vec![ArchiveMessage::Sound {
            entries: found.entries,
            open: found.open,
        }],
        false => found.flaws.iter().map(flaw).collect(),
    };
    if args.json {
        let flaws: Vec<Value> = found
            .flaws
            .iter()
            .map(|f| {
                let sentence = say(lang, &flaw(f).into());
                json!({
                    "code": f.code(), "key": f.key(), "message": sentence.what, "hint": sentence.hint,
                })
            })
            .collect();
        output::json(&json!({
            "schema": 1, "sandbox": args.sandbox, "entries": found.entries, "unknown": found.open,
            "flaws": flaws,
        }));
    }
    for message in told {
        tell(lang, message);
    }
    Ok(if found.flaws.is_empty() { 0 } else { 4 })
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => "added",
        Outcome::Replaced => "replaced",
        Outcome::Kept => "kept",
    }
}

fn flaw(flaw: &Flaw) -> ArchiveMessage {
    match flaw.clone() {
        Flaw::Damaged(what) => ArchiveMessage::Damaged(what),
        Flaw::Unreadable(part, key) => ArchiveMessage::NotUnderstood { part, key },
        Flaw::NoEvidence(key) => ArchiveMessage::NoEvidence(key),
        Flaw::NoAttempt(key) => ArchiveMessage::NoAttempt(key),
        Flaw::Attempts(key) => ArchiveMessage::Attempts(key),
    }
}

/// Why a document was not taken in, for people.
fn refused(file: &str, error: ArchiveError) -> Failure {
    let file = file.to_owned();
    let message = match error {
        ArchiveError::Foreign => ArchiveMessage::Foreign(file),
        ArchiveError::Torn => ArchiveMessage::Torn(file),
        ArchiveError::Newer => ArchiveMessage::Newer(file),
        ArchiveError::OtherWorld { sandbox: true } => ArchiveMessage::OfTheSandbox(file),
        ArchiveError::OtherWorld { sandbox: false } => ArchiveMessage::NotOfTheSandbox(file),
        ArchiveError::Odd(what) => ArchiveMessage::Odd { file, what },
        ArchiveError::Ledger(e) => return RunMessage::Ledger(e.to_string()).into(),
    };
    message.into()
}
