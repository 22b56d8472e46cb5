//! Sending a notice: within a time, and once more where that may help.
//!
//! A notice is sent again after an answer that was lost, too: it may come twice, under one number, and that is better than
//! not at all. Never more than two tries, and never after an answer that a second try cannot change.

use std::sync::Arc;
use std::time::Duration;

use super::channel::{Channel, Kind, Way};
use super::mail::Unmailed;
use super::robot::{self, Said};
use super::webhook;
use super::words::Worded;
use crate::http::{SendError, Wire};
use crate::plan::Answer;
use crate::record::{Clock, Event, Said as InLanguage, Trouble};
use crate::secret::Redactor;
use crate::text::{Lang, NotifyMessage, say};

/// How long one try may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// The pause before the second try.
const PAUSE: Duration = Duration::from_secs(2);

/// How many tries there are.
const TRIES: u32 = 2;

/// How much of a receiver's words is told, in characters.
const SHOWN: usize = 200;

/// What sending needs from outside.
#[derive(Clone)]
pub struct Tools {
    /// The HTTP client: it follows no redirect and repeats nothing by itself.
    pub wire: Arc<dyn Wire>,
    /// The clock.
    pub clock: Clock,
    /// Authorities of mail servers beside the system's, in DER.
    pub roots: Vec<Vec<u8>>,
    /// The language.
    pub lang: Lang,
}

/// What became of a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// How often it was sent.
    pub tries: u32,
    /// Why it was not delivered; none where it was.
    pub trouble: Option<NotifyMessage>,
}

impl Delivery {
    /// It could not even be tried.
    pub fn untried(trouble: NotifyMessage) -> Self {
        Self {
            tries: 0,
            trouble: Some(trouble),
        }
    }

    /// As the record keeps it.
    pub fn event(&self, notice: &str, about: &str) -> Event {
        let trouble = self.trouble.as_ref().map(|message| {
            let whole = message.clone().into();
            let said = |lang: Lang| {
                let sentence = say(lang, &whole);
                InLanguage {
                    lang: lang.tag().to_owned(),
                    what: sentence.what,
                    hint: sentence.hint,
                }
            };
            Box::new(Trouble {
                code: message.code().to_owned(),
                said: Lang::ALL.map(said).into(),
                ..Trouble::default()
            })
        });
        Event::Noticed {
            notice: notice.to_owned(),
            about: about.to_owned(),
            tries: self.tries,
            trouble,
        }
    }
}

/// Why a try failed, and whether another may help.
struct Miss {
    message: NotifyMessage,
    again: bool,
}

/// Sends a notice to a receiver. What the receiver says is told without anything secret.
pub async fn deliver(
    channel: &Channel,
    worded: &Worded,
    tools: &Tools,
    redactor: &Redactor,
) -> Delivery {
    let mut tries = 1;
    loop {
        let missed = match attempt(channel, worded, tools, redactor).await {
            Ok(()) => None,
            Err(miss) if miss.again && tries < TRIES => {
                tracing::info!(
                    "the notice {} is sent once more: {:?}",
                    channel.name,
                    miss.message
                );
                tokio::time::sleep(PAUSE).await;
                tries += 1;
                continue;
            }
            Err(miss) => Some(miss.message),
        };
        return Delivery {
            tries,
            trouble: missed,
        };
    }
}

async fn attempt(
    channel: &Channel,
    worded: &Worded,
    tools: &Tools,
    redactor: &Redactor,
) -> Result<(), Miss> {
    let now = (tools.clock)();
    let (url, secret) = match &channel.way {
        Way::Web { url, secret } => (url, secret.as_ref()),
        Way::Mail(server) => {
            let sent = server.send(worded, DEADLINE, &tools.roots).await;
            return sent.map_err(|e| {
                let (why, again) = match e {
                    Unmailed::Again(why) => (why, true),
                    Unmailed::Never(why) => (why, false),
                };
                Miss {
                    message: NotifyMessage::Mail(excerpt(&why, redactor)),
                    again,
                }
            });
        }
    };
    let request = match channel.kind {
        Kind::Webhook | Kind::Mail => webhook::request(worded, url, secret, now / 1000),
        robot => robot::request(robot, worded, url, secret, now, tools.lang),
    };
    let answer = tools.wire.send(request, DEADLINE).await;
    let answer = answer.map_err(|e| Miss {
        message: match e {
            SendError::NotSent { host, why } => NotifyMessage::Unreachable { host, why },
            SendError::Lost { host, why } => NotifyMessage::NoAnswer { host, why },
        },
        again: true,
    })?;
    judge(channel.kind, &answer, redactor)
}

/// What an answer says of the notice.
fn judge(kind: Kind, answer: &Answer, redactor: &Redactor) -> Result<(), Miss> {
    let body = || excerpt(&String::from_utf8_lossy(&answer.body), redactor);
    let miss = |message, again| Err(Miss { message, again });
    let status = answer.status;
    match status {
        200..300 => {}
        300..400 => return miss(NotifyMessage::Redirected(status), false),
        _ => {
            let says = body();
            let again = status == 429 || status >= 500;
            return miss(NotifyMessage::Status { status, says }, again);
        }
    }
    if kind == Kind::Webhook {
        return Ok(());
    }
    match robot::read(kind, &answer.clear()) {
        Said::Taken => Ok(()),
        Said::Refused(code, says, busy) => {
            let says = excerpt(&says, redactor);
            miss(NotifyMessage::Refused { code, says }, busy)
        }
        Said::Stranger => miss(NotifyMessage::OtherAnswer(body()), false),
    }
}

/// The beginning of somebody else's words, on one line and without anything secret.
fn excerpt(text: &str, redactor: &Redactor) -> String {
    // Hidden first: a secret that is cut in two is no longer known.
    let text = redactor.clean(text);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
