//! What a person, their phone or the site's operators do from outside the pages.

use serde::{Deserialize, Serialize};

use super::state::State;

/// One such deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// The app of a phone's account scans a QR code and confirms.
    Scan {
        /// The account's phone.
        phone: String,
        /// What the QR code says; the newest one unless given.
        code: Option<String>,
    },
    /// Every session of a phone's account ends.
    SignOut {
        /// The account's phone.
        phone: String,
    },
    /// A captcha stands before every page, or no longer does.
    Captcha(bool),
    /// The editor's pages are of another version; today's with an empty name.
    Variant(String),
    /// The QR codes and SMS codes that are out expire.
    Expire,
}

impl Deed {
    /// Does it.
    pub fn done_to(&self, state: &mut State) -> Result<(), &'static str> {
        match self {
            Deed::Scan { phone, code } => {
                if let Some(code) = code {
                    let token = code.rsplit_once('=').map_or(code.as_str(), |(_, t)| t);
                    let newest = state.qr_codes.iter().position(|c| c.token == token);
                    let at = newest.ok_or("there is no such QR code")?;
                    let scanned = state.qr_codes.remove(at);
                    state.qr_codes.push(scanned);
                }
                if !state.confirm_qr(phone) {
                    return Err("there is no QR code, or no such account");
                }
            }
            Deed::SignOut { phone } => state.kill_sessions(phone),
            Deed::Variant(name) => {
                let known = super::VARIANTS.iter().any(|v| v.name == name);
                if !known && !name.is_empty() {
                    return Err("there is no such version of the pages");
                }
                state.settings.variant.clone_from(name);
            }
            Deed::Captcha(asked) => state.settings.captcha = *asked,
            Deed::Expire => {
                for code in &mut state.qr_codes {
                    code.at = 0;
                }
                for code in &mut state.codes {
                    code.at = 0;
                }
            }
        }
        Ok(())
    }
}
