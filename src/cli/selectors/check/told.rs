//! What a check found, for people and for the mails of cron.

use super::super::super::table::table;
use super::found::{Checked, Result, Row};
use crate::site::{OPENED, Sight};
use crate::text::{Lang, SiteLine};

/// The table, what is not as it should be, and the whole in the last line.
pub fn told(lang: Lang, checked: &Checked) -> String {
    let mut lines = vec![
        heading(checked).say(lang),
        String::new(),
        rows(lang, checked),
    ];
    for row in &checked.elements {
        let wrong = matches!(
            row.result,
            Result::Missing | Result::Ambiguous | Result::Unjudged
        );
        if wrong || row.differ > 0 {
            lines.push(told_of(lang, row));
        }
    }
    let mut notes: Vec<String> = Vec::new();
    for state in &checked.states {
        let place = place(&state.page, &state.state);
        let why = state.why.as_ref().map(|w| w.said.clone());
        notes.extend(why.map(|why| SiteLine::NotSeen { place, why }.say(lang)));
    }
    if checked.html.is_some() {
        notes.push(SiteLine::NoVisibility.say(lang));
    }
    if !notes.is_empty() {
        notes.push(String::new());
    }
    lines.extend(notes);
    lines.push(summary(checked).say(lang));
    lines.join("\n") + "\n"
}

fn heading(checked: &Checked) -> SiteLine {
    let of = checked.html.as_ref().or(checked.account.as_ref());
    SiteLine::Checking {
        file: checked.site_file.clone(),
        of: of.cloned().unwrap_or_default(),
        browser: checked.browser.clone(),
    }
}

fn summary(checked: &Checked) -> SiteLine {
    let counts = &checked.counts;
    SiteLine::Summary {
        elements: counts.elements,
        found: counts.found,
        missing: counts.missing,
        ambiguous: counts.ambiguous,
        unjudged: counts.unjudged,
        not_looked: counts.not_looked,
        lacks: checked.lacks.clone(),
    }
}

fn rows(lang: Lang, checked: &Checked) -> String {
    let head = [
        SiteLine::HeadElement,
        SiteLine::HeadWhere,
        SiteLine::HeadFoundBy,
        SiteLine::HeadAgree,
        SiteLine::HeadNeeded,
    ];
    let mut cells = vec![head.map(|h| h.say(lang)).to_vec()];
    for row in &checked.elements {
        let needed = match row.needed {
            true => SiteLine::Needed,
            false => SiteLine::NotNeeded,
        };
        cells.push(vec![
            row.element.clone(),
            place(&row.page, &row.state),
            found_by(row).say(lang),
            agree(lang, row),
            needed.say(lang),
        ]);
    }
    table(&cells)
}

fn found_by(row: &Row) -> SiteLine {
    match (row.result, row.candidate) {
        (Result::Found, Some(candidate)) => SiteLine::FoundBy {
            candidate,
            of: row.of,
            any: row.any_value,
        },
        (Result::Missing, _) => SiteLine::Missing,
        (Result::Ambiguous, _) => SiteLine::Ambiguous,
        (Result::NotLooked, _) => SiteLine::NotLooked,
        _ => SiteLine::Unjudged,
    }
}

fn agree(lang: Lang, row: &Row) -> String {
    if row.result != Result::Found {
        return "-".to_owned();
    }
    let line = SiteLine::Agree {
        agree: row.agree,
        of: row.of - 1,
        differ: row.differ,
    };
    line.say(lang)
}

/// An element that is not as it should be, with what became of each candidate.
fn told_of(lang: Lang, row: &Row) -> String {
    let of = SiteLine::Of {
        element: row.element.clone(),
        about: row.about.clone(),
        place: place(&row.page, &row.state),
    };
    let candidates = row.candidates.iter().enumerate().map(|(n, tried)| {
        SiteLine::Candidate {
            number: n + 1,
            candidate: tried.candidate.clone(),
            sight: tried.result.unwrap_or(Sight::Unjudged),
            count: tried.count,
        }
        .say(lang)
    });
    let lines: Vec<String> = std::iter::once(of.say(lang)).chain(candidates).collect();
    lines.join("\n") + "\n"
}

/// A page and its state, as people read them.
fn place(page: &str, state: &str) -> String {
    match state {
        OPENED => page.to_owned(),
        state => format!("{page}, {state}"),
    }
}
