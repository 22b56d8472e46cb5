//! `fagao selectors heal`: what the candidates no longer find, what healing takes for it, and a new file with it.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::super::args::Common;
use super::super::online::Browsing;
use super::super::places::{self, OwnFiles};
use super::super::stop::{self, Stop as Ended};
use super::super::{Failure, output};
use super::capture::reach;
use super::target::Target;
use super::visit::{self, Stop, Subject, Visit, sampled};
use crate::browser::{Healing, Located, Page, PageError};
use crate::plan::Condition;
use crate::record::Healed;
use crate::site::{Element, PageDef, PagesFile, Recorded, RecordedOn, VALUE};
use crate::text::{Lang, Line, RecordingText, RunMessage};

/// `fagao selectors heal`.
#[derive(Debug, Args)]
pub struct HealArgs {
    /// The site, such as juejin
    #[arg(value_name = "SITE")]
    pub site: String,
    /// The account that is signed in; not needed when there is one of the site
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// Write a new dated file with what was healed; older files stay
    #[arg(long)]
    pub write: bool,
    /// The directory of your site files; the one of the configuration unless given
    #[arg(long, value_name = "DIR", requires = "write")]
    pub out: Option<PathBuf>,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// What was found of the elements.
#[derive(Serialize)]
struct Report {
    schema: u32,
    sandbox: bool,
    site_file: String,
    elements: Vec<Row>,
    file: Option<String>,
}

/// What was found of one element.
#[derive(Serialize)]
struct Row {
    element: String,
    page: String,
    state: String,
    /// The candidate that finds it, from 1.
    candidate: Option<usize>,
    healed: Option<Healed>,
    /// What became of the candidates that do not.
    tried: Vec<String>,
}

impl Row {
    fn is_missing(&self) -> bool {
        self.candidate.is_none() && self.healed.is_none()
    }
}

/// How long the first element of a state is waited for; the others are there then, or are not.
const SETTLES: std::time::Duration = std::time::Duration::from_secs(5);

/// Runs the command.
pub async fn run(args: HealArgs, lang: Lang) -> Result<u8, Failure> {
    let how = Browsing {
        // What leads to a state may have moved as well.
        healing: Healing::AtRest,
        ..args.headed.into()
    };
    let own = match args.write {
        true => OwnFiles::Written,
        false => OwnFiles::Read,
    };
    let subject = Subject::of(&args.site, args.account.as_deref()).writing(own);
    let visit = Visit::begin(subject, &args.common, how, lang).await?;
    // No walk is for nothing by a place where no file can be written.
    let target = match args.write {
        true => Target::of(args.out.as_deref(), &visit.world.config).map(Some),
        false => Ok(None),
    };
    let target = match target {
        Ok(target) => target,
        Err(wrong) => {
            visit.end().await;
            return Err(wrong);
        }
    };
    let work = walk(&visit);
    let healed = match stop::unless_stopped(work).await {
        Ended::Done(healed) => healed,
        Ended::Stopped => {
            visit.online.stop().await;
            Err(RunMessage::Stopped.into())
        }
    };
    let code = healed.and_then(|walk| finish(&visit, &args, target, walk, lang));
    visit.end().await;
    code
}

/// The walk through the pages: what was found, and the file as it is to be.
struct Walk {
    rows: Vec<Row>,
    fresh: PagesFile,
}

async fn walk(visit: &Visit) -> Result<Walk, Failure> {
    let session = visit.session().await?;
    let mut walk = Walk {
        rows: Vec::new(),
        fresh: visit.pages.clone(),
    };
    for signed_out in [false, true] {
        let pages = visit.pages.pages.iter();
        let there: Vec<(&String, &PageDef)> = pages
            .filter(|(_, page)| page.signed_out == signed_out && !page.url.contains("${"))
            .collect();
        let mut page = visit.open((!signed_out).then_some(&session)).await?;
        let browser = page.browser();
        for (name, def) in there {
            let stops = visit::stops(&visit.pages, name, def);
            for stop in &stops {
                let wanted = wanted(&visit.pages, stop);
                let looked = match wanted.is_empty() {
                    true => Ok(()),
                    false => match reach(page.as_mut(), def, &stops, stop).await {
                        Ok(()) => walk.look(page.as_mut(), stop, &wanted).await,
                        Err(e) => Err(e),
                    },
                };
                if let Err(e) = looked {
                    walk.not_reached(stop, &wanted, &e);
                }
            }
        }
        walk.recorded(&visit.pages, browser, visit.world.sandbox);
        page.close().await;
    }
    Ok(walk)
}

/// The elements of a state that can be looked for without a value, or with one that is always there.
fn wanted(pages: &PagesFile, stop: &Stop) -> Vec<Element> {
    let there = pages
        .elements
        .values()
        .filter(|e| e.page == stop.page && e.state == stop.state && !e.expect.many);
    let known = there
        .filter(|e| e.sample.is_some() || !e.candidates.iter().any(|c| c.words() == Some(VALUE)));
    known.map(sampled).collect()
}

impl Walk {
    async fn look(
        &mut self,
        page: &mut dyn Page,
        stop: &Stop,
        wanted: &[Element],
    ) -> Result<(), PageError> {
        let any: Vec<Condition> = wanted.iter().cloned().map(Condition::Shows).collect();
        page.wait_for_one(&any, SETTLES).await?;
        let mut located = page.locate(wanted, false).await?;
        if located.iter().any(|l| l.candidate.is_none()) {
            // Only a page at rest lacks what is not there: the one that is waited for first is looked for by then.
            let missing = wanted.iter().zip(&located);
            let missing: Vec<Condition> = missing
                .filter(|(_, l)| l.candidate.is_none())
                .map(|(e, _)| Condition::Shows(e.clone()))
                .collect();
            page.wait_for_one(&missing, SETTLES).await?;
            located = page.locate(wanted, true).await?;
        }
        for (element, found) in wanted.iter().zip(&located) {
            self.heal(&element.name, found);
            self.rows.push(Row {
                element: element.name.clone(),
                page: stop.page.clone(),
                state: stop.state.clone(),
                candidate: found.candidate.map(|n| n + 1),
                healed: found.healed.clone(),
                tried: found.tried.iter().map(ToString::to_string).collect(),
            });
        }
        self.take(page, stop).await
    }

    /// Puts what finds a healed element in front of what did.
    fn heal(&mut self, name: &str, found: &Located) {
        if let Some(element) = self.fresh.elements.get_mut(name) {
            let mut all = found.proposed.clone();
            all.extend(
                element
                    .candidates
                    .drain(..)
                    .filter(|c| !found.proposed.contains(c)),
            );
            element.candidates = all;
        }
    }

    /// Takes the fingerprints of a state again.
    async fn take(&mut self, page: &mut dyn Page, stop: &Stop) -> Result<(), PageError> {
        let here = self.fresh.elements.values().filter(|e| e.page == stop.page);
        let asked: Vec<Element> = here.map(sampled).collect();
        let taken = page.fingerprints(&asked).await?;
        for (name, print) in taken {
            let Some(element) = self.fresh.elements.get_mut(&name) else {
                continue;
            };
            if element.state != stop.state {
                continue;
            }
            let print = match &element.sample {
                Some(sample) => print.without_value(sample),
                None => print,
            };
            let known = element.fingerprint.take();
            let renewed = known.map_or(print.clone(), |known| known.renewed(&print));
            element.fingerprint = Some(Box::new(renewed));
        }
        Ok(())
    }

    /// Tells of a state that could not be reached: its elements are missing.
    fn not_reached(&mut self, stop: &Stop, wanted: &[Element], e: &PageError) {
        for element in wanted {
            self.rows.push(Row {
                element: element.name.clone(),
                page: stop.page.clone(),
                state: stop.state.clone(),
                candidate: None,
                healed: None,
                tried: vec![e.fault.to_string()],
            });
        }
    }

    fn recorded(&mut self, old: &PagesFile, browser: String, sandbox: bool) {
        self.fresh.date = places::today();
        self.fresh.extends = None;
        self.fresh.recorded = Some(Recorded {
            by: "fagao selectors heal".to_owned(),
            browser: Some(browser),
            driver: None,
            on: match sandbox {
                true => RecordedOn::Sandbox,
                false => RecordedOn::Site,
            },
            from: Some(old.id()),
        });
    }
}

/// Tells what was found, and writes the new file where it is wanted and there is something to write.
fn finish(
    visit: &Visit,
    args: &HealArgs,
    target: Option<Target>,
    walk: Walk,
    lang: Lang,
) -> Result<u8, Failure> {
    let healed: Vec<&Healed> = walk.rows.iter().filter_map(|r| r.healed.as_ref()).collect();
    let missing = walk.rows.iter().any(Row::is_missing);
    let mut file = None;
    if let Some(target) = target.filter(|_| !healed.is_empty()) {
        file = Some(target.write(&walk.fresh)?);
    }
    if args.write && file.is_none() {
        output::err(&format!("{}\n", RecordingText::NoFile.say(lang)));
    }
    if let Some(written) = &file {
        let path = written.path.display().to_string();
        let (told, uses) = (Line::SiteFileWritten(path), written.uses());
        output::err(&format!("{}\n-> {}\n", told.say(lang), uses.say(lang)));
    }
    if args.common.json {
        output::json(&Report {
            schema: 1,
            sandbox: args.common.sandbox,
            site_file: visit.pages.id(),
            elements: walk.rows,
            file: file.map(|f| f.path.display().to_string()),
        });
    } else {
        output::out(&table(&walk.rows, lang));
        for healed in healed {
            output::out(&format!("\n{}", healed.patch));
        }
    }
    Ok(if missing { 4 } else { 0 })
}

/// One line an element.
fn table(rows: &[Row], lang: Lang) -> String {
    let lines = rows.iter().map(|row| {
        let found = match (&row.candidate, &row.healed) {
            (Some(n), _) => Line::FoundByCandidate(*n),
            (None, Some(healed)) => Line::FoundByLooks {
                found: healed.found.clone(),
                score: format!("{:.2}", healed.score),
                signals: healed.signals.join(", "),
            },
            (None, None) => Line::NotFound(row.tried.join("; ")),
        };
        format!("{:18} {}\n", row.element, found.say(lang))
    });
    lines.collect()
}
