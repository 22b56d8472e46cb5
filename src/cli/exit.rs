//! Failures of a command, their messages and exit codes, in one place.

use std::process::ExitCode;

use super::output;
use crate::report;
use crate::text::{Findings, Lang, Message, say};

/// Why a command gave up.
#[derive(Debug)]
pub enum Failure {
    /// The user's files must change: exit 3, nothing was sent.
    Findings(Findings),
    /// Something stopped the command before anything was sent: exit 4.
    Stopped(Box<Message>),
    /// The command line does not make sense: exit 2.
    Usage(String),
    /// A fault of fagao or of the machine: exit 1.
    Internal(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Findings(_) => 3,
            Failure::Stopped(_) => 4,
            Failure::Usage(_) => 2,
            Failure::Internal(_) => 1,
        }
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Failure::Findings(findings)
    }
}

impl<M: Into<Message>> From<M> for Failure {
    fn from(message: M) -> Self {
        Failure::Stopped(Box::new(message.into()))
    }
}

/// Prints a failure, as a JSON document where that is wanted.
pub fn tell(failure: &Failure, json: bool, sandbox: bool) -> ExitCode {
    match failure {
        Failure::Findings(findings) if json => {
            output::json(&report::outcome(None, sandbox, Vec::new(), findings));
        }
        Failure::Findings(findings) => output::err(&report::findings(findings)),
        Failure::Stopped(message) => {
            let sentence = say(Lang::En, message);
            let hint = sentence
                .hint
                .map(|h| format!("\n-> {h}"))
                .unwrap_or_default();
            output::err(&format!(
                "fagao: {} [{}]{hint}\n",
                sentence.what,
                message.code()
            ));
            if json {
                output::json(&report::outcome(None, sandbox, Vec::new(), &[]));
            }
        }
        Failure::Usage(what) => output::err(&format!("fagao: {what}\n")),
        Failure::Internal(what) => output::err(&format!(
            "fagao: {what}\n-> this is a fault of fagao or of the machine; `fagao doctor` looks at the machine\n"
        )),
    }
    ExitCode::from(failure.code())
}
