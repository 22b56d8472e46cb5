//! One thing that is to go wrong, as data.

use serde::{Deserialize, Serialize};

/// How a call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// Answers HTTP 500; nothing is committed.
    ErrorBefore,
    /// Closes the connection without an answer; nothing is committed.
    LoseBefore,
    /// Commits, then closes the connection without an answer.
    ///
    /// A browser sends a POST again by itself when the connection had served it before (seen in
    /// Chromium 156): `times = 2` makes the page see the loss, [`FaultKind::Hang`] is never sent again.
    LoseAnswer,
    /// Commits, then holds the answer until the client leaves.
    Hang,
    /// Holds the request until the client leaves; nothing is committed.
    HangBefore,
    /// Holds the request until the client leaves; it is committed once the site has answered something else since: later
    /// than whatever the client asks first when it looks what became of it.
    Late,
    /// Commits, then closes the connection in the middle of the body.
    Cut,
    /// Commits, then answers malformed JSON.
    Garbage,
    /// Commits, then answers an HTML page with HTTP 502.
    Html,
    /// Commits, then answers JSON whose values have other types.
    WrongType,
    /// Commits, then answers what it would have answered, as `text/html`.
    ContentType,
    /// Is delivered twice; the second answer is given.
    Duplicate,
    /// Answers as to a visitor who is not signed in, or to a key that is not known; nothing is committed.
    LoggedOut,
    /// Asks for a captcha; nothing is committed.
    Captcha,
    /// Answers HTTP 429; nothing is committed.
    RateLimited,
}

/// Something to go wrong: a call, or an element of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Entry", into = "Entry")]
pub enum Fault {
    /// A call that goes wrong.
    Call {
        /// `juejin`, `jzguai` or `yunsuo`.
        site: String,
        /// The path, such as `/api/v1/publish`; a `*` at its end stands for any rest.
        call: String,
        /// How.
        kind: FaultKind,
        /// How many times; 0 is every time.
        times: u32,
        /// How many calls go well before.
        after: u32,
    },
    /// An element that the page renders so that no known selector matches it.
    Element {
        /// The element's name in the site file.
        element: String,
    },
}

impl Fault {
    /// A call that goes wrong once, the first time.
    pub fn once(site: &str, call: &str, kind: FaultKind) -> Self {
        Fault::Call {
            site: site.to_owned(),
            call: call.to_owned(),
            kind,
            times: 1,
            after: 0,
        }
    }

    /// An element that no known selector matches.
    pub fn broken(element: &str) -> Self {
        Fault::Element {
            element: element.to_owned(),
        }
    }

    /// Says how the `seen`-th call (from 0) of a path goes wrong, when this fault speaks of that path:
    /// `None` not its path, `Some(None)` its path but not its turn.
    pub(super) fn strikes(&self, at: (&str, &str), seen: u32) -> Option<Option<FaultKind>> {
        let Fault::Call {
            site,
            call,
            kind,
            times,
            after,
        } = self
        else {
            return None;
        };
        let same_path = match call.strip_suffix('*') {
            Some(start) => at.1.starts_with(start),
            None => at.1 == call,
        };
        if site != at.0 || !same_path {
            return None;
        }
        let its_turn = seen >= *after && (*times == 0 || seen - after < *times);
        Some(its_turn.then_some(*kind))
    }
}

/// The shape of a `[[fault]]` in the file, before it is known to make sense.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    element: Option<String>,
    #[serde(rename = "do")]
    what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<u32>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "`do` must be `break` or a kind such as `lose-answer`"
)]
enum What {
    Break(Break),
    Kind(FaultKind),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Break {
    Break,
}

impl TryFrom<Entry> for Fault {
    type Error = &'static str;

    fn try_from(e: Entry) -> Result<Self, Self::Error> {
        match (e.site, e.call, e.element, e.what) {
            (Some(site), Some(call), None, What::Kind(kind)) => Ok(Fault::Call {
                site,
                call,
                kind,
                times: e.times.unwrap_or(1),
                after: e.after.unwrap_or(0),
            }),
            (_, None, Some(element), What::Break(_)) if (e.times, e.after) == (None, None) => {
                Ok(Fault::Element { element })
            }
            _ => Err(
                "a fault has `site`, `call` and `do`, or `element` and `do = \"break\"` and no count",
            ),
        }
    }
}

impl From<Fault> for Entry {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Call {
                site,
                call,
                kind,
                times,
                after,
            } => Entry {
                site: Some(site),
                call: Some(call),
                element: None,
                what: What::Kind(kind),
                times: Some(times),
                after: Some(after),
            },
            Fault::Element { element } => Entry {
                site: None,
                call: None,
                element: Some(element),
                what: What::Break(Break::Break),
                times: None,
                after: None,
            },
        }
    }
}
