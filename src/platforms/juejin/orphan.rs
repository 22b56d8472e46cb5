//! A draft that an attempt left behind: typing the title makes one, and an attempt may end before it has read its number.

use serde_json::Value;

use super::calls::{Calls, ROWS};
use crate::plan::{Call, Effect, Plan, Slots};
use crate::site::{ApiFile, SiteFileError};

/// The call that lists the drafts.
const CALL: &str = "drafts_made";

/// Makes the call; none where a version of the API has none for it.
pub(super) fn call(api: &ApiFile) -> Result<Option<Call>, SiteFileError> {
    match api.call(CALL) {
        Ok(_) => Calls::new(api, None)
            .asked(CALL, Effect::Read, "", 1)
            .map(Some),
        Err(_) => Ok(None),
    }
}

/// The draft of the plan among the rows: the only one of its title that is not published and was made since then.
pub(super) fn find(api: &ApiFile, plan: &Plan, slots: &Slots, since: i64) -> Option<Slots> {
    let show = &api.call(CALL).ok()?.show;
    let rows = slots.get(ROWS)?.as_array()?;
    let field = |row: &Value, name: &str| {
        let (_, pointer) = show.iter().find(|(n, _)| n == name)?;
        match row.pointer(pointer)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    let fits = |row: &&Value| {
        let made = field(row, "made").and_then(|at| at.parse::<i64>().ok());
        let article = field(row, "article");
        field(row, "title").as_deref() == Some(plan.article.title.as_str())
            && article.is_none_or(|id| id.is_empty() || id == "0")
            && made.is_some_and(|at| at >= since)
    };
    let mut own = rows.iter().filter(fits);
    let id = field(own.next()?, "id")?;
    if own.next().is_some() {
        return None;
    }
    let mut found = Slots::default();
    found.set("draft_id", id);
    Some(found)
}
