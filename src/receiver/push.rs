//! `/yunsuo/ACCOUNT`: a push is verified, stored, and only then answered.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::refusal::refuse;
use super::{Reason, Reception, body};
use crate::ledger::{Delivery, Taken};
use crate::platforms::yunsuo::push::Envelope;

/// The longest push, in bytes: long articles have some 200 KB of HTML.
const LONGEST: usize = 2 << 20;

/// Takes a push.
pub(super) async fn take(
    State(reception): State<Arc<Reception>>,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(pushes) = reception.pushes.get(&account) else {
        return refuse(&reception, Reason::Path, "no such account here");
    };
    let whole = match body::read(&reception, &headers, body, LONGEST).await {
        Ok(whole) => whole,
        Err(refused) => return refused,
    };
    let malformed = |why: &str| refuse(&reception, Reason::Malformed, why);
    let envelope = match Envelope::read(&whole.bytes) {
        Ok(envelope) => envelope,
        Err(e) => return malformed(&e.to_string()),
    };
    if !envelope.is_signed_by(&pushes.keys) {
        return refuse(&reception, Reason::Signature, "签名错误");
    }
    let nonce = envelope.nonce().to_owned();
    let push = match envelope.open() {
        Ok(push) => push,
        Err(e) => return malformed(&e.to_string()),
    };
    let Ok(content) = serde_json::to_string(&push) else {
        return malformed("it cannot be stored");
    };
    let delivery = Delivery {
        account: &account,
        nonce: &nonce,
        hash: &push.hash(),
        kind: &push.kind,
        title: &push.title,
        content: &content,
        now: (reception.clock)() / 1000,
    };
    match reception.inbox.take(delivery).await {
        Ok(Taken::Replayed) => {
            let why = "this nonce came with other content before";
            return refuse(&reception, Reason::Replayed, why);
        }
        Ok(taken) => {
            reception.metrics.received(taken == Taken::New);
            if taken == Taken::New {
                reception.arrived.notify_one();
            }
        }
        // They push again, up to three times.
        Err(e) => {
            tracing::error!("a push of {account} was not stored: {e}");
            return refuse(&reception, Reason::Storage, "it cannot be stored now");
        }
    }
    Json(json!({"code": 0, "message": "接收成功"})).into_response()
}
