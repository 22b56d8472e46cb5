//! Callbacks of the vendor, whose bodies are documented nowhere: sealed, JSON, or a form.
//!
//! Nothing in them is believed. All that is taken are the words that may be an order's id.

use std::collections::BTreeSet;

use serde_json::Value;

use super::envelope::{self, EnvelopeError, Opened};
use super::php::PhpValue;
use super::plan::ORDER_ID;
use super::settings;
use crate::plan::{Account, Plan, Receipt, Secrets, Slots};
use crate::secret::Secret;
use crate::text::Findings;

/// The kinds, as the last part of the path: 资源变更, 订单进度, 回执, 退稿, 改稿.
pub const KINDS: [&str; 5] = ["resource", "progress", "receipt", "reject", "rewrite"];

/// Words that are taken of one callback.
const MOST: usize = 500;

/// Bytes of a word: an order's id has 24 at most, the vendor's numbers are longer.
const LONGEST: usize = 64;

/// Fields of a form.
const FIELDS: usize = 200;

/// Why a callback is refused. No message repeats what was sent.
#[derive(Debug, thiserror::Error)]
pub enum CallbackError {
    /// Neither JSON nor a form.
    #[error("the body is neither JSON nor a form")]
    Shape,
    /// An envelope that our key does not open.
    #[error("the envelope cannot be opened")]
    Envelope(#[source] EnvelopeError),
}

/// What opens an account's envelopes.
///
/// # Errors
/// Findings that name each missing secret and setting.
pub fn key(account: &Account, secrets: &Secrets) -> Result<Secret, Findings> {
    settings::keys(account, secrets).map(|keys| keys.key)
}

/// The words of a callback that may be an order's id. None at all is a hint as well.
///
/// # Errors
/// It is nothing that the vendor may have sent.
pub fn words(
    body: &[u8],
    content_type: &str,
    key: &Secret,
) -> Result<BTreeSet<String>, CallbackError> {
    let mut words = BTreeSet::new();
    let body = body.trim_ascii();
    if body.is_empty() {
        return Ok(words);
    }
    if matches!(body[0], b'{' | b'[') {
        // serde_json stops at 128 levels.
        let json: Value = serde_json::from_slice(body).map_err(|_| CallbackError::Shape)?;
        if json.get("response").is_some_and(Value::is_string) {
            match envelope::open_answer(body, key).map_err(CallbackError::Envelope)? {
                Opened::Sealed(value) => from_php(&value, &mut words),
                Opened::Plain(value) => from_json(&value, &mut words),
            }
        } else {
            from_json(&json, &mut words);
        }
        return Ok(words);
    }
    let text = std::str::from_utf8(body).map_err(|_| CallbackError::Shape)?;
    let fields = match boundary(content_type) {
        Some(boundary) => multipart(text, boundary),
        None => urlencoded(text),
    };
    let fields = fields.ok_or(CallbackError::Shape)?;
    if let Some((_, response)) = fields.iter().find(|(name, _)| name == "response") {
        let clear = envelope::open(response, key).map_err(CallbackError::Envelope)?;
        let value = super::php::unserialize(&clear);
        let value = value.map_err(|e| CallbackError::Envelope(e.into()))?;
        from_php(&value, &mut words);
    }
    for (_, value) in &fields {
        // A form's field may hold the whole as JSON.
        match serde_json::from_str::<Value>(value) {
            Ok(json) if !json.is_number() => from_json(&json, &mut words),
            _ => put(value, &mut words),
        }
    }
    Ok(words)
}

/// The words by which a callback may name an order: our id of it, and the vendor's.
pub fn order_ids(plan: &Plan, slots: &Slots, receipt: Option<&Receipt>) -> Vec<String> {
    let given = plan.given.get(ORDER_ID).and_then(Value::as_str);
    let slot = |name: &str| slots.text(name);
    given
        .map(str::to_owned)
        .into_iter()
        .chain(slot(ORDER_ID))
        .chain(slot("resource_order_num"))
        .chain(slot("resource_order_id"))
        .chain(receipt.and_then(|r| r.external_id.clone()))
        .filter(|id| !id.is_empty())
        .collect()
}

fn put(text: &str, words: &mut BTreeSet<String>) {
    let text = text.trim();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if words.len() < MOST && (1..=LONGEST).contains(&text.len()) && text.bytes().all(plain) {
        words.insert(text.to_owned());
    }
}

fn from_json(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => put(text, words),
        Value::Number(number) => put(&number.to_string(), words),
        Value::Array(items) => items.iter().for_each(|v| from_json(v, words)),
        Value::Object(map) => map.values().for_each(|v| from_json(v, words)),
        Value::Null | Value::Bool(_) => {}
    }
}

fn from_php(value: &PhpValue, words: &mut BTreeSet<String>) {
    match value {
        PhpValue::Str(bytes) => put(&String::from_utf8_lossy(bytes), words),
        PhpValue::Int(number) => put(&number.to_string(), words),
        PhpValue::Array(entries) => entries.iter().for_each(|(_, v)| from_php(v, words)),
        PhpValue::Null | PhpValue::Bool(_) | PhpValue::Float(_) => {}
    }
}

/// The fields of `a=1&b=2`.
fn urlencoded(text: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    for pair in text.split('&').filter(|p| !p.is_empty()).take(FIELDS) {
        let (name, value) = pair.split_once('=')?;
        fields.push((decoded(name)?, decoded(value)?));
    }
    Some(fields)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                *hex::decode(pair).ok()?.first()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.trim().strip_prefix("multipart/form-data")?;
    let (_, boundary) = rest.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// The text fields of `multipart/form-data`, which is what PHP's curl makes of an array.
fn multipart(text: &str, boundary: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    let mark = format!("--{boundary}");
    for part in text.split(mark.as_str()).skip(1).take(FIELDS) {
        if part.starts_with("--") {
            return Some(fields);
        }
        let (head, value) = part.split_once("\r\n\r\n")?;
        let (_, name) = head.split_once("name=\"")?;
        let (name, _) = name.split_once('"')?;
        let value = value.strip_suffix("\r\n")?;
        fields.push((name.to_owned(), value.to_owned()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &[u8], content_type: &str) -> Vec<String> {
        let key = Secret::new("k".to_owned());
        words(body, content_type, &key)
            .unwrap()
            .into_iter()
            .collect()
    }

    #[test]
    fn an_order_is_named_in_any_shape_that_the_vendor_may_use() {
        let key = Secret::new("k".to_owned());
        let sealed = envelope::seal(br#"a:1:{s:8:"order_id";s:4:"FG42";}"#, &key, [7; 16]);
        let json = serde_json::json!({"response": sealed.response, "sign": sealed.sign});
        let part = |name: &str, value: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let posted = part("response", &sealed.response) + "--x--\r\n";
        let plain = part("order_id", "FG42") + "--x--\r\n";
        for (body, content_type) in [
            (json.to_string(), "application/json"),
            (r#"{"data": [{"order_id": "FG42"}]}"#.to_owned(), ""),
            ("order_id=FG42".to_owned(), ""),
            ("data=%7B%22id%22%3A%22FG42%22%7D".to_owned(), ""),
            (plain, "multipart/form-data; boundary=x"),
            (posted, "multipart/form-data; boundary=\"x\""),
        ] {
            let found = read(body.as_bytes(), content_type);
            assert!(found.contains(&"FG42".to_owned()), "{body}: {found:?}");
        }
    }

    #[test]
    fn nothing_is_a_hint_and_noise_is_refused() {
        assert!(read(b" ", "").is_empty());
        let key = Secret::new("k".to_owned());
        for bad in [
            &b"\xff\xfe"[..],
            b"{",
            b"no form",
            b"response=AAAA",
            br#"{"response": "AAAA"}"#,
        ] {
            assert!(words(bad, "", &key).is_err(), "{bad:?}");
        }
        let deep = "[".repeat(100_000);
        assert!(words(deep.as_bytes(), "", &key).is_err());
    }

    #[test]
    fn a_callback_cannot_fill_the_memory() {
        let many: Vec<String> = (0..100_000).map(|n| format!("N{n}")).collect();
        let body = serde_json::to_string(&many).unwrap();
        assert_eq!(read(body.as_bytes(), "").len(), MOST);
        assert!(read(format!("[\"{}\"]", "x".repeat(1000)).as_bytes(), "").is_empty());
    }
}
