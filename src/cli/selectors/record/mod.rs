//! `fagao selectors record`: a person shows the elements of a site's pages, one by one; a new dated file is written.

mod became;
mod file;
mod flow;
mod import;
mod mapping;
mod order;
mod session;
mod showing;
mod tape;
mod wanted;
mod way;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::super::args::Common;
use super::super::online::Browsing;
use super::super::places::OwnFiles;
use super::super::stop::{self, Stop as Ended};
use super::super::{Failure, output};
use super::check::{self, Checked};
use super::target::{Target, Written};
use super::visit::{Subject, Visit};
use crate::site::{Recorded, RecordedOn};
use crate::text::{Lang, RecordingText, RunMessage, SelectorsMessage, UsageText};
use file::written;
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
        return import::run(&args, &file, lang);
    }
    let how = Browsing {
        headed: !args.headless,
        patience: args.patience.wait_for_person,
        ..Browsing::from(true)
    };
    let mut visit = Visit::begin(subject(&args), &args.common, how, lang).await?;
    let work = record(&mut visit, &args, lang);
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

/// Whose pages are recorded.
fn subject(args: &RecordArgs) -> Subject<'_> {
    Subject::of(&args.site, args.account.as_deref()).writing(OwnFiles::Written)
}

async fn record(visit: &mut Visit, args: &RecordArgs, lang: Lang) -> Result<u8, Failure> {
    let old = visit.pages.clone();
    if let Some(unknown) = args.only.iter().find(|n| !old.elements.contains_key(*n)) {
        return Err(Failure::Misused(UsageText::NoElement {
            element: unknown.clone(),
            site_file: old.id(),
            known: old.in_order().map(|e| e.name.clone()).collect(),
        }));
    }
    let target = Target::of(args.out.as_deref(), &visit.world.config)?;
    let patience = args.patience.wait_for_person;
    let mut recording = Recording::begin(visit, &args.only, patience, args.headless).await?;
    let end = recording.go_on().await;
    let (browser, driver) = recording.made_with();
    let (tape, session) = recording.close().await;
    match end? {
        End::Write => {}
        End::Leave => {
            output::err(&format!("{}\n", RecordingText::NoFile.say(lang)));
            return Ok(0);
        }
        End::Nobody => {
            let seconds = patience.as_secs();
            let message = SelectorsMessage::NothingShown { seconds };
            return Err(Failure::Waiting(Box::new(message.into())));
        }
    }
    let who = Recorded {
        by: args.by.clone().unwrap_or_else(|| BY.to_owned()),
        browser: Some(browser),
        driver,
        on: on(args),
        from: Some(old.id()),
    };
    let written = target.write(&written(&old, &tape, who))?;
    // From here on the file is there whatever becomes of the check.
    tell(&written, &tape, lang);
    visit.pages = written.file.clone();
    let checked = match session {
        Some(session) => Some(check::walk(visit, &session).await?),
        None => None,
    };
    if let Some(checked) = &checked {
        output::err(&format!("\n{}", check::told(lang, checked)));
    }
    if args.common.json {
        output::json(&document(&written, &tape, checked.as_ref()));
    }
    Ok(match checked {
        Some(checked) if !checked.ok => 4,
        _ => 0,
    })
}

/// Who a file says recorded it when nobody is named.
const BY: &str = "fagao selectors record";

/// Whose pages are recorded.
fn on(args: &RecordArgs) -> RecordedOn {
    match args.common.sandbox {
        true => RecordedOn::Sandbox,
        false => RecordedOn::Site,
    }
}

/// What became of the elements, by name.
struct Outcome<'t> {
    recorded: Vec<&'t str>,
    kept: Vec<&'t str>,
    left: Vec<&'t str>,
}

impl<'t> Outcome<'t> {
    fn of(tape: &'t Tape) -> Self {
        let named = |wanted: fn(Option<&Choice>) -> bool| {
            let all = tape.all().filter(|(_, choice)| wanted(*choice));
            all.map(|(element, _)| element.name.as_str()).collect()
        };
        Self {
            recorded: named(|c| matches!(c, Some(Choice::Recorded(_)))),
            kept: named(|c| matches!(c, Some(Choice::Kept(_)))),
            left: named(|c| matches!(c, None | Some(Choice::Skipped))),
        }
    }
}

/// The document of `--json`; `check` is that of `fagao selectors check`, none where nobody looked.
fn document(written: &Written, tape: &Tape, checked: Option<&Checked>) -> Value {
    let outcome = Outcome::of(tape);
    json!({
        "schema": 1, "file": written.path.display().to_string(), "site_file": written.file.id(),
        "recorded": outcome.recorded, "kept": outcome.kept, "left": outcome.left, "check": checked,
    })
}

fn tell(written: &Written, tape: &Tape, lang: Lang) {
    let outcome = Outcome::of(tape);
    let recorded = written.file.recorded.as_ref();
    let says = RecordingText::Written {
        file: written.path.display().to_string(),
        recorded: outcome.recorded.len(),
        kept: outcome.kept.len(),
        left: outcome.left.len(),
        from: recorded.and_then(|r| r.from.clone()).unwrap_or_default(),
    };
    let uses = written.uses();
    output::err(&format!("{}\n-> {}\n", says.say(lang), uses.say(lang)));
}

/// How long a question to the page may take that is no wait.
const AT_ONCE: Duration = Duration::from_millis(50);
