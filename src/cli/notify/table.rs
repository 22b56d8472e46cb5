//! `[notify.NAME]`: whom runs are told to, as the configuration has it.

use std::collections::BTreeMap;

use crate::article::{Placed, Section, Value};
use crate::cli::config::{Config, Origin, SecretSource, keep, secret};
use crate::cli::secrets;
use crate::notify::{
    Channel, Kind, MailServer, Occasion, Template, VARIABLES, Way, fault, is_mailbox,
};
use crate::plan::is_web_url;
use crate::text::{ConfigMessage, Finding, NotifyMessage};

/// Keys of every kind.
const COMMON: [&str; 4] = ["kind", "on", "title", "text"];

/// Keys of what is reached by HTTP.
const WEB: [&str; 2] = ["url", "secret"];

/// Keys of mail.
const MAIL: [&str; 5] = ["server", "user", "password", "from", "to"];

/// A receiver of notices, its secrets not looked up yet.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// What it is told.
    pub on: Vec<Occasion>,
    /// The user's own words.
    words: BTreeMap<Option<Occasion>, (Option<Template>, Option<Template>)>,
    /// Where its secrets are, by key.
    pub secrets: BTreeMap<String, SecretSource>,
    /// The plain texts of mail: server, user, from.
    texts: BTreeMap<String, String>,
    /// The receivers of mail.
    to: Vec<String>,
    /// Whether it is the sandbox's, which nothing leaves.
    local: bool,
}

/// Reads `[notify]`, or the sandbox's `[sandbox.notify]`.
pub fn read(table: &Section, origin: Origin, note: &mut impl FnMut(Finding)) -> Vec<Table> {
    let mut tables = Vec::new();
    for (name, value) in table.iter() {
        let key = format!("notify.{}", name.value);
        let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.value.is_empty() || !name.value.chars().all(good) {
            let m = ConfigMessage::BadName(name.value.clone());
            note(Finding::at(name.place.clone(), m));
            continue;
        }
        match &value.value {
            Value::Map(section) => tables.extend(one(name, section, origin, note)),
            _ => {
                let wanted = "a table".to_owned();
                let m = ConfigMessage::BadValue { key, wanted };
                note(Finding::at(name.place.clone(), m));
            }
        }
    }
    tables
}

fn one(
    name: &Placed<String>,
    section: &Section,
    origin: Origin,
    note: &mut impl FnMut(Finding),
) -> Option<Table> {
    let label = format!("[notify.{}]", name.value);
    let missing = |key: &str, what: &str| ConfigMessage::Missing {
        key: format!("{label} {key}"),
        what: what.to_owned(),
    };
    let kinds: Vec<String> = Kind::ALL.iter().map(|k| k.word().to_owned()).collect();
    let Some(chosen) = keep(section.text("kind"), note) else {
        note(Finding::at(
            name.place.clone(),
            missing("kind", &kinds.join(", ")),
        ));
        return None;
    };
    let Some(kind) = Kind::of(&chosen.value) else {
        let m = NotifyMessage::NoKind {
            name: chosen.value,
            known: kinds,
        };
        note(Finding::at(chosen.place, m));
        return None;
    };
    keys(&label, section, kind, origin, note);
    let local = origin == Origin::Sandbox;
    let mut table = Table {
        name: name.value.clone(),
        kind,
        on: occasions(section, note),
        words: words(&label, section, note),
        secrets: BTreeMap::new(),
        texts: BTreeMap::new(),
        to: Vec::new(),
        local,
    };
    for key in ["url", "secret", "password"] {
        if let Some((key, value)) = section.entry(key) {
            match secret(&format!("notify.{}", name.value), key, value) {
                Ok(source) => drop(table.secrets.insert(key.value.clone(), source)),
                Err(f) => note(f),
            }
        }
    }
    let address = |key: &str, wanted| NotifyMessage::Address {
        key: format!("{label} {key}"),
        wanted,
    };
    if kind == Kind::Mail {
        mail(&mut table, section, name, &address, &missing, note);
    } else if let (Some(SecretSource::Bare(url)), Some(value)) =
        (table.secrets.get("url"), section.get("url"))
    {
        if let Some(wanted) = web_fault(kind, url, local) {
            note(Finding::at(value.place.clone(), address("url", wanted)));
        }
    } else if !table.secrets.contains_key("url") {
        let what = "url = { env = \"NAME\" } or { file = \"PATH\" }";
        note(Finding::at(name.place.clone(), missing("url", what)));
    }
    Some(table)
}

/// Which keys are there: those of the kind, and in a stranger's project none that says where notices go.
fn keys(
    label: &str,
    section: &Section,
    kind: Kind,
    origin: Origin,
    note: &mut impl FnMut(Finding),
) {
    let events: Vec<&str> = Occasion::ALL.iter().map(|o| o.word()).collect();
    let all = [&COMMON[..], &WEB[..], &MAIL[..], &events[..]].concat();
    section.unknown(&all).into_iter().for_each(&mut *note);
    for key in section.keys() {
        let word = key.value.as_str();
        let foreign = match kind {
            Kind::Mail => WEB.contains(&word),
            // A WeCom robot's address is its only secret.
            _ => MAIL.contains(&word) || word == "secret" && !kind.signs(),
        };
        let named = format!("{label} {word}");
        if foreign {
            let kind = kind.word().to_owned();
            let m = NotifyMessage::NotForKind { key: named, kind };
            note(Finding::at(key.place.clone(), m));
        } else if origin == Origin::Project && (WEB.contains(&word) || MAIL.contains(&word)) {
            let m = ConfigMessage::NotInProject(named);
            note(Finding::at(key.place.clone(), m));
        }
    }
}

fn mail(
    table: &mut Table,
    section: &Section,
    name: &Placed<String>,
    address: &impl Fn(&str, crate::text::AddressWanted) -> NotifyMessage,
    missing: &impl Fn(&str, &str) -> ConfigMessage,
    note: &mut impl FnMut(Finding),
) {
    use crate::text::AddressWanted::Mailbox;
    for key in ["server", "user", "from"] {
        let Some(text) = keep(section.text(key), note) else {
            continue;
        };
        let wanted = match key {
            "server" => MailServer::fault(&text.value, table.local),
            "from" if !is_mailbox(&text.value) => Some(Mailbox),
            _ => None,
        };
        if let Some(wanted) = wanted {
            note(Finding::at(text.place, address(key, wanted)));
        }
        table.texts.insert(key.to_owned(), text.value);
    }
    for to in keep(section.texts("to"), note)
        .into_iter()
        .flat_map(|l| l.value)
    {
        if !is_mailbox(&to.value) {
            note(Finding::at(to.place, address("to", Mailbox)));
        }
        table.to.push(to.value);
    }
    let mut lacks = |key: &str, there: bool, what: &str| {
        if !there {
            note(Finding::at(name.place.clone(), missing(key, what)));
        }
    };
    lacks(
        "server",
        section.get("server").is_some(),
        "\"smtps://mail.example.com\"",
    );
    lacks(
        "from",
        section.get("from").is_some(),
        "the sender, such as \"me@example.com\"",
    );
    lacks(
        "to",
        section.get("to").is_some(),
        "who gets it, such as \"me@example.com\"",
    );
    let (user, password) = (section.get("user"), section.get("password"));
    lacks(
        "password",
        user.is_none() || password.is_some(),
        "{ env = \"NAME\" }",
    );
    lacks(
        "user",
        password.is_none() || user.is_some(),
        "who signs in to the mail server",
    );
}

fn occasions(section: &Section, note: &mut impl FnMut(Finding)) -> Vec<Occasion> {
    let Some(listed) = keep(section.texts("on"), note) else {
        return Occasion::ALL.into();
    };
    let mut on = Vec::new();
    for word in listed.value {
        match Occasion::of(&word.value) {
            Some(occasion) => on.push(occasion),
            None => {
                let known = Occasion::ALL.iter().map(|o| o.word().to_owned()).collect();
                let name = word.value;
                note(Finding::at(
                    word.place,
                    NotifyMessage::NoEvent { name, known },
                ));
            }
        }
    }
    on
}

/// The templates: `title` and `text` of all events, and of one in a table of its name.
fn words(
    label: &str,
    section: &Section,
    note: &mut impl FnMut(Finding),
) -> BTreeMap<Option<Occasion>, (Option<Template>, Option<Template>)> {
    let mut words = BTreeMap::new();
    words.insert(None, pair(label, section, note));
    for occasion in Occasion::ALL {
        let Some(own) = keep(section.map(occasion.word()), note) else {
            continue;
        };
        own.value
            .unknown(&["title", "text"])
            .into_iter()
            .for_each(&mut *note);
        let label = format!("{}.{}]", label.trim_end_matches(']'), occasion.word());
        words.insert(Some(occasion), pair(&label, &own.value, note));
    }
    words
}

fn pair(
    label: &str,
    section: &Section,
    note: &mut impl FnMut(Finding),
) -> (Option<Template>, Option<Template>) {
    let mut template = |key: &str| {
        let written = keep(section.text(key), note)?;
        match Template::read(&written.value) {
            Ok(template) => Some(template),
            Err(mistake) => {
                let m = NotifyMessage::Template {
                    key: format!("{label} {key}"),
                    line: mistake.line,
                    why: mistake.why,
                    known: VARIABLES.map(str::to_owned).into(),
                };
                note(Finding::at(written.place, m));
                None
            }
        }
    };
    (template("title"), template("text"))
}

fn web_fault(kind: Kind, url: &str, local: bool) -> Option<crate::text::AddressWanted> {
    match is_web_url(url) {
        true => fault(kind, url, local),
        false => Some(crate::text::AddressWanted::Web),
    }
}

impl Table {
    /// The receiver with its secrets.
    ///
    /// # Errors
    /// A secret that cannot be had, or that is no address.
    pub fn channel(&self, config: &Config) -> Result<Channel, NotifyMessage> {
        let get = |key: &str| {
            let source = self.secrets.get(key);
            let one = source.map(|s| secrets::one(s, config)).transpose();
            one.map_err(|why| NotifyMessage::NoSecret {
                name: self.name.clone(),
                key: key.to_owned(),
                why,
            })
        };
        let text = |key: &str| self.texts.get(key).cloned();
        let way = match self.kind {
            Kind::Mail => Way::Mail(MailServer {
                server: text("server").unwrap_or_default(),
                user: text("user"),
                password: get("password")?,
                from: text("from").unwrap_or_default(),
                to: self.to.clone(),
            }),
            kind => {
                let url = get("url")?.unwrap_or_else(|| crate::secret::Secret::new(String::new()));
                if let Some(wanted) = web_fault(kind, url.expose(), self.local) {
                    let key = format!("[notify.{}] url", self.name);
                    return Err(NotifyMessage::Address { key, wanted });
                }
                let secret = get("secret")?;
                Way::Web { url, secret }
            }
        };
        Ok(Channel {
            name: self.name.clone(),
            kind: self.kind,
            way,
            words: self.words.clone(),
        })
    }
}
