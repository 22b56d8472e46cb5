//! `fagao selectors record`: a person shows the elements of a site's pages, one by one; a new dated file is written.

mod import;
mod rank;
mod session;
mod showing;
mod tape;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::super::args::Common;
use super::super::online::Browsing;
use super::super::stop::{self, Stop as Ended};
use super::super::{Failure, output, places};
use super::visit::Visit;
use crate::site::{PagesFile, Recorded, RecordedOn, to_toml, write_new};
use crate::text::{Lang, RunMessage};
use session::{End, Recording};
use tape::{Choice, Tape};

/// `fagao selectors record`.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// The site, such as juejin
    #[arg(value_name = "SITE")]
    pub site: String,
    /// The account that is signed in; not needed when there is one of the site
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The new file, or the directory of your site files; the one of the configuration unless given
    #[arg(long, value_name = "FILE|DIR")]
    pub out: Option<PathBuf>,
    /// Who records, as it is written into the file
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Only these elements; the others stay as they are
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Without a window; what is shown is shown by a program then
    #[arg(long)]
    pub headless: bool,
    /// Take a recording of Chrome DevTools' Recorder instead of a browser: its JSON file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["headless", "account"])]
    pub import: Option<PathBuf>,
    /// Which step of the imported recording shows which element: a JSON file such as {"title": 3, "confirm": 12}
    #[arg(long, value_name = "FILE", requires = "import")]
    pub mapping: Option<PathBuf>,
    /// How long you are waited for
    #[command(flatten)]
    pub patience: super::super::args::Patience,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// Runs the command.
pub async fn run(args: RecordArgs, lang: Lang) -> Result<u8, Failure> {
    if let Some(file) = args.import.clone() {
        return import::run(&args, &file);
    }
    let how = Browsing {
        headed: !args.headless,
        patience: args.patience.wait_for_person,
        ..Browsing::from(true)
    };
    let visit = Visit::begin(&args.site, args.account.as_deref(), &args.common, how, lang).await?;
    let work = record(&visit, &args);
    let recorded = match stop::unless_stopped(work).await {
        Ended::Done(recorded) => recorded,
        Ended::Stopped => {
            visit.online.stop().await;
            Err(RunMessage::Stopped.into())
        }
    };
    visit.end().await;
    recorded
}

async fn record(visit: &Visit, args: &RecordArgs) -> Result<u8, Failure> {
    let old = &visit.pages;
    if let Some(unknown) = args.only.iter().find(|n| !old.elements.contains_key(*n)) {
        let known: Vec<&str> = old.elements.keys().map(String::as_str).collect();
        return Err(Failure::Usage(format!(
            "{} has no element {unknown:?}; it has {}",
            old.id(),
            known.join(", ")
        )));
    }
    let mut recording = Recording::begin(visit, &args.only, args.patience.wait_for_person).await?;
    let end = recording.go_on().await;
    let (tape, browser) = recording.close().await;
    match end? {
        End::Write => {}
        End::Leave => {
            output::err("no file was written\n");
            return Ok(0);
        }
        End::Nobody => {
            return Err(Failure::Usage(format!(
                "nothing was shown for {} s, so no file was written",
                args.patience.wait_for_person.as_secs()
            )));
        }
    }
    let who = Recorded {
        by: args.by.clone().unwrap_or_else(|| BY.to_owned()),
        browser: Some(browser),
        driver: None,
        on: match args.common.sandbox {
            true => RecordedOn::Sandbox,
            false => RecordedOn::Site,
        },
        from: Some(old.id()),
    };
    let file = written(old, &tape, who);
    let dir = visit.world.config.selectors.as_ref();
    let dir = dir.map(|d| visit.world.config.root.join(d));
    let (path, file) = write(args.out.as_deref(), dir, &file)?;
    tell(&path, &file, &tape, args.common.json);
    Ok(0)
}

/// Who a file says recorded it when nobody is named.
const BY: &str = "fagao selectors record";

/// The new file: what was recorded over what the old one says.
fn written(old: &PagesFile, tape: &Tape, who: Recorded) -> PagesFile {
    let mut file = old.clone();
    file.date = places::today();
    file.extends = None;
    file.recorded = Some(who);
    for element in tape.taken() {
        file.elements.insert(element.name.clone(), element.clone());
    }
    file
}

/// Writes the file where it is wanted, never over another one.
fn write(
    out: Option<&Path>,
    own: Option<PathBuf>,
    file: &PagesFile,
) -> Result<(PathBuf, PagesFile), Failure> {
    let failed = |path: &Path, e: &std::io::Error| -> Failure {
        RunMessage::State(format!("{}: {e}", path.display())).into()
    };
    match out {
        Some(path) if path.extension().is_some_and(|e| e == "toml") => {
            let dir = path.parent().filter(|d| !d.as_os_str().is_empty());
            if let Some(dir) = dir {
                std::fs::create_dir_all(dir).map_err(|e| failed(dir, &e))?;
            }
            // A file is named by its date, which a name of its own may say.
            let mut file = file.clone();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            if stem.starts_with(|c: char| c.is_ascii_digit()) {
                file.date = stem.into_owned();
            }
            let mut new = std::fs::File::options();
            let opened = new.write(true).create_new(true).open(path);
            opened
                .and_then(|mut f| std::io::Write::write_all(&mut f, to_toml(&file).as_bytes()))
                .map_err(|e| failed(path, &e))?;
            Ok((path.to_owned(), file))
        }
        dir => {
            let dir = dir
                .map(Path::to_owned)
                .or(own)
                .unwrap_or_else(|| PathBuf::from("selectors"));
            write_new(&dir, file).map_err(|e| failed(&dir, &e))
        }
    }
}

fn tell(path: &Path, file: &PagesFile, tape: &Tape, json: bool) {
    let named = |wanted: fn(Option<&Choice>) -> bool| -> Vec<&str> {
        tape.all()
            .filter(|(_, choice)| wanted(*choice))
            .map(|(element, _)| element.name.as_str())
            .collect()
    };
    let recorded = named(|c| matches!(c, Some(Choice::Recorded(_))));
    let kept = named(|c| matches!(c, Some(Choice::Kept(_))));
    let left = named(|c| matches!(c, None | Some(Choice::Skipped)));
    if json {
        output::json(&json!({
            "schema": 1, "file": path.display().to_string(), "site_file": file.id(),
            "recorded": recorded, "kept": kept, "left": left,
        }));
    }
    output::err(&format!(
        "{} is written: {} recorded, {} kept, {} as in {}\n-> use it with `--site-file {}` and `selectors = \"DIR\"` in the configuration\n",
        path.display(),
        recorded.len(),
        kept.len(),
        left.len(),
        file.recorded
            .as_ref()
            .and_then(|r| r.from.clone())
            .unwrap_or_default(),
        file.date
    ));
}

/// How long a question to the page may take that is no wait.
const AT_ONCE: Duration = Duration::from_millis(50);
