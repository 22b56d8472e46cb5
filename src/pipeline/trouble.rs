//! What stops a milestone, and what may be done about it.

use crate::browser::{Fault, PageError};
use crate::http::SendError;
use crate::ledger::LedgerError;
use crate::plan::{MissingSlot, Refusal};
use crate::session::SessionError;
use crate::site::{ErrorMeaning, Reaction};
use crate::text::RunMessage;

/// What may be done about a trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// Another route may do it.
    Route,
    /// The account must sign in.
    SignIn,
    /// A person must act.
    Person,
    /// The platform has it already: look, and settle it by what is found.
    There,
    /// Nothing here; the same command may be run again.
    Stop,
}

/// A trouble before the submit.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What is told.
    pub message: RunMessage,
    /// What may be done.
    pub kind: TroubleKind,
}

impl Trouble {
    /// A trouble that stops the order.
    pub fn stop(message: RunMessage) -> Self {
        Self {
            message,
            kind: TroubleKind::Stop,
        }
    }

    /// From a failed step of a page.
    pub fn page(e: &PageError, account: &str) -> Self {
        let url = e.url.clone().unwrap_or_else(|| "an unknown URL".to_owned());
        let (kind, message) = match &e.fault {
            Fault::Element { element, tried } => (
                TroubleKind::Route,
                RunMessage::ElementMissing {
                    element: element.name.clone(),
                    about: element.about.clone(),
                    site_file: e.site_file.clone(),
                    tried: tried
                        .iter()
                        .map(|t| format!("{}: {}", t.candidate, t.result))
                        .collect(),
                    waited: e.waited.as_secs(),
                    url,
                },
            ),
            Fault::Condition { wanted, found } => (
                TroubleKind::Route,
                RunMessage::PageStuck {
                    wanted: wanted.clone(),
                    found: found.clone(),
                    url,
                },
            ),
            Fault::ReadBack {
                element,
                difference,
            } => (
                TroubleKind::Route,
                RunMessage::NotReadBack {
                    element: element.name.clone(),
                    difference: difference.clone(),
                },
            ),
            Fault::Interrupt {
                reaction: Reaction::SignIn,
                ..
            } => (
                TroubleKind::SignIn,
                RunMessage::SignIn {
                    account: account.to_owned(),
                },
            ),
            Fault::Interrupt {
                reaction: Reaction::Person,
                name,
                about,
            } => (
                TroubleKind::Person,
                RunMessage::PersonNeeded {
                    account: account.to_owned(),
                    what: format!("{name}: {about}"),
                },
            ),
            Fault::Interrupt { name, about, .. } => (
                TroubleKind::Route,
                RunMessage::PageStuck {
                    wanted: "the next step".to_owned(),
                    found: format!("{name}: {about}"),
                    url,
                },
            ),
            Fault::Driver(why) => (TroubleKind::Route, RunMessage::Browser(why.clone())),
        };
        Self { message, kind }
    }

    /// From a session that cannot be read or kept. One that is somebody else's, or does not open, is for a person.
    pub fn session(e: &SessionError) -> Self {
        match e {
            SessionError::OtherAccount { .. }
            | SessionError::NoPassphrase { .. }
            | SessionError::DoesNotOpen { .. } => Self {
                message: RunMessage::Session(e.to_string()),
                kind: TroubleKind::Person,
            },
            other => Self::stop(RunMessage::State(other.to_string())),
        }
    }

    /// From a request without an answer.
    pub fn wire(e: &SendError) -> Self {
        Self::stop(match e {
            SendError::NotSent { .. } => RunMessage::Unreachable(e.to_string()),
            SendError::Lost { .. } => RunMessage::AnswerLost(e.to_string()),
        })
    }

    /// From a platform's no.
    pub fn refused(call: &str, r: &Refusal, account: &str) -> Self {
        let (kind, message) = match r.means {
            ErrorMeaning::SignIn => (
                TroubleKind::SignIn,
                RunMessage::SignIn {
                    account: account.to_owned(),
                },
            ),
            ErrorMeaning::Person => (
                TroubleKind::Person,
                RunMessage::PersonNeeded {
                    account: account.to_owned(),
                    what: r.says.clone(),
                },
            ),
            // Out of its hours is another thing than too fast: there the platform's own code says what to do.
            ErrorMeaning::Later if r.code.contains("429") || r.retry_after.is_some() => (
                TroubleKind::Stop,
                RunMessage::TooFast {
                    call: call.to_owned(),
                    says: r.says.clone(),
                    wait: r.retry_after,
                },
            ),
            ErrorMeaning::NoRoute => (
                TroubleKind::Stop,
                RunMessage::NoRoute {
                    call: call.to_owned(),
                    says: r.says.clone(),
                },
            ),
            meaning => (
                match meaning {
                    ErrorMeaning::AlreadyThere => TroubleKind::There,
                    _ => TroubleKind::Stop,
                },
                RunMessage::Refused {
                    call: call.to_owned(),
                    code: r.code.clone(),
                    says: r.says.clone(),
                },
            ),
        };
        Self { message, kind }
    }
}

impl From<LedgerError> for Trouble {
    fn from(e: LedgerError) -> Self {
        Self::stop(RunMessage::Ledger(e.to_string()))
    }
}

impl From<MissingSlot> for Trouble {
    /// A slot named `account.slot` is another account's.
    fn from(e: MissingSlot) -> Self {
        Self::stop(match e.0.split_once('.') {
            Some((account, _)) => RunMessage::WaitsFor {
                account: account.to_owned(),
            },
            None => RunMessage::MissingValue(e.0),
        })
    }
}
