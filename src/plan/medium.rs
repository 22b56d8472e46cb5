//! Paid media, as a catalogue has them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Money;

/// A medium of a vendor's catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Medium {
    /// Its kind, by number.
    pub model: i64,
    /// Its number within the catalogue.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The price without the agent's share, where it is an amount.
    pub price_original: Option<Money>,
    /// The agent's price, where it is an amount.
    pub price_proxy: Option<Money>,
    /// 1 takes orders; nothing else does.
    pub status: i64,
    /// What else is said of it, by the vendor's own keys.
    pub attributes: BTreeMap<String, String>,
}

impl Medium {
    /// The higher price: which one is charged is not documented.
    pub fn price(&self) -> Option<Money> {
        self.price_original.max(self.price_proxy)
    }
}
