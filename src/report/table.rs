//! The results as a table for people.

use std::fmt::Write;

use super::{Mark, Paint, width};
use crate::plan::State;
use crate::record::ResultRow;
use crate::text::{Finding, Lang};

/// The column of the state.
const STATE: usize = 1;

/// The results, a line each, with what went wrong below.
pub fn results(rows: &[ResultRow], paint: Paint) -> String {
    let cells: Vec<[String; 4]> = rows
        .iter()
        .map(|r| {
            [
                r.account.clone(),
                words(r.state).to_owned(),
                what(r),
                how(r),
            ]
        })
        .collect();
    let widest = |n: usize| cells.iter().map(|c| width(&c[n])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), 0];
    let mut out = String::new();
    for (row, cell) in rows.iter().zip(&cells) {
        let mut line = String::new();
        for (n, (text, wanted)) in cell.iter().zip(widths).enumerate() {
            let pad = wanted.saturating_sub(width(text));
            let text = match n {
                STATE => paint.mark(Mark::of(row.state), text),
                _ => text.clone(),
            };
            let _ = write!(line, "{text}{}  ", " ".repeat(pad));
        }
        let _ = writeln!(out, "{}", line.trim_end());
        if let Some(problem) = &row.error {
            let _ = writeln!(out, "  {} [{}]", problem.message, problem.code);
            if let Some(hint) = &problem.hint {
                let _ = writeln!(out, "  -> {hint}");
            }
        }
    }
    out
}

/// The findings, a line each, and how many there are.
pub fn findings(lang: Lang, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}", finding.line(lang));
    }
    let n = findings.len();
    let _ = writeln!(
        out,
        "{n} {} to change; nothing was sent",
        if n == 1 { "thing" } else { "things" }
    );
    out
}

fn words(state: State) -> &'static str {
    match state {
        State::InReview => "in review",
        other => other.word(),
    }
}

/// The link, else the platform's number, else the first thing that shows it.
fn what(r: &ResultRow) -> String {
    r.url
        .clone()
        .or_else(|| r.external_id.as_ref().map(|id| format!("order {id}")))
        .or_else(|| r.evidence.first().cloned())
        .unwrap_or_else(|| "-".to_owned())
}

fn how(r: &ResultRow) -> String {
    let mut parts = Vec::new();
    if let Some(price) = r.price {
        parts.push(format!("{price} yuan"));
    }
    if let Some(route) = r.route {
        parts.push(match &r.route_reason {
            Some(why) => format!("by the {} ({why})", route.word()),
            None => format!("by the {}", route.word()),
        });
    }
    parts.join(", ")
}
