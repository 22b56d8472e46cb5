//! The catalogue: its pages, and what is remembered of it for orders.

use std::collections::BTreeMap;

use serde_json::Value;

use super::plan::{PRICE, target};
use super::{calls, limits, settings, verdict};
use crate::plan::{Account, Call, Effect, LAST, Medium, Money, Plan, PlanError, Slots, Template};
use crate::platforms::site_call;
use crate::text::Findings;

/// The most rows that a page may have (facts: the document).
pub const LIMIT: u32 = 1000;

/// A page of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<Medium>,
    /// How many rows have no number and were left out.
    pub odd: usize,
    /// How many rows all pages have.
    pub total: u32,
}

/// The kinds of media by number, with the document's names.
pub fn kinds() -> impl Iterator<Item = (i64, &'static str)> {
    limits::MODELS.iter().map(|m| (m.id, m.name))
}

/// Finds a kind by its number or name.
pub fn kind(text: &str) -> Option<i64> {
    limits::Model::find(text).map(|m| m.id)
}

/// The call for a page, counted from 1.
///
/// # Errors
/// The account's `base_url` or its site file.
pub fn page_call(account: &Account, model: i64, page: u32) -> Result<Call, PlanError> {
    let values = |name: &str| {
        let number = match name {
            "model_id" => model,
            "limit" => LIMIT.into(),
            "page" => page.into(),
            _ => return None,
        };
        Some(Template::Value(number.into()))
    };
    call(account, calls::RESOURCE_PAGE, &values)
}

/// A call of the account's site file that only reads.
pub(super) fn call(
    account: &Account,
    name: &str,
    values: &dyn Fn(&str) -> Option<Template>,
) -> Result<Call, PlanError> {
    let mut findings = Findings::new();
    let base = settings::base_url(account, &mut findings);
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let file = settings::api_file(account)?;
    let call = site_call::build(&file, name, Effect::Read, base.as_deref(), values)?;
    Ok(call)
}

/// Reads the page out of the answer to its call.
///
/// # Errors
/// What is not as the document has it.
pub fn page(model: i64, slots: &Slots) -> Result<Page, String> {
    let total = verdict::whole(slots.get("total")).and_then(|n| u32::try_from(n).ok());
    let total = total.ok_or("`total` is no number of rows")?;
    // PHP's empty array is both a list and a map; a page that was cut may be a map from number to row.
    let rows: Vec<&Value> = match slots.get("rows") {
        Some(Value::Array(rows)) => rows.iter().collect(),
        Some(Value::Object(rows)) => rows.values().collect(),
        _ => return Err("`data` is no list of rows".to_owned()),
    };
    let media: Vec<Medium> = rows.iter().filter_map(|r| medium(model, r)).collect();
    Ok(Page {
        odd: rows.len() - media.len(),
        rows: media,
        total,
    })
}

/// Reads a row; none without its number.
fn medium(model: i64, row: &Value) -> Option<Medium> {
    let price = |key: &str| row.get(key).and_then(amount);
    let attributes = match row.get("attributes") {
        Some(Value::Object(map)) => map
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), shown(value)?)))
            .collect(),
        _ => BTreeMap::new(),
    };
    Some(Medium {
        model: verdict::whole(row.get("model_id")).unwrap_or(model),
        id: verdict::whole(row.get("id"))?,
        name: row.get("name").and_then(shown).unwrap_or_default(),
        price_original: price("price_original"),
        price_proxy: price("price_proxy"),
        status: verdict::whole(row.get("status")).unwrap_or_default(),
        attributes,
    })
}

/// An amount in whatever type it comes.
pub(super) fn amount(value: &Value) -> Option<Money> {
    shown(value)?.parse().ok()
}

/// A value as text; nothing of what is empty.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        other => Some(other.to_string()),
    }
}

/// The medium that a plan orders, by its key's target.
pub fn ordered(plan: &Plan) -> Option<(i64, i64)> {
    let (model, id) = plan.key.target.split_once('/')?;
    let both = (model.parse().ok()?, id.parse().ok()?);
    (plan.platform == super::NAME && target(both.0, both.1) == plan.key.target).then_some(both)
}

/// Gives a plan the last known price, for the hours in which the vendor's catalogue is closed.
///
/// A medium that took no orders when it was last seen, or that had no price, is not given.
pub fn remember(plan: &mut Plan, medium: &Medium, seen: i64) {
    let Some(price) = medium.price().filter(|p| *p > Money::default()) else {
        return;
    };
    if medium.status != 1 {
        return;
    }
    for call in [calls::RESOURCE, calls::RESOURCE_AGAIN] {
        let mut give = |slot: &str, value: Value| {
            plan.given.insert(format!("{LAST}{call}.{slot}"), value);
        };
        give(PRICE, price.to_string().into());
        give("medium_name", medium.name.clone().into());
        give("seen", seen.into());
    }
}
