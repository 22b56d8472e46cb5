//! What an element looked like when it was recorded: what is left to know it by when no candidate matches.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an element looked like. Texts are trimmed and their white space is folded; where the file has an element for
/// many values, the value is written `$value`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fingerprint {
    /// The tag, lower case.
    pub tag: String,
    /// The attributes that stay the same from day to day: `type`, `name`, `maxlength`, … but no class, style or data-v-….
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// The classes that are words; generated ones are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The text within it; none where it is long or what was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The placeholder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// The ARIA role, explicit or implied by the tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The accessible name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The text of the label that stands before it or around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The element of the same file that it is in, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    /// The short texts before it, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// The short texts after it, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Its ancestors up to the one that it is `inside`, the nearest first and six at most, each as its tag with its
    /// stable classes and id: `div.panel#main`. `body` ends them where they are all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
}

impl Fingerprint {
    /// Puts a value where `$value` stands.
    #[must_use]
    pub fn with_value(&self, value: &str) -> Self {
        let mut print = self.clone();
        let parts = [&mut print.text, &mut print.name, &mut print.label];
        for part in parts.into_iter().flatten() {
            if part == super::VALUE {
                value.clone_into(part);
            }
        }
        print
    }

    /// Puts `$value` where a value stands, for an element of many values that was recorded with one.
    #[must_use]
    pub fn without_value(&self, value: &str) -> Self {
        let mut print = self.clone();
        let parts = [&mut print.text, &mut print.name, &mut print.label];
        for part in parts.into_iter().flatten() {
            if part == value {
                super::VALUE.clone_into(part);
            }
        }
        print
    }

    /// The same as it looks now: what was known of it has its present value, and what was left out, because it changes,
    /// stays out.
    #[must_use]
    pub fn renewed(&self, now: &Self) -> Self {
        let known = |old: &Option<String>, new: &Option<String>| old.as_ref().and(new.clone());
        let around = |old: &[String], new: &[String]| match old.is_empty() {
            true => Vec::new(),
            false => new.to_vec(),
        };
        let attributes = now.attributes.iter();
        Self {
            tag: now.tag.clone(),
            attributes: attributes
                .filter(|(name, _)| self.attributes.contains_key(*name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            classes: now.classes.clone(),
            text: known(&self.text, &now.text),
            placeholder: known(&self.placeholder, &now.placeholder),
            role: now.role.clone(),
            name: known(&self.name, &now.name),
            label: known(&self.label, &now.label),
            inside: now.inside.clone(),
            before: around(&self.before, &now.before),
            after: around(&self.after, &now.after),
            path: now.path.clone(),
        }
    }

    /// It with the words alone that are among these. One look does not tell whether a text stays: that of a state, or of
    /// a box that shows what is in it, does not.
    #[must_use]
    pub fn with_words_of(&self, lasting: &[&str]) -> Self {
        let stays = |text: &Option<String>| text.clone().filter(|t| lasting.iter().any(|l| l == t));
        Self {
            text: stays(&self.text),
            name: stays(&self.name),
            ..self.clone()
        }
    }

    /// It without what it says.
    #[must_use]
    pub fn without_words(&self) -> Self {
        Self {
            text: None,
            name: None,
            ..self.clone()
        }
    }

    /// What two looks at an element have in common: what differs between them is no part of what it is known by.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let same = |a: &Option<String>, b: &Option<String>| a.clone().filter(|_| a == b);
        let both = |a: &[String], b: &[String]| -> Vec<String> {
            a.iter().filter(|text| b.contains(text)).cloned().collect()
        };
        let attributes = self.attributes.iter();
        let way = self.path.iter().zip(&other.path);
        Self {
            tag: self.tag.clone(),
            attributes: attributes
                .filter(|(name, value)| other.attributes.get(*name) == Some(value))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            classes: both(&self.classes, &other.classes),
            text: same(&self.text, &other.text),
            placeholder: same(&self.placeholder, &other.placeholder),
            role: same(&self.role, &other.role),
            name: same(&self.name, &other.name),
            label: same(&self.label, &other.label),
            inside: same(&self.inside, &other.inside),
            before: both(&self.before, &other.before),
            after: both(&self.after, &other.after),
            path: way
                .take_while(|(a, b)| a == b)
                .map(|(entry, _)| entry.clone())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_nothing_is_found_by_are_no_part_of_one_look() {
        let look = Fingerprint {
            tag: "button".into(),
            text: Some("保存中…".into()),
            name: Some("发布".into()),
            ..Fingerprint::default()
        };
        let kept = look.with_words_of(&["发布"]);
        assert_eq!((kept.text, kept.name.as_deref()), (None, Some("发布")));
    }

    #[test]
    fn what_two_looks_have_in_common_is_what_lasts() {
        let look = |text: &str, after: &[&str]| Fingerprint {
            tag: "button".into(),
            text: Some(text.into()),
            label: Some("分类：".into()),
            after: after.iter().map(|t| (*t).to_owned()).collect(),
            path: vec!["div.panel".into(), format!("div.{text}")],
            ..Fingerprint::default()
        };
        let common = look("a", &["x", "y"]).common(&look("b", &["y", "z"]));
        assert_eq!((common.text, common.label), (None, Some("分类：".into())));
        assert_eq!(
            (common.after, common.path),
            (vec!["y".into()], vec!["div.panel".to_owned()])
        );
    }

    #[test]
    fn what_is_renewed_has_no_more_parts_than_before() {
        let known = Fingerprint {
            label: Some("分类：".into()),
            ..Fingerprint::default()
        };
        let now = Fingerprint {
            classes: vec!["channel".into()],
            text: Some("what somebody wrote".into()),
            label: Some("频道：".into()),
            before: vec!["频道：".into()],
            ..Fingerprint::default()
        };
        let renewed = known.renewed(&now);
        assert_eq!((renewed.text, renewed.before.len()), (None, 0));
        assert_eq!(
            (renewed.label.as_deref(), renewed.classes),
            (Some("频道："), vec!["channel".to_owned()])
        );
    }

    #[test]
    fn a_value_is_put_in_and_taken_out() {
        let recorded = Fingerprint {
            text: Some("后端".into()),
            label: Some("分类：".into()),
            ..Fingerprint::default()
        };
        let of_any = recorded.without_value("后端");
        assert_eq!(of_any.text.as_deref(), Some(crate::site::VALUE));
        assert_eq!(of_any.with_value("后端"), recorded);
    }
}
