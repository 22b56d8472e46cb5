//! JSON to PHP values, for building a request, and back, for reading an answer.

use serde_json::{Map, Number, Value};

use super::{errors::ToJsonError, key::PhpKey, value::PhpValue};

impl From<Value> for PhpValue {
    /// Converts as PHP's `json_decode($text, true)` does: `{}` and `[]` are both the empty array,
    /// the name "12" is the key 12, and an integer beyond 64 signed bits is a float.
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(yes),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Self::Int(whole),
                (None, real) => Self::Float(real.unwrap_or(f64::NAN)),
            },
            Value::String(text) => Self::Str(text.into_bytes()),
            Value::Array(values) => Self::list(values.into_iter().map(Self::from)),
            Value::Object(members) => Self::Array(
                members
                    .into_iter()
                    .map(|(name, v)| (PhpKey::from(name.into_bytes()), Self::from(v)))
                    .collect(),
            ),
        }
    }
}

impl PhpValue {
    /// Converts as PHP's `json_encode` does: a list becomes an array, any other array an object
    /// whose integer keys are text; an empty one becomes `[]`, so that a reader who wants an object takes `[]` too.
    ///
    /// # Errors
    /// Refuses strings that are not UTF-8, and numbers that are not finite.
    pub fn to_json(&self) -> Result<Value, ToJsonError> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::Bool(*yes),
            Self::Int(number) => Value::from(*number),
            Self::Float(number) => {
                Value::Number(Number::from_f64(*number).ok_or(ToJsonError::NotFinite)?)
            }
            Self::Str(bytes) => Value::String(text(bytes)?),
            Self::Array(entries) if self.is_list() => {
                let values = entries.iter().map(|(_, v)| v.to_json());
                Value::Array(values.collect::<Result<_, _>>()?)
            }
            Self::Array(entries) => {
                let mut members = Map::with_capacity(entries.len());
                for (key, v) in entries {
                    let name = match key {
                        PhpKey::Int(number) => number.to_string(),
                        PhpKey::Str(bytes) => text(bytes)?,
                    };
                    if members.insert(name, v.to_json()?).is_some() {
                        return Err(ToJsonError::SameKey);
                    }
                }
                Value::Object(members)
            }
        })
    }
}

fn text(bytes: &[u8]) -> Result<String, ToJsonError> {
    let text = std::str::from_utf8(bytes).map_err(|e| ToJsonError::NotUtf8 {
        valid: e.valid_up_to(),
    })?;
    Ok(text.to_owned())
}
