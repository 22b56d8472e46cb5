//! The simulator of juejin.

use serde::{Deserialize, Serialize};

/// What the simulated juejin has on its books.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {}
