//! The generic webhook: the notice as JSON, signed.
//!
//! Headers: `Fagao-Event` and `Fagao-Delivery` (what it tells, and its number), `Fagao-Timestamp` (seconds since 1970), and
//! with a secret `Fagao-Signature: v1=` and the HMAC-SHA-256 in hex of the timestamp, a full stop and the body's bytes.

use super::words::Worded;
use crate::plan::{Body, Request};
use crate::secret::Secret;

/// The request.
pub(super) fn request(worded: &Worded, url: &Secret, secret: Option<&Secret>, now: i64) -> Request {
    let notice = &worded.0;
    let body = serde_json::to_vec(notice).unwrap_or_default();
    let header = |name: &str, value: String| (name.to_owned(), value);
    let mut headers = vec![
        header("content-type", "application/json; charset=utf-8".to_owned()),
        header("fagao-event", notice.event.word().to_owned()),
        header("fagao-delivery", notice.id.clone()),
        header("fagao-timestamp", now.to_string()),
    ];
    if let Some(secret) = secret {
        let signed = [now.to_string().as_bytes(), b".", &body].concat();
        let mac = super::robot::hmac_sha256(secret.expose().as_bytes(), &signed);
        headers.push(header(
            "fagao-signature",
            format!("v1={}", hex::encode(mac)),
        ));
    }
    Request {
        method: "POST".to_owned(),
        url: url.expose().clone(),
        headers,
        body: Body::Bytes(body),
    }
}
