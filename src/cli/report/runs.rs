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

/// The accounts with how each stands; what several articles have in common is said once, with how often.
fn counted(accounts: &[(String, Option<crate::plan::State>)]) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (name, state) in accounts {
        let stands = format!("{name} {}", state.map_or("-", |s| s.word()));
        match counts.iter_mut().find(|(s, _)| *s == stands) {
            Some((_, count)) => *count += 1,
            None => counts.push((stands, 1)),
        }
    }
    let told = counts.into_iter().map(|(stands, count)| match count {
        1 => stands,
        n => format!("{stands} ×{n}"),
    });
    told.collect()
}

/// The runs as a table.
pub fn table(runs: &[Run], lang: Lang) -> String {
    let rows: Vec<Row> = runs.iter().map(|r| r.row(lang)).collect();
    let wide = rows.iter().map(|r| width(&r.run)).max().unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        let states = counted(&row.accounts);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::State;

    #[test]
    fn a_run_of_many_articles_is_one_short_line() {
        let of = |name: &str, state| (name.to_owned(), state);
        let rows = [
            of("juejin", Some(State::Live)),
            of("ys", None),
            of("juejin", Some(State::Failed)),
            of("juejin", Some(State::Live)),
        ];
        assert_eq!(counted(&rows), ["juejin live ×2", "ys -", "juejin failed"]);
    }
}
