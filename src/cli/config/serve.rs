//! `[serve]`.

use std::path::{Component, PathBuf};

use super::secret::{SecretSource, secret};
use super::{Origin, keep};
use crate::article::Section;
use crate::receiver::Layout;
use crate::text::{ConfigMessage, Finding};

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

impl Serve {
    /// Reads the table.
    pub fn read(table: &Section, origin: Origin, note: &mut impl FnMut(Finding)) -> Serve {
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
}
