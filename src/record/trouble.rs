//! What went wrong, and how a target ended, as people are told: in every language that there is a table for, so that a
//! record is read in another one than it was written in.

use serde::{Deserialize, Serialize};

use crate::plan::{Money, RouteVia};

/// What is said in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The language's tag, such as `en` or `zh-CN`.
    pub lang: String,
    /// What is the matter.
    pub what: String,
    /// What to do now.
    pub hint: Option<String>,
}

/// What went wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// The stable code, such as `page.element-missing`.
    pub code: String,
    /// What is told, once a language.
    pub said: Vec<Said>,
    /// The element that was not as it should be: its name, and what it is.
    #[serde(default)]
    pub element: Option<(String, String)>,
    /// What became of each candidate of it, `candidate: result`.
    #[serde(default)]
    pub tried: Vec<String>,
    /// The page's URL, without its query's values.
    #[serde(default)]
    pub url: Option<String>,
    /// The site file that the element is from.
    #[serde(default)]
    pub site_file: Option<String>,
    /// How long the page was waited for, in milliseconds.
    #[serde(default)]
    pub waited: Option<i64>,
}

impl Trouble {
    /// What is said in a language, by its tag; else in the first one.
    pub fn in_language(&self, tag: &str) -> Option<&Said> {
        let said = self.said.iter().find(|s| s.lang == tag);
        said.or(self.said.first())
    }
}

/// How a target ended, beside its state and its link.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The platform's name.
    pub platform: String,
    /// The article's file.
    pub file: String,
    /// The route that handed it in.
    pub route: Option<RouteVia>,
    /// Why that route and not the first one.
    pub route_reason: Option<String>,
    /// The site file of that route.
    #[serde(default)]
    pub site_file: Option<String>,
    /// The platform's number of it.
    pub external_id: Option<String>,
    /// What it cost.
    pub price: Option<Money>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// When to run again, in seconds since 1970, where it is known.
    pub retry_at: Option<i64>,
    /// Whether a person is needed.
    pub person: bool,
    /// What went wrong.
    pub trouble: Option<Trouble>,
}
