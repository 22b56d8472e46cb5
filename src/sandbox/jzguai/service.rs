//! Opens a request, does what it asks, seals the answer.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, Request, State as Given};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;

use super::calls::{CALLS, Done};
use super::envelope::{open, seal, sign};
use super::failure::{self, BAD_PARAMETERS, BAD_SIGN, Failure, NO_SUCH_CALL, UNKNOWN_APP_KEY};
use super::form::Fields;
use super::php::Php;
use super::{APP_KEY, APP_SECRET};
use crate::sandbox::Shared;

/// Serves `open-rw-cs.jzguai.com` and `open-rw.jzguai.com`.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/v1/{call}", post(answer))
        .fallback(nowhere)
        .layer(DefaultBodyLimit::max(32 << 20))
        .with_state(shared)
}

/// Answers outside of the API, where nobody can say who asks.
async fn nowhere(Given(shared): Given<Arc<Shared>>) -> Response {
    plain(NO_SUCH_CALL, (shared.clock)())
}

async fn answer(
    Given(shared): Given<Arc<Shared>>,
    Path(call): Path<String>,
    request: Request,
) -> Response {
    let fields = Fields::read(request).await;
    let now = (shared.clock)();
    // Who is not known has no secret, so the answer cannot be sealed.
    if fields.app_key != APP_KEY {
        return plain(UNKNOWN_APP_KEY, now);
    }
    // The document seals with the secret, the V5.5 sample with the key: the answer is sealed as the request was.
    let opened = [APP_SECRET, APP_KEY]
        .into_iter()
        .find_map(|secret| Some((open(&fields.response, secret)?, secret)));
    let done = match &opened {
        _ if sign(&fields.response) != fields.sign => Ok(Err(BAD_SIGN)),
        None => Ok(Err(BAD_PARAMETERS)),
        Some((sent, _)) => perform(&shared, &call, sent, now),
    };
    let secret = opened.map_or(APP_SECRET, |(_, secret)| secret);
    match done {
        Ok(done) => sealed(&clear(done, now), secret),
        Err(e) => (StatusCode::INTERNAL_SERVER_ERROR, e.to_string()).into_response(),
    }
}

/// Does a call; what it changes is on disk before this returns.
fn perform(
    shared: &Shared,
    call: &str,
    sent: &Php,
    now: i64,
) -> std::io::Result<Result<Done, Failure>> {
    shared.book.change(|state| {
        let state = &mut state.jzguai;
        if let Some(refused) = state.refuse.get(call).and_then(|code| failure::of(code)) {
            return Err(refused);
        }
        let (_, perform) = CALLS
            .iter()
            .find(|(name, _)| *name == call)
            .ok_or(NO_SUCH_CALL)?;
        perform(state, sent, now)
    })
}

/// The answer in clear.
fn clear(done: Result<Done, Failure>, now: i64) -> Php {
    let (data, code, message, status) = match done {
        Ok(d) => (d.data, "", d.message, d.status),
        Err(f) => (Php::list([]), f.code, f.message.to_owned(), None),
    };
    let mut pairs = vec![
        ("data", data),
        ("errorCode", Php::from(code)),
        ("message", Php::from(message)),
    ];
    pairs.extend(status.map(|s| ("status", Php::Int(s))));
    pairs.push(("t", Php::Int(now)));
    Php::map(pairs)
}

fn sealed(answer: &Php, secret: &str) -> Response {
    let mut iv = [0; 16];
    if getrandom::fill(&mut iv).is_err() {
        return (StatusCode::INTERNAL_SERVER_ERROR, "no random numbers").into_response();
    }
    let response = seal(answer, secret, iv);
    let sign = sign(&response);
    Json(json!({"response": response, "sign": sign, "app_key": APP_KEY})).into_response()
}

fn plain(failure: Failure, now: i64) -> Response {
    Json(json!({"data": "", "errorCode": failure.code, "message": failure.message, "t": now}))
        .into_response()
}

#[cfg(test)]
mod tests;
