//! `fagao trust`: a project's configuration may say where sessions and secrets go only once its user has agreed.
//!
//! What was agreed to is kept by the file's path and a hash of the sensitive keys alone: an edit elsewhere in the file asks
//! nothing again, one of them does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest, Sha256};

use super::config::{Config, Origin};
use super::screen::screen;
use super::world::PLATFORMS;
use super::{Failure, output, places};
use crate::session::write_private;
use crate::text::{ConfigMessage, Finding, Lang, Line, Message, Prompt, RunMessage, Told};

/// `fagao trust`.
#[derive(Debug, Args)]
pub struct TrustArgs {
    /// The configuration; without it the fagao.toml found upwards from here
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Agree without being asked
    #[arg(long)]
    pub yes: bool,
    /// Take the consent back
    #[arg(long, conflicts_with = "yes")]
    pub forget: bool,
}

/// Runs the command.
pub fn run(args: &TrustArgs, lang: Lang) -> Result<u8, Failure> {
    let file = match &args.file {
        Some(file) => file.clone(),
        None => places::project_file(Path::new(".")).ok_or_else(|| {
            let (upwards, user) = (".".to_owned(), None);
            Failure::from(Finding::of(ConfigMessage::None { upwards, user }))
        })?,
    };
    if args.forget {
        keep(&file, None)?;
        output::err(&format!("{}\n", Told::Distrusted.say(lang)));
        return Ok(0);
    }
    let text = places::text_of(&file)?;
    let keys = sensitive(&file, &text)?;
    for (key, value) in &keys {
        let (what, found) = (key.clone(), shown(key, value));
        output::err(&format!("{}\n", Line::Pair { what, found }.say(lang)));
    }
    if keys.is_empty() {
        output::err(&format!("{}\n", Told::NothingToTrust.say(lang)));
        return Ok(0);
    }
    if !args.yes && !agreed(lang) {
        return Err(Finding::of(ConfigMessage::NotTrusted).into());
    }
    keep(&file, Some(hash(&keys)))?;
    output::err(&format!("{}\n", Told::Trusted.say(lang)));
    Ok(0)
}

/// Agrees for a file that the user has just had written.
///
/// # Errors
/// The consent cannot be kept.
pub fn trust(file: &Path) -> Result<(), Failure> {
    let keys = sensitive(file, &places::text_of(file)?)?;
    match keys.is_empty() {
        true => Ok(()),
        false => keep(file, Some(hash(&keys))),
    }
}

/// Whether a project's configuration may say what it says.
pub fn origin(file: &Path, text: &str) -> Result<Origin, Failure> {
    let keys = sensitive(file, text)?;
    let kept = kept()?.get(&name(file)).cloned();
    Ok(match kept == Some(hash(&keys)) && !keys.is_empty() {
        true => Origin::User,
        false => Origin::Project,
    })
}

/// The sensitive keys of a text with what they say; those that reading it as a stranger's project refuses.
fn sensitive(file: &Path, text: &str) -> Result<BTreeMap<String, String>, Failure> {
    let Err(findings) = Config::read(file, text, Origin::Project, PLATFORMS) else {
        return Ok(BTreeMap::new());
    };
    let document: toml::Table = text.parse().unwrap_or_default();
    let keys = findings.iter().filter_map(|f| match &f.message {
        Message::Config(ConfigMessage::NotInProject(key)) => Some(key),
        _ => None,
    });
    Ok(keys
        .map(|key| (key.clone(), value(&document, key)))
        .collect())
}

/// What `[table] key` says.
fn value(document: &toml::Table, key: &str) -> String {
    let path = key.replace('[', "").replace("] ", ".");
    let mut found: Option<&toml::Value> = None;
    for part in path.split('.') {
        found = match found {
            None => document.get(part),
            Some(value) => value.get(part),
        };
        if found.is_none() {
            break;
        }
    }
    found.map(ToString::to_string).unwrap_or_default()
}

/// What is shown of it: of a notice the host that it goes to, for the rest of its address and its keys are secrets.
fn shown(key: &str, value: &str) -> String {
    let text = value.trim_matches('"');
    let named = |end: &str| key.starts_with("[notify.") && key.ends_with(end);
    match value.starts_with('{') {
        false if named("] url") => crate::notify::shown(text),
        false if named("] secret") || named("] password") => "***".to_owned(),
        _ => value.to_owned(),
    }
}

fn hash(keys: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (key, value) in keys {
        // Lengths, so that no two lists of keys are one text.
        hash.update(format!("{}:{key}{}:{value}", key.len(), value.len()));
    }
    hex::encode(hash.finalize())
}

fn name(file: &Path) -> String {
    let whole = std::fs::canonicalize(file);
    let whole = whole.unwrap_or_else(|_| file.to_owned());
    whole.to_string_lossy().into_owned()
}

/// What was agreed to: a hash a file.
fn kept() -> Result<BTreeMap<String, String>, Failure> {
    let file = places::trusted_file()?;
    match std::fs::read(&file) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map_err(|e| RunMessage::State(format!("{}: {e}", file.display())).into()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(e) => Err(RunMessage::State(format!("{}: {e}", file.display())).into()),
    }
}

fn keep(file: &Path, hash: Option<String>) -> Result<(), Failure> {
    let mut all = kept()?;
    match hash {
        Some(hash) => drop(all.insert(name(file), hash)),
        None => drop(all.remove(&name(file))),
    }
    let kept = places::trusted_file()?;
    let failed = |e: std::io::Error| RunMessage::State(format!("{}: {e}", kept.display()));
    if let Some(dir) = kept.parent() {
        std::fs::create_dir_all(dir).map_err(failed)?;
    }
    let text = serde_json::json!(all).to_string();
    write_private(&kept, text.as_bytes()).map_err(failed)?;
    Ok(())
}

fn agreed(lang: Lang) -> bool {
    output::can_ask()
        && screen().ask(|| {
            dialoguer::Confirm::new()
                .with_prompt(Prompt::Trust.say(lang))
                .default(false)
                .interact()
                .unwrap_or(false)
        })
}
