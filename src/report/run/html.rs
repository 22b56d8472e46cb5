//! The report as one HTML file that needs nothing else: styles, pictures and texts are in it.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::document::{Account, Error, Happened, RunDocument};
use super::picture::{Shown, fit};
use super::texts::{self, Row};
use crate::plan::{MilestoneName, RouteVia, State};
use crate::record::{Does, Outline};
use crate::text::{Lang, ReportWord, detour, report_word, retold};

const TEMPLATE: &str = include_str!("report.html");

/// Gives the bytes of a file in the run's directory; none where it cannot be read.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Says a time of the clock, given in milliseconds since 1970, for people.
pub type Clock<'a> = &'a dyn Fn(i64) -> String;

/// A picture as the page shows it.
#[derive(Serialize)]
struct Slide {
    id: usize,
    caption: String,
    src: String,
    width: u32,
    height: u32,
    /// The outline as CSS, in percent of the picture.
    outline: Option<String>,
}

/// A row of the timeline.
#[derive(Default, Serialize)]
struct Line {
    class: &'static str,
    head: String,
    rest: String,
    took: String,
    notes: Vec<String>,
    request: Option<String>,
    answer: Option<String>,
    error: Option<Error>,
}

#[derive(Serialize)]
struct Section {
    head: String,
    via: String,
    took: String,
    lines: Vec<Line>,
}

/// An account as the page shows it.
#[derive(Serialize)]
struct Part<'a> {
    n: usize,
    account: &'a Account,
    state: &'static str,
    class: &'static str,
    took: String,
    price: Option<String>,
    evidence: Vec<String>,
    route: Option<String>,
    detour: Option<String>,
    missed: Vec<&'static str>,
    sections: Vec<Section>,
    film: Vec<Slide>,
    last: Option<Slide>,
    console: Vec<String>,
    page: Option<String>,
    texts: Option<Vec<Row>>,
    same: bool,
}

/// Writes the report.
///
/// # Errors
/// The template is at fault, which is a bug.
pub fn html(
    document: &RunDocument,
    lang: Lang,
    files: Files<'_>,
    clock: Clock<'_>,
) -> Result<String, String> {
    let words: BTreeMap<&str, &str> = ReportWord::ALL
        .iter()
        .map(|w| (w.key(), report_word(lang, *w)))
        .collect();
    let album = Album::of(document, lang, files);
    let parts: Vec<Part<'_>> = document
        .accounts
        .iter()
        .enumerate()
        .map(|(n, account)| part(n, account, lang, &album))
        .collect();
    let (verdict, class) = verdict(document);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .add_template("report.html", TEMPLATE)
        .map_err(|e| e.to_string())?;
    let template = environment
        .get_template("report.html")
        .map_err(|e| e.to_string())?;
    template
        .render(context! {
            lang => lang.tag(),
            t => words,
            run => document.run.as_str(),
            sandbox => document.sandbox,
            version => document.version.as_str(),
            began => document.began.map(clock),
            took => duration(document.took),
            verdict => report_word(lang, verdict),
            class => class,
            unknown_lines => document.unknown_lines,
            pictures_dropped => document.pictures_dropped,
            left_out => album.left_out,
            notices => minijinja::value::Serde(&document.notices),
            parts => minijinja::value::Serde(&parts),
        })
        .map_err(|e| e.to_string())
}

/// How the run ended in one sentence, and the colour of it.
fn verdict(document: &RunDocument) -> (ReportWord, &'static str) {
    let accounts = &document.accounts;
    if document.exit.is_none() {
        (ReportWord::CutOff, "bad")
    } else if accounts.is_empty() {
        (ReportWord::Nothing, "calm")
    } else if accounts.iter().any(|a| a.state == Some(State::Unknown)) {
        (ReportWord::SomeUnknown, "unsure")
    } else if accounts.iter().any(|a| a.person) {
        (ReportWord::PersonNeeded, "unsure")
    } else if !accounts.iter().all(Account::is_well) {
        (ReportWord::SomeFailed, "bad")
    } else if accounts.iter().any(Account::went_around) {
        (ReportWord::WellByDetour, "good")
    } else {
        (ReportWord::AllWell, "good")
    }
}

fn part<'a>(n: usize, account: &'a Account, lang: Lang, album: &Album) -> Part<'a> {
    let word = |w| report_word(lang, w);
    let (state, class) = state(account.state);
    let film = album.film(n);
    let last = album.last(n);
    let reached = |m: &MilestoneName| account.timeline.iter().any(|g| g.milestone == Some(*m));
    let mut console = Vec::new();
    let mut page = None;
    for entry in account.entries() {
        if let Happened::Capture {
            url,
            console: lines,
            ..
        } = &entry.what
        {
            page.clone_from(url);
            console = lines
                .iter()
                .map(|l| format!("{}  {}", l.level, l.text))
                .collect();
        }
    }
    let texts = match (&account.text_sent, &account.text_seen) {
        (Some(sent), Some(seen)) => Some(texts::compare(sent, seen)),
        _ => None,
    };
    Part {
        n,
        account,
        state: word(state),
        class,
        took: duration(account.took),
        price: account
            .price
            .map(|p| format!("{p} {}", word(ReportWord::Yuan))),
        evidence: account.evidence.iter().map(|e| retold(lang, e)).collect(),
        route: account.route.map(|r| word(by(r)).to_owned()),
        detour: account.route_reason.as_deref().map(|w| detour(lang, w)),
        missed: account
            .planned
            .iter()
            .filter(|m| !account.is_well() && !reached(m))
            .map(|m| word(milestone(*m)))
            .collect(),
        sections: account
            .timeline
            .iter()
            .map(|group| Section {
                head: word(group.milestone.map_or(ReportWord::Preparing, milestone)).to_owned(),
                via: group
                    .via
                    .map(|v| word(by(v)).to_owned())
                    .unwrap_or_default(),
                took: duration(group.took),
                lines: group
                    .entries
                    .iter()
                    .filter_map(|e| line(&e.what, lang))
                    .collect(),
            })
            .collect(),
        film,
        last,
        console,
        page,
        same: texts
            .as_ref()
            .is_some_and(|rows| rows.iter().all(|r| r.kind != "differs")),
        texts,
    }
}

/// A row of the timeline; none for what is shown elsewhere.
fn line(what: &Happened, lang: Lang) -> Option<Line> {
    let word = |w| report_word(lang, w);
    let mut line = Line::default();
    match what {
        Happened::Step {
            does: kind,
            to,
            matched,
            dismissed,
            took,
            waited,
            ..
        } => {
            word(does(*kind)).clone_into(&mut line.head);
            line.rest.clone_from(to);
            line.took = duration(*took);
            for (element, candidate) in matched.iter().filter(|(_, n)| *n > 0) {
                let n = candidate + 1;
                line.notes
                    .push(format!("{element}: {} {n}", word(ReportWord::Candidate)));
            }
            if *waited >= 100 {
                line.notes.push(format!(
                    "{} {}",
                    word(ReportWord::Waited),
                    duration(*waited)
                ));
            }
            if !dismissed.is_empty() {
                let what = dismissed.join(", ");
                line.notes
                    .push(format!("{}: {what}", word(ReportWord::Dismissed)));
            }
        }
        Happened::Failed {
            does: kind,
            to,
            error,
            took,
        } => {
            line.class = "bad";
            line.head = format!("{}: {}", word(ReportWord::Failed), word(does(*kind)));
            line.rest.clone_from(to);
            line.took = duration(*took);
            line.error = Some(error.clone());
        }
        Happened::Call {
            call,
            result,
            took,
            trace,
        } => {
            line.head = format!("{} {call}", word(ReportWord::DoesCall));
            line.rest.clone_from(result);
            line.took = duration(*took);
            if let Some(trace) = trace {
                let more = |more: usize| match more {
                    0 => String::new(),
                    n => format!("\n… {n} {}", word(ReportWord::MoreBytes)),
                };
                let body = trace
                    .request
                    .as_ref()
                    .map(|b| format!("\n\n{}{}", b.text, more(b.more)))
                    .unwrap_or_default();
                line.request = Some(format!("{} {}{body}", trace.method, trace.url));
                line.answer = trace.status.map(|status| {
                    let body = trace.answer.as_ref();
                    let body = body.map(|b| format!("\n\n{}{}", b.text, more(b.more)));
                    format!("{status}{}", body.unwrap_or_default())
                });
            }
        }
        Happened::FellBack { to, why, error } => {
            line.class = "unsure";
            line.head = format!("{}: {}", word(ReportWord::FellBack), word(by(*to)));
            line.rest = detour(lang, why);
            line.error.clone_from(error);
        }
        Happened::Healed {
            element,
            found,
            signals,
            score,
            patch,
        } => {
            line.class = "unsure";
            line.head = format!("{}: {element}", word(ReportWord::Healed));
            line.rest = format!("{found} ({score:.2}: {}) → {patch}", signals.join(", "));
        }
        Happened::Waiting { what } => {
            word(ReportWord::WaitsFor).clone_into(&mut line.head);
            line.rest = retold(lang, what);
        }
        Happened::Looked { found } => {
            word(ReportWord::Looked).clone_into(&mut line.head);
            line.rest = retold(lang, found);
        }
        Happened::Priced { price } => {
            word(ReportWord::Costs).clone_into(&mut line.head);
            line.rest = format!("{price} {}", word(ReportWord::Yuan));
        }
        Happened::Funds { left } => {
            word(ReportWord::Left).clone_into(&mut line.head);
            line.rest = format!("{left} {}", word(ReportWord::Yuan));
        }
        Happened::Submitting { via } => {
            line.class = "act";
            word(ReportWord::Submitting).clone_into(&mut line.head);
            word(by(*via)).clone_into(&mut line.rest);
        }
        Happened::Picture { .. } | Happened::Capture { .. } => return None,
    }
    Some(line)
}

/// The pictures of a report, made small together so that all fit.
struct Album {
    kept: Vec<Kept>,
    left_out: usize,
}

/// A picture of the record.
struct Kept {
    /// The account's place in the document.
    account: usize,
    caption: String,
    outline: Option<Outline>,
    /// Whether it is evidence, and not one of the film.
    proof: bool,
    /// None where it cannot be read or there is no room.
    shown: Option<Shown>,
}

impl Album {
    fn of(document: &RunDocument, lang: Lang, files: Files<'_>) -> Self {
        let mut kept = Vec::new();
        let mut bytes = Vec::new();
        let word = |w| report_word(lang, w);
        for (n, account) in document.accounts.iter().enumerate() {
            for entry in account.entries() {
                let (caption, outline, proof, file) = match &entry.what {
                    Happened::Picture {
                        does: kind,
                        to,
                        file: Some(file),
                        outline,
                        ..
                    } => (format!("{} {to}", word(does(*kind))), *outline, false, file),
                    Happened::Capture {
                        screenshot: Some(file),
                        title,
                        ..
                    } => {
                        let title = title.as_deref().unwrap_or_default();
                        let caption = format!("{} {title}", word(ReportWord::ThePage));
                        (caption, None, true, file)
                    }
                    _ => continue,
                };
                bytes.push(files(file));
                kept.push(Kept {
                    account: n,
                    caption: caption.trim().to_owned(),
                    outline,
                    proof,
                    shown: None,
                });
            }
        }
        let readable = bytes.iter().flatten().count();
        for (kept, shown) in kept.iter_mut().zip(fit(&bytes)) {
            kept.shown = shown;
        }
        let left_out = readable - kept.iter().filter(|k| k.shown.is_some()).count();
        Self { kept, left_out }
    }

    fn slides(&self, account: usize, proof: bool) -> Vec<Slide> {
        self.kept
            .iter()
            .enumerate()
            .filter(|(_, k)| k.account == account && k.proof == proof)
            .filter_map(|(id, kept)| {
                let shown = kept.shown.as_ref()?;
                Some(Slide {
                    id,
                    caption: kept.caption.clone(),
                    src: shown.src.clone(),
                    width: shown.width,
                    height: shown.height,
                    outline: kept.outline.map(css),
                })
            })
            .collect()
    }

    fn film(&self, account: usize) -> Vec<Slide> {
        self.slides(account, false)
    }

    /// The page at the moment of the failure.
    fn last(&self, account: usize) -> Option<Slide> {
        self.slides(account, true).pop()
    }
}

fn css(outline: Outline) -> String {
    let part = |n: f64| (n * 100.0).clamp(0.0, 100.0);
    format!(
        "left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%",
        part(outline.left),
        part(outline.top),
        part(outline.width),
        part(outline.height)
    )
}

/// A time span as people read it: `120 ms`, `3.4 s`, `2 min 5 s`.
fn duration(ms: i64) -> String {
    match ms {
        i64::MIN..1_000 => format!("{ms} ms"),
        1_000..60_000 => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        _ => format!("{} min {} s", ms / 60_000, ms % 60_000 / 1000),
    }
}

fn by(via: RouteVia) -> ReportWord {
    match via {
        RouteVia::Browser => ReportWord::ByBrowser,
        RouteVia::Api => ReportWord::ByApi,
    }
}

fn milestone(name: MilestoneName) -> ReportWord {
    match name {
        MilestoneName::SignedIn => ReportWord::SignedIn,
        MilestoneName::DraftReady => ReportWord::DraftReady,
        MilestoneName::FieldsSet => ReportWord::FieldsSet,
        MilestoneName::Submitted => ReportWord::Submitted,
        MilestoneName::Confirmed => ReportWord::Confirmed,
    }
}

fn state(state: Option<State>) -> (ReportWord, &'static str) {
    match state {
        Some(State::Live) => (ReportWord::StateLive, "good"),
        Some(State::InReview) => (ReportWord::StateInReview, "good"),
        Some(State::Submitted) => (ReportWord::StateSubmitted, "good"),
        Some(State::Draft) => (ReportWord::StateDraft, "calm"),
        Some(State::Unchanged) => (ReportWord::StateUnchanged, "calm"),
        Some(State::Waiting) => (ReportWord::StateWaiting, "unsure"),
        Some(State::Rejected) => (ReportWord::StateRejected, "bad"),
        Some(State::Gone) => (ReportWord::StateGone, "bad"),
        Some(State::Failed) => (ReportWord::StateFailed, "bad"),
        Some(State::Unknown) => (ReportWord::StateUnknown, "unsure"),
        None => (ReportWord::StateNone, "unsure"),
    }
}

fn does(does: Does) -> ReportWord {
    match does {
        Does::GoTo => ReportWord::DoesGoTo,
        Does::Open => ReportWord::DoesOpen,
        Does::Press => ReportWord::DoesPress,
        Does::Fill => ReportWord::DoesFill,
        Does::SetEditor => ReportWord::DoesSetEditor,
        Does::ChooseOne => ReportWord::DoesChooseOne,
        Does::ChooseExactly => ReportWord::DoesChooseExactly,
        Does::Upload => ReportWord::DoesUpload,
        Does::Attach => ReportWord::DoesAttach,
        Does::Expect => ReportWord::DoesExpect,
        Does::Call => ReportWord::DoesCall,
        Does::Ask => ReportWord::DoesAsk,
        Does::Code => ReportWord::DoesCode,
        Does::Watch => ReportWord::DoesWatch,
        Does::Submit => ReportWord::DoesSubmit,
        Does::Other => ReportWord::DoesOther,
    }
}
