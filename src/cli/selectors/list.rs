//! `fagao selectors list`: the site files at hand.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::super::args::Common;
use super::super::config::Config;
use super::super::table::table;
use super::super::world::PLATFORMS;
use super::super::{Failure, output, places};
use crate::article::Section;
use crate::plan::{Account, Platform};
use crate::report;
use crate::site::{Recorded, RecordedOn, Shelf, SiteFileKind};
use crate::text::{ConfigMessage, Finding, Findings, Lang, Message, Place, SiteLine, SiteMessage};

/// `fagao selectors list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// A site file.
#[derive(Serialize)]
struct Row {
    name: String,
    site: String,
    kind: &'static str,
    date: String,
    /// The user's file; none for one in the binary.
    file: Option<String>,
    extends: Option<String>,
    recorded: Option<Recorded>,
    elements: Option<usize>,
    calls: Option<usize>,
    mistakes: usize,
    /// For each account, when it is used: 1 is first.
    used: Vec<Use>,
}

/// When an account uses a file.
#[derive(Serialize)]
struct Use {
    account: String,
    order: usize,
}

/// Runs the command.
pub fn run(args: &ListArgs, lang: Lang) -> Result<u8, Failure> {
    let (shelf, accounts) = at_hand(&args.common)?;
    let mut findings = Findings::new();
    let mut rows = Vec::new();
    for platform in PLATFORMS {
        for kind in [SiteFileKind::Pages, SiteFileKind::Api] {
            for name in shelf.versions(platform.name(), kind) {
                let wrong = shelf.check(&name, Some(platform.values()));
                rows.push(row(&shelf, &accounts, *platform, kind, name, wrong.len()));
                findings.extend(wrong);
            }
        }
    }
    findings.extend(misplaced(&shelf, &rows));
    if args.common.json {
        let told = findings.iter().map(|f| report::finding_row(lang, f));
        let told: Vec<_> = told.collect();
        output::json(&serde_json::json!({
            "schema": 1, "sandbox": args.common.sandbox, "files": rows, "findings": told,
        }));
    } else {
        output::out(&listed(lang, &rows));
        if !findings.is_empty() {
            output::err(&report::findings(lang, &findings));
        }
    }
    Ok(if findings.is_empty() { 0 } else { 3 })
}

/// The user's files that no site and no kind of files looks for.
fn misplaced(shelf: &Shelf, rows: &[Row]) -> Findings {
    let known: Vec<String> = PLATFORMS
        .iter()
        .flat_map(|p| ["pages", "api"].map(|kind| format!("{}/{kind}/", p.name())))
        .collect();
    let names = shelf.names().into_iter();
    let lost = names.filter(|name| !rows.iter().any(|row| row.name == *name));
    let told = lost.filter_map(|name| {
        let place = Place {
            file: shelf.user_file(&name)?.to_owned(),
            line: 1,
            column: 1,
        };
        let (path, known) = (name, known.clone());
        Some(Finding::at(place, SiteMessage::Misplaced { path, known }))
    });
    told.collect()
}

/// The site files and the accounts that use them; without a configuration those of the binary, and an account of each
/// platform as it would be.
///
/// # Errors
/// What is wrong with the configuration.
pub fn at_hand(common: &Common) -> Result<(Shelf, Vec<Account>), Failure> {
    let config = match places::config(common.config.as_deref(), common.sandbox, Path::new(".")) {
        Ok(config) => Some(config),
        Err(Failure::Findings(found)) if found.iter().all(|f| is_none(&f.message)) => None,
        Err(other) => return Err(other),
    };
    let shelf = config.as_ref().map(|c: &Config| c.shelf.clone());
    let shelf = shelf.unwrap_or_default();
    let mut accounts: Vec<Account> = config
        .iter()
        .flat_map(|c| c.accounts.values())
        .map(|c| c.account.clone())
        .collect();
    for platform in PLATFORMS {
        if !accounts.iter().any(|a| a.platform == platform.name()) {
            accounts.push(Account {
                name: platform.name().to_owned(),
                platform: platform.name().to_owned(),
                settings: Section::default(),
                budget: None,
                site_files: std::collections::BTreeMap::new(),
                shelf: shelf.clone(),
            });
        }
    }
    Ok((shelf, accounts))
}

fn is_none(message: &Message) -> bool {
    matches!(message, Message::Config(ConfigMessage::None { .. }))
}

fn row(
    shelf: &Shelf,
    accounts: &[Account],
    platform: &dyn Platform,
    kind: SiteFileKind,
    name: String,
    mistakes: usize,
) -> Row {
    let used = accounts.iter().filter(|a| a.platform == platform.name());
    let used = used.filter_map(|account| {
        let files = platform.site_files(account, kind);
        let order = files.iter().position(|f| *f == name)? + 1;
        Some(Use {
            account: account.name.clone(),
            order,
        })
    });
    let mut row = Row {
        site: platform.name().to_owned(),
        kind: kind.word(),
        date: name.rsplit('/').next().unwrap_or_default().to_owned(),
        file: shelf.user_file(&name).map(str::to_owned),
        extends: None,
        recorded: None,
        elements: None,
        calls: None,
        mistakes,
        used: used.collect(),
        name,
    };
    match kind {
        SiteFileKind::Pages => {
            if let Ok(file) = shelf.pages(&row.name) {
                row.elements = Some(file.elements.len());
                (row.extends, row.recorded) = (file.extends, file.recorded);
            }
        }
        SiteFileKind::Api => {
            if let Ok(file) = shelf.api(&row.name) {
                row.calls = Some(file.calls.len());
                row.extends.clone_from(&file.extends);
                row.recorded.clone_from(&file.recorded);
            }
        }
    }
    row
}

fn listed(lang: Lang, rows: &[Row]) -> String {
    let head = [
        SiteLine::HeadSite,
        SiteLine::HeadKind,
        SiteLine::HeadDate,
        SiteLine::HeadFrom,
        SiteLine::HeadRecorded,
        SiteLine::HeadHolds,
        SiteLine::HeadUsed,
    ];
    let mut cells = vec![head.map(|h| h.say(lang)).to_vec()];
    for row in rows {
        cells.push(vec![
            row.site.clone(),
            row.kind.to_owned(),
            row.date.clone(),
            row.file.clone().unwrap_or(SiteLine::Embedded.say(lang)),
            recorded(lang, row.recorded.as_ref()),
            holds(lang, row),
            used(lang, &row.used),
        ]);
    }
    table(&cells)
}

fn recorded(lang: Lang, recorded: Option<&Recorded>) -> String {
    let Some(recorded) = recorded else {
        return "-".to_owned();
    };
    let line = SiteLine::Recorded {
        by: recorded.by.clone(),
        browser: recorded.browser.clone(),
        sandbox: recorded.on == RecordedOn::Sandbox,
    };
    line.say(lang)
}

fn holds(lang: Lang, row: &Row) -> String {
    let elements = row.elements.map(SiteLine::Elements);
    let held = elements.or(row.calls.map(SiteLine::Calls));
    let extends = row.extends.clone().map(SiteLine::Extends);
    let mistakes = (row.mistakes > 0).then_some(SiteLine::Mistakes(row.mistakes));
    let parts: Vec<String> = match mistakes {
        Some(mistakes) => vec![mistakes.say(lang)],
        None => held.iter().chain(&extends).map(|l| l.say(lang)).collect(),
    };
    parts.join(" ")
}

/// Whether a file is used; the accounts are named where they differ.
fn used(lang: Lang, used: &[Use]) -> String {
    let accounts = |first: bool| {
        let those = used.iter().filter(|u| (u.order == 1) == first);
        those.map(|u| u.account.clone()).collect::<Vec<_>>()
    };
    let (first, next) = (accounts(true), accounts(false));
    let said = |accounts: Vec<String>, line: SiteLine| {
        let what = line.say(lang);
        SiteLine::For { accounts, what }.say(lang)
    };
    match (first.is_empty(), next.is_empty()) {
        (true, true) => SiteLine::NotUsed.say(lang),
        (false, true) => SiteLine::UsedFirst.say(lang),
        (true, false) => SiteLine::UsedNext.say(lang),
        (false, false) => [
            said(first, SiteLine::UsedFirst),
            said(next, SiteLine::UsedNext),
        ]
        .join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Library;

    #[test]
    fn every_value_that_a_file_of_the_program_names_is_given_by_its_platform() {
        for name in Library.names() {
            let platform = PLATFORMS.iter().find(|p| name.starts_with(p.name()));
            let values = platform.expect("a platform").values();
            assert_eq!(Shelf::default().check(name, Some(values)), [], "{name}");
        }
    }
}
