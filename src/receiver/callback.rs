//! `/jzguai/ACCOUNT/TOKEN/KIND`: a callback is a hint to ask, and nothing else.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::refusal::refuse;
use super::{Reason, Reception, body};
use crate::platforms::jzguai::callback;
use crate::secret::Secret;

/// The longest callback, in bytes.
const LONGEST: usize = 256 << 10;

/// Takes a callback.
pub(super) async fn take(
    State(reception): State<Arc<Reception>>,
    Path((account, token, kind)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    // Secrets compare in constant time; what is wrong in the path is not told.
    let caller = reception.callers.get(&account);
    let caller = caller.filter(|c| c.token == Secret::new(token));
    let Some(caller) = caller.filter(|_| callback::KINDS.contains(&kind.as_str())) else {
        return refuse(&reception, Reason::Path, "no such path here");
    };
    let whole = match body::read(&reception, &headers, body, LONGEST).await {
        Ok(whole) => whole,
        Err(refused) => return refused,
    };
    let content_type = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    match callback::words(&whole.bytes, content_type.unwrap_or_default(), &caller.key) {
        Ok(words) => {
            reception.metrics.callback();
            reception.questions.hint(&account, words);
            "success".into_response()
        }
        Err(e) => refuse(&reception, Reason::Malformed, &e.to_string()),
    }
}
