//! Values with holes: JSON in which some texts are slots.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Slots;

/// A JSON value, some of whose parts come from slots when it is used.
///
/// Slots are typed apart from text, so that an article which says `${draft_id}` stays an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// A value as it is.
    Value(Value),
    /// A slot's value, with its type.
    Slot(String),
    /// Text with slots in it.
    Text(Vec<Piece>),
    /// A list.
    List(Vec<Template>),
    /// An object, in order.
    Map(Vec<(String, Template)>),
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// As it is.
    Text(String),
    /// A slot's value.
    Slot(String),
}

/// A template wants a slot that is not filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing is known yet for {0:?}")]
pub struct MissingSlot(pub String);

impl Template {
    /// A text as it is.
    pub fn text(text: impl Into<String>) -> Self {
        Template::Value(Value::String(text.into()))
    }

    /// A slot's value.
    pub fn slot(name: &str) -> Self {
        Template::Slot(name.to_owned())
    }

    /// Reads text in which `${name}` stands for a slot, such as `https://juejin.cn/post/${article_id}`.
    pub fn parse(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Slot(name.to_owned()));
            rest = tail;
        }
        match pieces.as_slice() {
            [] => return Template::text(text),
            [Piece::Slot(name)] if rest.is_empty() => return Template::slot(name),
            _ => {}
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Template::Text(pieces)
    }

    /// Replaces each string `"$name"` of a JSON value by what `values` gives for the name.
    ///
    /// # Errors
    /// The first name that `values` does not know.
    pub fn from_json(
        value: &Value,
        values: &dyn Fn(&str) -> Option<Template>,
    ) -> Result<Template, MissingSlot> {
        let template = match value {
            Value::String(s) => match s.strip_prefix('$') {
                Some(name) => {
                    return values(name).ok_or_else(|| MissingSlot(name.to_owned()));
                }
                None => Template::Value(value.clone()),
            },
            Value::Array(items) => Template::List(
                items
                    .iter()
                    .map(|v| Self::from_json(v, values))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(map) => Template::Map(
                map.iter()
                    .map(|(k, v)| Ok((k.clone(), Self::from_json(v, values)?)))
                    .collect::<Result<_, MissingSlot>>()?,
            ),
            _ => Template::Value(value.clone()),
        };
        Ok(template)
    }

    /// A field of an object, by its name.
    pub fn field(&self, name: &str) -> Option<&Template> {
        match self {
            Template::Map(fields) => fields.iter().find(|(n, _)| n == name).map(|(_, t)| t),
            _ => None,
        }
    }

    /// The value with its slots filled.
    ///
    /// # Errors
    /// The first slot that is empty.
    pub fn fill(&self, slots: &Slots) -> Result<Value, MissingSlot> {
        let get = |name: &str| slots.get(name).ok_or_else(|| MissingSlot(name.to_owned()));
        Ok(match self {
            Template::Value(v) => v.clone(),
            Template::Slot(name) => get(name)?.clone(),
            Template::Text(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(t) => text.push_str(t),
                        Piece::Slot(name) => {
                            get(name)?;
                            text.push_str(&slots.text(name).unwrap_or_default());
                        }
                    }
                }
                Value::String(text)
            }
            Template::List(items) => Value::Array(
                items
                    .iter()
                    .map(|t| t.fill(slots))
                    .collect::<Result<_, _>>()?,
            ),
            Template::Map(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(k, t)| Ok((k.clone(), t.fill(slots)?)))
                    .collect::<Result<Map<_, _>, MissingSlot>>()?,
            ),
        })
    }

    /// The filled value as text.
    ///
    /// # Errors
    /// The first slot that is empty.
    pub fn fill_text(&self, slots: &Slots) -> Result<String, MissingSlot> {
        Ok(match self.fill(slots)? {
            Value::String(s) => s,
            other => other.to_string(),
        })
    }

    /// The value with slots as `${name}`, for people.
    pub fn clear(&self) -> Value {
        match self {
            Template::Value(v) => v.clone(),
            Template::Slot(name) => Value::String(format!("${{{name}}}")),
            Template::Text(pieces) => Value::String(
                pieces
                    .iter()
                    .map(|p| match p {
                        Piece::Text(t) => t.clone(),
                        Piece::Slot(name) => format!("${{{name}}}"),
                    })
                    .collect(),
            ),
            Template::List(items) => items.iter().map(Template::clear).collect(),
            Template::Map(fields) => {
                Value::Object(fields.iter().map(|(k, t)| (k.clone(), t.clear())).collect())
            }
        }
    }

    /// The slots that it wants.
    pub fn wants(&self) -> Vec<&str> {
        match self {
            Template::Value(_) => Vec::new(),
            Template::Slot(name) => vec![name],
            Template::Text(pieces) => pieces
                .iter()
                .filter_map(|p| match p {
                    Piece::Slot(name) => Some(name.as_str()),
                    Piece::Text(_) => None,
                })
                .collect(),
            Template::List(items) => items.iter().flat_map(Template::wants).collect(),
            Template::Map(fields) => fields.iter().flat_map(|(_, t)| t.wants()).collect(),
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.clear() {
            Value::String(s) => f.write_str(&s),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_article_that_says_slot_stays_an_article() {
        let title = |name: &str| (name == "title").then(|| Template::text("${draft_id} $x"));
        let t = Template::from_json(&json!({"title": "$title"}), &title).unwrap();
        assert_eq!(
            t.fill(&Slots::default()).unwrap(),
            json!({"title": "${draft_id} $x"})
        );
    }

    #[test]
    fn a_slot_keeps_its_type_and_text_takes_it_in() {
        let mut slots = Slots::default();
        slots.set("id", 73);
        assert_eq!(Template::slot("id").fill(&slots), Ok(json!(73)));
        assert_eq!(
            Template::parse("https://a/${id}/x").fill(&slots),
            Ok(json!("https://a/73/x"))
        );
        assert_eq!(
            Template::parse("${no}").fill(&slots),
            Err(MissingSlot("no".into()))
        );
    }
}
