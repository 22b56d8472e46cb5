//! The paths.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};

use super::refusal::refuse;
use super::{Reason, Reception, api, callback, guard, push};

/// The paths of the receiver.
pub fn router(reception: Arc<Reception>) -> Router {
    Router::new()
        .route("/healthz", get(api::health))
        .route("/metrics", get(api::metrics))
        .route("/api/items", get(api::items))
        .route("/yunsuo/{account}", post(push::take))
        .route("/jzguai/{account}/{token}/{kind}", post(callback::take))
        .fallback(nowhere)
        .layer(middleware::from_fn_with_state(
            reception.clone(),
            guard::host,
        ))
        .with_state(reception)
}

async fn nowhere(State(reception): State<Arc<Reception>>) -> Response {
    refuse(&reception, Reason::Path, "no such path here")
}
