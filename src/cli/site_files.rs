//! `--site-file`: which file of what is known of a site is used.

use super::Failure;
use super::config::Config;
use crate::site::Shelf;
use crate::text::UsageText;

/// Chooses a site file for the named accounts of its site: `2026-02-02`, or with its site and kind,
/// `juejin/api/2026-02-02`.
///
/// # Errors
/// No such file for any of them: which ones there are.
pub fn choose(config: &mut Config, name: &str, accounts: &[String]) -> Result<(), Failure> {
    let shelf = config.accounts.values().next();
    let shelf = shelf.map_or_else(Shelf::default, |c| c.account.shelf.clone());
    let known = shelf.names();
    let found: Vec<&String> = known
        .iter()
        .filter(|k| *k == name || k.rsplit('/').next() == Some(name))
        .collect();
    let mut chosen = 0;
    for account in accounts {
        let Some(configured) = config.accounts.get_mut(account.trim()) else {
            continue;
        };
        let account = &mut configured.account;
        for file in &found {
            let mut parts = file.split('/');
            if let (Some(site), Some(kind)) = (parts.next(), parts.next())
                && site == account.platform
            {
                account.site_files.insert(kind.to_owned(), (*file).clone());
                chosen += 1;
            }
        }
    }
    match chosen {
        0 => Err(Failure::Misused(UsageText::NoSiteFile {
            name: name.to_owned(),
            known,
        })),
        _ => Ok(()),
    }
}
