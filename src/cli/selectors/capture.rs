//! `fagao selectors capture`: the pages of a site as fixtures.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::super::args::Common;
use super::super::online::Browsing;
use super::super::stop::{self, Stop as Ended};
use super::super::{Failure, output, places};
use super::visit::{self, Stop, Subject, Visit, open, pressed};
use crate::browser::{Page, PageError, Scrubbing, Snapshot};
use crate::site::{Manifest, OPENED, PageDef, SavedPage};
use crate::text::{Lang, RecordingText, RunMessage, UsageText, say};

/// `fagao selectors capture`.
#[derive(Debug, Args)]
pub struct CaptureArgs {
    /// The site, such as juejin
    #[arg(value_name = "SITE")]
    pub site: String,
    /// The account whose pages they are; not needed when there is one of the site
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// Where to put the pages; a directory that is not there, or is empty
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Another word that must not be in them, such as your name; may be given several times
    #[arg(long, value_name = "WORD")]
    pub scrub: Vec<String>,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// What was saved, and what was not.
#[derive(Serialize)]
struct Captured {
    schema: u32,
    sandbox: bool,
    dir: String,
    pages: Vec<SavedPage>,
    missing: Vec<Missing>,
}

/// A state that could not be reached.
#[derive(Serialize)]
struct Missing {
    page: String,
    state: String,
    why: String,
}

/// Runs the command.
pub async fn run(args: CaptureArgs, lang: Lang) -> Result<u8, Failure> {
    let day = places::today();
    let dir = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("captures/{}-{day}", args.site)));
    empty(&dir)?;
    let how = Browsing::from(args.headed);
    let subject = Subject::of(&args.site, args.account.as_deref());
    let visit = Visit::begin(subject, &args.common, how, lang).await?;
    let work = walk(&visit, &args, &dir);
    let captured = match stop::unless_stopped(work).await {
        Ended::Done(captured) => captured,
        Ended::Stopped => {
            visit.online.stop().await;
            Err(RunMessage::Stopped.into())
        }
    };
    visit.end().await;
    let captured = captured?;
    tell(&captured, args.common.json, lang);
    Ok(if captured.pages.is_empty() { 4 } else { 0 })
}

/// Refuses a directory that holds something: a fixture of another day is never written over.
fn empty(dir: &Path) -> Result<(), Failure> {
    let full = std::fs::read_dir(dir).is_ok_and(|mut rows| rows.next().is_some());
    match full {
        true => Err(Failure::Misused(UsageText::NotEmpty(
            dir.display().to_string(),
        ))),
        false => Ok(()),
    }
}

async fn walk(visit: &Visit, args: &CaptureArgs, dir: &Path) -> Result<Captured, Failure> {
    let session = visit.session().await?;
    let scrubbing = visit.scrubbing(&args.scrub)?;
    let mut walk = Walk {
        visit,
        dir,
        scrubbing,
        pages: Vec::new(),
        missing: Vec::new(),
        browser: String::new(),
    };
    for signed_out in [false, true] {
        let there: Vec<(&String, &PageDef)> = visit
            .pages
            .pages
            .iter()
            .filter(|(_, page)| page.signed_out == signed_out)
            .collect();
        if there.is_empty() {
            continue;
        }
        let session = (!signed_out).then_some(&session);
        let mut page = visit.open(session).await?;
        walk.browser = page.browser();
        for (name, def) in there {
            walk.page(page.as_mut(), name, def).await?;
        }
        page.close().await;
    }
    walk.finish(args)
}

struct Walk<'a> {
    visit: &'a Visit,
    dir: &'a Path,
    scrubbing: Scrubbing,
    pages: Vec<SavedPage>,
    missing: Vec<Missing>,
    browser: String,
}

impl Walk<'_> {
    /// Takes every state of a page that is reached without writing anything.
    async fn page(
        &mut self,
        page: &mut dyn Page,
        name: &str,
        def: &PageDef,
    ) -> Result<(), Failure> {
        if def.url.contains("${") {
            let why = RecordingText::AddressLacks(def.url.clone());
            self.miss(name, OPENED, why.say(self.visit.world.lang));
            return Ok(());
        }
        let stops = visit::stops(&self.visit.pages, name, def);
        for stop in &stops {
            match reach(page, def, &stops, stop).await {
                Ok(()) => self.take(page, stop).await?,
                Err(e) => {
                    self.miss(name, &stop.state, self.why(&e));
                    // What is reached from here is not reached either, and says so by itself.
                    tracing::debug!(error = %e, page = name, state = stop.state, "not reached");
                }
            }
        }
        Ok(())
    }

    fn why(&self, e: &PageError) -> String {
        say(self.visit.world.lang, &self.visit.why(e)).what
    }

    fn miss(&mut self, page: &str, state: &str, why: String) {
        self.missing.push(Missing {
            page: page.to_owned(),
            state: state.to_owned(),
            why,
        });
    }

    async fn take(&mut self, page: &mut dyn Page, stop: &Stop) -> Result<(), Failure> {
        let taken = page.snapshot(&self.scrubbing).await;
        let snapshot = match taken {
            Ok(snapshot) => snapshot,
            Err(e) => {
                self.miss(&stop.page, &stop.state, self.why(&e));
                return Ok(());
            }
        };
        let file = match stop.state.as_str() {
            OPENED => format!("{}.html", stop.page),
            state => format!("{}-{state}.html", stop.page),
        };
        output::err(&format!("{file}  {}\n", snapshot.url));
        self.keep(&file, &snapshot)?;
        self.pages.push(SavedPage {
            file,
            page: stop.page.clone(),
            state: stop.state.clone(),
            url: snapshot.url,
        });
        Ok(())
    }

    fn keep(&self, file: &str, snapshot: &Snapshot) -> Result<(), Failure> {
        if snapshot.unread_styles > 0 {
            tracing::info!(
                file,
                sheets = snapshot.unread_styles,
                "style sheets of other hosts could not be read"
            );
        }
        write(&self.dir.join(file), snapshot.html.as_bytes())
    }

    /// Writes the list.
    fn finish(self, args: &CaptureArgs) -> Result<Captured, Failure> {
        let manifest = Manifest {
            schema: 1,
            site: args.site.clone(),
            captured_at: places::now_rfc3339(),
            browser: self.browser,
            pages: self.pages,
        };
        let text = serde_json::to_string_pretty(&manifest)
            .map_err(|e| Failure::Internal(e.to_string()))?;
        write(
            &self.dir.join(Manifest::FILE),
            format!("{text}\n").as_bytes(),
        )?;
        Ok(Captured {
            schema: 1,
            sandbox: args.common.sandbox,
            dir: self.dir.display().to_string(),
            pages: manifest.pages,
            missing: self.missing,
        })
    }
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let dir = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(dir)
        .and_then(|()| std::fs::write(file, bytes))
        .map_err(|e| RunMessage::State(format!("{}: {e}", file.display())).into())
}

/// Brings a page into a state: from the state that it is in where that is the one before, else from the beginning.
pub(super) async fn reach(
    page: &mut dyn Page,
    def: &PageDef,
    stops: &[Stop],
    stop: &Stop,
) -> Result<(), PageError> {
    let Some(press) = &stop.press else {
        return open(page, &stop.page, def).await;
    };
    if pressed(page, press).await.is_ok() {
        return Ok(());
    }
    let mut way = vec![press];
    let mut from = stop.from.as_deref();
    while let Some(before) = stops.iter().find(|s| Some(s.state.as_str()) == from) {
        way.extend(&before.press);
        from = before.from.as_deref();
    }
    open(page, &stop.page, def).await?;
    for press in way.into_iter().rev() {
        pressed(page, press).await?;
    }
    Ok(())
}

fn tell(captured: &Captured, json: bool, lang: Lang) {
    if json {
        output::json(&serde_json::to_value(captured).unwrap_or_default());
        return;
    }
    for m in &captured.missing {
        let line = RecordingText::NotCaptured {
            page: m.page.clone(),
            state: m.state.clone(),
            why: m.why.clone(),
        };
        output::err(&format!("{}\n", line.say(lang)));
    }
    let line = RecordingText::Captured {
        pages: captured.pages.len(),
        dir: captured.dir.clone(),
    };
    output::err(&format!("{}\n", line.say(lang)));
}
