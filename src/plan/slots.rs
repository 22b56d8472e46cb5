//! Slots: named values found on the way.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The slot with what is left on an account: the call that reads it is asked before the first order and after each.
pub const FUNDS: &str = "funds";

/// The slot with the day in China, `YYYY-MM-DD`, which every desk has.
pub const TODAY: &str = "today";

/// The slot with the article's text as the site has it, where a look reads it; always a secret, as the addresses of its
/// images may be signed.
pub const SEEN_TEXT: &str = "seen_text";

/// What begins the name of a slot that is used when a read is refused for later: `last.<call>.<slot>`.
pub const LAST: &str = "last.";

/// The value of a slot; a secret one is shown as `***` and is never stored.
#[derive(Clone, PartialEq)]
pub struct Slot {
    /// The value.
    pub value: Value,
    /// Whether it must not be seen.
    pub secret: bool,
}

/// Values by name. Null counts as filled with nothing: [`Slots::get`] gives `None` for it.
///
/// A copy shares the values until one of the two changes: every step remembers how they were before it.
#[derive(Clone, Default)]
pub struct Slots(Arc<BTreeMap<String, Slot>>);

impl PartialEq for Slots {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Slots {
    /// Fills a slot.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.put(name, value.into(), false);
    }

    /// Fills a slot with a secret.
    pub fn set_secret(&mut self, name: &str, value: impl Into<Value>) {
        self.put(name, value.into(), true);
    }

    /// Fills a slot, secret or not.
    pub fn put(&mut self, name: &str, value: Value, secret: bool) {
        Arc::make_mut(&mut self.0).insert(name.to_owned(), Slot { value, secret });
    }

    /// The value of a slot, unless it is empty or null.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|s| &s.value).filter(|v| !v.is_null())
    }

    /// The slots that are remembered for a call, under their own names: see [`LAST`].
    pub fn remembered(&self, call: &str) -> Slots {
        let prefix = format!("{LAST}{call}.");
        let own = |(name, slot): (&String, &Slot)| {
            let name = name.strip_prefix(&prefix)?;
            Some((name.to_owned(), slot.clone()))
        };
        Slots(Arc::new(self.0.iter().filter_map(own).collect()))
    }

    /// Whether nothing is filled.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value as text: a text as it is, a number in digits.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        }
    }

    /// Whether the slot was read at all, be it as null.
    pub fn knows(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes over all values of another set.
    pub fn extend(&mut self, other: Slots) {
        if self.is_empty() {
            *self = other;
        } else if !other.is_empty() {
            Arc::make_mut(&mut self.0).extend(Arc::unwrap_or_clone(other.0));
        }
    }

    /// Takes over what may be stored of another set, as a ledger does that keeps them in memory.
    #[cfg(test)]
    pub(crate) fn extend_stored(&mut self, other: &Slots) {
        let new = other
            .0
            .iter()
            .filter(|(name, slot)| !slot.secret && self.0.get(*name) != Some(*slot));
        let new: Vec<_> = new
            .map(|(name, slot)| (name.clone(), slot.clone()))
            .collect();
        if !new.is_empty() {
            Arc::make_mut(&mut self.0).extend(new);
        }
    }

    /// Every slot by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Slot)> {
        self.0.iter().map(|(n, s)| (n.as_str(), s))
    }

    /// What may be stored: all but the secrets.
    pub fn storable(&self) -> BTreeMap<String, Value> {
        self.0
            .iter()
            .filter(|(_, s)| !s.secret)
            .map(|(n, s)| (n.clone(), s.value.clone()))
            .collect()
    }

    /// The slots of stored values.
    pub fn from_stored(values: BTreeMap<String, Value>) -> Self {
        let open = |(name, value)| {
            let secret = false;
            (name, Slot { value, secret })
        };
        Self(Arc::new(values.into_iter().map(open).collect()))
    }
}

impl fmt::Debug for Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.0.iter().map(|(name, slot)| {
                let shown = if slot.secret {
                    Value::from("***")
                } else {
                    slot.value.clone()
                };
                (name, shown)
            }))
            .finish()
    }
}

impl Serialize for Slots {
    /// Writes what may be stored.
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.storable().serialize(s)
    }
}

impl<'de> Deserialize<'de> for Slots {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(d).map(Self::from_stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_neither_shown_nor_stored() {
        let mut slots = Slots::default();
        slots.set("draft_id", "73");
        slots.set_secret("csrf", "0001-token");
        assert_eq!(
            format!("{slots:?}"),
            r#"{"csrf": String("***"), "draft_id": String("73")}"#
        );
        assert_eq!(
            serde_json::to_string(&slots).unwrap(),
            r#"{"draft_id":"73"}"#
        );
    }
}
