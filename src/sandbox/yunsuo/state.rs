//! What the simulated Yunsuo has on its books.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The pushes that were accepted. The same content twice is two of them: nothing here is idempotent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Oldest first.
    pub pushes: Vec<Push>,
}

/// A push that was accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Push {
    /// When it came, in Unix seconds.
    pub received_at: i64,
    /// The nonce of its signature.
    pub nonce: String,
    /// All that was sent.
    pub data: Value,
}
