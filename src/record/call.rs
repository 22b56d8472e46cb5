//! A request and its answer in clear, without what is secret: for people who want to see why.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::plan::{ClearCall, Effect};
use crate::secret::{Redactor, scrub};

/// The most that is kept of a body, in bytes.
const BODY: usize = 4 * 1024;

/// A request and its answer as they were meant, before sealing and signing. Headers are not in it: they hold the
/// session, the keys' signatures and nothing that a person misses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallTrace {
    /// The HTTP method.
    pub method: String,
    /// The URL with its query; secret values are `***`.
    pub url: String,
    /// What it does on the other side.
    pub effect: Effect,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// The body as it was meant.
    pub request: Option<Excerpt>,
    /// The answer's body, opened where it travels sealed.
    pub answer: Option<Excerpt>,
}

/// The beginning of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The text, JSON with line breaks where it is JSON.
    pub text: String,
    /// How many bytes of the body are not in it.
    #[serde(default)]
    pub more: usize,
}

impl CallTrace {
    /// A request before its answer.
    pub fn of(call: &ClearCall, redactor: &Redactor) -> Self {
        let value = |name: &str, value: &str| match scrub::is_secret_name(name) {
            true => "***".to_owned(),
            false => scrub::without_phone_numbers(&redactor.clean(value)),
        };
        let query: Vec<String> = call
            .query
            .iter()
            .map(|(name, text)| format!("{name}={}", value(name, text)))
            .collect();
        let url = redactor.clean(&scrub::without_signatures(&call.url));
        Self {
            method: call.method.clone(),
            url: match query.is_empty() {
                true => url,
                false => format!("{url}?{}", query.join("&")),
            },
            effect: call.effect,
            status: None,
            request: call.body.as_ref().map(|body| excerpt(body, redactor)),
            answer: None,
        }
    }

    /// Adds the answer.
    #[must_use]
    pub fn answered(mut self, status: u16, body: Option<&Value>, redactor: &Redactor) -> Self {
        self.status = Some(status);
        self.answer = body.map(|body| excerpt(body, redactor));
        self
    }
}

fn excerpt(body: &Value, redactor: &Redactor) -> Excerpt {
    let text = match scrub::without_secret_fields(&redactor.clean_values(body)) {
        Value::String(text) => text,
        value => serde_json::to_string_pretty(&value).unwrap_or_default(),
    };
    let text = scrub::without_phone_numbers(&scrub::without_signatures(&text));
    let mut at = text.len().min(BODY);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    Excerpt {
        more: text.len() - at,
        text: text[..at].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use serde_json::json;

    fn call() -> ClearCall {
        ClearCall {
            name: "c".into(),
            effect: Effect::Set,
            method: "POST".into(),
            url: "https://a.example/p".into(),
            query: vec![
                ("aid".into(), "2608".into()),
                ("a_token".into(), "t0p".into()),
            ],
            headers: vec![("Cookie".into(), "sessionid=no".into())],
            body: Some(json!({"title": "标题 planted", "app_key": "k1", "tel": "13800138000"})),
            reads: vec![],
        }
    }

    #[test]
    fn a_call_is_told_without_headers_and_without_secrets() {
        let mut redactor = Redactor::default();
        redactor.hide(&Secret::new("planted".into()));
        let answer =
            json!({"data": {"SessionToken": "st", "url": "https://i.example/x?x-signature=s"}});
        let trace = CallTrace::of(&call(), &redactor).answered(200, Some(&answer), &redactor);
        let text = serde_json::to_string(&trace).unwrap();
        for secret in [
            "planted",
            "t0p",
            "k1",
            "13800138000",
            "sessionid",
            "\"st\"",
            "signature=s",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert_eq!(trace.url, "https://a.example/p?aid=2608&a_token=***");
        assert!(text.contains("标题 ***"));
    }

    #[test]
    fn a_long_body_is_cut_between_characters_and_says_so() {
        let body = Value::from("发".repeat(BODY));
        let cut = excerpt(&body, &Redactor::default());
        assert!(cut.text.len() <= BODY && cut.text.len() + cut.more == 3 * BODY);
    }
}
