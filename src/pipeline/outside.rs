//! What a run needs of the web beside the platforms: the pictures that articles name there, and the user's own image host.

use std::path::Path;

use async_trait::async_trait;

use super::desk::Desk;
use super::{Trouble, TroubleKind};
use crate::article::{LocalFile, Media};
use crate::plan::{Picture, is_web_url};
use crate::text::RunMessage;

/// The largest picture that is fetched, in bytes: what tools for Juejin cap an image at (public tools, 2026).
const LARGEST: usize = 10_000_000;

/// Fetches what an article names on the web, and nothing that is of this machine or its networks.
#[async_trait]
pub trait Web: Send + Sync {
    /// Fetches a body of at most so many bytes.
    ///
    /// # Errors
    /// Why there is none, in words for people.
    async fn fetch(&self, url: &str, longest: usize) -> Result<Vec<u8>, String>;
}

/// Puts files where the web sees them.
#[async_trait]
pub trait ImageHost: Send + Sync {
    /// Its name, under which the ledger keeps what was put there: never an account's.
    fn name(&self) -> &str;

    /// The turn of putting files there: accounts work side by side, and a file that two of them need is put there once.
    fn turn(&self) -> &tokio::sync::Mutex<()>;

    /// Puts a file there and gives its address; `path` is where it is on this machine.
    ///
    /// # Errors
    /// Why it is not there, in words for people.
    async fn put(&self, file: &LocalFile, path: &Path, bytes: &[u8]) -> Result<String, String>;
}

/// A picture with its bytes.
#[derive(Clone)]
pub(super) struct Got {
    pub(super) file: LocalFile,
    pub(super) bytes: Vec<u8>,
}

impl Desk<'_> {
    /// A picture of the web with its bytes, fetched once a run.
    pub(super) async fn fetched(&mut self, url: &str) -> Result<Got, Trouble> {
        if let Some(got) = self.fetched.get(url) {
            return Ok(got.clone());
        }
        let broken = |why: String| {
            Trouble::stop(RunMessage::Rehost {
                url: url.to_owned(),
                why,
            })
        };
        let Some(web) = self.ports.web else {
            return Err(broken("this run has no way to the web".to_owned()));
        };
        let began = self.ports.recorder.now_ms();
        let bytes = web.fetch(url, LARGEST).await.map_err(broken)?;
        let took = self.ports.recorder.now_ms() - began;
        self.called_by_name("fetch", &format!("{} bytes of {url}", bytes.len()), took);
        let Some(media) = Media::of(&bytes) else {
            return Err(broken(
                "it is not a PNG, JPEG, GIF or WebP image".to_owned(),
            ));
        };
        let got = Got {
            file: LocalFile {
                path: url.to_owned(),
                sha256: LocalFile::sum(&bytes),
                size: bytes.len() as u64,
                media: Some(media),
            },
            bytes,
        };
        self.fetched.insert(url.to_owned(), got.clone());
        Ok(got)
    }

    /// What is known of a picture; what is on the web is fetched for it.
    pub(super) async fn look_at(&mut self, picture: &Picture) -> Result<LocalFile, Trouble> {
        match picture {
            Picture::Local(file) => Ok(file.clone()),
            Picture::Remote { url } => Ok(self.fetched(url).await?.file),
        }
    }

    /// The bytes of a picture.
    pub(super) async fn bytes(&mut self, picture: &Picture) -> Result<Vec<u8>, Trouble> {
        match picture {
            Picture::Local(file) => self.read(file).await,
            Picture::Remote { url } => Ok(self.fetched(url).await?.bytes),
        }
    }

    /// Puts a file on the user's image host, unless it is there.
    pub(super) async fn host(&mut self, file: &LocalFile, slot: &str) -> Result<(), Trouble> {
        if self.slots.get(slot).is_some() {
            return Ok(());
        }
        let broken = |why: String| Trouble {
            message: RunMessage::ImageHost {
                path: file.path.clone(),
                why,
            },
            kind: TroubleKind::Stop,
        };
        let Some(host) = self.ports.images else {
            let why = "`[images]` of the configuration does not say where".to_owned();
            return Err(broken(why));
        };
        let ledger = self.ports.ledger;
        // Held from the question to the answer on disk.
        let _turn = host.turn().lock().await;
        let known = ledger.upload(host.name(), &file.sha256).await?;
        let url = match known {
            Some(url) => {
                self.called_by_name("host", &format!("{} is there already", file.path), 0);
                url
            }
            None => {
                let bytes = self.read(file).await?;
                let began = self.ports.recorder.now_ms();
                let path = self.path_of(file);
                let put = host.put(file, &path, &bytes).await;
                // A command may say anything, a secret of its own among it.
                let url = put.map_err(|why| broken(self.ports.recorder.redactor().clean(&why)))?;
                if !is_web_url(&url) || url.contains(['"', '\'', '<', '>', '`']) {
                    let shown: String = url.chars().take(80).collect();
                    return Err(broken(format!("it gave {shown:?} in place of an address")));
                }
                let now = self.ports.recorder.now();
                ledger
                    .uploaded(host.name(), &file.sha256, &url, now)
                    .await?;
                self.called_by_name(
                    "host",
                    &format!("{} is at {url}", file.path),
                    self.ports.recorder.now_ms() - began,
                );
                url
            }
        };
        self.slots
            .set(&format!("{slot}_html"), url.replace('&', "&amp;"));
        self.slots.set(slot, url);
        Ok(())
    }
}
