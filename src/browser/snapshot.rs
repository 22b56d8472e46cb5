//! A page as a fixture: the document as rendered, scrubbed.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::attempt::{Attempt, Outcome};
use super::page::Fault;
use super::scrub::{self, Scrubbing, public_url};
use super::tab::Tab;

const SCRIPT: &str = include_str!("in_page/snapshot.js");

/// How long a page may go on changing before it is taken as it is.
const STILL: Duration = Duration::from_secs(4);

/// A page as everybody may have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Where it was, without ids and values.
    pub url: String,
    /// The document.
    pub html: String,
    /// How many style sheets could not be read: they are another host's.
    pub unread_styles: usize,
}

#[derive(Deserialize)]
struct Taken {
    url: String,
    html: String,
    unread: usize,
}

impl Tab {
    /// Takes the page as it is once it is still. What it holds of anybody never leaves this function.
    pub(super) async fn take_snapshot(&mut self, known: &Scrubbing) -> Outcome<Snapshot> {
        let attempt = Attempt::new(self.options.wait);
        let millis = u64::try_from(STILL.as_millis()).unwrap_or(u64::MAX);
        let body = json!({ "script": SCRIPT, "args": [millis] });
        let answer = self.link.post("/execute/async", body, STILL).await;
        let answer = answer.map_err(|trouble| self.fail_by(&attempt, &trouble))?;
        let taken: Taken = serde_json::from_value(answer).map_err(|e| {
            let why = format!("the in-page script took no page: {e}");
            self.fail(&attempt, Fault::Driver(why))
        })?;
        Ok(Snapshot {
            url: public_url(&taken.url),
            html: scrub::document(&self.redactor.clean(&taken.html), known),
            unread_styles: taken.unread,
        })
    }
}
