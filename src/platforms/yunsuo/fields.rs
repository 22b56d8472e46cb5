//! What an author sets for a push, typed and checked.

use super::NAME;
use super::limits::{
    ACCOUNT_LENGTH, AUDIO, BAD_ACCOUNT, BAD_TYPE, CATEGORIES, COVER, DESCRIPTION, EMPTY_TEXT,
    FEW_CATEGORIES, FEW_IMAGES, IMAGE, IMAGE_TEXT, IMAGES, KEYWORDS, Kind, NO_ACCOUNTS,
    NO_CATEGORIES, NO_IMAGES, TITLE, UrlRule, VIDEO, has_text,
};
use crate::article::{Article, Placed, Section, Value};
use crate::plan::{Account, Hosting, Note, Step, Template, is_web_url};
use crate::platforms::layers::{Layers, misspelt, text_of};
use crate::platforms::pictures::{Pictures, Unplaced, told};
use crate::text::{Finding, Findings, Message, Place, YunsuoMessage};

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
    pub(super) cover: Template,
    /// For an article alone.
    pub(super) html: Option<Template>,
    pub(super) video_url: Option<String>,
    pub(super) audio_url: Option<String>,
    /// For a push of images alone.
    pub(super) images: Option<Template>,
    /// What puts pictures where Yunsuo sees them.
    pub(super) hosted: Vec<Step>,
    /// What the author should know.
    pub(super) notes: Vec<Note>,
}

impl Fields {
    /// Reads and checks all fields.
    ///
    /// # Errors
    /// All findings at once.
    pub(super) fn read(
        article: &Article,
        account: &Account,
        hosting: &Hosting,
    ) -> Result<Fields, Findings> {
        let layers = Layers::new(article, account, NAME);
        let mut reader = Reader {
            article,
            findings: layers.unknown(KEYS),
            layers,
            notes: Vec::new(),
            pictures: Pictures::new(article, hosting),
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

/// The pictures that an article or an account names for pushes.
pub(super) fn pictures(article: &Article, account: &Account) -> Vec<String> {
    let layers = Layers::new(article, account, NAME);
    let mut found = layers.texts_of(&[COVER.key]);
    let items = layers.read(&["images"], &mut Findings::new(), items);
    for item in items.ok().flatten().iter().flat_map(|l| &l.value) {
        let url = match item.value.map() {
            Some(section) => text_of(section, "url", &mut Findings::new()).ok().flatten(),
            None => item
                .value
                .text()
                .map(|t| Placed::new(t.into_owned(), item.place.clone())),
        };
        found.extend(url.map(|u| u.value));
    }
    found
}

/// The items of a list; a single value is a list of one.
fn items(section: &Section, key: &str) -> Result<Option<Placed<Vec<Placed<Value>>>>, Findings> {
    let found = section.get(key).filter(|v| v.value != Value::Null);
    Ok(found.map(|v| {
        let items = v.value.list().unwrap_or(std::slice::from_ref(v));
        Placed::new(items.to_vec(), v.place.clone())
    }))
}

struct Reader<'a> {
    article: &'a Article,
    pictures: Pictures<'a>,
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
        let cover = self.picture(&COVER, meta);
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
            hosted: self.pictures.steps(),
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

    /// Reads the address of a picture, or its file.
    fn picture(&mut self, rule: &UrlRule, else_: Option<Placed<String>>) -> Option<Template> {
        let found = self.layers.text(&[rule.key], &mut self.findings).ok()?;
        let Some(url) = found.or(else_) else {
            self.missing(rule.key, rule.missing);
            return None;
        };
        self.placed(rule, &url)
    }

    fn placed(&mut self, rule: &UrlRule, url: &Placed<String>) -> Option<Template> {
        let why = match self.pictures.address(&url.value) {
            Ok(address) => return Some(address),
            Err(why) => why,
        };
        let (key, written) = (rule.key, url.value.clone());
        let message = told(why, |why| match why {
            Unplaced::Nowhere => YunsuoMessage::LocalFile { key, url: written },
            _ => YunsuoMessage::NotAUrl {
                key,
                url: written,
                says: rule.wrong,
            },
        });
        self.find(&url.place, message);
        None
    }

    fn address(&self, rule: &UrlRule, url: &str) -> Result<(), YunsuoMessage> {
        if is_web_url(url) {
            return Ok(());
        }
        Err(YunsuoMessage::NotAUrl {
            key: rule.key,
            url: url.to_owned(),
            says: rule.wrong,
        })
    }

    /// Reads `images`: a list of maps with `url` and `text`.
    fn images(&mut self) -> Option<Template> {
        let found = self.layers.read(&["images"], &mut self.findings, items);
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
        let images = items.value.iter().map(|item| self.image(item));
        Some(Template::List(images.collect()))
    }

    fn image(&mut self, item: &Placed<Value>) -> Template {
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
        let placed = match url.value.is_empty() {
            true => {
                let (key, says) = (IMAGE.key, IMAGE.missing);
                self.find(&url.place, YunsuoMessage::Missing { key, says });
                None
            }
            false => self.placed(&IMAGE, &url),
        };
        self.told(&text.place, IMAGE_TEXT.check(&text.value));
        Template::Map(vec![
            (
                "url".to_owned(),
                placed.unwrap_or_else(|| Template::text("")),
            ),
            ("text".to_owned(), Template::text(text.value)),
        ])
    }

    /// Gives the body as HTML; its images must be where Yunsuo can see them.
    fn html(&mut self) -> Template {
        let article = self.article;
        let (html, unplaced) = self.pictures.html();
        for (place, url, why) in unplaced {
            let message = told(why, |why| match why {
                Unplaced::Data => YunsuoMessage::DataImage,
                _ => YunsuoMessage::LocalImage { url },
            });
            self.find(&place, message);
        }
        if !has_text(&html.to_string()) {
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

    fn find(&mut self, place: &Place, message: impl Into<Message>) {
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
