//! What Yunsuo lists: the categories, and the accounts of the pool.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::settings;
use crate::plan::{Account, Act, Call, Effect, Plan, PlanError, Slots, Step, Template};
use crate::platforms::site_call;
use crate::text::Findings;

/// A category with those below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its name.
    pub top: String,
    /// The names below it; the first is often the same.
    pub sub: Vec<String>,
}

/// An account of the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolAccount {
    /// The pool's own id of it, which is not always the one that a push wants.
    pub pk: String,
    /// Its name.
    pub name: String,
    /// Where it publishes.
    pub platform_name: String,
    /// `正常` when it is signed in.
    pub login_status: String,
    /// `无法发布` when it cannot publish.
    pub publish_status: String,
    /// When it published last, as the vendor writes it.
    pub last_used_time: String,
}

impl PoolAccount {
    /// Says why it will not publish; none when it will.
    pub fn trouble(&self) -> Option<&str> {
        if self.login_status != "正常" {
            return Some(&self.login_status);
        }
        (self.publish_status == "无法发布").then_some(self.publish_status.as_str())
    }
}

/// The call for the categories.
///
/// # Errors
/// The account's `base_url` or its site file.
pub fn categories_call(account: &Account) -> Result<Call, PlanError> {
    call(account, super::CATEGORIES)
}

/// The call for the accounts of the pool.
///
/// # Errors
/// The account's `base_url` or its site file.
pub fn accounts_call(account: &Account) -> Result<Call, PlanError> {
    call(account, super::ACCOUNTS)
}

fn call(account: &Account, name: &str) -> Result<Call, PlanError> {
    let mut findings = Findings::new();
    let base = settings::base_url(account, &mut findings);
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let file = settings::api_file(account)?;
    let none = |_: &str| None;
    let call = site_call::build(&file, name, Effect::Read, base.as_deref(), &none)?;
    Ok(call)
}

/// Reads the categories.
///
/// # Errors
/// What is not as the document has it.
pub fn categories(slots: &Slots) -> Result<Vec<Category>, String> {
    rows(slots, "categories")
}

/// Reads the accounts of the pool.
///
/// # Errors
/// What is not as the document has it.
pub fn accounts(slots: &Slots) -> Result<Vec<PoolAccount>, String> {
    let text = |row: &Value, key: &str| match row.get(key) {
        Some(Value::String(text)) => text.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    };
    let rows: Vec<Value> = rows(slots, "pools")?;
    let read = |row: &Value| PoolAccount {
        pk: text(row, "pk"),
        name: text(row, "name"),
        platform_name: text(row, "platform_name"),
        login_status: text(row, "login_status"),
        publish_status: text(row, "publish_status"),
        last_used_time: text(row, "last_used_time"),
    };
    Ok(rows.iter().map(read).collect())
}

fn rows<T: serde::de::DeserializeOwned>(slots: &Slots, name: &str) -> Result<Vec<T>, String> {
    let value = slots.get(name).cloned().unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|e| format!("`{name}`: {e}"))
}

/// The accounts to which a plan pushes.
pub fn pushed_to(plan: &Plan) -> Vec<String> {
    let steps = plan.milestones.iter().flat_map(|m| &m.routes);
    let bodies = steps.flat_map(|r| &r.steps).filter_map(|s| match s {
        Step::Submit(submit) => match &submit.act {
            Act::Call(call) => call.body.as_ref(),
            Act::Click { .. } => None,
        },
        _ => None,
    });
    let ids = |body: &Template| Some(body.clear().get("account_ids")?.as_array()?.clone());
    let ids = bodies.filter_map(ids).flatten();
    ids.filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}

/// Every name of some categories, tops and those below them.
pub fn names(categories: &[Category]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for category in categories {
        names.push(&category.top);
        names.extend(category.sub.iter().map(String::as_str));
    }
    names
}
