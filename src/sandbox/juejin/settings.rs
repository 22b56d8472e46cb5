//! How the simulated site behaves.

use serde::{Deserialize, Serialize};

/// How the site behaves; a test changes it through the book.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// After how many looks (own list, detail) a reviewed article is decided; 0 is at once.
    pub looks_until_decided: u32,
    /// Articles whose title holds one of these are refused by the review.
    pub rejected_titles: Vec<String>,
    /// What `audit_status` says of a refused article: 3, or −1 as one source has it.
    pub rejected_status: i64,
    /// Why, in the words of the review; where the real site says it was never captured.
    pub rejected_reason: String,
    /// After how many list reads an updated article shows its new title.
    pub title_lag_reads: u32,
    /// Pictures whose address holds one of these cannot be fetched: the site marks them in the text of a draft.
    pub unreachable_images: Vec<String>,
    /// Whether the next page is the captcha, until a person has solved it.
    pub captcha: bool,
    /// Gives every class of the pages another name, each number other ones; 0 leaves them as they are.
    pub other_classes: u64,
    /// Markup that every page has at its end, such as what a test looks for elsewhere afterwards.
    pub planted: String,
    /// The version of the editor's pages, one of [`super::VARIANTS`]; today's unless set.
    pub variant: String,
    /// How long a session lives, in seconds.
    pub session_seconds: i64,
    /// How long to wait before another code is sent to a phone, in seconds.
    pub seconds_between_codes: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            looks_until_decided: 2,
            rejected_titles: Vec::new(),
            rejected_status: 3,
            rejected_reason: "推广类内容".to_owned(),
            title_lag_reads: 2,
            unreachable_images: Vec::new(),
            captcha: false,
            other_classes: 0,
            planted: String::new(),
            variant: String::new(),
            session_seconds: 31_536_000,
            seconds_between_codes: 60,
        }
    }
}
