//! A row of the timeline.

use serde::Serialize;

use super::document::{Error, Happened};
use super::words::{by, does, duration};
use crate::text::{Lang, ReportWord, detour, report_word, retold};

/// A row of the timeline.
#[derive(Default, Serialize)]
pub struct Line {
    pub class: &'static str,
    pub head: String,
    pub rest: String,
    pub took: String,
    pub notes: Vec<String>,
    pub request: Option<String>,
    pub answer: Option<String>,
    pub error: Option<Error>,
}

/// A row of the timeline; none for what is shown elsewhere.
pub fn line(what: &Happened, lang: Lang) -> Option<Line> {
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
