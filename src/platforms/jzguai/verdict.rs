//! What the answers of `/publish` and `/status` prove.

use serde_json::Value;

use super::plan::{ORDER_ID, PRICE, target};
use super::tables;
use crate::plan::is_web_url;
use crate::plan::{Plan, Receipt, Slots, State, Verdict};

/// Decides by what the last look read.
pub(super) fn verdict(plan: &Plan, slots: &Slots) -> Verdict {
    if !slots.knows("order_status") {
        return Verdict::Unclear("the order's status was not asked for yet".to_owned());
    }
    if slots.get("order_status").is_none() {
        return Verdict::Absent;
    }
    let mut evidence = match echo(plan, slots) {
        Ok(evidence) => evidence,
        Err(why) => return Verdict::Unclear(why),
    };
    let Some(status) = status_code(slots).and_then(tables::status_of) else {
        let found = slots.text("order_status").unwrap_or_default();
        return Verdict::Unclear(format!("the order has the unknown status {found:?}"));
    };
    evidence.extend(prices(slots));
    evidence.extend(remembered(slots));
    let says = slots.text("order_says").unwrap_or_default();
    let id = slots.text(ORDER_ID).unwrap_or_default();
    evidence.push(format!(
        "status of {id}: {} {} ({says})",
        status.code, status.word
    ));
    let data = slots.text("order_link").filter(|d| !d.trim().is_empty());
    let mut state = status.state;
    let url = data
        .clone()
        .filter(|d| state == State::Live && is_web_url(d));
    if state == State::Live && url.is_none() {
        // Live means that everyone can read it at the URL.
        state = State::Submitted;
        evidence.push("it is published, and the answer has no link yet".to_owned());
    } else if url.is_none() {
        evidence.extend(data.map(|d| format!("the answer's data: {d}")));
    }
    evidence.extend(status.note.map(str::to_owned));
    Verdict::Found(Receipt {
        state,
        url,
        external_id: slots
            .text("resource_order_num")
            .or_else(|| slots.text("resource_order_id"))
            .or(Some(id)),
        price: slots.text(PRICE).and_then(|p| p.parse().ok()),
        evidence,
    })
}

/// Holds the medium that the publish answer names against the one that was ordered.
fn echo(plan: &Plan, slots: &Slots) -> Result<Vec<String>, String> {
    let named = (
        whole(slots.get("echo_model")),
        whole(slots.get("echo_resource")),
    );
    let (Some(model), Some(resource)) = named else {
        return Ok(Vec::new());
    };
    let named = target(model, resource);
    if named != plan.key.target {
        return Err(format!(
            "{} was ordered and the answer names {named}: look at the order in the vendor's console",
            plan.key.target
        ));
    }
    let number = slots.text("resource_order_num").unwrap_or_default();
    Ok(vec![format!(
        "the order was taken as {number} for the medium {named}"
    )])
}

/// Says which prices the catalogue had: the receipt's price is the highest one, not what the vendor booked.
fn prices(slots: &Slots) -> Option<String> {
    let shown = |slot: &str| Some(format!("{slot} {}", slots.text(slot)?));
    let seen: Vec<_> = ["price_original", "price_proxy"]
        .into_iter()
        .filter_map(shown)
        .collect();
    (!seen.is_empty()).then(|| {
        format!(
            "the catalogue had {}; which one is charged is not documented",
            seen.join(", ")
        )
    })
}

/// Says that the price is an old one: the catalogue was closed.
fn remembered(slots: &Slots) -> Option<String> {
    let seen = whole(slots.get("seen"))?;
    let day = jiff::Timestamp::from_second(seen).ok()?;
    Some(format!(
        "the catalogue was closed, so the price is the last known one, of {}",
        day.strftime("%Y-%m-%d %H:%M UTC")
    ))
}

/// The order's status as a number.
pub(super) fn status_code(slots: &Slots) -> Option<i64> {
    whole(slots.get("order_status"))
}

/// Reads a whole number that comes as int, as float or as text.
pub(super) fn whole(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(n) => n.as_i64().or_else(|| {
            let float = n.as_f64()?;
            // Ids and codes are far below 2^53, where this is exact.
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}
