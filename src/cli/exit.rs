//! Failures of a command, their messages and exit codes, in one place.

use std::process::ExitCode;

use super::{help, output};
use crate::record::Problem;
use crate::report;
use crate::text::{Finding, Findings, Lang, Line, Message, UsageText, say};

/// Why a command gave up.
#[derive(Debug)]
pub enum Failure {
    /// The user's files must change: exit 3, nothing was sent.
    Findings(Findings),
    /// Something stopped the command before anything was sent: exit 4.
    Stopped(Box<Message>),
    /// A person is needed, and nobody came: exit 6.
    Waiting(Box<Message>),
    /// The command line does not make sense, in clap's words: exit 2.
    Usage(String),
    /// The command line does not make sense: exit 2.
    Misused(UsageText),
    /// A fault of fagao or of the machine: exit 1.
    Internal(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Findings(_) => 3,
            Failure::Stopped(_) => 4,
            Failure::Waiting(_) => 6,
            Failure::Usage(_) | Failure::Misused(_) => 2,
            Failure::Internal(_) => 1,
        }
    }

    /// Whether a finding has this code.
    pub fn has(&self, code: &str) -> bool {
        matches!(self, Failure::Findings(f) if f.iter().any(|f| f.message.code() == code))
    }

    /// What is the matter, on one line.
    pub fn what(&self, lang: Lang) -> String {
        match self {
            Failure::Findings(findings) => {
                let said = findings.iter().map(|f| say(lang, &f.message).what);
                said.collect::<Vec<_>>().join("; ")
            }
            other => other.problem(lang).message,
        }
    }

    /// What is told of it as a whole.
    fn problem(&self, lang: Lang) -> Problem {
        match self {
            Failure::Findings(findings) => Problem {
                code: "findings".to_owned(),
                message: report::findings(lang, findings),
                hint: None,
            },
            Failure::Stopped(message) | Failure::Waiting(message) => {
                let sentence = say(lang, message);
                Problem {
                    code: message.code().to_owned(),
                    message: sentence.what,
                    hint: sentence.hint,
                }
            }
            Failure::Misused(text) => Problem {
                code: "usage".to_owned(),
                message: text.say(lang),
                hint: None,
            },
            Failure::Usage(what) => Problem {
                code: "usage".to_owned(),
                message: what.clone(),
                hint: None,
            },
            Failure::Internal(what) => Problem {
                code: "internal".to_owned(),
                message: what.clone(),
                hint: Some(Line::Internal.say(lang)),
            },
        }
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Failure::Findings(findings)
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Failure::Findings(vec![finding])
    }
}

impl<M: Into<Message>> From<M> for Failure {
    fn from(message: M) -> Self {
        Failure::Stopped(Box::new(message.into()))
    }
}

/// Prints a failure: for people on stderr, and as a JSON document on stdout where that is wanted.
pub fn tell(lang: Lang, failure: &Failure, json: bool, sandbox: bool) -> ExitCode {
    match failure {
        Failure::Findings(findings) if json => {
            output::json(&report::outcome(lang, None, sandbox, Vec::new(), findings));
        }
        Failure::Findings(findings) => output::err(&report::findings(lang, findings)),
        other => {
            let problem = other.problem(lang);
            let hint = problem.hint.as_ref().map(|h| format!("\n-> {h}"));
            output::err(&format!(
                "fagao: {} [{}]{}\n",
                problem.message,
                problem.code,
                hint.unwrap_or_default()
            ));
            if json {
                output::json(&report::stopped(sandbox, problem));
            }
        }
    }
    ExitCode::from(failure.code())
}

/// Prints what clap says of a command line; a JSON document as well where that was wanted and it is an error.
pub fn tell_usage(lang: Lang, error: &clap::Error, json: bool, sandbox: bool) -> ExitCode {
    let said = help::wrong(lang, error);
    match &said {
        Some(text) => output::err(&format!("fagao: {text}\n")),
        None => drop(error.print()),
    }
    if error.use_stderr() && json {
        let text = said.unwrap_or_else(|| error.render().to_string());
        let first: Vec<&str> = text
            .lines()
            .map(str::trim)
            .take_while(|l| !l.is_empty())
            .collect();
        let message = first.join(" ").trim_start_matches("error: ").to_owned();
        output::json(&report::stopped(
            sandbox,
            Failure::Usage(message).problem(lang),
        ));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
