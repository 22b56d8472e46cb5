//! The sandbox's own calls, for another process of the same user: look, forget, go wrong.

use std::io;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::{Fault, Shared, juejin};

/// Serves `GET /` (is it there?), `GET /book`, `POST /reset`, `POST /faults` (a JSON list) and
/// `POST /juejin` (a deed).
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(|| async { "fagao sandbox" }))
        .route("/book", get(book))
        .route("/reset", post(reset))
        .route("/faults", post(faults))
        .route("/juejin", post(act))
        .with_state(shared)
}

async fn book(State(shared): State<Arc<Shared>>) -> Response {
    match shared.book.to_json() {
        Ok(json) => ([(CONTENT_TYPE, "application/json")], json).into_response(),
        Err(e) => failed(&e),
    }
}

async fn reset(State(shared): State<Arc<Shared>>) -> Response {
    answer(shared.book.reset().and_then(|()| shared.faults.set(vec![])))
}

async fn faults(State(shared): State<Arc<Shared>>, Json(faults): Json<Vec<Fault>>) -> Response {
    answer(shared.faults.set(faults))
}

async fn act(State(shared): State<Arc<Shared>>, Json(deed): Json<juejin::Deed>) -> Response {
    match shared.book.change(|s| deed.done_to(&mut s.juejin)) {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(why)) => (StatusCode::CONFLICT, why).into_response(),
        Err(e) => failed(&e),
    }
}

fn answer(done: io::Result<()>) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(e) => failed(&e),
    }
}

fn failed(e: &io::Error) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, e.to_string()).into_response()
}
