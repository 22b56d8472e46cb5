//! The site file's calls, with an article's values in them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::Fields;
use crate::plan::{Call, Effect, Read, Source, Template};
use crate::platforms::site_call;
use crate::site::{ApiFile, SiteFileError};

/// The slots that a call may want; any other `$name` of a site file is an error when the plan is made.
const SLOTS: [&str; 9] = [
    "draft_id",
    "category_id",
    "article_id",
    "csrf",
    "aid",
    "uuid",
    "user_id",
    "phone",
    "code",
];

/// The slot of a list's rows.
pub(super) const ROWS: &str = "rows";

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
            let column_ids = (1..=fields.columns.len()).map(|n| Template::slot(&column_slot(n)));
            let topic = fields.topic.iter().map(|_| Template::slot("topic_id"));
            values.insert("title", Template::text(&fields.title));
            values.insert("body", fields.body.clone());
            values.insert("cover", fields.cover_url());
            values.insert("pics", fields.pics());
            values.insert("column_ids", Template::List(column_ids.collect()));
            values.insert("theme_ids", Template::List(topic.collect()));
            if let Some(topic) = &fields.topic {
                values.insert("topic", Template::text(topic));
            }
            values.insert("summary", Template::text(&fields.summary));
            values.insert("category", Template::text(fields.category));
            let names = fields.tags.iter().map(Template::text).collect();
            values.insert("tag_names", Template::List(names));
            values.insert("tag_ids", Template::List(tag_ids.collect()));
        }
        Self { api, values }
    }

    /// Makes a call.
    ///
    /// # Errors
    /// The file has no such call, or wants a value that nothing gives.
    pub(super) fn call(&self, name: &str, effect: Effect) -> Result<Call, SiteFileError> {
        let values = |value: &str| self.values.get(value).cloned();
        site_call::build(self.api, name, effect, None, &values)
    }

    /// Makes a call about one article, by its number.
    pub(super) fn about(&self, name: &str, article: &str) -> Result<Call, SiteFileError> {
        let values = |value: &str| match value {
            "article_id" => Some(Template::text(article)),
            // Its draft is what its own detail says.
            "draft_id" => Some(Template::slot("article_draft_id")),
            other => self.values.get(other).cloned(),
        };
        site_call::build(self.api, name, Effect::Read, None, &values)
    }

    /// Makes a call that a person asks for: a list, or a deletion.
    pub(super) fn asked(
        &self,
        name: &str,
        effect: Effect,
        query: &str,
        page: u32,
    ) -> Result<Call, SiteFileError> {
        let values = |value: &str| match value {
            "query" | "id" => Some(Template::text(query)),
            "page" => Some(Template::Value(page.into())),
            "user_id" => Some(Template::slot("user_id")),
            other => self.values.get(other).cloned(),
        };
        let mut call = site_call::build(self.api, name, effect, None, &values)?;
        if let Some(rows) = &self.api.call(name)?.rows {
            call.reads.push(Read {
                slot: ROWS.to_owned(),
                source: Source::Pointer(rows.clone()),
                optional: true,
                secret: false,
            });
        }
        Ok(call)
    }

    /// Makes the draft's first call: with the text as the author wrote it, for its images have no addresses yet.
    ///
    /// # Errors
    /// As [`Calls::call`].
    pub(super) fn draft_create(&self, written: &str) -> Result<Call, SiteFileError> {
        let values = |value: &str| match value {
            "body" => Some(Template::text(written)),
            other => self.values.get(other).cloned(),
        };
        site_call::build(self.api, "draft_create", Effect::Create, None, &values)
    }

    /// Makes the call that gives a draft its cover; everything else of it is set after it.
    ///
    /// # Errors
    /// As [`Calls::call`].
    pub(super) fn draft_cover(&self, written: &str) -> Result<Call, SiteFileError> {
        let values = |value: &str| match value {
            "body" => Some(Template::text(written)),
            other => self.values.get(other).cloned(),
        };
        site_call::build(self.api, "draft_cover", Effect::Set, None, &values)
    }

    /// Makes the look-ups of everything that has a number: tags, columns, topic. Each fills slots of its own.
    ///
    /// # Errors
    /// As [`Calls::call`].
    pub(super) fn look_ups(&self, fields: &Fields) -> Result<Vec<Call>, SiteFileError> {
        let mut calls = Vec::new();
        for (n, tag) in fields.tags.iter().enumerate() {
            calls.push(self.numbered("tag_search", "tag", tag, n + 1)?);
        }
        for (n, column) in fields.columns.iter().enumerate() {
            calls.push(self.numbered("column_search", "column", column, n + 1)?);
        }
        if fields.topic.is_some() {
            calls.push(self.call("topics", Effect::Read)?);
        }
        Ok(calls)
    }

    /// Makes a search for the n-th of several, from 1.
    ///
    /// # Errors
    /// As [`Calls::call`].
    pub(super) fn numbered(
        &self,
        call: &str,
        name: &str,
        wanted: &str,
        n: usize,
    ) -> Result<Call, SiteFileError> {
        let values = |value: &str| match value {
            _ if value == name => Some(Template::text(wanted)),
            other => self.values.get(other).cloned(),
        };
        let mut call = site_call::build(self.api, call, Effect::Read, None, &values)?;
        for read in &mut call.reads {
            read.slot = format!("{}_{n}", read.slot);
        }
        Ok(call)
    }
}

/// Names the slot of the n-th tag's number.
fn tag_slot(n: usize) -> String {
    format!("tag_id_{n}")
}

/// Names the slot of the n-th tag's own name, whichever alias was written.
pub(super) fn tag_name_slot(n: usize) -> String {
    format!("tag_name_{n}")
}

fn column_slot(n: usize) -> String {
    format!("column_id_{n}")
}
