//! How a request is refused.

use axum::Json;
use axum::http::header::{CONNECTION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Reason, Reception};

/// Refuses a request: counts it and says why.
pub(super) fn refuse(reception: &Reception, reason: Reason, why: &str) -> Response {
    reception.refuse(reason);
    tracing::info!("refused: {why}");
    let status = match reason {
        Reason::Host => StatusCode::MISDIRECTED_REQUEST,
        Reason::Path => StatusCode::NOT_FOUND,
        Reason::Large => StatusCode::PAYLOAD_TOO_LARGE,
        Reason::Slow => StatusCode::REQUEST_TIMEOUT,
        Reason::Busy | Reason::Storage => StatusCode::SERVICE_UNAVAILABLE,
        Reason::Malformed => StatusCode::BAD_REQUEST,
        Reason::Signature | Reason::Token => StatusCode::UNAUTHORIZED,
        Reason::Replayed => StatusCode::CONFLICT,
    };
    let mut response = (status, Json(json!({"code": -1, "message": why}))).into_response();
    let headers = response.headers_mut();
    // What is left of its body is not read.
    if matches!(reason, Reason::Large | Reason::Slow | Reason::Busy) {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    response
}
