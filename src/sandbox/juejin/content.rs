//! What a draft or an article says: the fields of `article_draft`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::answer::Refusal;

/// The fields that an author sets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// The title.
    pub title: String,
    /// The Markdown, to the byte.
    pub mark_content: String,
    /// The summary.
    pub brief_content: String,
    /// `"0"` while none is chosen.
    pub category_id: String,
    /// At most three.
    pub tag_ids: Vec<String>,
    /// The cover's URL, or nothing.
    pub cover_image: String,
    /// A link, or nothing.
    pub link_url: String,
    /// The columns that it goes to.
    pub column_ids: Vec<String>,
    /// The topics that it takes part in.
    pub theme_ids: Vec<String>,
    /// 10 is Markdown.
    pub edit_type: i64,
    /// `deprecated` from a browser.
    pub html_content: String,
    /// Pictures as `{pic_url, pic_uri}`.
    pub pics: Vec<Value>,
    /// Kept as sent.
    pub is_gfw: i64,
    /// Kept as sent.
    pub is_english: i64,
    /// Kept as sent.
    pub is_original: i64,
}

impl Content {
    /// Reads a create or update body. What is left out is blank afterwards, the text included;
    /// the length of the summary is not looked at.
    pub fn read(body: &Value) -> Result<Self, Refusal> {
        let category_id = match body.get("category_id") {
            None | Some(Value::Null) => "0".to_owned(),
            Some(Value::String(id)) => id.clone(),
            Some(_) => return Err(Refusal::NoCategory),
        };
        let tag_ids = ids(body, "tag_ids")?;
        if tag_ids.len() > 3 {
            return Err(Refusal::TooManyTags);
        }
        Ok(Self {
            title: text(body, "title")?,
            mark_content: text(body, "mark_content")?,
            brief_content: text(body, "brief_content")?,
            category_id,
            tag_ids,
            cover_image: text(body, "cover_image")?,
            link_url: text(body, "link_url")?,
            column_ids: ids(body, "column_ids")?,
            theme_ids: ids(body, "theme_ids")?,
            edit_type: number(body, "edit_type")?,
            html_content: text(body, "html_content")?,
            pics: match body.get("pics") {
                None | Some(Value::Null) => Vec::new(),
                Some(Value::Array(pics)) => pics.clone(),
                Some(_) => return Err(Refusal::Parameter),
            },
            is_gfw: number(body, "is_gfw")?,
            is_english: number(body, "is_english")?,
            is_original: number(body, "is_original")?,
        })
    }

    /// Marks the pictures that the site cannot fetch, as the real one does in its text: facts, section 4.
    pub fn mark_unreachable(&mut self, addresses: &[String]) {
        let broken = |rest: &str| {
            let end = rest.find(')').unwrap_or(rest.len());
            addresses.iter().any(|a| rest[..end].contains(a.as_str()))
        };
        let mut out = String::with_capacity(self.mark_content.len());
        let mut rest = self.mark_content.as_str();
        while let Some((before, after)) = rest.split_once("![") {
            out.push_str(before);
            out.push_str("![");
            if broken(after) {
                out.push_str("转存失败，建议直接上传图片文件 ");
            }
            rest = after;
        }
        out.push_str(rest);
        self.mark_content = out;
    }

    /// Tag ids as the site's answers have them: numbers, too large for a float.
    pub fn tag_numbers(&self) -> Vec<Value> {
        self.tag_ids
            .iter()
            .map(|id| id.parse::<u64>().map_or_else(|_| json!(id), |n| json!(n)))
            .collect()
    }
}

/// Reads a text that may be left out.
pub fn text(body: &Value, field: &str) -> Result<String, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(s)) => Ok(s.clone()),
        Some(_) => Err(Refusal::Parameter),
    }
}

/// Reads ids, which are strings, that may be left out.
pub fn ids(body: &Value, field: &str) -> Result<Vec<String>, Refusal> {
    let one = |v: &Value| v.as_str().map(str::to_owned).ok_or(Refusal::Parameter);
    match body.get(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => list.iter().map(one).collect(),
        Some(_) => Err(Refusal::Parameter),
    }
}

/// Reads a whole number (or a yes or no) that may be left out.
pub fn number(body: &Value, field: &str) -> Result<i64, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(0),
        Some(Value::Bool(b)) => Ok(i64::from(*b)),
        Some(v) => v.as_i64().ok_or(Refusal::Parameter),
    }
}
