//! An article's fields as Juejin wants them.

use std::collections::BTreeMap;

use super::images::Cover;
use super::limits::{self, CATEGORIES};
use super::{links, summary};
use crate::article::{Article, Placed, Section};
use crate::plan::{Account, Note, Picture, Template};
use crate::text::{ArticleMessage, Finding, Findings, JuejinMessage, Message, Place};

/// The keys that an article may set for Juejin.
pub(super) const KEYS: [&str; 10] = [
    "category",
    "tags",
    "summary",
    "cover",
    "columns",
    "topic",
    "theme",
    "highlight",
    "images",
    "remote_images",
];

/// What is published.
pub(super) struct Fields {
    pub(super) title: String,
    /// Markdown, LF only, as the author wrote it.
    pub(super) written: String,
    /// The same with slots in place of the addresses of images that are uploaded.
    pub(super) body: Template,
    /// One of the site's eight.
    pub(super) category: &'static str,
    pub(super) tags: Vec<String>,
    pub(super) summary: String,
    pub(super) columns: Vec<String>,
    pub(super) topic: Option<String>,
    pub(super) cover: Option<Cover>,
    /// The body's images that are uploaded, each once.
    pub(super) files: Vec<Picture>,
    /// Whether there is an image that could break.
    pub(super) has_images: bool,
    /// What was not given and where it comes from instead.
    pub(super) notes: Vec<Note>,
}

impl Fields {
    /// Reads the fields: from the section under the account's name, then the platform's, then the
    /// account's defaults, then the top of the front matter.
    ///
    /// # Errors
    /// All findings at once, with the account's name in each.
    pub(super) fn read(
        article: &Article,
        account: &Account,
        platform: &str,
        known_links: &BTreeMap<String, String>,
    ) -> Result<Self, Findings> {
        let mut reader = Reader {
            article,
            section: Section::default(),
            findings: Findings::new(),
            notes: Vec::new(),
            rehost: false,
        };
        let mut names = vec![account.name.as_str(), platform];
        names.dedup();
        for section in names.iter().filter_map(|name| article.section(name)) {
            reader.findings.extend(section.unknown(&KEYS));
            reader.section = reader.section.merge(section);
        }
        reader.section = reader.section.merge(&account.settings);

        if let Err(message) = limits::title(&article.title.value) {
            reader.find(&article.title.place, message);
        }
        let category = reader.category();
        let tags = reader.tags();
        let summary = reader.summary();
        let columns = reader.columns();
        let topic = reader.topic();
        let look = reader.look().unwrap_or_default();
        let policy = reader.policy();
        reader.rehost = reader.rehost();
        let cover = reader.cover(policy);
        let (changes, notes) = links::found(article, known_links);
        reader.notes.extend(notes);
        let text = reader.text(policy, &look, &changes);

        match (category, tags, summary, columns, topic) {
            (Some(category), Some(tags), Some(summary), Some(columns), Some(topic))
                if reader.findings.is_empty() =>
            {
                Ok(Fields {
                    title: article.title.value.clone(),
                    written: format!("{look}{}", links::rewritten(&article.body, &changes)),
                    body: text.body,
                    category,
                    tags,
                    summary,
                    columns,
                    topic,
                    cover,
                    files: text.files,
                    has_images: text.has_images,
                    notes: reader.notes,
                })
            }
            _ => {
                let mut findings = reader.findings;
                findings.sort_by(|a, b| a.place.cmp(&b.place));
                Err(findings
                    .into_iter()
                    .map(|f| f.for_account(&account.name))
                    .collect())
            }
        }
    }
}

pub(super) struct Reader<'a> {
    pub(super) article: &'a Article,
    /// The account's section over the platform's over the account's defaults.
    pub(super) section: Section,
    pub(super) findings: Findings,
    pub(super) notes: Vec<Note>,
    /// Whether the images of the web are brought to the site.
    pub(super) rehost: bool,
}

impl Reader<'_> {
    pub(super) fn find(&mut self, place: &Place, message: impl Into<Message>) {
        self.findings.push(Finding::at(place.clone(), message));
    }

    /// Keeps the findings of a value of the wrong kind.
    pub(super) fn kept<T>(&mut self, read: Result<Option<T>, Findings>) -> Result<Option<T>, ()> {
        read.map_err(|findings| self.findings.extend(findings))
    }

    /// Tells whether an unknown key was found that resembles this one: to say that it is missing, too, is no help.
    fn misspelt(&self, key: &str) -> bool {
        self.findings.iter().any(|f| {
            matches!(&f.message, Message::Article(ArticleMessage::UnknownKey { nearest: Some(near), .. }) if near == key)
        })
    }

    fn category(&mut self) -> Option<&'static str> {
        let given = self.kept(self.section.text("category")).ok()?;
        let Some(name) = given else {
            let top = self.top_category();
            if top.is_none() && !self.misspelt("category") {
                let known = CATEGORIES.map(str::to_owned).to_vec();
                let place = self.article.title.place.clone();
                self.find(&place, JuejinMessage::NoCategory { known });
            }
            return top;
        };
        match limits::category(&name.value) {
            Ok(category) => Some(category),
            Err(message) => {
                self.find(&name.place, message);
                None
            }
        }
    }

    /// Blogs have categories of their own at the top: they count where exactly one is Juejin's too.
    fn top_category(&self) -> Option<&'static str> {
        let names = self.article.meta.categories.iter().flat_map(|c| &c.value);
        let mut known = names.filter_map(|name| limits::category(&name.value).ok());
        let first = known.next()?;
        known.all(|other| other == first).then_some(first)
    }

    fn tags(&mut self) -> Option<Vec<String>> {
        let given = self.kept(self.section.texts("tags")).ok()?;
        let top = given.is_none();
        let Some(tags) = given.or_else(|| self.article.meta.tags.clone()) else {
            if !self.misspelt("tags") {
                let place = self.article.title.place.clone();
                let most = *limits::TAGS.end();
                self.find(&place, JuejinMessage::NoTags { most });
            }
            return None;
        };
        let mut names: Vec<String> = Vec::new();
        for tag in &tags.value {
            let name = tag.value.trim();
            if names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                let tag_name = name.to_owned();
                self.find(&tag.place, JuejinMessage::TagTwice { tag: tag_name });
            } else if !name.is_empty() {
                names.push(name.to_owned());
            }
        }
        match limits::tags(names.len()) {
            Ok(()) => {}
            Err(JuejinMessage::TooManyTags { count, most }) if top => {
                self.find(&tags.place, JuejinMessage::TooManyTopTags { count, most });
            }
            Err(message) => self.find(&tags.place, message),
        }
        if top {
            self.notes.push(Note::TagsFromTop(names.clone()));
        }
        Some(names)
    }

    fn summary(&mut self) -> Option<String> {
        let given = self.kept(self.section.text("summary")).ok()?;
        let written = given.or_else(|| self.article.meta.description.clone());
        let Some(written) = written.map(one_line).filter(|s| !s.value.is_empty()) else {
            return match summary::from_prose(&self.article.prose()) {
                Ok(summary) => {
                    self.notes.push(Note::SummaryFromText(summary.clone()));
                    Some(summary)
                }
                Err(message) => {
                    let place = self.article.title.place.clone();
                    self.find(&place, message);
                    None
                }
            };
        };
        if let Err(message) = limits::summary(&written.value) {
            self.find(&written.place, message);
        }
        Some(written.value)
    }

    fn columns(&mut self) -> Option<Vec<String>> {
        let given = self.kept(self.section.texts("columns")).ok()?;
        let Some(given) = given else {
            return Some(Vec::new());
        };
        let mut names: Vec<String> = Vec::new();
        for column in &given.value {
            let name = column.value.trim();
            if names.iter().any(|n| n == name) {
                let column_name = name.to_owned();
                self.find(
                    &column.place,
                    JuejinMessage::ColumnTwice {
                        column: column_name,
                    },
                );
            } else if !name.is_empty() {
                names.push(name.to_owned());
            }
        }
        if let Err(message) = limits::columns(names.len()) {
            self.find(&given.place, message);
        }
        Some(names)
    }

    fn topic(&mut self) -> Option<Option<String>> {
        let given = self.kept(self.section.texts("topic")).ok()?;
        let Some(given) = given else {
            return Some(None);
        };
        let names: Vec<String> = given
            .value
            .iter()
            .map(|t| t.value.trim().to_owned())
            .filter(|t| !t.is_empty())
            .collect();
        if names.len() > limits::TOPICS {
            let (count, most) = (names.len(), limits::TOPICS);
            self.find(&given.place, JuejinMessage::TooManyTopics { count, most });
        }
        Some(names.into_iter().next())
    }

    /// The front matter by which the site's editor chooses how a text looks; empty where nothing is chosen.
    fn look(&mut self) -> Option<String> {
        let mut lines = String::new();
        for key in ["theme", "highlight"] {
            let Some(name) = self.kept(self.section.text(key)).ok()? else {
                continue;
            };
            let value = name.value.trim();
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            if value.is_empty() || !value.chars().all(plain) {
                let value = value.to_owned();
                self.find(&name.place, JuejinMessage::BadLook { key, value });
            }
            lines.push_str(&format!("{key}: {value}\n"));
        }
        Some(match lines.is_empty() {
            true => lines,
            false => format!("---\n{lines}---\n\n"),
        })
    }
}

/// A summary has one line: what YAML's block texts break is joined.
fn one_line(text: Placed<String>) -> Placed<String> {
    text.map(|t| {
        let lines: Vec<_> = t.lines().map(str::trim).collect();
        lines.join(" ").trim().to_owned()
    })
}
