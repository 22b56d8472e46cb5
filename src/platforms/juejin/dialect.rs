//! How calls travel: JSON both ways, refusals inside of answers that say 200 (captured by public tools, 2024-01 to 2026-09).

use std::sync::Arc;

use serde_json::Value;

use super::imagex::{self, ImageX};
use super::nearest;
use crate::plan::{
    Answer, Body, ClearCall, Dialect, Exchange, Moment, Reading, Refusal, Request, Slots, Source,
    Upload,
};
use crate::site::{ApiFile, Envelope, ErrorMeaning};

/// The headers of every call; a JSON body brings its content type itself.
const HEADERS: [(&str, &str); 2] = [
    ("origin", "https://juejin.cn"),
    ("referer", "https://juejin.cn/"),
];

/// Juejin's dialect. It knows no secret: the session is in the cookies, the token in a slot.
#[derive(Clone)]
pub(super) struct JuejinDialect {
    api: Arc<ApiFile>,
}

impl JuejinDialect {
    pub(super) fn new(api: Arc<ApiFile>) -> Self {
        Self { api }
    }

    /// Says what a code and its words mean, and whether they prove that nothing was done.
    fn refusal(&self, call: &ClearCall, http: u16, no: &No) -> Refusal {
        let mut means = self.api.meaning(http, &no.code, &no.says);
        // Whatever it answers, it did not name anybody: that is what it was asked for.
        if call.name == "user_get" && means == ErrorMeaning::Unclear {
            means = ErrorMeaning::SignIn;
        }
        Refusal {
            code: match &no.code {
                Value::String(s) => s.clone(),
                other => other.to_string(),
            },
            says: no.says.clone(),
            means,
            // Each of these is said before anything is written; the rest of the table proves nothing.
            not_done: matches!(
                means,
                ErrorMeaning::SignIn
                    | ErrorMeaning::Person
                    | ErrorMeaning::Invalid
                    | ErrorMeaning::NotFound
                    | ErrorMeaning::NoRoute
            ),
            retry_after: None,
        }
    }

    /// Whether a body is an answer of the API at all.
    fn is_answer(&self, body: &Value) -> bool {
        let envelope = self.api.envelope();
        match body.pointer(&envelope.code) {
            Some(code) => code.is_i64(),
            None => envelope.optional && body.get("data").is_some_and(Value::is_object),
        }
    }

    /// Reads the HTTP statuses that say no by themselves.
    fn by_status(&self, call: &ClearCall, answer: &Answer, body: Option<&Value>) -> Reading {
        let words = body.and_then(|b| no(b, &self.api.envelope()));
        let status = answer.status;
        let no = words.unwrap_or_else(|| No {
            code: Value::from(status),
            says: format!("HTTP {status}"),
        });
        let mut refusal = self.refusal(call, status, &no);
        if status == 429 {
            refusal.means = ErrorMeaning::Later;
            refusal.retry_after = answer
                .header("retry-after")
                .and_then(|s| s.trim().parse().ok());
        } else if refusal.means != ErrorMeaning::Person {
            refusal.means = ErrorMeaning::SignIn;
        }
        // A gate in front of the site may say this of a request that went through before.
        refusal.not_done = false;
        Reading::Refused(refusal)
    }
}

impl Dialect for JuejinDialect {
    fn seal(&self, call: &ClearCall, _: &Moment) -> Request {
        let query: Vec<String> = call
            .query
            .iter()
            .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
            .collect();
        let url = match query.is_empty() {
            true => call.url.clone(),
            false => format!("{}?{}", call.url, query.join("&")),
        };
        let mut headers: Vec<(String, String)> = HEADERS
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        headers.extend(call.headers.iter().cloned());
        Request {
            method: call.method.clone(),
            url,
            headers,
            body: match &call.body {
                Some(body) => Body::Json(body.clone()),
                None => Body::Empty,
            },
        }
    }

    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading {
        let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
        match answer.status {
            401 | 403 | 429 => return self.by_status(call, answer, body.as_ref()),
            300..=399 => return Reading::Unclear(format!("HTTP {}, a redirect", answer.status)),
            500.. => return Reading::Unclear(format!("HTTP {}", answer.status)),
            _ => {}
        }
        // HEAD has headers alone.
        let head = call.method == "HEAD" && answer.status < 300;
        let body = match body {
            Some(body) if self.is_answer(&body) => body,
            _ if head => Value::Null,
            _ => return Reading::Unclear(describe(answer)),
        };
        if let Some(no) = no(&body, &self.api.envelope()) {
            let refusal = self.refusal(call, answer.status, &no);
            return gone(call, &refusal).unwrap_or(Reading::Refused(refusal));
        }
        if answer.status >= 300 {
            return Reading::Unclear(format!("HTTP {} with success in it", answer.status));
        }
        if let Some(list) = no_list(call, &body) {
            return Reading::Unclear(format!("there is no list at {list}"));
        }
        match call.read(&body, &|name| answer.header(name).map(str::to_owned)) {
            Ok(slots) if call.name == "draft_text" && is_broken(&slots) => {
                Reading::Refused(Refusal {
                    code: BROKEN.to_owned(),
                    says: "the site could not fetch a picture of the text: 转存失败，建议直接上传图片文件".to_owned(),
                    means: ErrorMeaning::Invalid,
                    not_done: true,
                    retry_after: None,
                })
            }
            Ok(mut slots) => {
                if call.name == "draft_detail" {
                    slots.set(GONE, false);
                }
                Reading::Done(slots)
            }
            Err(missing) => self.missing(call, answer, &body, missing),
        }
    }

    fn explain(&self, call: &ClearCall, refusal: &Refusal) -> Option<ClearCall> {
        nearest::wider(call, refusal)
    }

    fn upload(&self, upload: Upload<'_>) -> Option<Box<dyn Exchange>> {
        let machine = ImageX::new(self.clone(), self.api.clone(), upload);
        Some(Box::new(machine))
    }

    fn uri_of(&self, url: &str) -> Option<String> {
        imagex::uri_of(url)
    }
}

impl JuejinDialect {
    /// Reads a success that lacks what was asked for.
    fn missing(&self, call: &ClearCall, answer: &Answer, body: &Value, missing: String) -> Reading {
        let code = Value::from(0);
        if call.name == "user_get" {
            let says = "nobody is signed in".to_owned();
            return Reading::Refused(self.refusal(call, answer.status, &No { code, says }));
        }
        let wanted = call.reads.iter().find_map(|read| match &read.source {
            Source::Pick { equals, .. } if !read.optional => Some(equals.to_string()),
            _ => None,
        });
        match wanted {
            // The list came and does not have it: no such tag, no such category.
            Some(wanted) => Reading::Refused(Refusal {
                code: "0".to_owned(),
                says: nearest::says(call, body, &wanted),
                means: ErrorMeaning::NotFound,
                not_done: false,
                retry_after: None,
            }),
            None => Reading::Unclear(format!("success without {missing}")),
        }
    }
}

/// The slot that says whether the draft is there no more.
const GONE: &str = "draft_gone";

/// A look at what is no longer there is an answer, not a failure: every read is null.
fn gone(call: &ClearCall, refusal: &Refusal) -> Option<Reading> {
    let is_gone = match call.name.as_str() {
        "draft_detail" => refusal.means == ErrorMeaning::NotFound,
        // Asked for a number that is no article's, it speaks of a wrong parameter.
        "article_detail" => matches!(
            refusal.means,
            ErrorMeaning::NotFound | ErrorMeaning::Invalid
        ),
        _ => false,
    };
    is_gone.then(|| {
        let mut slots = Slots::default();
        for read in &call.reads {
            slots.put(&read.slot, Value::Null, read.secret);
        }
        if call.name == "draft_detail" {
            slots.set(GONE, true);
        }
        Reading::Done(slots)
    })
}

/// A code other than 0 and its words.
struct No {
    code: Value,
    says: String,
}

/// Finds the refusal in an answer: outside, or nested in `data` under an outer 0.
fn no(body: &Value, envelope: &Envelope) -> Option<No> {
    [Some(body), body.get("data")]
        .into_iter()
        .flatten()
        .find_map(|part| {
            let code = part.pointer(&envelope.code)?;
            (code.as_i64() != Some(0)).then(|| No {
                code: code.clone(),
                says: part
                    .pointer(&envelope.says)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            })
        })
}

/// Finds the list that a read wants and the answer does not have. `null` is an empty list.
fn no_list<'c>(call: &'c ClearCall, body: &Value) -> Option<&'c str> {
    call.reads.iter().find_map(|read| match &read.source {
        Source::Pick { list, .. } => body
            .pointer(list)
            .is_none_or(|v| !v.is_array() && !v.is_null())
            .then_some(list.as_str()),
        _ => None,
    })
}

/// Says what came in place of an answer, without its text.
fn describe(answer: &Answer) -> String {
    let kind = answer.header("content-type").unwrap_or("no content type");
    let length = answer.body.len();
    format!(
        "HTTP {} with {kind}, {length} bytes, in place of the site's JSON",
        answer.status
    )
}

/// What the site writes into the name or the address of a picture that it could not fetch (facts: section 4).
const BROKEN: &str = "转存失败";

/// Tells whether a picture of the draft's text is marked as broken. The words alone prove nothing: an article may
/// speak of them.
fn is_broken(slots: &Slots) -> bool {
    let text = slots.text("draft_text").unwrap_or_default();
    text.split("![").skip(1).any(|image| {
        let end = image.find([')', '\n']).unwrap_or(image.len());
        image[..end].contains(BROKEN)
    })
}

/// Percent-encodes a part of a query.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
