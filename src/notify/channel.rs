//! Where notices go, as it was configured.

use std::collections::BTreeMap;

use super::mail::MailServer;
use super::notice::Occasion;
use super::template::Template;
use crate::secret::{Redactor, Secret};

/// A kind of receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON to an address of the user's.
    Webhook,
    /// A robot of a Feishu group.
    Feishu,
    /// A robot of a DingTalk group.
    Dingtalk,
    /// A robot of a WeCom group.
    Wecom,
    /// A mailbox.
    Mail,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [
        Kind::Webhook,
        Kind::Feishu,
        Kind::Dingtalk,
        Kind::Wecom,
        Kind::Mail,
    ];

    /// The word, as in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Webhook => "webhook",
            Kind::Feishu => "feishu",
            Kind::Dingtalk => "dingtalk",
            Kind::Wecom => "wecom",
            Kind::Mail => "mail",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// Whether what it gets can be signed.
    pub fn signs(self) -> bool {
        matches!(self, Kind::Webhook | Kind::Feishu | Kind::Dingtalk)
    }
}

/// How a notice gets there.
#[derive(Clone, Debug)]
pub enum Way {
    /// By HTTP.
    Web {
        /// The address, a secret.
        url: Secret,
        /// What it is signed with.
        secret: Option<Secret>,
    },
    /// By SMTP.
    Mail(MailServer),
}

/// A receiver, with all that is needed to reach it.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// How a notice gets there.
    pub way: Way,
    /// The words of the user's own: by event, and by none for all events.
    pub words: BTreeMap<Option<Occasion>, (Option<Template>, Option<Template>)>,
}

impl Channel {
    /// The templates of an event's title and text.
    pub(super) fn templates(&self, event: Occasion) -> (Option<&Template>, Option<&Template>) {
        let of = |key| self.words.get(&key);
        let own = of(Some(event));
        let all = of(None);
        let title = |w: &'_ (Option<Template>, Option<Template>)| w.0.is_some();
        let text = |w: &'_ (Option<Template>, Option<Template>)| w.1.is_some();
        (
            own.filter(|w| title(w)).or(all).and_then(|w| w.0.as_ref()),
            own.filter(|w| text(w)).or(all).and_then(|w| w.1.as_ref()),
        )
    }

    /// Hides what opens it.
    pub fn hide_in(&self, redactor: &mut Redactor) {
        for secret in self.secrets() {
            redactor.hide(&secret);
        }
    }

    /// What opens it: the address, the long words within it, the key that it signs with, a password.
    pub fn secrets(&self) -> Vec<Secret> {
        match &self.way {
            Way::Web { url, secret } => {
                let tokens = super::address::tokens(url.expose()).into_iter();
                let mut all = vec![url.clone()];
                all.extend(tokens.map(Secret::new));
                all.extend(secret.clone());
                all
            }
            Way::Mail(server) => server.password.clone().into_iter().collect(),
        }
    }
}
