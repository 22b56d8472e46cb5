//! Where secrets are: never in what is shown, and rarely in the configuration itself.

use std::path::PathBuf;

use super::Origin;
use crate::article::{Placed, Section, Value};
use crate::text::{ConfigMessage, Finding};

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

/// Where a secret of a table is.
///
/// # Errors
/// It is not written in one of the ways.
pub fn secret(
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
pub fn secret_source(value: &Placed<Value>) -> Option<SecretSource> {
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

/// `[sessions]`: where the passphrase is that seals sessions.
pub fn passphrase(
    section: &Section,
    origin: Origin,
    note: &mut impl FnMut(Finding),
) -> Option<SecretSource> {
    for f in section.unknown(&["passphrase"]) {
        note(f);
    }
    let mut passphrase = None;
    for (key, value) in section.iter().filter(|(k, _)| k.value == "passphrase") {
        match secret_source(value) {
            // Beside what it seals it would seal nothing; a stranger's would open it to the stranger.
            Some(SecretSource::Bare(_)) | None => {
                let m = ConfigMessage::BadValue {
                    key: "sessions.passphrase".to_owned(),
                    wanted: "{ file = \"PATH\" }, { env = \"NAME\" } or { keyring = \"NAME\" }"
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
    passphrase
}
