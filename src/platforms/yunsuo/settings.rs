//! An account's table in the configuration.

use std::sync::Arc;

use super::API;
use crate::plan::is_web_url;
use crate::plan::{Account, Secrets};
use crate::platforms::layers::text_of;
use crate::secret::Secret;
use crate::site::{ApiFile, SiteFileError, SiteFileKind};
use crate::text::{Finding, Findings, Place, YunsuoMessage};

/// The keys of the table that are no fields of a push. `push_to` is what `accounts` is to an article.
pub(super) const SETTINGS: &[&str] = &["user_code", "push_to", "base_url"];

/// The keys of the table that name secrets.
pub(super) const SECRETS: &[&str] = &["api_key"];

/// The keys of the table that name the keys of the pool's custom platform, which sign what reaches us.
pub(super) const POOL_KEYS: &[&str] = &["pool_key", "pool_keys"];

/// Loads the account's site file.
pub(super) fn api_file(account: &Account) -> Result<Arc<ApiFile>, SiteFileError> {
    let chosen = account.site_file(SiteFileKind::Api);
    account.shelf.api(chosen.unwrap_or(API))
}

/// Reads `base_url`, where the account has one of its own.
pub(super) fn base_url(account: &Account, findings: &mut Findings) -> Option<String> {
    let (url, place) = text(account, "base_url", findings)?;
    if is_web_url(&url) {
        return Some(url);
    }
    findings.push(Finding::at(place, YunsuoMessage::BaseUrl { url }));
    None
}

/// What signs.
pub(super) struct Keys {
    /// The header `User-Code`.
    pub(super) user_code: String,
    /// The key of the signature.
    pub(super) api_key: Secret,
}

/// Reads the keys.
pub(super) fn keys(account: &Account, secrets: &Secrets) -> Result<Keys, Findings> {
    let mut findings = Findings::new();
    let user_code = text(account, "user_code", &mut findings).map(|(text, _)| text);
    if user_code.is_none() && findings.is_empty() {
        findings.push(Finding::of(YunsuoMessage::NoSetting { name: "user_code" }));
    }
    let api_key = secrets.get(SECRETS[0]).filter(|s| !s.expose().is_empty());
    if api_key.is_none() {
        findings.push(Finding::of(YunsuoMessage::NoSecret { name: SECRETS[0] }));
    }
    match (user_code, api_key.cloned()) {
        (Some(user_code), Some(api_key)) => Ok(Keys { user_code, api_key }),
        _ => Err(findings
            .into_iter()
            .map(|f| f.for_account(&account.name))
            .collect()),
    }
}

/// Reads a text of the table; a blank one is none.
fn text(account: &Account, key: &str, findings: &mut Findings) -> Option<(String, Place)> {
    let found = text_of(&account.settings, key, findings).ok()??;
    Some((found.value, found.place))
}
