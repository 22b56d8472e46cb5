//! A push of the custom platform that reaches us: verified, decoded, and held against what was handed in.
//!
//! It is the only proof of a push of ours whose answer was lost. Nothing in it names that push, so that type, title and
//! content must be the same. Whoever takes pushes keeps their nonces: the signature does not cover the content
//! (facts: a captured request can be replayed with another), and a known nonce with other content is refused.

use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::signature::verify_push;
use crate::plan::{Act, Plan, Receipt, Slots, State, Step};
use crate::secret::Secret;

/// The spellings of `type`: the document's example has words, its table numbers.
const KINDS: [[&str; 2]; 4] = [
    ["0", "article"],
    ["1", "video"],
    ["2", "images"],
    ["3", "audio"],
];

/// Why a push is not believed or not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAPush {
    /// It is no JSON object with the document's fields: which one is missing.
    #[error("the push has no {0}")]
    Field(&'static str),
    /// The signature is not one of the pool's key.
    #[error("the push is not signed with the pool's key")]
    Signature,
    /// Its type is none of the document's.
    #[error("the push has an unknown type")]
    Kind,
}

/// A push that somebody sent who knows the pool's key.
#[derive(Clone, Debug, PartialEq)]
pub struct Pushed {
    /// 0 article, 1 video, 2 images, 3 audio.
    pub kind: u8,
    /// The nonce, to be kept for as long as the pool's key lives.
    pub nonce: String,
    /// The content.
    pub data: Value,
}

/// Verifies and decodes the body of a push.
///
/// # Errors
/// What is missing, or that it is not signed with this key.
pub fn decode(pool_key: &Secret, body: &[u8]) -> Result<Pushed, NotAPush> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let sent = match body.get("type") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Err(NotAPush::Field("type")),
    };
    let text = |name: &'static str| {
        let text = body.get(name).and_then(Value::as_str);
        text.ok_or(NotAPush::Field(name))
    };
    let nonce = text("nonce")?;
    if !verify_push(pool_key, &sent, nonce, text("signature")?) {
        return Err(NotAPush::Signature);
    }
    let data = body.get("data").filter(|d| d.is_object());
    let kind = KINDS
        .iter()
        .zip(0u8..)
        .find(|(words, _)| words.contains(&sent.as_str()));
    Ok(Pushed {
        kind: kind.ok_or(NotAPush::Kind)?.1,
        nonce: nonce.to_owned(),
        data: data.ok_or(NotAPush::Field("data"))?.clone(),
    })
}

impl Pushed {
    /// What makes two pushes the same one: type, title and content. A retry may carry another nonce.
    pub fn identity(&self) -> String {
        let mut hash = Sha256::new();
        for part in [self.kind.to_string(), self.title(), content(&self.data)] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hex::encode(hash.finalize())
    }

    /// Whether it is what a plan handed in.
    pub fn is_of(&self, plan: &Plan) -> bool {
        let steps = plan.milestones.iter().flat_map(|m| &m.routes);
        let calls = steps.flat_map(|r| &r.steps).filter_map(|step| match step {
            Step::Submit(submit) => match &submit.act {
                Act::Call(call) => call.fill(&Slots::default()).ok()?.body,
                Act::Click { .. } => None,
            },
            _ => None,
        });
        plan.platform == super::NAME
            && calls.into_iter().any(|sent| {
                let content = content(&sent);
                sent["type"] == self.kind
                    && sent["title"].as_str().map(str::trim) == Some(self.title().trim())
                    && !content.is_empty()
                    && content == self::content(&self.data)
            })
    }

    /// What it proves: the platform took the push and hands it on.
    pub fn receipt(&self) -> Receipt {
        Receipt {
            state: State::Submitted,
            url: None,
            external_id: None,
            price: None,
            evidence: vec![format!(
                "the platform pushed it to us: nonce {}, sha256 {}",
                self.nonce,
                self.identity()
            )],
        }
    }

    fn title(&self) -> String {
        self.data["title"].as_str().unwrap_or_default().to_owned()
    }
}

/// The content, without what a platform may write otherwise: tags and white space of a text.
fn content(data: &Value) -> String {
    let text = |name: &str| data[name].as_str().filter(|t| !t.is_empty());
    if let Some(html) = text("html").or(text("content_html")) {
        return bare(html);
    }
    if let Some(url) = text("video_url").or(text("audio_url")) {
        return url.to_owned();
    }
    let images = data["images"].as_array();
    let urls = images
        .into_iter()
        .flatten()
        .filter_map(|i| i["url"].as_str());
    urls.collect::<Vec<_>>().join("\n")
}

/// A text's characters, its tags and white space left out; the addresses of its images stay.
fn bare(html: &str) -> String {
    let mut bare = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            break;
        };
        if let Some((_, src)) = tag.split_once("src=\"") {
            bare.push_str(src.split('"').next().unwrap_or_default());
        }
        rest = after;
    }
    bare.push_str(rest);
    bare.retain(|c| !c.is_whitespace());
    bare
}
