//! The configuration: the accounts and where it all is.

mod account;
mod driver;
mod sandbox;
mod secret;
mod serve;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::OwnBrowser;
use super::images::Images;
use super::notify;
use crate::article::{Placed, Section, Value};
use crate::plan::Platform;
use crate::site::Shelf;
use crate::text::{ConfigMessage, Finding, Findings, nearest};

pub use account::Configured;
pub use secret::SecretSource;
pub use serve::Serve;

use driver::Driver;

pub(super) use secret::secret;

/// The name of a project's configuration.
pub const FILE: &str = "fagao.toml";

/// Where a configuration came from, which decides what it may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Found upwards from an article: a project's own, perhaps a stranger's.
    Project,
    /// Of the user: named with `--config`, or in the user's configuration directory.
    User,
    /// The sandbox's.
    Sandbox,
}

/// A configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file, where there is one.
    pub file: Option<PathBuf>,
    /// The project's root: the file's directory, or the article's.
    pub root: PathBuf,
    /// The project's id, part of order ids.
    pub project: String,
    /// The accounts by name.
    pub accounts: BTreeMap<String, Configured>,
    /// The driver's URL.
    pub webdriver: Option<String>,
    /// The user's own browser, where runs work in it.
    pub own_browser: OwnBrowser,
    /// The directory of the user's site files: relative to the configuration as it is read, then as the process sees it.
    pub selectors: Option<Placed<PathBuf>>,
    /// The site files at hand.
    pub shelf: Shelf,
    /// Where the passphrase is that seals sessions, unless the environment gives it.
    pub passphrase: Option<SecretSource>,
    /// How what reaches us is kept.
    pub serve: Serve,
    /// Where local images go for platforms that take addresses alone.
    pub images: Images,
    /// Who is told of runs.
    pub notices: Vec<notify::Table>,
}

impl Config {
    /// Reads a configuration's text.
    ///
    /// # Errors
    /// All that is wrong, each at its place.
    pub fn read(
        file: &Path,
        text: &str,
        origin: Origin,
        platforms: &[&'static dyn Platform],
    ) -> Result<Config, Findings> {
        let name = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy();
        let table = Section::from_toml(&name, text)?;
        let mut findings = table.unknown(&[
            "project",
            "accounts",
            "webdriver",
            "selectors",
            "sandbox",
            "sessions",
            "serve",
            "images",
            "notify",
        ]);
        let mut note = |f: Finding| findings.push(f);
        let mut accounts = BTreeMap::new();
        let project = keep(table.text("project"), &mut note);
        let webdriver = keep(table.map("webdriver"), &mut note);
        let driver = webdriver.map(|w| Driver::read(&w.value, origin, &mut note));
        let driver = driver.unwrap_or_default();
        let selectors = keep(table.text("selectors"), &mut note);
        if let (Origin::Project, Some(dir)) = (origin, &selectors) {
            let m = ConfigMessage::NotInProject("selectors".to_owned());
            note(Finding::at(dir.place.clone(), m));
        }
        // Read by `--sandbox` alone.
        keep(table.map("sandbox"), &mut note);
        let sessions = keep(table.map("sessions"), &mut note);
        let passphrase = sessions.and_then(|s| secret::passphrase(&s.value, origin, &mut note));
        let section = keep(table.map("serve"), &mut note);
        let serve = section.map(|s| Serve::read(&s.value, origin, &mut note));
        let mut images = match origin {
            Origin::Sandbox => Images::Sandbox,
            _ => Images::Nowhere,
        };
        if let Some(section) = keep(table.map("images"), &mut note) {
            images = Images::read(&section, origin, &mut note);
        }
        let told = keep(table.map("notify"), &mut note);
        let notices = told.map(|s| notify::read(&s.value, origin, &mut note));
        let listed = keep(table.map("accounts"), &mut note);
        for (name, value) in listed.iter().flat_map(|s| s.value.iter()) {
            let Value::Map(section) = &value.value else {
                let m = ConfigMessage::BadValue {
                    key: format!("accounts.{}", name.value),
                    wanted: "a table".to_owned(),
                };
                note(Finding::at(name.place.clone(), m));
                continue;
            };
            match account::read(name, section, origin, platforms) {
                Ok(account) => {
                    accounts.insert(name.value.clone(), account);
                }
                Err(more) => more.into_iter().for_each(&mut note),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(Config {
            root: file.parent().unwrap_or(Path::new(".")).to_owned(),
            file: Some(file.to_owned()),
            project: project.map(|p| p.value).unwrap_or_default(),
            accounts,
            webdriver: driver.url,
            own_browser: driver.own,
            selectors: selectors.map(|s| s.map(PathBuf::from)),
            shelf: Shelf::default(),
            passphrase,
            serve: serve.unwrap_or_default(),
            images,
            notices: notices.unwrap_or_default(),
        })
    }

    /// The accounts of some names, in the order of the names; a name given twice counts once.
    ///
    /// # Errors
    /// A finding for each name that is not configured, or one when there is no name at all.
    pub fn select(&self, names: &[String]) -> Result<Vec<&Configured>, Findings> {
        let mut found: Vec<&Configured> = Vec::new();
        let mut findings = Findings::new();
        for name in names.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
            match self.accounts.get(name) {
                Some(c) if found.iter().any(|f| f.account.name == c.account.name) => {}
                Some(c) => found.push(c),
                None => findings.push(Finding::of(self.no_account(name))),
            }
        }
        if found.is_empty() && findings.is_empty() {
            let known = self.accounts.keys().cloned().collect();
            findings.push(Finding::of(ConfigMessage::NoAccounts { known }));
        }
        if findings.is_empty() {
            Ok(found)
        } else {
            Err(findings)
        }
    }

    /// Gives the accounts the site files at hand.
    pub fn stock(&mut self, shelf: &Shelf) {
        self.shelf = shelf.clone();
        for configured in self.accounts.values_mut() {
            configured.account.shelf = shelf.clone();
        }
    }

    /// Says that there is no such account.
    pub fn no_account(&self, name: &str) -> ConfigMessage {
        let known: Vec<String> = self.accounts.keys().cloned().collect();
        ConfigMessage::NoAccount {
            name: name.to_owned(),
            nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            known,
        }
    }
}

/// A value where there is one; what is wrong with it is noted.
pub(super) fn keep<T>(
    read: Result<Option<T>, Findings>,
    note: &mut impl FnMut(Finding),
) -> Option<T> {
    read.unwrap_or_else(|findings| {
        findings.into_iter().for_each(note);
        None
    })
}
