//! The pictures of an article for platforms that take addresses alone: what is on the web stays, what is on this
//! machine gets an address by the user's own hosting.

use std::ops::Range;
use std::path::Path;

use crate::article::{Article, ImageKind, LocalFile};
use crate::plan::{Hosting, Picture, Piece, Step, Template, is_web_url};
use crate::text::{ArticleMessage, Message, Place};

/// What stands for a slot in a text until the text is HTML: letters, digits, `-` and `_`, which nothing escapes.
const MARK: &str = "fagao-picture-";

/// Why a picture has no address that a platform could take.
#[derive(Debug)]
pub(super) enum Unplaced {
    /// It is on this machine, and nothing says where such pictures go.
    Nowhere,
    /// It is in its own address.
    Data,
    /// Its address is none of the web.
    Elsewhere,
    /// Something is wrong with its file.
    Wrong(ArticleMessage),
}

/// An address that is known already, or the slot that will have it.
enum Address {
    Known(String),
    Slot(String),
}

/// The pictures of one article.
pub(super) struct Pictures<'a> {
    article: &'a Article,
    hosting: &'a Hosting,
    /// The files that are put on the web, each once.
    files: Vec<LocalFile>,
}

impl<'a> Pictures<'a> {
    /// Begins with none.
    pub(super) fn new(article: &'a Article, hosting: &'a Hosting) -> Self {
        Self {
            article,
            hosting,
            files: Vec::new(),
        }
    }

    /// The address of a picture that the front matter or an account names.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn address(&mut self, url: &str) -> Result<Template, Unplaced> {
        match self.article.locate(url) {
            _ if is_web_url(url) => Ok(Template::text(url)),
            ImageKind::Local(_) => self.place(url).map(|address| match address {
                Address::Known(url) => Template::text(url),
                Address::Slot(slot) => Template::slot(&slot),
            }),
            ImageKind::Data => Err(Unplaced::Data),
            ImageKind::Remote => Err(Unplaced::Elsewhere),
        }
    }

    /// The body as HTML with the addresses of its pictures, and those that have none: place, address as written, why.
    pub(super) fn html(&mut self) -> (Template, Vec<(Place, String, Unplaced)>) {
        let article = self.article;
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        let mut unplaced = Vec::new();
        for image in &article.images {
            let placed = match (&image.kind, &image.url_span) {
                (ImageKind::Remote, _) => continue,
                (ImageKind::Data, _) => Err(Unplaced::Data),
                (ImageKind::Local(_), span) => match (self.place(&image.url), span) {
                    (Ok(address), Some(span)) => Ok((address, span)),
                    (Ok(_), None) => {
                        let url = image.url.clone();
                        Err(Unplaced::Wrong(ArticleMessage::ImageInPieces { url }))
                    }
                    (Err(why), _) => Err(why),
                },
            };
            match placed {
                Ok((Address::Known(url), span)) => changes.push((span.clone(), url)),
                Ok((Address::Slot(slot), span)) => {
                    changes.push((span.clone(), format!("{MARK}{slot}")));
                }
                Err(why) => {
                    let shown = image.url.chars().take(60).collect();
                    unplaced.push((image.place.clone(), shown, why));
                }
            }
        }
        (with_slots(&article.html_with(&changes)), unplaced)
    }

    /// What puts the files on the web.
    pub(super) fn steps(&self) -> Vec<Step> {
        let step = |file: &LocalFile| Step::Host {
            slot: slot(file),
            file: file.clone(),
        };
        self.files.iter().map(step).collect()
    }

    fn place(&mut self, url: &str) -> Result<Address, Unplaced> {
        if *self.hosting == Hosting::Nowhere {
            return Err(Unplaced::Nowhere);
        }
        let file = match self.article.files.get(url) {
            Some(Ok(file)) => file,
            Some(Err(message)) => return Err(Unplaced::Wrong(message.clone())),
            // It was never looked for, and so was not found.
            None => {
                return Err(Unplaced::Wrong(ArticleMessage::MissingImage {
                    path: url.to_owned(),
                    absolute: url.starts_with('/'),
                    nearest: None,
                    url: url.to_owned(),
                }));
            }
        };
        if file.media.is_none() {
            let url = url.to_owned();
            return Err(Unplaced::Wrong(ArticleMessage::NotAnImage { url }));
        }
        match self.hosting {
            Hosting::At(base) => match below_root(&self.article.file, &file.path) {
                Some(path) => Ok(Address::Known(format!("{base}{}", encoded(&path)))),
                None => Err(Unplaced::Wrong(ArticleMessage::OutsideProject {
                    url: url.to_owned(),
                })),
            },
            _ => {
                if !self.files.iter().any(|f| f.sha256 == file.sha256) {
                    self.files.push(file.clone());
                }
                Ok(Address::Slot(slot(file)))
            }
        }
    }
}

/// The slot of a file's address on the web.
fn slot(file: &LocalFile) -> String {
    format!("hosted_{}", Picture::Local(file.clone()).slot())
}

/// Turns the marks of a text into slots.
fn with_slots(html: &str) -> Template {
    let mut pieces = Vec::new();
    let mut parts = html.split(MARK);
    let first = parts.next().unwrap_or_default();
    let mut text = first.to_owned();
    for part in parts {
        let named = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = part.find(|c| !named(c)).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        pieces.push(Piece::Text(std::mem::take(&mut text)));
        pieces.push(Piece::Slot(format!("{name}_html")));
        text.push_str(rest);
    }
    if pieces.is_empty() {
        return Template::text(text);
    }
    pieces.push(Piece::Text(text));
    Template::Text(pieces)
}

/// The path of a file below the project's root, with forward slashes; none for what is not below it.
fn below_root(article: &str, path: &str) -> Option<String> {
    if path.starts_with("file://") {
        return None;
    }
    let dir = Path::new(article).parent();
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => dir
            .and_then(Path::to_str)
            .unwrap_or_default()
            .split('/')
            .filter(|p| !p.is_empty())
            .collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as part of an address: all but RFC 3986's unreserved characters and the slashes in percent-encoding.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// Says why a picture has no address: in a platform's own words for what depends on it, else in those for all.
pub(super) fn told<M: Into<Message>>(why: Unplaced, own: impl FnOnce(Unplaced) -> M) -> Message {
    match why {
        Unplaced::Wrong(message) => message.into(),
        other => own(other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Slots;

    fn article(dir: &Path, body: &str) -> Article {
        let file = dir.join("posts").join("a.md");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, format!("---\ntitle: 标题\n---\n{body}")).unwrap();
        Article::load(&file, dir).unwrap()
    }

    fn png(dir: &Path, name: &str, more: &str) {
        let file = dir.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), more.as_bytes()].concat();
        std::fs::write(file, bytes).unwrap();
    }

    #[test]
    fn below_a_base_every_picture_has_the_address_of_its_path_in_the_project() {
        let dir = tempfile::tempdir().unwrap();
        png(dir.path(), "posts/img/图 (1).png", "1");
        png(dir.path(), "static/b.png", "2");
        png(dir.path(), "c.png", "3");
        let body = "![a](<img/图 (1).png> \"t\") ![r](https://a.cn/r.png)\n\n<img src=\"/static/b.png\">\n\n![c][c]\n\n[c]: ../c.png\n";
        let article = article(dir.path(), body);
        let hosting = Hosting::At("https://img.cn/x/".to_owned());
        let mut pictures = Pictures::new(&article, &hosting);
        let (html, unplaced) = pictures.html();
        assert!(unplaced.is_empty(), "{unplaced:?}");
        assert!(pictures.steps().is_empty());
        let html = html.fill_text(&Slots::default()).unwrap();
        for src in [
            "src=\"https://img.cn/x/posts/img/%E5%9B%BE%20%281%29.png\"",
            "src=\"https://a.cn/r.png\"",
            "src=\"https://img.cn/x/static/b.png\"",
            "src=\"https://img.cn/x/c.png\"",
        ] {
            assert!(html.contains(src), "{src} in {html}");
        }
    }

    #[test]
    fn what_is_put_on_the_web_is_put_there_once_and_its_address_is_escaped_in_html() {
        let dir = tempfile::tempdir().unwrap();
        png(dir.path(), "posts/a.png", "same");
        png(dir.path(), "posts/b.png", "same");
        let article = article(dir.path(), "![a](a.png) 与 ![b](b.png)，`${hosted}`。\n");
        let mut pictures = Pictures::new(&article, &Hosting::Upload);
        let (html, unplaced) = pictures.html();
        assert!(unplaced.is_empty());
        let [Step::Host { slot, .. }] = &pictures.steps()[..] else {
            panic!("one step: {:?}", pictures.steps());
        };
        let mut slots = Slots::default();
        slots.set(slot, "https://a.cn/?a=1&b=2");
        slots.set(&format!("{slot}_html"), "https://a.cn/?a=1&amp;b=2");
        let html = html.fill_text(&slots).unwrap();
        assert_eq!(
            html,
            "<p><img src=\"https://a.cn/?a=1&amp;b=2\" alt=\"a\" /> 与 \
             <img src=\"https://a.cn/?a=1&amp;b=2\" alt=\"b\" />，<code>${hosted}</code>。</p>\n"
        );
        let cover = pictures.address("a.png").unwrap();
        assert_eq!(cover.fill_text(&slots).unwrap(), "https://a.cn/?a=1&b=2");
    }

    #[test]
    fn what_has_no_address_says_why() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("text.png"), "text").unwrap();
        png(dir.path(), "outside/a.png", "1");
        let root = dir.path().join("project");
        let body = "![a](gone.png) ![b](../../text.png) ![c](../../outside/a.png) ![d](data:x)\n";
        let article = article(&root, body);
        let of = |hosting: &Hosting| {
            let (_, unplaced) = Pictures::new(&article, hosting).html();
            let all: Vec<String> = unplaced.iter().map(|(.., w)| format!("{w:?}")).collect();
            all.join("\n")
        };
        let found = of(&Hosting::At("https://img.cn/".to_owned()));
        for why in ["MissingImage", "NotAnImage", "OutsideProject", "Data"] {
            assert!(found.contains(why), "{why} in {found}");
        }
        assert_eq!(of(&Hosting::Nowhere), "Nowhere\nNowhere\nNowhere\nData");
    }
}
