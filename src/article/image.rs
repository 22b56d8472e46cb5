//! The images that a body names.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::Place;

/// An image of the body: Markdown's `![alt](url)`, a reference to a definition, or a raw `<img>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The address as written, with Markdown's and HTML's escapes undone.
    pub url: String,
    /// The text in place of the image; may be empty.
    pub alt: String,
    /// Where its bytes are.
    pub kind: ImageKind,
    /// Where it begins in the file.
    pub place: Place,
    /// The bytes of the body that it takes, from `!` or `<` to the closing mark.
    pub span: Range<usize>,
    /// The bytes of the body that are the address itself, without brackets or quotes: in the image, or in the
    /// definition that it refers to. `None` where it is written in pieces, as across the lines of a quote.
    pub url_span: Option<Range<usize>>,
}

/// Where an image's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// A file on this machine, not checked to be there.
    Local(PathBuf),
    /// An `http:`, `https:` or protocol-relative address, or any other scheme.
    Remote,
    /// In the address itself (`data:`).
    Data,
}

impl ImageKind {
    /// Says where an address leads to, without looking at the disk.
    ///
    /// Local addresses are percent-decoded and lose what follows `?` or `#`; `/x` is looked up in
    /// the project's root, everything else next to the article.
    pub fn of(url: &str, dir: &Path, root: &Path) -> ImageKind {
        let url = url.trim();
        if url.starts_with("//") {
            return ImageKind::Remote;
        }
        match scheme(url) {
            Some(s) if s.eq_ignore_ascii_case("data") => return ImageKind::Data,
            Some(s) if s.eq_ignore_ascii_case("file") => {
                let path = url[s.len() + 1..].trim_start_matches("//");
                return ImageKind::Local(PathBuf::from(decode(path)));
            }
            Some(_) => return ImageKind::Remote,
            None => {}
        }
        // Authors on Windows write `img\a.png`; no file elsewhere has such a name.
        let path = decode(without_query(url)).replace('\\', "/");
        ImageKind::Local(match path.strip_prefix('/') {
            Some(path) => root.join(path.trim_start_matches('/')),
            None => dir.join(path.strip_prefix("./").unwrap_or(&path)),
        })
    }
}

/// Gives the scheme; one letter is a drive of Windows.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let letters = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (scheme.len() > 1 && letters && begins).then_some(scheme)
}

/// Cuts `?…` and `#…` off a name that has an extension without them: `a.png#center` is `a.png`,
/// while `C#.png` is a name.
fn without_query(url: &str) -> &str {
    let Some(end) = url.find(['?', '#']) else {
        return url;
    };
    let path = &url[..end];
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.contains('.') { path } else { url }
}

/// Undoes percent-encoding; what is not valid stays as written.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let decoded = (byte == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| hex::decode(digits).ok());
        match decoded {
            Some(decoded) => {
                bytes.extend(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
