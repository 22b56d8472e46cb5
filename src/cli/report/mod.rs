//! `fagao report`: what happened in a run, for people, for scripts and for CI.

mod film;
mod prune;
mod runs;

use std::fs::File;
use std::io::{BufRead, BufReader, empty};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum};

use super::{Failure, output, places};
use crate::record::{Reading, read};
use crate::report::{self, RunDocument};
use crate::text::{Lang, Line, RunMessage, UsageText};

pub use film::drop_pictures;
pub use runs::Run;

/// `fagao report`.
#[derive(Debug, ClapArgs)]
pub struct ReportArgs {
    /// The run; without one, the newest
    #[arg(value_name = "RUN", conflicts_with_all = ["list", "prune"])]
    pub run: Option<String>,
    /// Open the report in the browser
    #[arg(long, conflicts_with_all = ["list", "prune"])]
    pub open: bool,
    /// What to write: a page, or a document for scripts or for CI
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
    /// Where to write it; a page goes into the run's directory otherwise, a document to standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "prune"])]
    pub out: Option<PathBuf>,
    /// List the runs, the newest first
    #[arg(long, conflicts_with = "prune")]
    pub list: bool,
    /// Delete the records of old runs, but not of those whose outcome is not known; without limits those older than 30 days,
    /// and down to 500 MB
    #[arg(long)]
    pub prune: bool,
    /// With --prune: those that began longer ago than this, such as 30d
    #[arg(long, value_name = "TIME", value_parser = age, requires = "prune")]
    pub older_than: Option<Duration>,
    /// With --prune: the oldest, until all together take no more than this, such as 500MB
    #[arg(long, value_name = "SIZE", value_parser = size, requires = "prune")]
    pub max_size: Option<u64>,
    /// The sandbox's runs alone; without it the newest run of both is shown
    #[arg(long)]
    pub sandbox: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One HTML file that needs nothing else
    #[default]
    Html,
    /// A JSON document, `"schema": 1`
    Json,
    /// JUnit XML
    Junit,
}

/// The age from which on runs are pruned when nothing else is said.
const OLD: Duration = Duration::from_secs(30 * 86_400);

/// What all runs together may take, in bytes, when nothing else is said.
const MOST: u64 = 500_000_000;

/// Reads an age: `30d`, `12h`.
fn age(text: &str) -> Result<Duration, String> {
    let wrong = || "write it as 30d or 12h".to_owned();
    let (number, seconds) = match text.strip_suffix('d') {
        Some(days) => (days, 86_400),
        None => (text.strip_suffix('h').ok_or_else(wrong)?, 3_600),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    Ok(Duration::from_secs(number.saturating_mul(seconds)))
}

/// Reads a size: `500MB`, `2GB`.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "write it as 500MB or 2GB".to_owned();
    let (number, unit) = match text.strip_suffix("GB") {
        Some(number) => (number, 1_000_000_000),
        None => (text.strip_suffix("MB").ok_or_else(wrong)?, 1_000_000),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    Ok(number.saturating_mul(unit))
}

/// Runs the command.
pub fn run(args: &ReportArgs, lang: Lang) -> Result<u8, Failure> {
    let dir = places::state_dir(args.sandbox)?.join("runs");
    let sandboxes = places::state_dir(true)?.join("runs");
    if args.list {
        let runs = runs::all(&dir);
        let others = if args.sandbox {
            0
        } else {
            runs::all(&sandboxes).len()
        };
        if others > 0 {
            output::err(&format!("{}\n", Line::RunsOfSandbox(others).say(lang)));
        }
        match args.format {
            Format::Json => {
                let rows: Vec<_> = runs.iter().map(|r| r.row(lang)).collect();
                output::json(&serde_json::json!({ "schema": 1, "runs": rows }));
            }
            _ => output::out(&runs::table(&runs, lang)),
        }
        return Ok(0);
    }
    if args.prune {
        let (older, most) = match (args.older_than, args.max_size) {
            (None, None) => (Some(OLD), Some(MOST)),
            limits => limits,
        };
        let now = places::clock()();
        let gone = prune::prune(runs::all(&dir), older, most, now)?;
        output::err(&format!("{}\n", Line::Pruned(gone).say(lang)));
        return Ok(0);
    }
    let run = match &args.run {
        // Ids are never the same: whose run it is need not be said.
        Some(name) => runs::one(&dir, name)
            .or_else(|| runs::one(&sandboxes, name))
            .ok_or_else(|| Failure::Misused(UsageText::NoSuchRun(name.clone())))?,
        None => newest(&dir, &sandboxes).ok_or(Failure::Misused(UsageText::NoRuns))?,
    };
    let text = match args.format {
        Format::Html => {
            let file = write(&run, args.out.as_deref(), lang)?;
            output::out(&format!("{}\n", file.display()));
            if args.open {
                open::that_detached(&file).map_err(|e| broken(&file, &e))?;
            }
            return Ok(0);
        }
        Format::Json => {
            let document = run.document(lang);
            let text = serde_json::to_string_pretty(&document);
            text.map_err(|e| Failure::Internal(e.to_string()))? + "\n"
        }
        Format::Junit => report::junit(&run.document(lang)),
    };
    match &args.out {
        Some(file) => std::fs::write(file, text).map_err(|e| broken(file, &e))?,
        None => output::out(&text),
    }
    Ok(0)
}

/// The newest run, wherever it was: what somebody has just seen is what they ask about. The page says so where it was the
/// sandbox.
fn newest(dir: &Path, sandboxes: &Path) -> Option<Run> {
    let first = |dir| runs::all(dir).into_iter().next();
    let both = [first(dir), first(sandboxes)].into_iter().flatten();
    both.max_by(|a, b| a.name.cmp(&b.name))
}

/// Writes a run's page; where it is.
///
/// # Errors
/// The file cannot be written.
pub fn write(run: &Run, out: Option<&Path>, lang: Lang) -> Result<PathBuf, Failure> {
    let document = run.document(lang);
    let files = |name: &str| run.file(name);
    let page = report::html(&document, lang, &files, &clock).map_err(Failure::Internal)?;
    let file = out.map_or_else(|| run.dir.join("report.html"), Path::to_owned);
    std::fs::write(&file, page).map_err(|e| broken(&file, &e))?;
    Ok(file)
}

fn broken(file: &Path, e: &std::io::Error) -> Failure {
    RunMessage::State(format!("{}: {e}", file.display())).into()
}

/// A time as people here read it.
fn clock(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map_or_else(
        |_| String::new(),
        |t| {
            t.to_zoned(jiff::tz::TimeZone::system())
                .strftime("%Y-%m-%d %H:%M:%S %:z")
                .to_string()
        },
    )
}

impl Run {
    /// What its record says.
    pub fn document(&self, lang: Lang) -> RunDocument {
        report::document(&self.name, self.events(), lang)
    }

    /// What happened, one after the other; nothing where the record cannot be read.
    fn events(&self) -> Reading<Box<dyn BufRead>> {
        let record: Box<dyn BufRead> = match File::open(self.dir.join("run.jsonl")) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(_) => Box::new(empty()),
        };
        read(record)
    }

    /// A file of its directory, by its plain name.
    fn file(&self, name: &str) -> Option<Vec<u8>> {
        // What a record names is a file beside it; a record that was tampered with leads nowhere else.
        let plain = !name.contains(['/', '\\']) && name != "..";
        plain
            .then(|| std::fs::read(self.dir.join(name)).ok())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_sizes_are_read_with_their_units() {
        assert_eq!(age("30d"), Ok(Duration::from_secs(30 * 86_400)));
        assert_eq!(age("12h"), Ok(Duration::from_secs(43_200)));
        assert!(age("30").is_err() && age("d").is_err() && age("30m").is_err());
        assert_eq!(size("500MB"), Ok(500_000_000));
        assert!(size("500").is_err() && size("GB").is_err());
    }
}
