//! How calls travel: sealed into three form fields, and the answers back.

use std::sync::Arc;

use serde_json::Value;

use super::envelope::{self, Opened};
use super::plan::PRICE;
use super::settings::Keys;
use super::{calls, php::PhpValue, tables, verdict};
use crate::plan::{
    Answer, Body, ClearCall, Dialect, Moment, Money, Reading, Refusal, Request, Slots,
};
use crate::site::{ApiFile, ErrorMeaning};

/// The field of an order that is a JSON text inside the array.
const PROP: &str = "prop";

/// How one account's calls travel.
pub(super) struct Sealed {
    /// What seals and opens.
    pub(super) keys: Keys,
    /// The error table.
    pub(super) file: Arc<ApiFile>,
}

impl Dialect for Sealed {
    fn clear(&self, answer: &Answer) -> Option<Value> {
        match envelope::open_answer(&answer.body, &self.keys.key) {
            Ok(Opened::Plain(body)) => Some(body),
            Ok(Opened::Sealed(value)) => value.to_json().ok(),
            // What does not open is somebody else's, such as a proxy's page.
            Err(_) => Some(answer.clear()),
        }
    }

    fn seal(&self, call: &ClearCall, moment: &Moment) -> Request {
        let clear = clear_text(call.body.as_ref());
        let mut iv = [0; 16];
        iv.copy_from_slice(&moment.random[..16]);
        let sealed = envelope::seal(&clear, &self.keys.key, iv);
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Request {
            method: call.method.clone(),
            url: call.url.clone(),
            headers: call.headers.clone(),
            body: Body::Multipart(vec![
                field("response", &sealed.response),
                field("sign", &sealed.sign),
                field("app_key", &self.keys.app_key),
            ]),
        }
    }

    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading {
        let unclear = |why: String| Reading::Unclear(format!("HTTP {}: {why}", answer.status));
        let opened = match envelope::open_answer(&answer.body, &self.keys.key) {
            Ok(opened) => opened,
            Err(e) => return unclear(e.to_string()),
        };
        // A server's fault proves nothing, whatever it says.
        if answer.status >= 500 {
            return unclear("the server failed".to_owned());
        }
        let (body, sealed) = match opened {
            Opened::Plain(body) => (body, false),
            Opened::Sealed(value) => match value.to_json() {
                Ok(body) => (body, true),
                Err(e) => return unclear(e.to_string()),
            },
        };
        let judged = Judged {
            call,
            body: &body,
            sealed,
            http: answer.status,
        };
        match body.get("errorCode") {
            Some(Value::Null) => self.success(&judged),
            Some(Value::String(code)) if code.trim().is_empty() => self.success(&judged),
            Some(Value::String(code)) => self.refusal(&judged, code.trim()),
            _ => unclear("the answer has no errorCode".to_owned()),
        }
    }
}

/// Serializes a call's fields in their order; an order's text becomes JSON inside them.
fn clear_text(body: Option<&Value>) -> Vec<u8> {
    let mut body = body.cloned().unwrap_or_else(|| Value::Array(Vec::new()));
    if let Some(prop) = body.get_mut(PROP).filter(|p| p.is_object()) {
        *prop = Value::from(php_json(prop));
    }
    PhpValue::from(body).serialize()
}

/// Writes JSON as PHP's `json_encode` does without flags: `/` as `\/`, what is not ASCII as `\uXXXX`.
fn php_json(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match c {
            '/' => text.push_str(r"\/"),
            c if c.is_ascii() => text.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    text.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    text
}

/// An answer in clear.
struct Judged<'a> {
    call: &'a ClearCall,
    body: &'a Value,
    /// Whether it was sealed with our key.
    sealed: bool,
    http: u16,
}

impl Judged<'_> {
    fn read(&self) -> Result<Slots, Reading> {
        let read = self.call.read(self.body, &|_| None);
        read.map_err(|what| Reading::Unclear(format!("the answer lacks {what}")))
    }

    /// What is said of a refusal.
    fn says(&self) -> &str {
        let says = self.body.get("message").and_then(Value::as_str);
        says.unwrap_or_default().trim()
    }
}

impl Sealed {
    fn success(&self, judged: &Judged<'_>) -> Reading {
        if !judged.sealed || !(200..300).contains(&judged.http) {
            let what = "a success that is not sealed, or not with HTTP 200";
            return Reading::Unclear(format!("HTTP {}: {what}", judged.http));
        }
        let slots = match judged.read() {
            Ok(slots) => slots,
            Err(unclear) => return unclear,
        };
        match judged.call.name.as_str() {
            calls::RESOURCE | calls::RESOURCE_AGAIN => medium(judged.call, slots),
            calls::STATUS_BEFORE => known_already(judged, &slots),
            calls::STATUS if verdict::status_code(&slots).is_none() => {
                Reading::Unclear("the answer has no status of the order".to_owned())
            }
            _ => Reading::Done(slots),
        }
    }

    fn refusal(&self, judged: &Judged<'_>, code: &str) -> Reading {
        let says = judged.says();
        let means = self.file.meaning(judged.http, &Value::from(code), says);
        // Only the vendor can seal with our key: a plain answer does not prove that an order is not there.
        let not_there = match judged.call.name.as_str() {
            calls::STATUS => means == ErrorMeaning::NotFound,
            // Nothing was handed in under this id as far as the ledger knows. What is not certainly there
            // does not stop the order: should it be there after all, the order is refused with ERROR00022.
            calls::STATUS_BEFORE => {
                means == ErrorMeaning::NotFound || tables::NO_ORDER_YET.contains(&code)
            }
            _ => false,
        };
        if judged.sealed && not_there {
            return Reading::Done(nothing(judged.call));
        }
        let known = tables::error_of(code);
        Reading::Refused(Refusal {
            code: code.to_owned(),
            says: match (says, known) {
                ("", Some(known)) => known.words.to_owned(),
                (says, _) => says.to_owned(),
            },
            means,
            not_done: known.is_some_and(|k| k.not_done),
            retry_after: None,
        })
    }
}

/// Every slot of a call, read as nothing.
fn nothing(call: &ClearCall) -> Slots {
    let mut slots = Slots::default();
    for read in &call.reads {
        slots.put(&read.slot, Value::Null, read.secret);
    }
    slots
}

/// Stops when an order of our id is there before we ordered.
fn known_already(judged: &Judged<'_>, slots: &Slots) -> Reading {
    let Some(status) = slots.text("order_known").filter(|s| !s.trim().is_empty()) else {
        return Reading::Done(nothing(judged.call));
    };
    let field = |name: &str| judged.call.body.as_ref()?.get(name).map(Value::to_string);
    let id = field("order_id").unwrap_or_default();
    let link = judged.body.get("data").and_then(Value::as_str);
    Reading::Refused(Refusal {
        says: format!(
            "the order {} is there already: {} {}",
            id.trim_matches('"'),
            judged.says(),
            link.unwrap_or_default()
        )
        .trim_end()
        .to_owned(),
        code: status,
        means: ErrorMeaning::AlreadyThere,
        not_done: false,
        retry_after: None,
    })
}

/// Judges the medium that was looked up, and adds what it costs at most.
fn medium(call: &ClearCall, mut slots: Slots) -> Reading {
    let wanted = |name: &str| call.body.as_ref()?.get(name)?.as_i64();
    let (model, resource) = (wanted("model_id"), wanted("resource_id"));
    let shown = format!(
        "{}/{}",
        model.unwrap_or_default(),
        resource.unwrap_or_default()
    );
    let refused = |code: String, says: String, means| {
        Reading::Refused(Refusal {
            code,
            says,
            means,
            not_done: true,
            retry_after: None,
        })
    };
    let there = [
        "medium_name",
        "medium_status",
        "price_original",
        "price_proxy",
    ]
    .iter()
    .any(|slot| slots.get(slot).is_some());
    let model_fits = verdict::whole(slots.get("medium_model")).is_none_or(|m| Some(m) == model);
    if !there || !model_fits {
        let says = format!("the catalogue has no medium {shown}");
        return refused("no-medium".into(), says, ErrorMeaning::NotFound);
    }
    let name = slots.text("medium_name").unwrap_or_default();
    if verdict::whole(slots.get("medium_status")) != Some(1) {
        let status = slots.text("medium_status").unwrap_or_default();
        let says = format!("the medium {shown} {name} takes no orders (status {status:?})");
        return refused("closed".into(), says, ErrorMeaning::Invalid);
    }
    match highest_price(&slots) {
        Ok(price) => {
            slots.set(PRICE, price.to_string());
            // Not the last known price of an earlier attempt any more.
            slots.put("seen", Value::Null, false);
            Reading::Done(slots)
        }
        Err(why) => Reading::Unclear(format!("the medium {shown} {name}: {why}")),
    }
}

/// The highest of the two prices. One that is no amount is not passed over: it may be the higher one.
fn highest_price(slots: &Slots) -> Result<Money, String> {
    let mut highest = None;
    for slot in ["price_original", "price_proxy"] {
        let Some(value) = slots.get(slot) else {
            continue;
        };
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let price: Money = text.parse().map_err(|e| format!("{slot}: {e}"))?;
        highest = highest.max(Some(price));
    }
    // Nobody places paid media for nothing: a price of zero is a price that is not known.
    highest
        .filter(|price| *price > Money::default())
        .ok_or_else(|| "the catalogue has no price for it".to_owned())
}
