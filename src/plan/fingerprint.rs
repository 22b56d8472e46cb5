//! One hash over all that a publish depends on, so that what was reviewed can be told from what would be sent.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Account, Plan};

/// Takes in plans, and gives one hash for all of them, whatever their order.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    rows: Vec<String>,
}

impl Fingerprint {
    /// Takes in a plan, with what it depends on beside itself: the article's bytes, the files that the article names, the
    /// site files, and what its account may spend. `older` is the same plan by older versions of the pages, `article` the
    /// hash of the article's bytes and files.
    ///
    /// A plan that was made of the article and the configuration alone is the same on every machine: neither what the
    /// ledger knows nor the time nor the place of the files is in it.
    pub fn add(&mut self, plan: &Plan, older: &[&Plan], account: &Account, article: &str) {
        let files = older.iter().flat_map(|p| &p.site_files);
        let site_files: Map<String, Value> = plan
            .site_files
            .iter()
            .chain(files)
            .map(|name| (name.clone(), account.shelf.sums(name).into()))
            .collect();
        let budget = account.budget.map(|b| {
            let amount = |m: Option<super::Money>| m.map(|m| m.to_string());
            json!([amount(b.per_order), amount(b.per_run), amount(b.per_day)])
        });
        let row = json!({
            "article": article,
            "budget": budget,
            "plan": serde_json::to_value(plan).unwrap_or_default(),
            "site_files": site_files,
        });
        self.rows.push(sum(canonical(row).to_string().as_bytes()));
    }

    /// The hash in hex.
    pub fn finish(mut self) -> String {
        self.rows.sort_unstable();
        sum(self.rows.join("\n").as_bytes())
    }
}

fn sum(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The value with the keys of its objects in order.
fn canonical(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut rows: Vec<(String, Value)> = map.into_iter().collect();
            rows.sort_by(|a, b| a.0.cmp(&b.0));
            rows.into_iter().map(|(k, v)| (k, canonical(v))).collect()
        }
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        other => other,
    }
}
