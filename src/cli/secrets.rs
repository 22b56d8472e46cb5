//! An account's secrets, from where the configuration says they are.

use std::collections::BTreeMap;

use super::config::{Config, Configured, SecretSource};
use super::keyring;
use super::places::env;
use crate::plan::Secrets;
use crate::secret::Secret;
use crate::text::{ConfigMessage, Finding, Findings};

/// Gets an account's secrets.
///
/// # Errors
/// A finding for each that cannot be had.
pub fn of(configured: &Configured, config: &Config) -> Result<Secrets, Findings> {
    let mut found = BTreeMap::new();
    let mut findings = Findings::new();
    for (key, source) in &configured.secrets {
        match one(source, config) {
            Ok(value) => {
                found.insert(key.clone(), value);
            }
            Err(why) => findings.push(Finding::of(ConfigMessage::NoSecret {
                account: configured.account.name.clone(),
                key: key.clone(),
                why,
            })),
        }
    }
    if findings.is_empty() {
        Ok(Secrets(found))
    } else {
        Err(findings)
    }
}

/// The passphrase that seals sessions: the environment's, else the configuration's.
///
/// # Errors
/// A finding when the configuration names one that cannot be had: sessions are never kept in clear by mistake.
pub fn passphrase(config: &Config) -> Result<Option<Secret>, Findings> {
    if let Some(given) = env("FAGAO_PASSPHRASE") {
        return Ok(Some(Secret::new(given)));
    }
    let Some(source) = &config.passphrase else {
        return Ok(None);
    };
    let found = one(source, config).and_then(|text| match text.expose().is_empty() {
        true => Err("it is empty".to_owned()),
        false => Ok(Some(text)),
    });
    found.map_err(|why| vec![Finding::of(ConfigMessage::NoPassphrase(why))])
}

/// Gets the keys by which others sign what they send to an account.
///
/// # Errors
/// A finding for each that cannot be had.
pub fn receiving(configured: &Configured, config: &Config) -> Result<Vec<Secret>, Findings> {
    let mut found = Vec::new();
    let mut findings = Findings::new();
    for source in &configured.receiving {
        match one(source, config) {
            Ok(value) if !value.expose().is_empty() => found.push(value),
            other => findings.push(Finding::of(ConfigMessage::NoSecret {
                account: configured.account.name.clone(),
                key: "pool_key".to_owned(),
                why: other.err().unwrap_or_else(|| "it is empty".to_owned()),
            })),
        }
    }
    if findings.is_empty() {
        Ok(found)
    } else {
        Err(findings)
    }
}

/// Gets one secret.
///
/// # Errors
/// Why it cannot be had.
pub fn one(source: &SecretSource, config: &Config) -> Result<Secret, String> {
    match source {
        SecretSource::Bare(value) => Ok(value.clone()),
        SecretSource::Env(name) => {
            env(name).ok_or_else(|| format!("the environment has no {name}"))
        }
        SecretSource::Keyring(name) => keyring::get(name),
        SecretSource::File(file) => {
            let file = config.root.join(file);
            std::fs::read_to_string(&file)
                .map(|text| text.trim_end_matches(['\r', '\n']).to_owned())
                .map_err(|e| format!("{}: {e}", file.display()))
        }
    }
    .map(Secret::new)
}
