//! `[webdriver]`: the driver, and the user's own browser.

use super::{Origin, keep};
use crate::article::Section;
use crate::cli::args::OwnBrowser;
use crate::text::{ConfigMessage, Finding};

/// What works in the browser.
#[derive(Clone, Debug, Default)]
pub struct Driver {
    /// The driver's URL.
    pub url: Option<String>,
    /// The user's own browser, where runs work in it.
    pub own: OwnBrowser,
}

impl Driver {
    /// Reads the table.
    pub fn read(section: &Section, origin: Origin, note: &mut impl FnMut(Finding)) -> Self {
        let keys = ["url", "attach", "profile"];
        for f in section.unknown(&keys) {
            note(f);
        }
        let mut texts = keys.map(|key| keep(section.text(key), note));
        for (key, text) in keys.iter().zip(&texts) {
            if let (Origin::Project, Some(text)) = (origin, text) {
                let m = ConfigMessage::NotInProject(format!("[webdriver] {key}"));
                note(Finding::at(text.place.clone(), m));
            }
        }
        let [url, attach, profile] = texts.each_mut().map(Option::take);
        if let (Some(attach), Some(_)) = (&attach, &profile) {
            let m = ConfigMessage::BadValue {
                key: "[webdriver] attach".to_owned(),
                wanted: "there beside `profile`: one of the two".to_owned(),
            };
            note(Finding::at(attach.place.clone(), m));
        }
        Self {
            url: url.map(|u| u.value),
            own: OwnBrowser {
                attach: attach.map(|a| a.value),
                profile: profile.map(|p| p.value.into()),
            },
        }
    }
}
