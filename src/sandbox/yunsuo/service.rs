//! The calls of Yunsuo's API. The HTTP status is always 200; the `code` tells.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State as Given};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use sha2::{Digest, Sha512};

use super::state::Push;
use super::{API_KEY, USER_CODE, lists, rules};
use crate::sandbox::Shared;

/// What is answered to a signature that is wrong; the document does not say.
const BAD_SIGNATURE: &str = "签名验证失败";

/// What is answered to a body that is no JSON object; the document does not say.
const BAD_BODY: &str = "参数格式错误";

/// Serves `api.yunsuofabu.com`.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/distribution/push", post(push))
        .route("/v1/distribution/categories", post(categories))
        .route("/v1/distribution/account_pools", post(account_pools))
        .layer(DefaultBodyLimit::max(32 << 20))
        .with_state(shared)
}

async fn push(Given(shared): Given<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let now = (shared.clock)();
    let Some(nonce) = signed(&headers) else {
        return refusal(BAD_SIGNATURE, now);
    };
    let data = match serde_json::from_slice::<Value>(&body) {
        Ok(data) if data.is_object() => data,
        _ => return refusal(BAD_BODY, now),
    };
    if let Err(message) = rules::check(&data) {
        return refusal(message, now);
    }
    let accepted = Push {
        received_at: now,
        nonce,
        data,
    };
    match shared.book.change(|s| s.yunsuo.pushes.push(accepted)) {
        Ok(()) => done(json!({}), now),
        Err(e) => (StatusCode::INTERNAL_SERVER_ERROR, e.to_string()).into_response(),
    }
}

async fn categories(Given(shared): Given<Arc<Shared>>, headers: HeaderMap) -> Response {
    list(&shared, &headers, lists::categories)
}

async fn account_pools(Given(shared): Given<Arc<Shared>>, headers: HeaderMap) -> Response {
    list(&shared, &headers, lists::account_pools)
}

fn list(shared: &Shared, headers: &HeaderMap, data: fn() -> Value) -> Response {
    let now = (shared.clock)();
    match signed(headers) {
        Some(_) => done(data(), now),
        None => refusal(BAD_SIGNATURE, now),
    }
}

/// The nonce of a request whose signature is right: see [`signature`].
fn signed(headers: &HeaderMap) -> Option<String> {
    let header = |name| headers.get(name)?.to_str().ok();
    let nonce = header("nonce").filter(|n| !n.is_empty())?;
    let wanted = signature(nonce);
    let right = header("user-code") == Some(USER_CODE)
        && header("signature").is_some_and(|s| s.eq_ignore_ascii_case(&wanted));
    right.then(|| nonce.to_owned())
}

/// The signature that a nonce wants: `hex(sha512(API_KEY + Nonce + USER_CODE))`.
pub(in crate::sandbox) fn signature(nonce: &str) -> String {
    hex::encode(Sha512::digest(format!("{API_KEY}{nonce}{USER_CODE}")))
}

fn done(data: Value, now: i64) -> Response {
    Json(json!({"code": 1, "msg": "ok", "time": now, "data": data})).into_response()
}

fn refusal(message: &str, now: i64) -> Response {
    Json(json!({"code": -1, "msg": message, "time": now, "data": {}})).into_response()
}
