//! An account's table in the configuration.

use std::sync::Arc;

use super::API;
use crate::plan::is_web_url;
use crate::plan::{Account, Secrets};
use crate::platforms::layers::text_of;
use crate::secret::Secret;
use crate::site::{ApiFile, SiteFileError, SiteFileKind};
use crate::text::{Finding, Findings, JzguaiMessage, Place};

/// The keys of the table that are no fields of an order.
pub(super) const SETTINGS: &[&str] = &["base_url", "app_key", "key"];

/// The keys of the table that name secrets.
pub(super) const SECRETS: &[&str] = &["app_secret"];

/// Loads the account's site file.
pub(super) fn api_file(account: &Account) -> Result<Arc<ApiFile>, SiteFileError> {
    let chosen = account.site_file(SiteFileKind::Api);
    account.shelf.api(chosen.unwrap_or(API))
}

/// Reads `base_url`, where the account has one of its own.
pub(super) fn base_url(account: &Account, findings: &mut Findings) -> Option<String> {
    let url = text(account, "base_url", findings)?;
    if is_web_url(&url.0) {
        return Some(url.0);
    }
    findings.push(Finding::at(url.1, JzguaiMessage::BaseUrl { url: url.0 }));
    None
}

/// What seals and opens: the name that is sent in clear, and the key of the cipher.
pub(super) struct Keys {
    /// The field `app_key`.
    pub(super) app_key: String,
    /// The key of the cipher.
    pub(super) key: Secret,
}

/// Reads the keys. The document seals with `app_secret`; the vendor's V5.5 sample with `app_key`.
pub(super) fn keys(account: &Account, secrets: &Secrets) -> Result<Keys, Findings> {
    let mut findings = Findings::new();
    let app_key = text(account, "app_key", &mut findings).map(|(text, _)| text);
    if app_key.is_none() && findings.is_empty() {
        findings.push(Finding::of(JzguaiMessage::NoSetting { name: "app_key" }));
    }
    let which = text(account, "key", &mut findings);
    let key = match which {
        None => secret(secrets, &mut findings),
        Some((word, _)) if word == "app_secret" => secret(secrets, &mut findings),
        Some((word, _)) if word == "app_key" => app_key.clone().map(Secret::new),
        Some((found, place)) => {
            findings.push(Finding::at(place, JzguaiMessage::KeyChoice { found }));
            None
        }
    };
    match (app_key, key) {
        (Some(app_key), Some(key)) if findings.is_empty() => Ok(Keys { app_key, key }),
        _ => Err(findings
            .into_iter()
            .map(|f| f.for_account(&account.name))
            .collect()),
    }
}

fn secret(secrets: &Secrets, findings: &mut Findings) -> Option<Secret> {
    let found = secrets.get(SECRETS[0]).filter(|s| !s.expose().is_empty());
    if found.is_none() {
        findings.push(Finding::of(JzguaiMessage::NoSecret { name: SECRETS[0] }));
    }
    found.cloned()
}

/// Reads a text of the table; a blank one is none.
fn text(account: &Account, key: &str, findings: &mut Findings) -> Option<(String, Place)> {
    let found = text_of(&account.settings, key, findings).ok()??;
    Some((found.value, found.place))
}
