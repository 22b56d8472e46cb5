//! Reading an article from the disk: the only file here that touches it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path};

use super::{Article, ImageKind, LocalFile};
use crate::text::{ArticleMessage, Finding, Findings, Place, nearest};

/// The largest article that is read: 16 MiB. Platforms take far less.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

impl Article {
    /// Reads an article. `root` is the project's root: names and ids are relative to it, and so
    /// are images whose address begins with `/`.
    ///
    /// # Errors
    /// All that is wrong with the file itself. A file larger than [`MAX_BYTES`] is refused unread. An image that
    /// is not there is noted in [`Article::files`]: what becomes of it is the platform's to say.
    pub fn load(path: &Path, root: &Path) -> Result<Article, Findings> {
        let file = shown(path, root);
        let bytes = read(path).map_err(|message| {
            let place = Place {
                file: file.clone(),
                line: 1,
                column: 1,
            };
            vec![Finding::at(place, message)]
        })?;
        let dir = path.parent().unwrap_or(Path::new(""));
        let (mut article, findings) = Article::examine(&file, &bytes, dir, root)?;
        if findings.is_empty() {
            article.look_at_all();
            Ok(article)
        } else {
            Err(findings)
        }
    }
}

/// Gives the path as shown to people: relative to the root where it is under it, with forward
/// slashes. Links and `..` are followed first, so that one file has one name and one id, from
/// whichever directory and by whichever way it was named.
fn shown(path: &Path, root: &Path) -> String {
    let followed = || {
        let (path, root) = (path.canonicalize().ok()?, root.canonicalize().ok()?);
        path.strip_prefix(root).map(Path::to_path_buf).ok()
    };
    let relative = followed().unwrap_or_else(|| match path.strip_prefix(root) {
        Ok(relative) => relative.to_path_buf(),
        Err(_) => path.to_path_buf(),
    });
    slashes(&relative)
}

pub(super) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().collect();
    if parts.iter().all(|p| matches!(p, Component::Normal(_))) {
        let parts: Vec<_> = parts
            .iter()
            .map(|p| p.as_os_str().to_string_lossy())
            .collect();
        parts.join("/")
    } else {
        path.display().to_string().replace('\\', "/")
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ArticleMessage> {
    // The metadata first: opening a named pipe would wait for a writer.
    let metadata = path.metadata().map_err(refused)?;
    if !metadata.is_file() {
        return Err(ArticleMessage::NotAFile);
    }
    check_size(metadata.len())?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(refused)?;
    // One byte more than the limit tells of a file that grew meanwhile.
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    check_size(bytes.len() as u64)?;
    Ok(bytes)
}

pub(super) fn check_size(size: u64) -> Result<(), ArticleMessage> {
    if size > MAX_BYTES {
        let limit = MAX_BYTES;
        return Err(ArticleMessage::TooLarge { size, limit });
    }
    Ok(())
}

fn refused(error: std::io::Error) -> ArticleMessage {
    match error.kind() {
        ErrorKind::NotFound => ArticleMessage::NotFound,
        _ => ArticleMessage::CannotRead {
            reason: error.to_string(),
        },
    }
}

/// For how many missing images the directory is searched: each search reads it.
const MOST_LOOKUPS: usize = 20;

impl Article {
    /// Looks at the local file that an address names, once.
    pub fn look_at(&mut self, url: &str) {
        let ImageKind::Local(path) = self.locate(url) else {
            return;
        };
        if url.trim().is_empty() || self.files.contains_key(url) {
            return;
        }
        let searched = self.files.values().filter(|f| f.is_err()).count();
        let found = LocalFile::read(&path, &self.dir, &self.root).map_err(|reason| match reason {
            None => ArticleMessage::MissingImage {
                url: url.to_owned(),
                path: slashes(path.strip_prefix(&self.root).unwrap_or(&path)),
                nearest: (searched < MOST_LOOKUPS)
                    .then(|| near(&path, url))
                    .flatten(),
                absolute: url.starts_with('/'),
            },
            Some(reason) => ArticleMessage::CannotReadImage {
                url: url.to_owned(),
                reason,
            },
        });
        self.files.insert(url.to_owned(), found);
    }

    /// Looks at every local file that the body or a cover names.
    fn look_at_all(&mut self) {
        let mut urls: Vec<String> = self.images.iter().map(|i| i.url.clone()).collect();
        let covers = self
            .sections
            .iter()
            .map(|(_, section)| section.text("cover"));
        urls.extend(covers.filter_map(|c| Some(c.ok()??.value.trim().to_owned())));
        urls.extend(self.meta.cover.as_ref().map(|c| c.value.clone()));
        for url in urls {
            self.look_at(&url);
        }
    }
}

/// Finds a file of a similar name in the same directory, and gives the address that names it.
fn near(path: &Path, url: &str) -> Option<String> {
    /// A directory with more files than this is not worth the wait.
    const MOST_FILES: usize = 10_000;
    let wanted = path.file_name()?.to_str()?;
    let mut names: Vec<String> = path
        .parent()?
        .read_dir()
        .ok()?
        .take(MOST_FILES)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let name = nearest(wanted, names.iter().map(String::as_str))?;
    let directory = url.rfind(['/', '\\']).map_or("", |slash| &url[..=slash]);
    Some(format!("{directory}{name}"))
}
