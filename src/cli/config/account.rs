//! `[accounts.NAME]`.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::secret::{SecretSource, secret, secret_source};
use super::{Origin, keep};
use crate::article::{Placed, Section};
use crate::plan::{Account, Budget, Money, Platform};
use crate::site::Shelf;
use crate::text::{ConfigMessage, Finding, Findings};

/// An account and where its secrets are.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The account.
    pub account: Account,
    /// Its secrets by key.
    pub secrets: BTreeMap<String, SecretSource>,
    /// The keys by which others sign what they send us.
    pub receiving: Vec<SecretSource>,
    /// Seconds after which a submit is decided.
    pub submit_deadline: u32,
}

/// The seconds after which a submit is decided, unless `submit_deadline` says otherwise.
const SUBMIT_DEADLINE: u32 = 30;

/// The keys that an account of any platform may have.
const COMMON: &[&str] = &["platform", "budget", "site_files", "submit_deadline"];

/// Reads an account.
///
/// # Errors
/// All that is wrong with it, each at its place.
pub fn read(
    name: &Placed<String>,
    section: &Section,
    origin: Origin,
    platforms: &[&'static dyn Platform],
) -> Result<Configured, Findings> {
    let mut findings = Findings::new();
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.value.is_empty() || !name.value.chars().all(good) {
        let m = ConfigMessage::BadName(name.value.clone());
        findings.push(Finding::at(name.place.clone(), m));
    }
    let mut note = |f: Finding| findings.push(f);
    let chosen = keep(section.text("platform"), &mut note);
    let Some(chosen) = chosen else {
        let m = ConfigMessage::Missing {
            key: format!("accounts.{}.platform", name.value),
            what: platforms
                .iter()
                .map(|p| p.name())
                .collect::<Vec<_>>()
                .join(", "),
        };
        note(Finding::at(name.place.clone(), m));
        return Err(findings);
    };
    let Some(platform) = platforms.iter().find(|p| p.name() == chosen.value) else {
        let m = ConfigMessage::NoPlatform {
            name: chosen.value,
            known: platforms.iter().map(|p| p.name().to_owned()).collect(),
        };
        note(Finding::at(chosen.place, m));
        return Err(findings);
    };
    let known: Vec<&str> = [
        platform.settings(),
        platform.keys(),
        platform.secrets(),
        platform.receiving(),
        COMMON,
    ]
    .concat();
    for f in section.unknown(&known) {
        note(f);
    }
    if origin == Origin::Project {
        foreign(&name.value, section)
            .into_iter()
            .for_each(&mut note);
    }
    let mut secrets = BTreeMap::new();
    let mut receiving = Vec::new();
    let mut settings = Section::default();
    for (key, value) in section.iter() {
        if platform.secrets().contains(&key.value.as_str()) {
            match secret(&format!("accounts.{}", name.value), key, value) {
                Ok(source) => {
                    secrets.insert(key.value.clone(), source);
                }
                Err(f) => note(f),
            }
        } else if platform.receiving().contains(&key.value.as_str()) {
            let values = value.value.list().unwrap_or(std::slice::from_ref(value));
            for value in values {
                match secret(&format!("accounts.{}", name.value), key, value) {
                    Ok(source) => receiving.push(source),
                    Err(f) => note(f),
                }
            }
        } else if !COMMON.contains(&key.value.as_str()) {
            settings.insert(key.clone(), value.clone());
        }
    }
    let budget = budget(section, &mut note);
    let mut site_files = BTreeMap::new();
    if let Some(files) = keep(section.map("site_files"), &mut note) {
        for (kind, file) in files.value.iter() {
            if let Some(text) = file.value.text() {
                site_files.insert(kind.value.clone(), text.into_owned());
            }
        }
    }
    let deadline = keep(section.int("submit_deadline"), &mut note);
    let submit_deadline = match deadline {
        None => SUBMIT_DEADLINE,
        Some(d) => u32::try_from(d.value)
            .ok()
            .filter(|s| (1..=600).contains(s))
            .unwrap_or_else(|| {
                let m = ConfigMessage::BadValue {
                    key: "submit_deadline".to_owned(),
                    wanted: "a number of seconds from 1 to 600".to_owned(),
                };
                note(Finding::at(d.place, m));
                SUBMIT_DEADLINE
            }),
    };
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(Configured {
        account: Account {
            name: name.value.clone(),
            platform: chosen.value,
            settings,
            budget,
            site_files,
            shelf: Shelf::default(),
        },
        secrets,
        receiving,
        submit_deadline,
    })
}

/// What an account may spend.
pub fn budget(section: &Section, note: &mut impl FnMut(Finding)) -> Option<Budget> {
    let table = keep(section.map("budget"), note)?;
    Some(Budget {
        per_order: money(&table.value, "per_order", note),
        per_run: money(&table.value, "per_run", note),
        per_day: money(&table.value, "per_day", note),
    })
}

fn money(table: &Section, key: &str, note: &mut impl FnMut(Finding)) -> Option<Money> {
    let written = keep(table.text(key), note)?;
    written.value.parse().ok().or_else(|| {
        let m = ConfigMessage::BadValue {
            key: key.to_owned(),
            wanted: "an amount such as \"50.00\"".to_owned(),
        };
        note(Finding::at(written.place, m));
        None
    })
}

/// What a stranger's project may not say of an account: where its keys are sent, and which file of this machine they are in.
fn foreign(name: &str, section: &Section) -> Findings {
    let outside =
        |file: &Path| file.is_absolute() || file.components().any(|c| c == Component::ParentDir);
    let mut findings = Findings::new();
    for (key, value) in section.iter() {
        let values = value.value.list().unwrap_or(std::slice::from_ref(value));
        let file = |v| matches!(secret_source(v), Some(SecretSource::File(f)) if outside(&f));
        if key.value == "base_url" || values.iter().any(file) {
            let m = ConfigMessage::NotInProject(format!("[accounts.{name}] {}", key.value));
            findings.push(Finding::at(key.place.clone(), m));
        }
    }
    findings
}
