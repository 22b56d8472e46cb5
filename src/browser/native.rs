//! What is done natively, as a hand does it: clicks, keys, actions, and opening a URL.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::attempt::{Attempt, Outcome};
use super::capabilities::PAGE_LOAD;
use super::keys;
use super::link::Trouble;
use super::page::Fault;
use super::tab::Tab;
use crate::secret::scrub;

impl Tab {
    /// Clicks an element natively.
    pub(super) async fn press(&mut self, id: &str, may_take: Duration) -> Result<(), Trouble> {
        self.acted = Some(id.to_owned());
        let path = format!("/element/{id}/click");
        self.link.post(&path, json!({}), may_take).await.map(drop)
    }

    /// Types into an element natively.
    pub(super) async fn type_keys(&mut self, id: &str, text: &str) -> Result<(), Trouble> {
        self.acted = Some(id.to_owned());
        let path = format!("/element/{id}/value");
        let body = json!({ "text": text });
        // Key by key: a long text takes its time.
        let may_take = Duration::from_secs(10) + Duration::from_millis(10) * units(text);
        self.link.post(&path, body, may_take).await.map(drop)
    }

    /// Carries out W3C actions.
    pub(super) async fn act(&mut self, actions: Value) -> Result<(), Trouble> {
        let may_take = Duration::from_secs(20);
        self.link
            .post("/actions", actions, may_take)
            .await
            .map(drop)
    }

    /// Opens a URL; a page whose document takes too long is left to the wait that follows.
    pub(super) async fn navigate(&mut self, attempt: &Attempt, url: &str) -> Outcome<()> {
        let body = json!({ "url": url });
        match self
            .link
            .send(Method::POST, "/url", Some(body), PAGE_LOAD)
            .await
        {
            Ok(_) => Ok(()),
            Err(Trouble::Refused { code, .. }) if code == "timeout" => Ok(()),
            Err(Trouble::Refused {
                says, alert: None, ..
            }) if says.contains("net::") => {
                let fault = Fault::Condition {
                    wanted: format!("to open {}", scrub::without_query_values(url)),
                    found: says,
                };
                Err(self.fail(attempt, fault))
            }
            Err(trouble) => Err(self.fail_by(attempt, &trouble)),
        }
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(keys::units(text)).unwrap_or(u32::MAX)
}
