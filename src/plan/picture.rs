//! Pictures that are brought to a platform: files of this machine, and what is on the web.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::article::{LocalFile, Media};

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Picture {
    /// A file of this machine, known by its content.
    Local(LocalFile),
    /// One on the web, which is fetched when it is brought there: what it holds is not known before.
    Remote {
        /// Its address.
        url: String,
    },
}

impl Picture {
    /// The slot of its address on the platform: by the content of a file, so that two names of one file are one
    /// upload; by the address of what is on the web.
    pub fn slot(&self) -> String {
        let (kind, sum) = match self {
            Picture::Local(file) => ("image", file.sha256.clone()),
            Picture::Remote { url } => ("remote", hex::encode(Sha256::digest(url))),
        };
        format!("{kind}_{}", &sum[..16.min(sum.len())])
    }

    /// Where it is: the path of a file, or the address.
    pub fn at(&self) -> &str {
        match self {
            Picture::Local(file) => &file.path,
            Picture::Remote { url } => url,
        }
    }

    /// The name under which it is given away: a file's own, or the last part of an address.
    pub fn name(&self) -> &str {
        match self {
            Picture::Local(file) => file.name(),
            Picture::Remote { url } => {
                let path = url.split(['?', '#']).next().unwrap_or(url);
                let name = path.rsplit('/').next().unwrap_or_default();
                if name.is_empty() { "image" } else { name }
            }
        }
    }

    /// The media type of a picture's bytes.
    pub fn mime(bytes: &[u8]) -> &'static str {
        Media::of(bytes).map_or("application/octet-stream", Media::mime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_of_a_plan_before_there_were_pictures_of_the_web_is_still_read() {
        let file =
            r#"{"path": "a.png", "sha256": "00ff00ff00ff00ff00ff", "size": 3, "media": "png"}"#;
        let picture: Picture = serde_json::from_str(file).unwrap();
        assert!(matches!(&picture, Picture::Local(file) if file.size == 3));
        assert_eq!(picture.slot(), "image_00ff00ff00ff00ff");
        let remote = Picture::Remote {
            url: "https://a.cn/b.png".to_owned(),
        };
        let text = serde_json::to_string(&remote).unwrap();
        assert_eq!(serde_json::from_str::<Picture>(&text).unwrap(), remote);
        assert_ne!(remote.slot(), picture.slot());
    }
}
