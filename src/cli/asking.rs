//! Questions to a platform outside of a run: the one client, an account's dialect, one call at a time.

use std::sync::Arc;
use std::time::Duration;

use super::config::{Config, Configured};
use super::online::Online;
use super::world::World;
use super::{Failure, places, plans, secrets};
use crate::http::{SendError, Wire};
use crate::plan::{Account, Call, Dialect, Moment, PlanError, Reading, Slots};
use crate::session::Session;
use crate::site::ErrorMeaning;
use crate::text::{ConfigMessage, Finding, RunMessage, UsageText};

/// How long an answer may take: a page of a catalogue is some hundred kilobytes.
const DEADLINE: Duration = Duration::from_secs(60);

/// Finds the account that is meant: the named one, else the only one of a platform.
///
/// # Errors
/// There is none, it is of another platform, or there are several.
pub fn account<'a>(
    config: &'a Config,
    named: Option<&str>,
    platform: &str,
) -> Result<&'a Configured, Failure> {
    let of_platform = |c: &&Configured| c.account.platform == platform;
    if let Some(name) = named {
        let found = config.accounts.get(name);
        let found = found.ok_or_else(|| vec![Finding::of(config.no_account(name))])?;
        return match of_platform(&found) {
            true => Ok(found),
            false => Err(Failure::Misused(UsageText::OtherPlatform {
                account: name.to_owned(),
                platform: found.account.platform.clone(),
                wanted: platform.to_owned(),
            })),
        };
    }
    let mut all = config.accounts.values().filter(of_platform);
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(vec![Finding::of(ConfigMessage::Missing {
            key: "accounts".to_owned(),
            what: format!("an account with platform = \"{platform}\""),
        })]
        .into()),
        (Some(_), Some(_)) => {
            let names: Vec<String> = config
                .accounts
                .values()
                .filter(of_platform)
                .map(|c| c.account.name.clone())
                .collect();
            Err(Failure::Misused(UsageText::WhichAccount(names)))
        }
    }
}

/// A line to a platform with an account's keys.
pub struct Asking<'a> {
    /// The account.
    pub account: &'a Account,
    line: Arc<dyn Wire>,
    dialect: Box<dyn Dialect>,
    world: &'a World,
}

/// Why there is no answer.
pub struct NoAnswer {
    /// What is told.
    pub message: RunMessage,
    /// Whether the platform said to come back later.
    pub later: bool,
}

impl From<NoAnswer> for Failure {
    fn from(no: NoAnswer) -> Failure {
        no.message.into()
    }
}

impl<'a> Asking<'a> {
    /// Opens a line.
    ///
    /// # Errors
    /// Findings that name each missing secret and setting.
    pub fn new(
        world: &'a World,
        online: &Online,
        configured: &'a Configured,
    ) -> Result<Self, Failure> {
        let secrets = secrets::of(configured, &world.config)?;
        let dialect = plans::platform(configured).dialect(&configured.account, &secrets)?;
        Ok(Self {
            account: &configured.account,
            line: online.line()(&Session::default()),
            dialect,
            world,
        })
    }

    /// Asks.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn ask(&self, call: &Call) -> Result<Slots, NoAnswer> {
        let stop = |message| NoAnswer {
            message,
            later: false,
        };
        let clear = call
            .fill(&Slots::default())
            .map_err(|e| stop(RunMessage::MissingValue(e.0)))?;
        let moment = Moment {
            unix: (self.world.clock)() / 1000,
            random: places::random(),
        };
        let request = self.dialect.seal(&clear, &moment);
        let answer = self
            .line
            .send(request, DEADLINE)
            .await
            .map_err(|e| match e {
                SendError::NotSent { .. } => stop(RunMessage::Unreachable(e.to_string())),
                SendError::Lost { .. } => stop(RunMessage::AnswerLost(e.to_string())),
            })?;
        match self.dialect.open(&clear, &answer) {
            Reading::Done(slots) => Ok(slots),
            Reading::Refused(r) => Err(NoAnswer {
                later: r.means == ErrorMeaning::Later,
                message: RunMessage::Refused {
                    call: call.name.clone(),
                    code: r.code,
                    says: r.says,
                },
            }),
            Reading::Unclear(what) => Err(stop(RunMessage::Unclear {
                call: call.name.clone(),
                what,
            })),
        }
    }

    /// Says that an answer is not as the document has it.
    pub fn odd(call: &Call, what: String) -> Failure {
        let call = call.name.clone();
        RunMessage::Unclear { call, what }.into()
    }
}

/// A call that could not be made: findings of the account, or a fault of the site file.
pub fn made(call: Result<Call, PlanError>) -> Result<Call, Failure> {
    call.map_err(|e| match e {
        PlanError::Findings(findings) => Failure::Findings(findings),
        PlanError::SiteFile(e) => Failure::Findings(e.findings()),
    })
}
