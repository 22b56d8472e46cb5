//! Which other accounts' links a plan uses.

use std::collections::BTreeSet;

use super::Plan;
use super::slots::LAST;

/// A slot as a plan is written down. Within a text the quotes would be escaped, so that no article can say this.
const SLOT: &str = "\"slot\":\"";

impl Plan {
    /// The accounts whose slots the plan names: `juejin` for `${juejin.url}`.
    pub fn needs(&self) -> BTreeSet<String> {
        // A plan is data, and its slots are typed apart from text, wherever in it they stand.
        let text = serde_json::to_string(&self.milestones).unwrap_or_default();
        text.match_indices(SLOT)
            .filter_map(|(at, _)| text[at + SLOT.len()..].split('"').next())
            .filter(|name| !name.starts_with(LAST))
            .filter_map(|name| Some(name.split_once('.')?.0.to_owned()))
            .collect()
    }
}
