//! The keys that Hexo, Hugo and Jekyll users already write.

use super::section::wrong_kind;
use super::{Placed, Section, Value};
use crate::text::{Findings, Kind};

/// Names from a list or from one text, each with its place.
///
/// One text is split at commas (`,` or `，`) and only there: `tags: Spring Boot` is one tag, as
/// Hexo and Hugo have it. Jekyll splits at spaces; its users write a list to have several.
pub type Names = Vec<Placed<String>>;

/// The front matter's common keys; blank ones are `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// `description`, else `summary`, else `excerpt`.
    pub description: Option<Placed<String>>,
    /// `tags`.
    pub tags: Option<Placed<Names>>,
    /// `categories`; nested lists (Hexo's hierarchies) are flattened.
    pub categories: Option<Placed<Names>>,
    /// `keywords`.
    pub keywords: Option<Placed<Names>>,
    /// `cover`, else `image`, else `banner`, else `thumbnail`: an address or a path. A theme's
    /// map is looked into for `image`, `path`, `url` or `src`; `cover: false` is no cover.
    pub cover: Option<Placed<String>>,
    /// `date`, as written.
    pub date: Option<Placed<String>>,
    /// `draft`.
    pub draft: Option<Placed<bool>>,
    /// `ready`: whether `fagao watch` publishes it.
    pub ready: Option<Placed<bool>>,
    /// `publish_at`, as written: when it is to be published.
    pub publish_at: Option<Placed<String>>,
}

const DESCRIPTION: [&str; 3] = ["description", "summary", "excerpt"];
const COVER: [&str; 4] = ["cover", "image", "banner", "thumbnail"];
const IN_COVER: [&str; 4] = ["image", "path", "url", "src"];

impl Meta {
    /// Reads the common keys of a front matter.
    pub(super) fn read(front: &Section, findings: &mut Findings) -> Meta {
        let mut first_text = |keys: &[&str]| keys.iter().find_map(|k| text(front, k, findings));
        let description = first_text(&DESCRIPTION);
        let date = first_text(&["date"]);
        let publish_at = first_text(&["publish_at"]);
        let mut yes = |key: &str| {
            front.bool(key).unwrap_or_else(|found| {
                findings.extend(found);
                None
            })
        };
        let (draft, ready) = (yes("draft"), yes("ready"));
        Meta {
            description,
            tags: names(front, "tags", findings),
            categories: names(front, "categories", findings),
            keywords: names(front, "keywords", findings),
            cover: COVER.iter().find_map(|key| cover(front, key, findings)),
            date,
            draft,
            ready,
            publish_at,
        }
    }
}

/// Reads a text without the blanks around it; a blank one is none.
pub(super) fn text(front: &Section, key: &str, findings: &mut Findings) -> Option<Placed<String>> {
    match front.text(key) {
        Ok(text) => text
            .map(|t| t.map(|t| t.trim().to_owned()))
            .filter(|t| !t.value.is_empty()),
        Err(found) => {
            findings.extend(found);
            None
        }
    }
}

fn cover(front: &Section, key: &str, findings: &mut Findings) -> Option<Placed<String>> {
    match &front.get(key)?.value {
        Value::Bool(_) => None,
        Value::Map(inner) => IN_COVER.iter().find_map(|k| text(inner, k, findings)),
        _ => text(front, key, findings),
    }
}

fn names(front: &Section, key: &str, findings: &mut Findings) -> Option<Placed<Names>> {
    let value = front.get(key)?;
    let mut names = Names::new();
    match &value.value {
        Value::List(items) => {
            for item in items {
                flatten(key, item, &mut names, findings);
            }
        }
        Value::Map(_) => findings.push(wrong_kind(key, Kind::List, value)),
        single => {
            let text = single.text().unwrap_or_default();
            let parts = text.split([',', '，']).map(str::trim);
            names.extend(
                parts
                    .filter(|name| !name.is_empty())
                    .map(|name| Placed::new(name.to_owned(), value.place.clone())),
            );
        }
    }
    (!names.is_empty()).then(|| Placed::new(names, value.place.clone()))
}

fn flatten(key: &str, item: &Placed<Value>, names: &mut Names, findings: &mut Findings) {
    match &item.value {
        Value::List(items) => {
            for item in items {
                flatten(key, item, names, findings);
            }
        }
        Value::Map(_) => findings.push(wrong_kind(key, Kind::Text, item)),
        single => {
            let text = single.text().unwrap_or_default();
            if !text.trim().is_empty() {
                names.push(Placed::new(text.trim().to_owned(), item.place.clone()));
            }
        }
    }
}
