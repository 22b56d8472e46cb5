//! The simulator of juejin.

use std::sync::Arc;

use axum::Router;
use serde::{Deserialize, Serialize};

use super::Shared;

/// What the simulated juejin has on its books.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {}

/// Serves its host names.
pub fn router(_shared: Arc<Shared>) -> Router {
    Router::new()
}
