//! Reading an article from the disk: the only file here that touches it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path};

use super::{Article, ImageKind};
use crate::text::{ArticleMessage, Finding, Findings, Place, nearest};

/// The largest article that is read: 16 MiB. Platforms take far less.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

impl Article {
    /// Reads an article. `root` is the project's root: names and ids are relative to it, and so
    /// are images whose address begins with `/`.
    ///
    /// # Errors
    /// All that is wrong with the file, and each local image that is not there. A file larger
    /// than [`MAX_BYTES`] is refused unread.
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
        let (article, mut findings) = Article::examine(&file, &bytes, dir, root)?;
        findings.extend(missing(&article, root));
        findings.sort_by(|a, b| a.place.cmp(&b.place));
        if findings.is_empty() {
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

fn slashes(path: &Path) -> String {
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

/// Finds the local images that are not there.
fn missing(article: &Article, root: &Path) -> Findings {
    let mut findings = Findings::new();
    for image in &article.images {
        let ImageKind::Local(path) = &image.kind else {
            continue;
        };
        // One without an address is found already.
        if image.url.trim().is_empty() || path.is_file() {
            continue;
        }
        let message = ArticleMessage::MissingImage {
            url: image.url.clone(),
            path: slashes(path.strip_prefix(root).unwrap_or(path)),
            nearest: (findings.len() < MOST_LOOKUPS)
                .then(|| near(path, &image.url))
                .flatten(),
            absolute: image.url.starts_with('/'),
        };
        findings.push(Finding::at(image.place.clone(), message));
    }
    findings
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
