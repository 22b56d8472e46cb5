//! How calls travel: signed by three headers, and the answers back.

use std::sync::Arc;

use serde_json::Value;

use super::settings::Keys;
use super::signature::sign;
use crate::plan::{Answer, Body, ClearCall, Dialect, Moment, Reading, Refusal, Request};
use crate::site::{ApiFile, ErrorMeaning};

/// Characters of an answer that is not JSON which are repeated: enough for a proxy's `<title>`.
const PREFIX_CHARS: usize = 80;

/// How one account's calls travel.
pub(super) struct Signed {
    /// What signs.
    pub(super) keys: Keys,
    /// The error table.
    pub(super) file: Arc<ApiFile>,
}

impl Dialect for Signed {
    fn seal(&self, call: &ClearCall, moment: &Moment) -> Request {
        let nonce = hex::encode(&moment.random[..16]);
        let signature = sign(&self.keys.api_key, &nonce, &self.keys.user_code);
        let mut headers = call.headers.clone();
        headers.push(("Signature".to_owned(), signature));
        headers.push(("Nonce".to_owned(), nonce));
        headers.push(("User-Code".to_owned(), self.keys.user_code.clone()));
        Request {
            method: call.method.clone(),
            url: call.url.clone(),
            headers,
            body: call.body.clone().map_or(Body::Empty, Body::Json),
        }
    }

    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading {
        let http = answer.status;
        let unclear = |why: &str| Reading::Unclear(format!("HTTP {http}: {why}"));
        let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
            return unclear(&format!("not JSON but {}", prefix(&answer.body)));
        };
        // A server's fault proves nothing, whatever it says.
        if http >= 500 {
            return unclear("the server failed");
        }
        let Some(code) = body.get("code").and_then(whole) else {
            return unclear("the answer has no code");
        };
        match code {
            1.. if (200..300).contains(&http) => match call.read(&body, &|_| None) {
                Ok(slots) => Reading::Done(slots),
                Err(what) => unclear(&format!("the answer lacks {what}")),
            },
            // The document says nothing of 0: it may have been taken.
            0.. => unclear(&format!("the answer has the code {code}")),
            _ => Reading::Refused(self.refusal(http, code, &body)),
        }
    }
}

impl Signed {
    fn refusal(&self, http: u16, code: i64, body: &Value) -> Refusal {
        let says = body.get("msg").and_then(Value::as_str).unwrap_or_default();
        let means = match self.file.meaning(http, &Value::from(code), says) {
            // The document: every code of -1 or less is a request that was not carried out.
            ErrorMeaning::Unclear => ErrorMeaning::Invalid,
            means => means,
        };
        Refusal {
            code: code.to_string(),
            says: says.to_owned(),
            means,
            not_done: true,
            retry_after: None,
        }
    }
}

/// Reads a code that comes as number or as text.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(n) => n.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn prefix(body: &[u8]) -> String {
    let start = &body[..body.len().min(4 * PREFIX_CHARS)];
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = String::from_utf8_lossy(start)
        .chars()
        .take(PREFIX_CHARS)
        .map(line)
        .collect();
    format!("{} bytes that begin with {text:?}", body.len())
}
