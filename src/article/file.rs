//! A local file that an article names: what of it a plan may know.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::load::slashes;

/// A file on this machine, known by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalFile {
    /// Where it is, with forward slashes: relative to the article, or after a `/` to the project's root. Only what
    /// is outside of both begins with `file://`.
    pub path: String,
    /// The SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// What its first bytes say that it is; `None` for anything but the four kinds that the web has.
    pub media: Option<Media>,
}

/// The kinds of images that platforms take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Media {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl Media {
    /// The media type, such as `image/png`.
    pub fn mime(self) -> &'static str {
        match self {
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Gif => "image/gif",
            Media::Webp => "image/webp",
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Media::Png => "png",
            Media::Jpeg => "jpg",
            Media::Gif => "gif",
            Media::Webp => "webp",
        }
    }

    /// Tells the kind by the first bytes.
    pub fn of(bytes: &[u8]) -> Option<Media> {
        match bytes {
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Media::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Media::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Media::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Media::Webp),
            _ => None,
        }
    }
}

impl LocalFile {
    /// Reads what is to be known of a file; `Err(None)` when it is not there.
    pub(super) fn read(path: &Path, dir: &Path, root: &Path) -> Result<LocalFile, Option<String>> {
        let refused = |e: std::io::Error| match e.kind() {
            ErrorKind::NotFound => None,
            _ => Some(e.to_string()),
        };
        // The metadata first: opening a named pipe would wait for a writer.
        if !path.metadata().map_err(refused)?.is_file() {
            return Err(None);
        }
        let mut file = File::open(path).map_err(refused)?;
        let mut hash = Sha256::new();
        let mut head = Vec::new();
        let mut size = 0;
        let mut part = [0; 64 * 1024];
        loop {
            let read = file.read(&mut part).map_err(refused)?;
            if read == 0 {
                break;
            }
            if head.len() < 16 {
                head.extend_from_slice(&part[..read.min(16)]);
            }
            hash.update(&part[..read]);
            size += read as u64;
        }
        Ok(LocalFile {
            path: shown(path, dir, root),
            sha256: hex::encode(hash.finalize()),
            size,
            media: Media::of(&head),
        })
    }

    /// Gives the sum by which a file's bytes are known: SHA-256 in hex.
    pub fn sum(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// Gives where the file of [`LocalFile::path`] is, for an article in `dir` of a project in `root`.
    pub fn locate(&self, dir: &Path, root: &Path) -> PathBuf {
        if let Some(path) = self.path.strip_prefix("file://") {
            return PathBuf::from(path);
        }
        match self.path.strip_prefix('/') {
            Some(path) => root.join(path),
            None => dir.join(&self.path),
        }
    }

    /// Gives the file's own name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

fn shown(path: &Path, dir: &Path, root: &Path) -> String {
    let plain = |p: &Path| {
        let parts: Vec<String> = p
            .components()
            .filter(|c| !matches!(c, Component::CurDir))
            .map(|c| c.as_os_str().to_string_lossy().into_owned())
            .collect();
        parts.join("/")
    };
    if let Ok(below) = path.strip_prefix(dir)
        && !below.is_absolute()
    {
        return plain(below);
    }
    match path.strip_prefix(root) {
        Ok(below) if !below.is_absolute() => format!("/{}", plain(below)),
        _ => format!("file://{}", slashes(path)),
    }
}
