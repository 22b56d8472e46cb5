//! The simulator of yunsuo.

use serde::{Deserialize, Serialize};

/// What the simulated yunsuo has on its books.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {}
