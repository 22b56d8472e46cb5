//! The results as a table for people.

use std::fmt::Write;

use super::{Mark, Paint, width};
use crate::record::ResultRow;
use crate::text::{Finding, Lang, Line, retold};

/// The column of the state.
const STATE: usize = 1;

/// The results, a line each, with what went wrong below.
pub fn results(lang: Lang, rows: &[ResultRow], paint: Paint) -> String {
    let cells: Vec<[String; 4]> = rows
        .iter()
        .map(|r| {
            [
                r.account.clone(),
                r.state.said().say(lang).to_owned(),
                what(lang, r),
                how(lang, r),
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
    let count = Line::Findings(findings.len()).say(lang);
    let _ = writeln!(out, "{count}");
    out
}

/// The link, else the platform's number, else the first thing that shows it.
fn what(lang: Lang, r: &ResultRow) -> String {
    r.url
        .clone()
        .or_else(|| {
            r.external_id
                .as_ref()
                .map(|id| Line::Order(id.clone()).say(lang))
        })
        .or_else(|| r.evidence.first().map(|e| retold(lang, e)))
        .unwrap_or_else(|| "-".to_owned())
}

fn how(lang: Lang, r: &ResultRow) -> String {
    let price = r.price.map(|price| Line::Yuan(price.to_string()));
    let route = r.route.map(|route| Line::By {
        way: route.said(),
        why: r.route_reason.clone(),
    });
    let parts: Vec<String> = price.iter().chain(&route).map(|l| l.say(lang)).collect();
    parts.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    })
}
