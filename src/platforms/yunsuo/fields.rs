//! What an author sets for a push, typed and checked.

use serde_json::{Value as Json, json};

use super::NAME;
use super::limits::{
    ACCOUNT_LENGTH, AUDIO, BAD_ACCOUNT, BAD_TYPE, CATEGORIES, COVER, DESCRIPTION, EMPTY_TEXT,
    FEW_CATEGORIES, FEW_IMAGES, IMAGE, IMAGE_TEXT, IMAGES, KEYWORDS, Kind, NO_ACCOUNTS,
    NO_CATEGORIES, NO_IMAGES, TITLE, UrlRule, VIDEO, has_text,
};
use crate::article::{Article, ImageKind, Placed, Section, Value};
use crate::plan::{Account, Note};
use crate::platforms::layers::{Layers, misspelt, text_of};
use crate::platforms::web_url::is_web_url;
use crate::text::{Finding, Findings, Place, YunsuoMessage};

/// The keys that an article may set.
pub(super) const KEYS: &[&str] = &[
    "type",
    "keywords",
    "description",
    "categories",
    "cover",
    "accounts",
    "video_url",
    "audio_url",
    "images",
];

/// The keys of one of the `images`.
const IMAGE_KEYS: &[&str] = &["url", "text"];

/// One push.
pub(super) struct Fields {
    pub(super) kind: Kind,
    /// With commas between them.
    pub(super) keywords: String,
    pub(super) description: Option<String>,
    /// With commas between them, each once.
    pub(super) categories: String,
    pub(super) accounts: Vec<String>,
    pub(super) cover: String,
    /// For an article alone.
    pub(super) html: Option<String>,
    pub(super) video_url: Option<String>,
    pub(super) audio_url: Option<String>,
    /// For a push of images alone.
    pub(super) images: Option<Json>,
    /// What the author should know.
    pub(super) notes: Vec<Note>,
}

impl Fields {
    /// Reads and checks all fields.
    ///
    /// # Errors
    /// All findings at once.
    pub(super) fn read(article: &Article, account: &Account) -> Result<Fields, Findings> {
        let layers = Layers::new(article, account, NAME);
        let mut reader = Reader {
            article,
            findings: layers.unknown(KEYS),
            layers,
            notes: Vec::new(),
        };
        let fields = reader.fields();
        match fields {
            Some(mut fields) if reader.findings.is_empty() => {
                fields.notes = reader.notes;
                Ok(fields)
            }
            _ => Err(reader.findings),
        }
    }
}

struct Reader<'a> {
    article: &'a Article,
    layers: Layers<'a>,
    findings: Findings,
    notes: Vec<Note>,
}

impl Reader<'_> {
    /// Reads every field, whatever is wrong with the others.
    fn fields(&mut self) -> Option<Fields> {
        let kind = self.kind();
        let title = &self.article.title;
        let checked = TITLE.check(&title.value);
        self.told(&title.place, checked);
        let accounts = self.accounts();
        let keywords = self.keywords();
        let description = self.description();
        let categories = self.categories();
        let meta = self.article.meta.cover.clone();
        let cover = self.url(&COVER, meta);
        let is = |wanted| kind == Some(wanted);
        let video_url = is(Kind::Video).then(|| self.url(&VIDEO, None)).flatten();
        let audio_url = is(Kind::Audio).then(|| self.url(&AUDIO, None)).flatten();
        let images = is(Kind::Images).then(|| self.images()).flatten();
        let html = is(Kind::Article).then(|| self.html());
        Some(Fields {
            kind: kind?,
            keywords: keywords?,
            description,
            categories: categories?,
            accounts: accounts?,
            cover: cover?,
            html,
            video_url,
            audio_url,
            images,
            notes: Vec::new(),
        })
    }

    fn kind(&mut self) -> Option<Kind> {
        let found = self.layers.text(&["type"], &mut self.findings).ok()?;
        let Some(text) = found else {
            return Some(Kind::Article);
        };
        let kind = text.value.parse().ok().and_then(Kind::of);
        if kind.is_none() {
            let message = YunsuoMessage::Type {
                found: text.value.clone(),
                says: BAD_TYPE,
            };
            self.find(&text.place, message);
        }
        kind
    }

    /// Reads `accounts`, else the account's `push_to`.
    fn accounts(&mut self) -> Option<Vec<String>> {
        let keys = ["accounts", "push_to"];
        let Some(listed) = self.layers.names(&keys, &mut self.findings).ok()? else {
            self.missing("accounts", NO_ACCOUNTS);
            return None;
        };
        let mut ids: Vec<String> = Vec::new();
        for id in listed.value {
            let message = if id.value.chars().count() != ACCOUNT_LENGTH {
                YunsuoMessage::Account {
                    id: id.value,
                    says: BAD_ACCOUNT,
                }
            } else if ids.contains(&id.value) {
                YunsuoMessage::Twice { id: id.value }
            } else {
                ids.push(id.value);
                continue;
            };
            self.find(&id.place, message);
        }
        Some(ids)
    }

    /// Reads `keywords`, else those at the top of the front matter, else its tags.
    fn keywords(&mut self) -> Option<String> {
        let meta = &self.article.meta;
        let mut found = self.layers.names(&["keywords"], &mut self.findings).ok()?;
        if found.is_none() {
            found = meta.keywords.clone();
        }
        if found.is_none()
            && let Some(tags) = &meta.tags
        {
            self.notes.push(Note::TagsFromTop(texts(tags)));
            found = Some(tags.clone());
        }
        let Some(names) = found else {
            if !misspelt("keywords", &self.findings) {
                let home = self.layers.home();
                self.told(&home, KEYWORDS.check(""));
            }
            return None;
        };
        let joined = texts(&names).join(",");
        let checked = KEYWORDS.check(&joined);
        self.told(&names.place, checked);
        Some(joined)
    }

    fn description(&mut self) -> Option<String> {
        let keys = ["description"];
        let found = self.layers.text(&keys, &mut self.findings).ok()?;
        let text = found.or_else(|| self.article.meta.description.clone())?;
        let checked = DESCRIPTION.check(&text.value);
        self.told(&text.place, checked);
        Some(text.value)
    }

    /// Reads `categories`, else those at the top of the front matter; each once.
    fn categories(&mut self) -> Option<String> {
        let keys = ["categories"];
        let found = self.layers.names(&keys, &mut self.findings).ok()?;
        let Some(names) = found.or_else(|| self.article.meta.categories.clone()) else {
            self.missing("categories", NO_CATEGORIES);
            return None;
        };
        let mut distinct: Vec<String> = Vec::new();
        for name in texts(&names) {
            if !distinct.contains(&name) {
                distinct.push(name);
            }
        }
        if distinct.len() < CATEGORIES {
            let message = YunsuoMessage::TooFew {
                key: "categories",
                count: distinct.len(),
                least: CATEGORIES,
                says: FEW_CATEGORIES,
            };
            self.find(&names.place, message);
        }
        Some(distinct.join(","))
    }

    /// Reads an address; `else_` is what the top of the front matter has.
    fn url(&mut self, rule: &UrlRule, else_: Option<Placed<String>>) -> Option<String> {
        let found = self.layers.text(&[rule.key], &mut self.findings).ok()?;
        let Some(url) = found.or(else_) else {
            self.missing(rule.key, rule.missing);
            return None;
        };
        let checked = self.address(rule, &url.value);
        let good = checked.is_ok();
        self.told(&url.place, checked);
        good.then_some(url.value)
    }

    fn address(&self, rule: &UrlRule, url: &str) -> Result<(), YunsuoMessage> {
        let key = rule.key;
        match self.article.locate(url) {
            _ if is_web_url(url) => Ok(()),
            ImageKind::Local(_) => Err(YunsuoMessage::LocalFile {
                key,
                url: url.to_owned(),
            }),
            _ => Err(YunsuoMessage::NotAUrl {
                key,
                url: url.to_owned(),
                says: rule.wrong,
            }),
        }
    }

    /// Reads `images`: a list of maps with `url` and `text`.
    fn images(&mut self) -> Option<Json> {
        let list = |s: &Section, key: &str| {
            let found = s.get(key).filter(|v| v.value != Value::Null);
            Ok(found.map(|v| {
                let items = v.value.list().unwrap_or(std::slice::from_ref(v));
                Placed::new(items.to_vec(), v.place.clone())
            }))
        };
        let found = self.layers.read(&["images"], &mut self.findings, list);
        let Some(items) = found.ok()?.filter(|l| !l.value.is_empty()) else {
            self.missing("images", NO_IMAGES);
            return None;
        };
        if items.value.len() < IMAGES {
            let message = YunsuoMessage::TooFew {
                key: "images",
                count: items.value.len(),
                least: IMAGES,
                says: FEW_IMAGES,
            };
            self.find(&items.place, message);
        }
        let images: Vec<Json> = items.value.iter().map(|item| self.image(item)).collect();
        Some(Json::Array(images))
    }

    fn image(&mut self, item: &Placed<Value>) -> Json {
        let empty = Section::default();
        let section = item.value.map().unwrap_or(&empty);
        self.findings.extend(section.unknown(IMAGE_KEYS));
        let mut read = |key: &str| {
            let found = text_of(section, key, &mut self.findings);
            let nothing = || Placed::new(String::new(), item.place.clone());
            found.ok().flatten().unwrap_or_else(nothing)
        };
        // A plain address is an image without its text.
        let url = match item.value.text() {
            Some(url) => Placed::new(url.into_owned(), item.place.clone()),
            None => read("url"),
        };
        let text = read("text");
        let checked = match url.value.is_empty() {
            true => Err(YunsuoMessage::Missing {
                key: IMAGE.key,
                says: IMAGE.missing,
            }),
            false => self.address(&IMAGE, &url.value),
        };
        self.told(&url.place, checked);
        self.told(&text.place, IMAGE_TEXT.check(&text.value));
        json!({"url": url.value, "text": text.value})
    }

    /// Gives the body as HTML; its images must be where Yunsuo can see them.
    fn html(&mut self) -> String {
        let article = self.article;
        for image in &article.images {
            let message = match image.kind {
                ImageKind::Remote => continue,
                ImageKind::Local(_) => YunsuoMessage::LocalImage {
                    url: image.url.clone(),
                },
                ImageKind::Data => YunsuoMessage::DataImage,
            };
            self.find(&image.place, message);
        }
        let html = article.html();
        if !has_text(&html) {
            let place = Place {
                file: article.file.clone(),
                line: article.body_line,
                column: 1,
            };
            self.find(&place, YunsuoMessage::EmptyText { says: EMPTY_TEXT });
        }
        html
    }

    fn told(&mut self, place: &Place, checked: Result<(), YunsuoMessage>) {
        if let Err(message) = checked {
            self.find(place, message);
        }
    }

    fn find(&mut self, place: &Place, message: YunsuoMessage) {
        self.findings.push(Finding::at(place.clone(), message));
    }

    fn missing(&mut self, key: &'static str, says: &'static str) {
        if !misspelt(key, &self.findings) {
            let home = self.layers.home();
            self.find(&home, YunsuoMessage::Missing { key, says });
        }
    }
}

fn texts(names: &Placed<Vec<Placed<String>>>) -> Vec<String> {
    names.value.iter().map(|n| n.value.clone()).collect()
}
