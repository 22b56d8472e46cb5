//! The article as a whole.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::front::{self, Parts, Syntax};
use super::section::wrong_kind;
use super::source::Source;
use super::{
    Image, ImageKind, LocalFile, Meta, Placed, Section, Value, load, markdown, meta, toml, yaml,
};
use crate::text::{ArticleMessage, Finding, Findings, Kind, Place};

/// One article: what its front matter says, its Markdown, and the images in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The file as shown to people: relative to the project's root, with forward slashes.
    pub file: String,
    /// The directory in which relative images are looked up.
    pub dir: PathBuf,
    /// The directory in which images are looked up whose address begins with `/`.
    pub root: PathBuf,
    /// `id`, else `slug` from the front matter, else [`Article::file`].
    pub id: String,
    /// Whether the front matter gave the id.
    pub id_given: bool,
    /// The title on one line, neither blank nor with blanks around it.
    pub title: Placed<String>,
    /// The SHA-256 of the file's bytes, in hex.
    pub sum: String,
    /// The Markdown after the front matter: LF only, without the blank lines that follow the
    /// front matter, its end as written.
    pub body: String,
    /// The file's line on which the body begins, from 1.
    pub body_line: usize,
    /// The common keys.
    pub meta: Meta,
    /// What is under `fagao:`, by account or platform name as written, in order.
    pub sections: Vec<(Placed<String>, Section)>,
    /// The images of the body, in order.
    pub images: Vec<Image>,
    /// What is known of the local files that the article names, by address as written. Only an article that was
    /// loaded knows any.
    pub files: BTreeMap<String, Result<LocalFile, ArticleMessage>>,
}

impl Article {
    /// Reads an article's bytes. `file` is its path relative to the project's root, with forward
    /// slashes; `dir` is the directory that it is in. Looks at nothing but its arguments: whether
    /// images are there is for [`Article::load`].
    ///
    /// # Errors
    /// All that is wrong, in the order of the file.
    pub fn parse(file: &str, bytes: &[u8], dir: &Path) -> Result<Article, Findings> {
        match Article::examine(file, bytes, dir, &root(file, dir))? {
            (article, findings) if findings.is_empty() => Ok(article),
            (_, findings) => Err(findings),
        }
    }

    /// Reads as much as can be read. An article that comes with findings may lack its title.
    pub(super) fn examine(
        file: &str,
        bytes: &[u8],
        dir: &Path,
        root: &Path,
    ) -> Result<(Article, Findings), Findings> {
        load::check_size(bytes.len() as u64).map_err(|message| {
            let place = Place {
                file: file.to_owned(),
                line: 1,
                column: 1,
            };
            vec![Finding::at(place, message)]
        })?;
        let source = Source::decode(file, bytes)?;
        let mut findings = Findings::new();
        let (front, start) = match front::split(&source, &mut findings) {
            Ok(parts) => (block(&source, &parts, &mut findings), Some(parts.body)),
            Err(start) => (None, start),
        };
        let read = front.is_some();
        let front = front.unwrap_or_default();
        let title = title(&front, &source, read, &mut findings);
        let id = ["id", "slug"]
            .iter()
            .find_map(|key| meta::text(&front, key, &mut findings));
        let meta = Meta::read(&front, &mut findings);
        let sections = sections(&front, &mut findings);
        // Without an end of the front matter nothing is known of the body.
        let at = start.unwrap_or(source.text.len());
        let body = source.text[at..].to_owned();
        let listed = markdown::examine(&body);
        if listed.empty && start.is_some() {
            findings.push(source.finding(at, ArticleMessage::EmptyBody));
        }
        for image in listed.images.iter().filter(|i| i.url.trim().is_empty()) {
            let begin = at + image.span.start;
            findings.push(source.finding(begin, ArticleMessage::NoImageAddress));
        }
        let images = listed.images.into_iter().map(|found| Image {
            kind: ImageKind::of(&found.url, dir, root),
            place: source.place(at + found.span.start),
            url: found.url,
            alt: found.alt,
            // What is taken for the address must be it, or it is not touched.
            url_span: found.url_span,
            span: found.span,
        });
        let article = Article {
            file: file.to_owned(),
            dir: dir.to_owned(),
            root: root.to_owned(),
            id_given: id.is_some(),
            id: id.map_or_else(|| file.to_owned(), |id| id.value),
            title,
            images: images.collect(),
            files: BTreeMap::new(),
            body_line: source.place(at).line,
            sum: hex::encode(Sha256::digest(bytes)),
            body,
            meta,
            sections,
        };
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        Ok((article, findings))
    }

    /// Gives the section under an account's or platform's name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        let found = self.sections.iter().find(|(k, _)| k.value == name);
        found.map(|(_, section)| section)
    }

    /// Says where an address of the front matter, such as a cover's, leads to.
    pub fn locate(&self, url: &str) -> ImageKind {
        ImageKind::of(url, &self.dir, &self.root)
    }

    /// Renders the body as HTML.
    ///
    /// Tables, task lists, footnotes and strikethrough become elements. Math stays as written,
    /// `$…$` and `$$…$$`, with `<`, `>` and `&` escaped. The author's own HTML stays as written
    /// and is not cleaned: the author is trusted, and the platforms clean what they show.
    pub fn html(&self) -> String {
        markdown::html(&self.body)
    }

    /// Renders the body as [`Article::html`] does, with other words in some places: bytes of the body and what stands
    /// there instead. Of two that overlap the first counts.
    pub fn html_with(&self, changes: &[(Range<usize>, String)]) -> String {
        let mut changes: Vec<_> = changes.iter().collect();
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut body = String::with_capacity(self.body.len());
        let mut at = 0;
        for (range, words) in changes {
            if range.start >= at {
                body.push_str(&self.body[at..range.start]);
                body.push_str(words);
                at = range.end;
            }
        }
        body.push_str(&self.body[at..]);
        markdown::html(&body)
    }

    /// Gives the text without any markup, a line per block: code included, images and HTML left
    /// out.
    pub fn plain_text(&self) -> String {
        markdown::plain_text(&self.body)
    }

    /// Gives the paragraphs without any markup, joined by spaces: no headings, code or tables.
    /// Summaries are taken from it.
    pub fn prose(&self) -> String {
        markdown::prose(&self.body)
    }

    /// Hashes what "the same content" means: SHA-256 over title and body, and over the files of its images as far as
    /// they are known, in hex.
    pub fn content_hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.title.value.as_bytes());
        // A title has one line, so the first LF is always this one.
        hash.update(b"\n");
        hash.update(self.body.as_bytes());
        for image in &self.images {
            if let Some(Ok(file)) = self.files.get(&image.url) {
                // No body has a NUL.
                hash.update(b"\0");
                hash.update(file.sha256.as_bytes());
            }
        }
        hex::encode(hash.finalize())
    }
}

/// Reads what is between the fences; none where nothing of it is certain.
pub(super) fn block(
    source: &Source<'_>,
    parts: &Parts,
    findings: &mut Findings,
) -> Option<Section> {
    match parts.syntax {
        Syntax::Yaml => yaml::block(source, parts.front.clone(), findings),
        Syntax::Toml => {
            let before = findings.len();
            let section = toml::block(source, parts.front.clone(), findings);
            // What was recovered may lack the title; say no more than what is certain.
            (findings.len() == before || section.get("title").is_some()).then_some(section)
        }
    }
}

/// Reads the title. Where the front matter itself could not be read, that it lacks one is no news.
fn title(
    front: &Section,
    source: &Source<'_>,
    read: bool,
    findings: &mut Findings,
) -> Placed<String> {
    let none = Placed::new(String::new(), source.place(0));
    let Some((key, value)) = front.entry("title") else {
        if read {
            findings.push(source.finding(0, ArticleMessage::NoTitle));
        }
        return none;
    };
    if value.value.is_blank() {
        let finding = Finding::at(key.place.clone(), ArticleMessage::EmptyTitle);
        findings.push(finding);
        return none;
    }
    match value.value.text() {
        Some(title) => {
            let lines: Vec<_> = title.lines().map(str::trim).collect();
            Placed::new(lines.join(" ").trim().to_owned(), value.place.clone())
        }
        None => {
            findings.push(wrong_kind("title", Kind::Text, value));
            none
        }
    }
}

fn sections(front: &Section, findings: &mut Findings) -> Vec<(Placed<String>, Section)> {
    let fagao = match front.map("fagao") {
        Ok(fagao) => fagao,
        Err(found) => {
            findings.extend(found);
            None
        }
    };
    let mut sections = Vec::new();
    for (key, value) in fagao.iter().flat_map(|f| f.value.iter()) {
        match &value.value {
            Value::Map(section) => sections.push((key.clone(), section.clone())),
            // `juejin:` with nothing below it is a section without settings.
            Value::Null => sections.push((key.clone(), Section::default())),
            _ => findings.push(wrong_kind(&key.value, Kind::Map, value)),
        }
    }
    sections
}

/// Gives the project's root: the directory without what the file's name says is below it.
fn root(file: &str, dir: &Path) -> PathBuf {
    let below = Path::new(file).parent().unwrap_or(Path::new(""));
    if below.as_os_str().is_empty() || !dir.ends_with(below) {
        return dir.to_owned();
    }
    let depth = below.components().count();
    dir.ancestors().nth(depth).unwrap_or(dir).to_owned()
}

/// Gives a Markdown text without the addresses of its images, however they are written; all else stays to the byte.
pub fn without_image_addresses(text: &str) -> String {
    let listed = markdown::examine(text);
    let mut spans: Vec<Range<usize>> = listed
        .images
        .into_iter()
        .filter_map(|i| i.url_span)
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // Two images may refer to one definition.
    for span in spans.into_iter() {
        if span.start >= at {
            out.push_str(&text[at..span.start]);
            at = span.end;
        }
    }
    out.push_str(&text[at..]);
    out
}
