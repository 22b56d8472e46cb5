//! What the simulated jzguai has on its books.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::{self, Medium};
use super::money::Fen;

/// The account's money and orders, and how the simulator is set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// All money that was ever paid in.
    pub recharge: Fen,
    /// The orders, oldest first.
    pub orders: Vec<Order>,
    /// What `/status` answers for an order the first time it is asked, the second, …; the last one stays.
    pub progress: Vec<i64>,
    /// Calls that are refused with an error code, such as `resource` with `ERROR00025`.
    pub refuse: BTreeMap<String, String>,
    /// Media that are not as in the simulator's own table.
    pub media: Vec<Medium>,
    /// How many media of a kind are made up besides, by the kind.
    pub generated: BTreeMap<i64, u32>,
    /// After how many looks at single media every one costs two yuan more.
    pub dearer_after: Option<u32>,
    /// How often a single medium was looked at.
    pub looks: u32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            recharge: Fen(520_000),
            orders: Vec::new(),
            progress: vec![1011, 1001, 1002],
            refuse: BTreeMap::new(),
            media: Vec::new(),
            generated: BTreeMap::new(),
            dearer_after: None,
            looks: 0,
        }
    }
}

/// An order that was taken and paid.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The customer's id.
    pub customer_order_id: String,
    /// Our id; the first order has 120, as in the document.
    pub resource_order_id: i64,
    /// Our number, `MP` and fourteen digits.
    pub resource_order_num: String,
    /// The kind of the medium.
    pub model_id: i64,
    /// The medium.
    pub resource_id: i64,
    /// What it cost.
    pub price: Fen,
    /// When it was placed, in Unix seconds.
    pub placed_at: i64,
    /// All that was sent, in clear, `prop` read.
    pub fields: Value,
    /// How often the same id came again and was refused.
    pub repeated: u32,
    /// How often `/status` asked for it.
    pub asked: u32,
    /// A status that stands in place of the progress, such as 1004.
    pub status: Option<i64>,
}

impl State {
    /// The money that is left.
    pub fn remaining(&self) -> Fen {
        Fen(self.recharge.0 - self.consumed().0)
    }

    /// The money that all orders have cost.
    pub fn consumed(&self) -> Fen {
        Fen(self.orders.iter().map(|o| o.price.0).sum())
    }

    /// The catalogue, with what this book has changed.
    pub(super) fn catalogue(&self) -> Vec<Medium> {
        let mut media = catalogue::media();
        for (model_id, count) in &self.generated {
            media.extend((1..=*count).map(|n| catalogue::made_up(*model_id, n)));
        }
        for changed in &self.media {
            match media.iter_mut().find(|m| m.id == changed.id) {
                Some(medium) => *medium = changed.clone(),
                None => media.push(changed.clone()),
            }
        }
        media
    }
}
