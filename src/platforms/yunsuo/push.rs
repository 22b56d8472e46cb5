//! A push of a custom platform that reaches us, for text that a stranger may have sent.
//!
//! Pure: bytes in, a typed push or the reason why it is refused out. Nothing here believes the
//! sender; [`Envelope::is_signed_by`] tells whether one of the pool's keys made the signature.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::limits::{Kind, has_text};
use super::signature::verify_push;
use crate::plan::is_web_url;
use crate::plan::{Act, Call, Plan, Slots, Step};
use crate::secret::Secret;

/// Arrays and objects within each other, the outermost counted; the document's pushes have four.
pub const MAX_DEPTH: usize = 8;

/// Characters of a nonce, of a signature's text, of a type.
const MAX_WORD: usize = 256;

/// Characters of a title: the document's push allows 60.
const MAX_TITLE: usize = 300;

/// Characters of the other short texts: the document's push allows 255.
const MAX_TEXT: usize = 4_000;

/// Characters of a URL.
const MAX_URL: usize = 2_048;

/// Categories and images of one push.
const MAX_ENTRIES: usize = 200;

/// Why a push is refused. No message repeats what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The bytes are no UTF-8.
    #[error("the body is not UTF-8")]
    NotUtf8,
    /// Too many arrays and objects within each other.
    #[error("the body is nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// Not JSON, or not of the document's shape.
    #[error("the body is not the document's JSON (line {0}, column {1})")]
    Shape(usize, usize),
    /// A type that the document does not have.
    #[error("the type is none of the document's")]
    Type,
    /// A field that the type needs is missing or empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A field is longer than any of the document's.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// A field that must be a URL is none.
    #[error("{0} is not an http or https URL")]
    NotUrl(&'static str),
}

/// What was posted, before anything of it is believed.
#[derive(Clone, Debug)]
pub struct Envelope {
    kind: Kind,
    type_as_sent: String,
    signature: String,
    nonce: String,
    data: Data,
}

/// One item of a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// `article`, `video`, `images` or `audio`.
    pub kind: String,
    /// The title.
    pub title: String,
    /// As sent, with commas between them.
    pub keywords: String,
    /// The description; empty when there is none.
    pub description: String,
    /// The cover's URL; empty when there is none.
    pub cover: String,
    /// The categories in order.
    pub categories: Vec<String>,
    /// The text of an article, in HTML as sent.
    pub html: String,
    /// The URL of a video or of a sound.
    pub media: String,
    /// The images of a gallery.
    pub images: Vec<Picture>,
}

/// An image with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Where it is.
    pub url: String,
    /// What it shows.
    #[serde(default)]
    pub text: String,
}

#[derive(Deserialize)]
struct Sent {
    r#type: Type,
    signature: String,
    nonce: String,
    data: Data,
}

/// Both spellings of the type: a word or digits as text, or a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Type {
    Number(u8),
    Text(String),
}

/// The fields of all types; a key that comes twice is an error of the shape, one that is not known is left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Data {
    title: Option<String>,
    keywords: Option<String>,
    description: Option<String>,
    cover: Option<String>,
    categories: Option<Vec<String>>,
    html: Option<String>,
    video_url: Option<String>,
    audio_url: Option<String>,
    images: Option<Vec<Picture>>,
}

impl Envelope {
    /// Reads a body. Time and memory are linear in it.
    ///
    /// # Errors
    /// It is not what the document describes.
    pub fn read(body: &[u8]) -> Result<Self, PushError> {
        let text = std::str::from_utf8(body).map_err(|_| PushError::NotUtf8)?;
        if depth(text) > MAX_DEPTH {
            return Err(PushError::TooDeep);
        }
        let sent: Sent =
            serde_json::from_str(text).map_err(|e| PushError::Shape(e.line(), e.column()))?;
        let type_as_sent = match sent.r#type {
            Type::Number(n) => n.to_string(),
            Type::Text(text) => text,
        };
        for (name, text) in [
            ("type", &type_as_sent),
            ("signature", &sent.signature),
            ("nonce", &sent.nonce),
        ] {
            if text.is_empty() {
                return Err(PushError::Missing(name));
            }
            within(name, text, MAX_WORD)?;
        }
        Ok(Self {
            kind: kind_of(&type_as_sent).ok_or(PushError::Type)?,
            type_as_sent,
            signature: sent.signature,
            nonce: sent.nonce,
            data: sent.data,
        })
    }

    /// Whether one of the keys made the signature; every key is tried, whichever fits.
    pub fn is_signed_by(&self, keys: &[Secret]) -> bool {
        keys.iter().fold(false, |found, key| {
            found | verify_push(key, &self.type_as_sent, &self.nonce, &self.signature)
        })
    }

    /// The nonce, which is to be remembered for as long as the keys live.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The item, held against the document's rules.
    ///
    /// # Errors
    /// The first field that is missing, too long or no URL.
    pub fn open(self) -> Result<Push, PushError> {
        let data = self.data;
        let mut push = Push {
            kind: word(self.kind).to_owned(),
            title: data.title.unwrap_or_default().trim().to_owned(),
            keywords: data.keywords.unwrap_or_default(),
            description: data.description.unwrap_or_default(),
            cover: data.cover.unwrap_or_default(),
            categories: data.categories.unwrap_or_default(),
            html: String::new(),
            media: String::new(),
            images: Vec::new(),
        };
        if push.title.is_empty() {
            return Err(PushError::Missing("title"));
        }
        within("title", &push.title, MAX_TITLE)?;
        within("keywords", &push.keywords, MAX_TEXT)?;
        within("description", &push.description, MAX_TEXT)?;
        if !push.cover.is_empty() {
            url("cover", &push.cover)?;
        }
        if push.categories.len() > MAX_ENTRIES {
            return Err(PushError::TooLong("categories"));
        }
        for category in &push.categories {
            within("categories", category, MAX_TITLE)?;
        }
        match self.kind {
            Kind::Article => {
                push.html = data.html.unwrap_or_default();
                // An article may be one picture alone: the document asks for text when it is sent, not here.
                if !has_text(&push.html) && !push.html.contains("<img") {
                    return Err(PushError::Missing("html"));
                }
            }
            Kind::Video => push.media = needed("video_url", data.video_url)?,
            Kind::Audio => push.media = needed("audio_url", data.audio_url)?,
            Kind::Images => {
                push.images = data.images.unwrap_or_default();
                if push.images.is_empty() {
                    return Err(PushError::Missing("images"));
                }
                if push.images.len() > MAX_ENTRIES {
                    return Err(PushError::TooLong("images"));
                }
                for picture in &push.images {
                    url("images.url", &picture.url)?;
                    within("images.text", &picture.text, MAX_TEXT)?;
                }
            }
        }
        Ok(push)
    }
}

impl Push {
    /// The identity of the content: 64 hex digits over all fields, in whatever order and spelling they came.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        let mut put = |text: &str| {
            // The length before each text, so that no two contents run into the same bytes.
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        for text in [
            &self.kind,
            &self.title,
            &self.keywords,
            &self.description,
            &self.cover,
            &self.html,
            &self.media,
        ] {
            put(text);
        }
        put(&self.categories.len().to_string());
        self.categories.iter().for_each(|c| put(c));
        for picture in &self.images {
            put(&picture.url);
            put(&picture.text);
        }
        hex::encode(hash.finalize())
    }

    /// Whether it is what a plan of ours pushed: the same type, title and text.
    ///
    /// The platform may rewrite tags and move images, so of HTML its text alone is compared, without blanks.
    pub fn came_of(&self, plan: &Plan) -> bool {
        let Some(call) = call(plan) else { return false };
        let Ok(filled) = call.fill(&Slots::from_stored(plan.given.clone())) else {
            return false;
        };
        let body = filled.body.unwrap_or_default();
        let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
        let kind = body.get("type").and_then(Value::as_i64).and_then(Kind::of);
        let same_title = text("title").trim() == self.title;
        let Some(kind) = kind.filter(|k| same_title && word(*k) == self.kind) else {
            return false;
        };
        match kind {
            Kind::Article => bare(text("content_html")) == bare(&self.html),
            Kind::Video => text("video_url") == self.media,
            Kind::Audio => text("audio_url") == self.media,
            Kind::Images => {
                let sent = body.get("images").and_then(Value::as_array);
                let texts = sent.into_iter().flatten();
                texts
                    .map(|i| i.get("text").and_then(Value::as_str).unwrap_or_default())
                    .eq(self.images.iter().map(|i| i.text.as_str()))
            }
        }
    }
}

/// The call of a plan's submit.
fn call(plan: &Plan) -> Option<&Call> {
    let steps = plan.milestones.iter().flat_map(|m| &m.routes);
    steps.flat_map(|r| &r.steps).find_map(|step| match step {
        Step::Submit(submit) => match &submit.act {
            Act::Call(call) => Some(call),
            Act::Click { .. } => None,
        },
        _ => None,
    })
}

/// The document has digits in its table and `article` in its example; the other words are guesses in its manner.
fn kind_of(sent: &str) -> Option<Kind> {
    match sent {
        "0" | "article" => Some(Kind::Article),
        "1" | "video" => Some(Kind::Video),
        "2" | "images" | "image" | "gallery" | "album" => Some(Kind::Images),
        "3" | "audio" => Some(Kind::Audio),
        _ => None,
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "article",
        Kind::Video => "video",
        Kind::Images => "images",
        Kind::Audio => "audio",
    }
}

/// How deep arrays and objects stand within each other, outside of texts.
fn depth(json: &str) -> usize {
    let (mut now, mut most, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !quoted => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The text of HTML without tags, blanks and the difference between a sign and its name.
fn bare(html: &str) -> String {
    scraper::Html::parse_fragment(html)
        .root_element()
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect()
}

fn needed(name: &'static str, found: Option<String>) -> Result<String, PushError> {
    let found = found.filter(|f| !f.is_empty());
    let found = found.ok_or(PushError::Missing(name))?;
    url(name, &found)?;
    Ok(found)
}

fn url(name: &'static str, text: &str) -> Result<(), PushError> {
    within(name, text, MAX_URL)?;
    if is_web_url(text) {
        Ok(())
    } else {
        Err(PushError::NotUrl(name))
    }
}

fn within(name: &'static str, text: &str, most: usize) -> Result<(), PushError> {
    // A character has a byte at least, so most texts need no counting.
    if text.len() <= most || text.chars().nth(most).is_none() {
        Ok(())
    } else {
        Err(PushError::TooLong(name))
    }
}
