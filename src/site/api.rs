//! A site file of kind `api`: calls and the error table.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Recorded, SiteFileError};
use crate::text::SitePart;

/// What is known of a site's API at a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiFile {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u32,
    /// The site's name.
    pub site: String,
    /// `api`.
    #[schemars(extend("const" = "api"))]
    pub kind: String,
    /// The day it was measured, as YYYY-MM-DD; a second file of a day is YYYY-MM-DD.2, and so on.
    #[schemars(regex(pattern = super::DATE))]
    pub date: String,
    /// The date of the file of the same site and kind that says what this one leaves out.
    #[serde(default)]
    pub extends: Option<String>,
    /// Who recorded it, on what.
    #[serde(default)]
    pub recorded: Option<Recorded>,
    /// Scheme and host of every call that names none of its own.
    #[serde(default)]
    pub base: String,
    /// How an answer says yes or no; the extended file's when left out.
    #[serde(default)]
    pub envelope: Option<Envelope>,
    /// The calls by name. One that the extended file has, too, replaces that as a whole.
    #[serde(default)]
    pub calls: BTreeMap<String, CallDef>,
    /// What refusals mean, the first row that fits.
    #[serde(default)]
    pub errors: Vec<ErrorRow>,
}

/// How an answer says yes or no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Envelope {
    /// A JSON Pointer to the code; 0 is yes.
    pub code: String,
    /// A JSON Pointer to the words.
    pub says: String,
    /// Whether an answer without a code is a yes.
    pub optional: bool,
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            code: "/err_no".to_owned(),
            says: "/err_msg".to_owned(),
            optional: false,
        }
    }
}

/// One call: what is sent and what is read. `"$name"` strings are replaced by typed values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallDef {
    /// What it does, in one sentence for people.
    pub about: String,
    /// The HTTP method.
    #[schemars(extend("enum" = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]))]
    pub method: String,
    /// The path, or a whole URL on another host.
    pub path: String,
    /// The query. A parameter whose value is not known is left out.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// Headers beyond those of every call. One whose value is not known is left out.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body, a JSON template.
    #[serde(default)]
    pub body: Option<Value>,
    /// A JSON Pointer to the rows of a list that people may see, and what is shown of a row: the name and the pointer.
    #[serde(default)]
    pub rows: Option<String>,
    /// What is shown of a row of `rows`, in order.
    #[serde(default)]
    pub show: Vec<(String, String)>,
    /// An answer as it comes, shortened: what is read must lead somewhere in it. A file is held to it when it is read.
    #[serde(default)]
    pub example: Option<Value>,
    /// What is read from the answer, by slot.
    #[serde(default)]
    pub read: BTreeMap<String, ReadDef>,
}

/// Where in an answer a slot's value is. No other expressions exist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReadDef {
    /// A JSON Pointer into the body, or into the picked row.
    pub pointer: Option<String>,
    /// A response header.
    pub header: Option<String>,
    /// The field of the header, counted from 0 between commas.
    pub field: Option<usize>,
    /// A JSON Pointer to a list, of whose rows the first that fits is picked.
    pub pick: Option<String>,
    /// Pointers into a row, one of which must equal `equals`.
    pub one_of: Vec<String>,
    /// The value wanted there, or `$name`.
    pub equals: Option<Value>,
    /// Whether nothing found is an answer too: the slot becomes null.
    pub optional: bool,
    /// Whether the value is a secret.
    pub secret: bool,
}

/// A row of the error table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorRow {
    /// The code, as a number or a text.
    #[serde(default)]
    pub code: Option<Value>,
    /// A part of the message.
    #[serde(default)]
    pub says: Option<String>,
    /// The HTTP status.
    #[serde(default)]
    pub http: Option<u16>,
    /// What it means.
    pub means: ErrorMeaning,
}

/// What a refusal means to the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorMeaning {
    /// The session is gone: sign in again.
    SignIn,
    /// A person must act on the site.
    Person,
    /// The request is wrong and was not carried out.
    Invalid,
    /// What was asked for does not exist.
    NotFound,
    /// The call itself is not known: the API has changed.
    NoRoute,
    /// It exists already.
    AlreadyThere,
    /// Too fast, or out of hours: later.
    Later,
    /// Not carried out for lack of money.
    NoMoney,
    /// Proves nothing about what was done.
    Unclear,
}

impl ApiFile {
    /// The file's name in messages: `juejin/api/2026-09-13`.
    pub fn id(&self) -> String {
        format!("{}/api/{}", self.site, self.date)
    }

    /// How an answer says yes or no.
    pub fn envelope(&self) -> Envelope {
        self.envelope.clone().unwrap_or_default()
    }

    /// A call by name.
    pub fn call(&self, name: &str) -> Result<&CallDef, SiteFileError> {
        self.calls.get(name).ok_or_else(|| SiteFileError::Unknown {
            file: self.id(),
            what: SitePart::Call,
            name: name.to_owned(),
        })
    }

    /// What a refusal means, by the first row that fits; `Unclear` when none does.
    pub fn meaning(&self, http: u16, code: &Value, says: &str) -> ErrorMeaning {
        self.errors
            .iter()
            .find(|r| {
                r.http.is_none_or(|h| h == http)
                    && r.code.as_ref().is_none_or(|c| c == code)
                    && r.says.as_ref().is_none_or(|s| says.contains(s.as_str()))
            })
            .map_or(ErrorMeaning::Unclear, |r| r.means)
    }
}
