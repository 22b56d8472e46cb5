//! What a name that does not exist may have meant: the nearest three that exist.

use serde_json::Value;

use crate::plan::{ClearCall, Refusal, Source};
use crate::site::ErrorMeaning;
use crate::text::nearest_few;

/// The call whose list is not all that the site has: no call is known that searches the rest.
const TOPICS: &str = "topics";

/// How many names are told.
const TOLD: usize = 3;

/// The fields of a search's body that hold the words.
const WORDS: [&str; 2] = ["key_word", "keyword"];

/// Says that there is no such name, and which of the list are nearest to it.
pub(super) fn says(call: &ClearCall, body: &Value, wanted: &str) -> String {
    let names = call.reads.iter().find_map(|read| match &read.source {
        Source::Pick { list, one_of, .. } if !read.optional => {
            let rows = body.pointer(list)?.as_array()?;
            let first = one_of.first()?;
            let names = rows.iter().filter_map(|row| row.pointer(first)?.as_str());
            Some(names.collect::<Vec<_>>())
        }
        _ => None,
    });
    let near = nearest_few(wanted, names.unwrap_or_default().into_iter(), TOLD);
    let mut says = match near.is_empty() {
        true => format!("there is no `{wanted}`"),
        false => format!(
            "there is no `{wanted}`; the nearest are {}",
            near.join(", ")
        ),
    };
    if call.name == TOPICS {
        says.push_str("; only the site's hot topics can be looked up");
    }
    says
}

/// The same search with the first letters alone, or all of a list: for what is written a little otherwise.
pub(super) fn wider(call: &ClearCall, refusal: &Refusal) -> Option<ClearCall> {
    if refusal.means != ErrorMeaning::NotFound {
        return None;
    }
    let mut wider = call.clone();
    let fields = wider.body.as_mut()?.as_object_mut()?;
    let name = WORDS.into_iter().find(|name| fields.contains_key(*name))?;
    let words = fields[name].as_str()?;
    let beginning: String = match name {
        // A person's columns are few: all of them.
        "keyword" => String::new(),
        _ => {
            let latin = words.starts_with(|c: char| c.is_ascii());
            words.chars().take(if latin { 2 } else { 1 }).collect()
        }
    };
    if beginning == words {
        return None;
    }
    fields.insert(name.to_owned(), Value::from(beginning));
    fields.insert("limit".to_owned(), Value::from(100));
    Some(wider)
}
