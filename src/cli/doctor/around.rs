//! What stands around the accounts: where images go, who is told of runs, how old what is known of a site's pages is.

use std::path::Path;

use super::{Check, open_to_others};
use crate::cli::config::{Config, SecretSource};
use crate::cli::images::Images;
use crate::cli::notify::Table;
use crate::cli::{places, plans};
use crate::notify::{Way, is_loopback};
use crate::text::{Advice, Found, Lang, Part, Verdict, say};

/// Days after which a site's pages have had time to change.
const OLD: i32 = 120;

/// Who is told of runs: whether all is at hand that is needed. Nothing is sent.
pub fn notices(config: &Config, sandbox: bool, lang: Lang) -> Vec<Check> {
    let each = |table: &Table| notice(table, config, sandbox, lang);
    config.notices.iter().flat_map(each).collect()
}

fn notice(table: &Table, config: &Config, sandbox: bool, lang: Lang) -> Vec<Check> {
    let part = Part::Notice {
        name: table.name.clone(),
        kind: table.kind.word().to_owned(),
    };
    let channel = match table.channel(config) {
        Ok(channel) => channel,
        Err(message) => {
            let sentence = say(lang, &message.into());
            let hint = sentence.hint.unwrap_or_default();
            return vec![Check::bad(&part, Verdict::Problem, sentence.what, hint)];
        }
    };
    let mut checks = Vec::new();
    let mut mind = |found: Found, advice: Advice| {
        let (found, advice) = (found.say(lang), advice.say(lang));
        checks.push(Check::bad(&part, Verdict::Warning, found, advice));
    };
    for (key, source) in &table.secrets {
        match source {
            SecretSource::Bare(_) if !sandbox => {
                mind(Found::Bare(key.clone()), Advice::MoveSecret(key.clone()));
            }
            SecretSource::File(file) => {
                let file = config.root.join(file);
                if let Some(mode) = open_to_others(&file) {
                    let file = file.display().to_string();
                    let mode = format!("{mode:o}");
                    let advice = Advice::Chmod(file.clone());
                    mind(Found::OpenToOthers { file, mode }, advice);
                }
            }
            _ => {}
        }
    }
    if let Way::Web { url, .. } = &channel.way
        && url.expose().to_ascii_lowercase().starts_with("http:")
        && !is_loopback(url.expose())
    {
        mind(Found::InClear, Advice::UseTls);
    }
    if checks.is_empty() {
        checks.push(Check::ok(
            &part,
            Found::NoticeReady(table.name.clone()).say(lang),
        ));
    }
    checks
}

/// Where local images go, for the platforms that take addresses alone.
pub fn images(config: &Config, lang: Lang) -> Vec<Check> {
    let needed = config
        .accounts
        .values()
        .any(|c| plans::platform(c).site().is_none());
    let part = &Part::Images;
    match &config.images {
        _ if !needed => Vec::new(),
        Images::Sandbox => vec![Check::ok(part, Found::ImagesSandbox.say(lang))],
        Images::At(base) => vec![Check::ok(part, base.clone())],
        Images::Nowhere => vec![Check::ok(part, Found::ImagesNowhere.say(lang))],
        Images::Command(words) => {
            let program = words.first().cloned().unwrap_or_default();
            vec![match runs(&program, &config.root) {
                true => Check::ok(part, words.join(" ")),
                false => {
                    let found = Found::NoProgram(program).say(lang);
                    Check::bad(
                        part,
                        Verdict::Problem,
                        found,
                        Advice::ImagesCommand.say(lang),
                    )
                }
            }]
        }
    }
}

/// Whether a program of that name can be found as the system will look for it.
fn runs(program: &str, root: &Path) -> bool {
    if program.contains(['/', '\\']) {
        return root.join(program).is_file();
    }
    let path = places::env("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .any(|dir| dir.join(program).is_file() || dir.join(format!("{program}.exe")).is_file())
}

/// How old what is known of the pages is that accounts work with: each file once.
pub fn pages(config: &Config, lang: Lang) -> Vec<Check> {
    let mut told = Vec::new();
    let mut checks = Vec::new();
    let today: jiff::civil::Date = places::today().parse().unwrap_or_default();
    for configured in config.accounts.values() {
        let account = &configured.account;
        let Ok(Some(file)) = plans::platform(configured).pages(account) else {
            continue;
        };
        let name = format!("{}/{}/{}", file.site, file.kind, file.date);
        if told.contains(&name) {
            continue;
        }
        let part = Part::SiteFile(name.clone());
        told.push(name);
        let day = file.date.get(..10).unwrap_or_default().parse();
        let Ok(measured): Result<jiff::civil::Date, _> = day else {
            continue;
        };
        let days = (today - measured).get_days();
        let found = Found::DaysOld(days.max(0)).say(lang);
        checks.push(match days > OLD {
            false => Check::ok(&part, found),
            true => Check::bad(&part, Verdict::Warning, found, Advice::CheckPages.say(lang)),
        });
    }
    checks
}
