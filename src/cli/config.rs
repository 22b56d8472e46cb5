//! The configuration: the accounts and where it all is.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::args::OwnBrowser;
use super::images::Images;
use super::notify;
use crate::article::{Placed, Section, Value};
use crate::plan::{Account, Budget, Money, Platform};
use crate::receiver::Layout;
use crate::site::Shelf;
use crate::text::{ConfigMessage, Finding, Findings, nearest};

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

/// Where a secret is.
#[derive(Clone, Debug, PartialEq)]
pub enum SecretSource {
    /// In an environment variable.
    Env(String),
    /// In a file, relative to the configuration.
    File(PathBuf),
    /// In the system's keyring, under service `fagao` and this user.
    Keyring(String),
    /// In the configuration itself.
    Bare(String),
}

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
    /// The directory of the user's site files, relative to the configuration.
    pub selectors: Option<PathBuf>,
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

/// `[serve]`: how what reaches us is kept, and who may speak and read.
#[derive(Clone, Debug)]
pub struct Serve {
    /// The directory of posts, relative to the configuration.
    pub dir: PathBuf,
    /// The site generator's layout.
    pub layout: Layout,
    /// Host names of a reverse proxy.
    pub hosts: Vec<String>,
    /// The bearer token of the metrics and the list.
    pub token: Option<SecretSource>,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("inbox"),
            layout: Layout::default(),
            hosts: Vec::new(),
            token: None,
        }
    }
}

/// The seconds after which a submit is decided, unless `submit_deadline` says otherwise.
const SUBMIT_DEADLINE: u32 = 30;

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
        let mut url = None;
        let mut own_browser = OwnBrowser::default();
        if let Some(webdriver) = webdriver {
            let keys = ["url", "attach", "profile"];
            for f in webdriver.value.unknown(&keys) {
                note(f);
            }
            let mut texts = keys.map(|key| keep(webdriver.value.text(key), &mut note));
            for (key, text) in keys.iter().zip(&texts) {
                if let (Origin::Project, Some(text)) = (origin, text) {
                    let m = ConfigMessage::NotInProject(format!("[webdriver] {key}"));
                    note(Finding::at(text.place.clone(), m));
                }
            }
            let [u, attach, profile] = texts.each_mut().map(Option::take);
            if let (Some(attach), Some(_)) = (&attach, &profile) {
                let m = ConfigMessage::BadValue {
                    key: "[webdriver] attach".to_owned(),
                    wanted: "there beside `profile`: one of the two".to_owned(),
                };
                note(Finding::at(attach.place.clone(), m));
            }
            url = u;
            own_browser = OwnBrowser {
                attach: attach.map(|a| a.value),
                profile: profile.map(|p| p.value.into()),
            };
        }
        let selectors = keep(table.text("selectors"), &mut note);
        if let (Origin::Project, Some(dir)) = (origin, &selectors) {
            let m = ConfigMessage::NotInProject("selectors".to_owned());
            note(Finding::at(dir.place.clone(), m));
        }
        // Read by `--sandbox` alone.
        keep(table.map("sandbox"), &mut note);
        let mut passphrase = None;
        if let Some(sessions) = keep(table.map("sessions"), &mut note) {
            for f in sessions.value.unknown(&["passphrase"]) {
                note(f);
            }
            for (key, value) in sessions
                .value
                .iter()
                .filter(|(k, _)| k.value == "passphrase")
            {
                match secret_source(value) {
                    // Beside what it seals it would seal nothing; a stranger's would open it to the stranger.
                    Some(SecretSource::Bare(_)) | None => {
                        let m = ConfigMessage::BadValue {
                            key: "sessions.passphrase".to_owned(),
                            wanted:
                                "{ file = \"PATH\" }, { env = \"NAME\" } or { keyring = \"NAME\" }"
                                    .to_owned(),
                        };
                        note(Finding::at(key.place.clone(), m));
                    }
                    Some(_) if origin == Origin::Project => {
                        let m = ConfigMessage::NotInProject("[sessions] passphrase".to_owned());
                        note(Finding::at(key.place.clone(), m));
                    }
                    Some(source) => passphrase = Some(source),
                }
            }
        }
        let section = keep(table.map("serve"), &mut note);
        let serve = section.map(|s| serve(&s.value, origin, &mut note));
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
            match account(name, section, origin, platforms) {
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
            webdriver: url.map(|u| u.value),
            own_browser,
            selectors: selectors.map(|s| s.value.into()),
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

    /// Takes what a configuration says of the sandbox's accounts under `[sandbox]`: settings such as `min_interval`,
    /// `budget` and `site_files`; where images go, as `images`; and who is told of runs, as `notify`, on this machine alone.
    /// Nothing of its own accounts.
    ///
    /// # Errors
    /// All that is wrong, each at its place.
    pub fn sandbox(&mut self, name: &str, text: &str) -> Result<Option<PathBuf>, Findings> {
        let table = Section::from_toml(name, text)?;
        let mut findings = Findings::new();
        let mut note = |f: Finding| findings.push(f);
        let selectors = keep(table.text("selectors"), &mut note);
        let listed = keep(table.map("sandbox"), &mut note);
        let mut images = None;
        if let Some(sandbox) = &listed
            && let Some(section) = keep(sandbox.value.map("images"), &mut note)
        {
            images = Some(Images::read(&section, Origin::User, &mut note));
        }
        if let Some(sandbox) = &listed
            && let Some(section) = keep(sandbox.value.map("notify"), &mut note)
        {
            self.notices = notify::read(&section.value, Origin::Sandbox, &mut note);
        }
        let accounts = listed.iter().flat_map(|s| s.value.iter());
        let apart = ["images", "notify"];
        for (name, value) in accounts.filter(|(name, _)| !apart.contains(&name.value.as_str())) {
            let Some(configured) = self.accounts.get_mut(&name.value) else {
                let m = ConfigMessage::BadValue {
                    key: format!("sandbox.{}", name.value),
                    wanted: "one of the sandbox's accounts: juejin, jz, ys".to_owned(),
                };
                note(Finding::at(name.place.clone(), m));
                continue;
            };
            let Value::Map(section) = &value.value else {
                let m = ConfigMessage::BadValue {
                    key: format!("sandbox.{}", name.value),
                    wanted: "a table".to_owned(),
                };
                note(Finding::at(name.place.clone(), m));
                continue;
            };
            if let Some(files) = keep(section.map("site_files"), &mut note) {
                for (kind, file) in files.value.iter() {
                    if let Some(text) = file.value.text() {
                        let files = &mut configured.account.site_files;
                        files.insert(kind.value.clone(), text.into_owned());
                    }
                }
            }
            if let Some(budget) = budget(section, &mut note) {
                configured.account.budget = Some(budget);
            }
            let apart = ["site_files", "budget"];
            for (key, value) in section
                .iter()
                .filter(|(k, _)| !apart.contains(&k.value.as_str()))
            {
                let settings = &mut configured.account.settings;
                settings.insert(key.clone(), value.clone());
            }
        }
        self.images = images.unwrap_or_else(|| self.images.clone());
        match findings.is_empty() {
            true => Ok(selectors.map(|s| s.value.into())),
            false => Err(findings),
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

/// The keys that an account of any platform may have.
const COMMON: &[&str] = &["platform", "budget", "site_files", "submit_deadline"];

fn account(
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

fn budget(section: &Section, note: &mut impl FnMut(Finding)) -> Option<Budget> {
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

fn serve(table: &Section, origin: Origin, note: &mut impl FnMut(Finding)) -> Serve {
    for f in table.unknown(&["dir", "layout", "hosts", "token"]) {
        note(f);
    }
    let mut serve = Serve::default();
    if let Some(dir) = keep(table.text("dir"), note) {
        let path = PathBuf::from(&dir.value);
        // What a stranger pushes is written there.
        let below = path
            .components()
            .all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
        if origin == Origin::Project && !below {
            let m = ConfigMessage::NotInProject("[serve] dir".to_owned());
            note(Finding::at(dir.place, m));
        }
        serve.dir = path;
    }
    if let Some(word) = keep(table.text("layout"), note) {
        serve.layout = Layout::of(&word.value).unwrap_or_else(|| {
            let m = ConfigMessage::BadValue {
                key: "[serve] layout".to_owned(),
                wanted: format!("one of {}", Layout::WORDS.join(", ")),
            };
            note(Finding::at(word.place, m));
            Layout::default()
        });
    }
    if let Some(hosts) = keep(table.texts("hosts"), note) {
        serve.hosts = hosts.value.into_iter().map(|h| h.value).collect();
    }
    if let Some((key, value)) = table.entry("token") {
        match secret("serve", key, value) {
            Ok(source) => serve.token = Some(source),
            Err(f) => note(f),
        }
    }
    serve
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

pub(super) fn secret(
    table: &str,
    key: &Placed<String>,
    value: &Placed<Value>,
) -> Result<SecretSource, Finding> {
    let bad = || {
        let m = ConfigMessage::BadValue {
            key: format!("{table}.{}", key.value),
            wanted: "{ env = \"NAME\" }, { file = \"PATH\" } or { keyring = \"NAME\" }".to_owned(),
        };
        Finding::at(key.place.clone(), m)
    };
    secret_source(value).ok_or_else(bad)
}

/// Where a secret is; none when it is not written in one of the ways.
fn secret_source(value: &Placed<Value>) -> Option<SecretSource> {
    match &value.value {
        Value::Map(table) => {
            let text = |k: &str| table.text(k).ok().flatten().map(|v| v.value);
            match (text("env"), text("file"), text("keyring"), table.len()) {
                (Some(name), None, None, 1) => Some(SecretSource::Env(name)),
                (None, Some(file), None, 1) => Some(SecretSource::File(file.into())),
                (None, None, Some(name), 1) => Some(SecretSource::Keyring(name)),
                _ => None,
            }
        }
        other => other.text().map(|t| SecretSource::Bare(t.into_owned())),
    }
}
