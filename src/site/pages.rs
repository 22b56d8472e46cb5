//! A site file of kind `pages`: pages, elements, interrupts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Element, Recorded, SiteFileError, UrlPattern};
use crate::text::SitePart;

/// What is known of a site's pages at a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagesFile {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u32,
    /// The site's name, such as `juejin`.
    pub site: String,
    /// `pages`.
    #[schemars(extend("const" = "pages"))]
    pub kind: String,
    /// The day it was measured, as YYYY-MM-DD; a second file of a day is YYYY-MM-DD.2, and so on.
    #[schemars(regex(pattern = super::DATE))]
    pub date: String,
    /// The date of the file of the same site that says what this one leaves out.
    #[serde(default)]
    pub extends: Option<String>,
    /// Who recorded it, on what.
    #[serde(default)]
    pub recorded: Option<Recorded>,
    /// The pages by name.
    #[serde(default)]
    pub pages: BTreeMap<String, PageDef>,
    /// The elements by name.
    #[serde(default)]
    pub elements: BTreeMap<String, Element>,
    /// The elements' names in the order in which the file has them; see [`Self::in_order`].
    #[serde(skip)]
    #[schemars(skip)]
    pub order: Vec<String>,
    /// What may appear at any moment, looked at by every wait.
    #[serde(default)]
    pub interrupts: Vec<Interrupt>,
}

/// A page: where it is entered and how its URL is known again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageDef {
    /// The URL that opens it.
    pub url: String,
    /// The URLs that are it.
    pub matches: Vec<UrlPattern>,
    /// Whether it is a page for those who are not signed in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_out: bool,
    /// Whether it is there only after something was published: opened by itself it leads elsewhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after_publishing: bool,
    /// What it looks like after something was pressed, by name. As it is when it has been opened it is in the state
    /// `opened`, which is not listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub states: BTreeMap<String, StateDef>,
    /// The states' names in the order in which the file has them; see [`Self::in_order`].
    #[serde(skip)]
    #[schemars(skip)]
    pub order: Vec<String>,
}

/// A state of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateDef {
    /// What it is, in one sentence for people.
    pub about: String,
    /// The state that it is reached from, `opened` unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The element that is pressed to get there. Pressing it must change nothing on the site. A state without one is
    /// there only after something was written: a check does not go there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press: Option<String>,
    /// The element that shows that it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
}

/// Something that may appear at any moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interrupt {
    /// Its name in messages.
    pub name: String,
    /// What it is, in one sentence for people.
    pub about: String,
    /// What shows it.
    pub when: Sign,
    /// What is done about it.
    pub then: Reaction,
}

/// What shows an interrupt: all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sign {
    /// The page's URL.
    pub url: Option<UrlPattern>,
    /// The page's title contains this.
    pub title: Option<String>,
    /// A visible element matches this selector.
    pub css: Option<String>,
    /// That element (or the body) contains this text.
    pub text: Option<String>,
}

/// What is done about an interrupt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reaction {
    /// Its element is clicked away.
    Dismiss,
    /// The account must sign in again.
    SignIn,
    /// A person is needed: a captcha, a risk notice. Nothing here evades them.
    Person,
    /// The step fails.
    Fail,
}

impl PageDef {
    /// The states in the file's order, which is that in which a person meets them; those that it does not tell of come last.
    pub fn in_order(&self) -> impl Iterator<Item = (&String, &StateDef)> {
        let told = self
            .order
            .iter()
            .filter_map(|name| self.states.get_key_value(name));
        let rest = self.states.iter();
        told.chain(rest.filter(|(name, _)| !self.order.contains(name)))
    }
}

impl PagesFile {
    /// A file that knows nothing, for a browser that is only tried.
    pub fn blank() -> Self {
        Self {
            schema: 1,
            site: "none".to_owned(),
            kind: "pages".to_owned(),
            date: String::new(),
            extends: None,
            recorded: None,
            pages: BTreeMap::new(),
            elements: BTreeMap::new(),
            order: Vec::new(),
            interrupts: Vec::new(),
        }
    }

    /// The file's name in messages: `juejin/pages/2026-09-27`.
    pub fn id(&self) -> String {
        format!("{}/pages/{}", self.site, self.date)
    }

    /// The elements in the file's order, which is that of the page; those that it does not tell of come last.
    pub fn in_order(&self) -> impl Iterator<Item = &Element> {
        let told = self.order.iter().filter_map(|name| self.elements.get(name));
        let rest = self.elements.iter();
        told.chain(
            rest.filter(|(name, _)| !self.order.contains(name))
                .map(|(_, element)| element),
        )
    }

    /// An element by name.
    pub fn element(&self, name: &str) -> Result<Element, SiteFileError> {
        self.elements
            .get(name)
            .cloned()
            .ok_or_else(|| SiteFileError::Unknown {
                file: self.id(),
                what: SitePart::Element,
                name: name.to_owned(),
            })
    }

    /// A page by name.
    pub fn page(&self, name: &str) -> Result<&PageDef, SiteFileError> {
        self.pages.get(name).ok_or_else(|| SiteFileError::Unknown {
            file: self.id(),
            what: SitePart::Page,
            name: name.to_owned(),
        })
    }
}
