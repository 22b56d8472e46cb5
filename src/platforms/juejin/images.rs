//! The images of an article on their way to Juejin: which files, and where in the text their addresses go.

use std::ops::Range;

use super::fields::{Fields, Reader};
use super::limits;
use crate::article::{ImageKind, LocalFile};
use crate::plan::{Note, Picture, Piece, Template, is_web_url};
use crate::text::{ArticleMessage, JuejinMessage, Message, Place};

/// What becomes of an image whose file is missing, too large or of a wrong kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Policy {
    /// Nothing is published.
    #[default]
    Fail,
    /// It stays as it is written.
    Keep,
    /// It is left out.
    Skip,
}

/// A picture for the lists.
pub(super) enum Cover {
    /// A picture to be uploaded.
    File(Picture),
    /// On the web, where it stays.
    Url(String),
}

/// The text with what it needs.
pub(super) struct Text {
    pub(super) body: Template,
    pub(super) files: Vec<Picture>,
    pub(super) has_images: bool,
}

impl Fields {
    /// The files to upload, each once, and the slot of each one's address.
    pub(super) fn uploads(&self) -> impl Iterator<Item = (&Picture, String)> {
        let cover = match &self.cover {
            Some(Cover::File(file)) if !self.files.contains(file) => Some(file),
            _ => None,
        };
        let all = self.files.iter().chain(cover);
        all.map(|file| (file, file.slot()))
    }

    /// The cover's address; empty for none.
    pub(super) fn cover_url(&self) -> Template {
        match &self.cover {
            None => Template::text(""),
            Some(Cover::Url(url)) => Template::text(url),
            Some(Cover::File(file)) => Template::slot(&file.slot()),
        }
    }

    /// The pictures of the text as the site lists them beside it.
    pub(super) fn pics(&self) -> Template {
        let pic = |file: &Picture| {
            let slot = file.slot();
            Template::Map(vec![
                ("pic_url".to_owned(), Template::slot(&slot)),
                ("pic_uri".to_owned(), Template::slot(&format!("{slot}_uri"))),
            ])
        };
        Template::List(self.files.iter().map(pic).collect())
    }
}

impl Reader<'_> {
    /// Reads `images`.
    pub(super) fn policy(&mut self) -> Policy {
        let Ok(Some(given)) = self.kept(self.section.text("images")) else {
            return Policy::default();
        };
        match given.value.trim() {
            "fail" => Policy::Fail,
            "keep" => Policy::Keep,
            "skip" => Policy::Skip,
            other => {
                let value = other.to_owned();
                self.find(&given.place, JuejinMessage::BadImagePolicy { value });
                Policy::default()
            }
        }
    }

    /// Reads the cover: of the sections, else of the top of the front matter.
    pub(super) fn cover(&mut self, policy: Policy) -> Option<Cover> {
        let given = self.kept(self.section.text("cover")).ok()?;
        let given = given.or_else(|| self.article.meta.cover.clone())?;
        let url = given.value.trim().to_owned();
        if url.is_empty() {
            return None;
        }
        match self.article.locate(&url) {
            ImageKind::Local(_) => match self.file(&url) {
                Ok(file) => Some(Cover::File(Picture::Local(file))),
                Err(message) => {
                    self.left(policy, &given.place, message, &url, false);
                    None
                }
            },
            _ if is_web_url(&url) => Some(match self.fetched(&url) {
                Some(picture) => Cover::File(picture),
                None => Cover::Url(url),
            }),
            _ => {
                self.find(&given.place, JuejinMessage::CoverNotAUrl { url });
                None
            }
        }
    }

    /// Reads the text and its images; `look` is the front matter that goes before it.
    pub(super) fn text(
        &mut self,
        policy: Policy,
        look: &str,
        links: &[(Range<usize>, String)],
    ) -> Text {
        let mut files: Vec<Picture> = Vec::new();
        let url =
            |(span, url): &(Range<usize>, String)| (span.clone(), Some(Piece::Text(url.clone())));
        let mut changes: Vec<(Range<usize>, Option<Piece>)> = links.iter().map(url).collect();
        let mut has_images = false;
        let article = self.article;
        for image in &article.images {
            let found = match image.kind {
                ImageKind::Remote => match self.fetched(&image.url) {
                    Some(picture) => Ok(picture),
                    None => {
                        has_images = true;
                        continue;
                    }
                },
                ImageKind::Data => Err(Message::from(JuejinMessage::DataImage)),
                ImageKind::Local(_) => self.file(&image.url).map(Picture::Local),
            };
            let trouble = match (found, &image.url_span) {
                (Ok(picture), Some(span)) => {
                    has_images = true;
                    changes.push((span.clone(), Some(Piece::Slot(picture.slot()))));
                    if !files.iter().any(|f| f.slot() == picture.slot()) {
                        files.push(picture);
                    }
                    continue;
                }
                (Ok(_), None) => {
                    let url = image.url.clone();
                    ArticleMessage::ImageInPieces { url }.into()
                }
                (Err(message), _) => message,
            };
            let kept = policy == Policy::Keep;
            // An address in the address itself is long.
            let shown: String = image.url.chars().take(60).collect();
            self.left(policy, &image.place, trouble, &shown, kept);
            if policy == Policy::Skip {
                changes.push((image.span.clone(), None));
            }
        }
        Text {
            body: with_slots(look, &article.body, changes),
            files,
            has_images,
        }
    }

    /// Finds or notes what is wrong with an image.
    fn left(&mut self, policy: Policy, place: &Place, message: Message, url: &str, kept: bool) {
        if policy == Policy::Fail {
            self.find(place, message);
        } else {
            let url = url.to_owned();
            self.notes.push(Note::ImageLeft { url, kept });
        }
    }

    /// The picture of an address of the web, where the author wants it on the site and it is not there.
    fn fetched(&self, url: &str) -> Option<Picture> {
        let url = match url.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None => url.to_owned(),
        };
        let wanted = self.rehost && is_web_url(&url) && !limits::is_own_image(&url);
        wanted.then_some(Picture::Remote { url })
    }

    /// Reads `remote_images`: whether the images of the web are brought to the site.
    pub(super) fn rehost(&mut self) -> bool {
        let Ok(Some(given)) = self.kept(self.section.text("remote_images")) else {
            return false;
        };
        match given.value.trim() {
            "keep" => false,
            "rehost" => true,
            other => {
                let value = other.to_owned();
                self.find(&given.place, JuejinMessage::BadRemoteImages { value });
                false
            }
        }
    }

    /// The file of an address, as far as Juejin takes it.
    fn file(&self, url: &str) -> Result<LocalFile, Message> {
        let url = url.to_owned();
        let file = match self.article.files.get(&url) {
            Some(Ok(file)) => file,
            Some(Err(message)) => return Err(message.clone().into()),
            // It was never looked for, and so was not found.
            None => {
                return Err(ArticleMessage::MissingImage {
                    path: url.clone(),
                    absolute: url.starts_with('/'),
                    nearest: None,
                    url,
                }
                .into());
            }
        };
        let (size, limit) = (file.size, limits::IMAGE);
        if size > limit {
            return Err(JuejinMessage::ImageTooLarge { url, size, limit }.into());
        }
        if file.media.is_none() {
            return Err(ArticleMessage::NotAnImage { url }.into());
        }
        Ok(file.clone())
    }
}

/// Puts slots in place of parts of a text, or leaves the parts out.
fn with_slots(look: &str, body: &str, mut changes: Vec<(Range<usize>, Option<Piece>)>) -> Template {
    if changes.is_empty() {
        return Template::text(format!("{look}{body}"));
    }
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut pieces = Vec::new();
    let mut text = look.to_owned();
    let mut at = 0;
    for (range, piece) in changes {
        // Two images may refer to one definition.
        if range.start < at {
            continue;
        }
        text.push_str(&body[at..range.start]);
        at = range.end;
        match piece {
            Some(Piece::Text(known)) => text.push_str(&known),
            Some(slot) => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(slot);
            }
            None => {}
        }
    }
    text.push_str(&body[at..]);
    if pieces.is_empty() {
        return Template::text(text);
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Template::Text(pieces)
}
