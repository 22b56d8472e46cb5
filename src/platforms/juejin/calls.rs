//! The site file's calls, with an article's values in them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::Fields;
use crate::plan::{Call, Effect, Read, Source, Template};
use crate::site::{ApiFile, CallDef, ReadDef, SiteFileError};

/// The slots that a call may want; any other `$name` of a site file is an error when the plan is made.
const SLOTS: [&str; 5] = ["draft_id", "category_id", "article_id", "csrf", "uuid"];

/// Makes calls out of the site file.
pub(super) struct Calls<'a> {
    api: &'a ApiFile,
    values: BTreeMap<&'static str, Template>,
}

impl<'a> Calls<'a> {
    /// Takes the file, and the article's fields where there is an article.
    pub(super) fn new(api: &'a ApiFile, fields: Option<&Fields>) -> Self {
        // TOML has no null, and an answer depends on one.
        let mut values = BTreeMap::from([("null", Template::Value(Value::Null))]);
        values.extend(SLOTS.map(|name| (name, Template::slot(name))));
        if let Some(fields) = fields {
            let tag_ids = (1..=fields.tags.len()).map(|n| Template::slot(&tag_slot(n)));
            values.insert("title", Template::text(&fields.title));
            values.insert("body", Template::text(&fields.body));
            values.insert("summary", Template::text(&fields.summary));
            values.insert("category", Template::text(fields.category));
            values.insert("tag_ids", Template::List(tag_ids.collect()));
        }
        Self { api, values }
    }

    /// Makes a call.
    ///
    /// # Errors
    /// The file has no such call, or wants a value that nothing gives.
    pub(super) fn call(&self, name: &str, effect: Effect) -> Result<Call, SiteFileError> {
        self.build(name, effect, &|value| self.values.get(value).cloned())
    }

    /// Makes the search of the n-th tag, from 1; it fills the tag's own slot.
    pub(super) fn tag_search(&self, n: usize, tag: &str) -> Result<Call, SiteFileError> {
        let mut call = self.build("tag_search", Effect::Read, &|value| match value {
            "tag" => Some(Template::text(tag)),
            other => self.values.get(other).cloned(),
        })?;
        for read in call.reads.iter_mut().filter(|r| r.slot == "tag_id") {
            read.slot = tag_slot(n);
        }
        Ok(call)
    }

    fn build(
        &self,
        name: &str,
        effect: Effect,
        values: &dyn Fn(&str) -> Option<Template>,
    ) -> Result<Call, SiteFileError> {
        let def = self.api.call(name)?;
        self.describe(name, def, effect, values)
            .map_err(|value| SiteFileError::Unknown {
                file: self.api.id(),
                what: "value",
                name: value,
            })
    }

    fn describe(
        &self,
        name: &str,
        def: &CallDef,
        effect: Effect,
        values: &dyn Fn(&str) -> Option<Template>,
    ) -> Result<Call, String> {
        let fill = |v: &Value| Template::from_json(v, values).map_err(|missing| missing.0);
        let pairs = |pairs: &BTreeMap<String, String>| {
            pairs
                .iter()
                .map(|(k, v)| Ok((k.clone(), fill(&Value::from(v.as_str()))?)))
                .collect::<Result<Vec<_>, String>>()
        };
        let url = match def.path.starts_with('/') {
            true => format!("{}{}", self.api.base, def.path),
            false => def.path.clone(),
        };
        Ok(Call {
            name: name.to_owned(),
            about: def.about.clone(),
            effect,
            method: def.method.clone(),
            url: Template::text(url),
            query: pairs(&def.query)?,
            headers: pairs(&def.headers)?,
            body: def.body.as_ref().map(fill).transpose()?,
            reads: def
                .read
                .iter()
                .map(|(slot, read)| {
                    Ok(Read {
                        slot: slot.clone(),
                        source: source(slot, read, &fill)?,
                        optional: read.optional,
                        secret: read.secret,
                    })
                })
                .collect::<Result<_, String>>()?,
        })
    }
}

/// Names the slot of the n-th tag's number.
fn tag_slot(n: usize) -> String {
    format!("tag_id_{n}")
}

/// Reads where a value is; a read that says nothing of it is named as missing.
fn source(
    slot: &str,
    def: &ReadDef,
    fill: &dyn Fn(&Value) -> Result<Template, String>,
) -> Result<Source, String> {
    let nothing = || format!("read.{slot}");
    match (&def.header, &def.pick) {
        (Some(header), _) => Ok(Source::Header {
            name: header.clone(),
            field: def.field,
        }),
        (None, Some(list)) => Ok(Source::Pick {
            list: list.clone(),
            one_of: def.one_of.clone(),
            equals: fill(def.equals.as_ref().ok_or_else(nothing)?)?,
            pointer: def.pointer.clone().ok_or_else(nothing)?,
        }),
        (None, None) => Ok(Source::Pointer(def.pointer.clone().ok_or_else(nothing)?)),
    }
}
