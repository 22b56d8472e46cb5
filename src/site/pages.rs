//! A site file of kind `pages`: pages, elements, interrupts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Element, SiteFileError, UrlPattern};

/// What is known of a site's pages at a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesFile {
    /// The version of this format: 1.
    pub schema: u32,
    /// The site's name, such as `juejin`.
    pub site: String,
    /// `pages`.
    pub kind: String,
    /// The day it was measured, as YYYY-MM-DD.
    pub date: String,
    /// The date of the file of the same site that says what this one leaves out.
    #[serde(default)]
    pub extends: Option<String>,
    /// The pages by name.
    #[serde(default)]
    pub pages: BTreeMap<String, PageDef>,
    /// The elements by name.
    #[serde(default)]
    pub elements: BTreeMap<String, Element>,
    /// What may appear at any moment, looked at by every wait.
    #[serde(default)]
    pub interrupts: Vec<Interrupt>,
}

/// A page: where it is entered and how its URL is known again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageDef {
    /// The URL that opens it.
    pub url: String,
    /// The URLs that are it.
    pub matches: Vec<UrlPattern>,
}

/// Something that may appear at any moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl PagesFile {
    /// A file that knows nothing, for a browser that is only tried.
    pub fn blank() -> Self {
        Self {
            schema: 1,
            site: "none".to_owned(),
            kind: "pages".to_owned(),
            date: String::new(),
            extends: None,
            pages: BTreeMap::new(),
            elements: BTreeMap::new(),
            interrupts: Vec::new(),
        }
    }

    /// The file's name in messages: `juejin/pages/2026-09-27`.
    pub fn id(&self) -> String {
        format!("{}/pages/{}", self.site, self.date)
    }

    /// An element by name.
    pub fn element(&self, name: &str) -> Result<Element, SiteFileError> {
        self.elements
            .get(name)
            .cloned()
            .ok_or_else(|| SiteFileError::Unknown {
                file: self.id(),
                what: "element",
                name: name.to_owned(),
            })
    }

    /// A page by name.
    pub fn page(&self, name: &str) -> Result<&PageDef, SiteFileError> {
        self.pages.get(name).ok_or_else(|| SiteFileError::Unknown {
            file: self.id(),
            what: "page",
            name: name.to_owned(),
        })
    }
}
