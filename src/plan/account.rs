//! Accounts: a named set of credentials on one platform, from the configuration.

use std::collections::BTreeMap;

use super::Money;
use crate::article::Section;
use crate::secret::Secret;
use crate::site::{Shelf, SiteFileKind};

/// An account without its secrets: what a plan may know.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name, which `--to` takes.
    pub name: String,
    /// The platform's name.
    pub platform: String,
    /// The account's table in the configuration, in clear; values that name a secret are not in it.
    pub settings: Section,
    /// What may be spent.
    pub budget: Option<Budget>,
    /// The site files chosen for it by kind, where not the default: `api` → `juejin/api/2026-02-02`.
    pub site_files: BTreeMap<String, String>,
    /// The site files at hand.
    pub shelf: Shelf,
}

impl Account {
    /// The site file of a kind that is chosen for it, where one is.
    pub fn site_file(&self, kind: SiteFileKind) -> Option<&str> {
        self.site_files.get(kind.word()).map(String::as_str)
    }

    /// The same account with a site file chosen.
    #[must_use]
    pub fn with_site_file(&self, kind: SiteFileKind, name: &str) -> Self {
        let mut account = self.clone();
        let files = &mut account.site_files;
        files.insert(kind.word().to_owned(), name.to_owned());
        account
    }
}

/// What an account may spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// At most so much for one order.
    pub per_order: Option<Money>,
    /// At most so much for all orders of one run.
    pub per_run: Option<Money>,
    /// At most so much in one day.
    pub per_day: Option<Money>,
}

/// An account's secrets by their key in the configuration, such as `app_secret`.
#[derive(Clone, Default)]
pub struct Secrets(pub BTreeMap<String, Secret>);

impl Secrets {
    /// A secret by its key.
    pub fn get(&self, key: &str) -> Option<&Secret> {
        self.0.get(key)
    }
}
