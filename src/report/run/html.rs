//! The report as one HTML file that needs nothing else: styles, pictures and texts are in it.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::album::{Album, Files, Slide};
use super::document::{Account, Happened, RunDocument};
use super::line::{Line, line};
use super::texts::{self, Row};
use super::words::{by, duration, milestone, state};
use crate::plan::{MilestoneName, State};
use crate::text::{Lang, ReportWord, detour, report_word, retold};

const TEMPLATE: &str = include_str!("report.html");

/// With more results than this, what went wrong stands before the table of all: nobody finds it behind.
const MANY: usize = 8;

/// Says a time of the clock, given in milliseconds since 1970, for people.
pub type Clock<'a> = &'a dyn Fn(i64) -> String;

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
    let mut parts: Vec<Part<'_>> = document
        .accounts
        .iter()
        .enumerate()
        .map(|(n, account)| part(n, account, lang, &album))
        .collect();
    let articles = articles(document);
    // Accounts work side by side, so that their events tell no order.
    parts.sort_by_key(|p| articles.iter().position(|a| *a == p.account.article));
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
            several => articles.len() > 1,
            many => parts.len() > MANY,
            notices => minijinja::value::Serde(&document.notices),
            parts => minijinja::value::Serde(&parts),
        })
        .map_err(|e| e.to_string())
}

/// The articles, in the order in which they came.
fn articles(document: &RunDocument) -> Vec<&str> {
    let mut articles: Vec<&str> = Vec::new();
    for account in &document.accounts {
        if !articles.contains(&account.article.as_str()) {
            articles.push(&account.article);
        }
    }
    articles
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

#[cfg(test)]
mod tests {
    use super::super::document;
    use super::*;
    use crate::record::read;

    /// The record of a run of so many articles to one account, of which the last one failed.
    fn record(articles: usize) -> String {
        let key = |n: usize| {
            format!(
                "\"key\":{{\"article\":\"a{n}\",\"account\":\"jz\",\"target\":\"-\",\"generation\":0}}"
            )
        };
        let mut text = String::new();
        // What comes last was planned first.
        for n in (1..=articles).rev() {
            text += &format!(
                "{{\"at\":1,\"event\":\"planned\",{},\"title\":\"Title <{n}>\"}}\n",
                key(n)
            );
        }
        for n in 1..articles {
            text += &format!(
                "{{\"at\":2,\"event\":\"settled\",{},\"state\":\"live\",\"url\":null}}\n",
                key(n)
            );
        }
        let ending = "{\"platform\":\"jzguai\",\"file\":\"a.md\",\"route\":null,\"route_reason\":\"page.element-missing:                       panel\",\"external_id\":null,\"price\":null,\"evidence\":[],\"retry_at\":null,\"person\":false,                      \"trouble\":{\"code\":\"x.y\",\"said\":[{\"lang\":\"en\",\"what\":\"the cause\",\"hint\":null}]}}";
        text += &format!(
            "{{\"at\":3,\"event\":\"settled\",{},\"state\":\"failed\",\"url\":null,\"ending\":{ending}}}\n",
            key(articles)
        );
        text + "{\"at\":4,\"event\":\"run_ended\",\"exit\":4}\n"
    }

    fn page(articles: usize) -> String {
        let text = record(articles);
        let document = document("r", read(text.as_bytes()), Lang::En);
        assert_eq!(
            (document.accounts.len(), document.unknown_lines),
            (articles, 0)
        );
        html(&document, Lang::En, &|_| None, &|_| String::new()).unwrap()
    }

    #[test]
    fn what_went_wrong_is_found_at_once_also_among_many() {
        let at = |page: &str, what: &str| page.find(what).unwrap_or_else(|| panic!("{what}"));
        let few = page(2);
        assert!(at(&few, "<table class=\"sum\">") < at(&few, "the cause"));
        let many = page(MANY + 1);
        assert!(at(&many, "the cause") < at(&many, "<table class=\"sum\">"));
        // Which article it is about, and never as HTML.
        assert!(many.contains("<h2 id=\"e0\">jz: Title &lt;9&gt;"), "{many}");
        let alone = page(1);
        assert!(alone.contains("<h2 id=\"e0\">jz <span"), "{alone}");
        assert_eq!(alone.matches("the cause").count(), 1);
    }
}
