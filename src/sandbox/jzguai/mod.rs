//! The simulator of jzguai.

use serde::{Deserialize, Serialize};

/// What the simulated jzguai has on its books.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {}
