//! What a configuration says of the sandbox's accounts.

use std::path::PathBuf;

use super::account::budget;
use super::{Config, Origin, keep};
use crate::article::{Section, Value};
use crate::cli::images::Images;
use crate::cli::notify;
use crate::text::{ConfigMessage, Finding, Findings};

impl Config {
    /// Takes what a configuration says of the sandbox's accounts under `[sandbox]`: settings such as `min_interval`,
    /// `budget` and `site_files`; where images go, as `images`; and who is told of runs, as `notify`, on this machine alone.
    /// Nothing of its own accounts.
    ///
    /// # Errors
    /// All that is wrong, each at its place.
    pub fn sandbox(&mut self, name: &str, text: &str) -> Result<(), Findings> {
        let table = Section::from_toml(name, text)?;
        let mut findings = Findings::new();
        let mut note = |f: Finding| findings.push(f);
        let selectors = keep(table.text("selectors"), &mut note);
        self.selectors = selectors.map(|s| s.map(PathBuf::from));
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
            true => Ok(()),
            false => Err(findings),
        }
    }
}
