//! The runs of this machine, by their directories.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::clock;
use crate::report::width;
use crate::text::Lang;

/// A run that has a record.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its id.
    pub name: String,
    /// Its directory.
    pub dir: PathBuf,
}

/// A run in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    run: String,
    began: Option<i64>,
    exit: Option<u8>,
    accounts: Vec<(String, Option<crate::plan::State>)>,
    bytes: u64,
}

/// All runs, the newest first: their ids begin with the time.
pub fn all(dir: &Path) -> Vec<Run> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut runs: Vec<Run> = entries
        .filter_map(|e| one(dir, &e.file_name().to_string_lossy()))
        .collect();
    runs.sort_by(|a, b| b.name.cmp(&a.name));
    runs
}

/// A run by its id.
pub fn one(dir: &Path, name: &str) -> Option<Run> {
    let plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    let run = dir.join(name);
    (plain && run.join("run.jsonl").is_file()).then(|| Run {
        name: name.to_owned(),
        dir: run,
    })
}

impl Run {
    /// What a list shows of it.
    pub fn row(&self, lang: Lang) -> Row {
        let document = self.document(lang);
        let accounts = document.accounts.into_iter();
        Row {
            run: self.name.clone(),
            began: document.began,
            exit: document.exit,
            accounts: accounts.map(|a| (a.account, a.state)).collect(),
            bytes: self.bytes(),
        }
    }

    /// What its files take.
    pub fn bytes(&self) -> u64 {
        let files = std::fs::read_dir(&self.dir).into_iter().flatten().flatten();
        files
            .filter_map(|f| f.metadata().ok())
            .map(|m| m.len())
            .sum()
    }
}

/// The runs as a table.
pub fn table(runs: &[Run], lang: Lang) -> String {
    let rows: Vec<Row> = runs.iter().map(|r| r.row(lang)).collect();
    let wide = rows.iter().map(|r| width(&r.run)).max().unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        let states: Vec<String> = row
            .accounts
            .iter()
            .map(|(name, state)| format!("{name} {}", state.map_or("-", |s| s.word())))
            .collect();
        let exit = row.exit.map_or_else(|| "-".to_owned(), |e| e.to_string());
        let began = row.began.map(clock).unwrap_or_default();
        let _ = writeln!(
            out,
            "{:wide$}  {began}  {exit}  {}",
            row.run,
            states.join(", ")
        );
    }
    out
}
