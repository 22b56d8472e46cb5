//! Makes files of items, after they were answered: images first, then the post, then the note that it is done.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::time::Instant;

use super::{Fetch, Layout, Metrics, Shelf, post};
use crate::ledger::{Inbox, Item, LedgerError};
use crate::platforms::yunsuo::push::Push;

/// Items that are made files of at once.
const AT_ONCE: usize = 4;

/// Items that are read at once.
const BATCH: u32 = 32;

/// Bytes of one image.
const LONGEST: usize = 5 << 20;

/// Images of one item; those beyond stay where they are.
const MOST: usize = 40;

/// How long the images of one item may take together; what is not there then stays where it is.
const IMAGES: Duration = Duration::from_secs(60);

/// Names that are tried when a file of the user's has the name.
const NAMES: usize = 100;

/// Why an item has no file yet.
#[derive(Debug, Error)]
enum Unfiled {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the inbox's directory: {0}")]
    Io(#[from] io::Error),
    #[error("its content cannot be read: {0}")]
    Content(#[from] serde_json::Error),
    #[error("no name is free for it")]
    NoName,
}

/// Makes files of items.
#[derive(Clone)]
pub struct Filing {
    /// The items.
    pub inbox: Arc<dyn Inbox>,
    /// Where the files go.
    pub shelf: Shelf,
    /// How they are laid out.
    pub layout: Layout,
    /// Fetches images.
    pub fetch: Arc<dyn Fetch>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl Filing {
    /// Makes files of all items that have none; says how many could not be made.
    ///
    /// # Errors
    /// The inbox cannot be read.
    pub async fn pass(&self) -> Result<usize, LedgerError> {
        let (mut beyond, mut failed) = (0, 0);
        loop {
            let items = self.inbox.waiting(beyond, BATCH).await?;
            let Some(last) = items.last() else {
                return Ok(failed);
            };
            beyond = last.id;
            let made: Vec<bool> = stream::iter(items)
                .map(|item| async move {
                    let made = self.file(&item).await;
                    if let Err(e) = &made {
                        tracing::error!("no file of push {} yet: {e}", item.id);
                    }
                    made.is_ok()
                })
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            failed += made.iter().filter(|m| !**m).count();
        }
    }

    /// Makes the file of one item. Done again after a crash, it finds what it had done.
    async fn file(&self, item: &Item) -> Result<(), Unfiled> {
        let push: Push = serde_json::from_str(&self.inbox.content(item.id).await?)?;
        let (name, there) = self.name(item)?;
        let path = self.layout.post(&name);
        if !there {
            let fetched = self.images(&push, &name, item.id).await?;
            let text = post::write(item, &push, self.layout, &name, &fetched);
            let (shelf, part, at) = (self.shelf.clone(), format!("{}.md", item.id), path.clone());
            let put = off_thread(move || shelf.put(&at, &part, text.as_bytes())).await?;
            if !put {
                // Somebody took the name meanwhile: the next pass takes another one.
                return Err(Unfiled::NoName);
            }
        }
        self.inbox.filed(item.id, &path).await?;
        Ok(())
    }

    /// The item's name, and whether its file is there already: a crash may have come before the note of it.
    fn name(&self, item: &Item) -> Result<(String, bool), Unfiled> {
        let first = post::name(item);
        let mark = post::mark(item);
        for n in 1..=NAMES {
            let name = match n {
                1 => first.clone(),
                n => format!("{first}-{n}"),
            };
            match self.shelf.read(&self.layout.post(&name))? {
                None => return Ok((name, false)),
                Some(text) if contains(&text, mark.as_bytes()) => return Ok((name, true)),
                Some(_) => {}
            }
        }
        Err(Unfiled::NoName)
    }

    /// Fetches an item's images; gives the file of each address.
    async fn images(
        &self,
        push: &Push,
        name: &str,
        id: i64,
    ) -> Result<BTreeMap<String, String>, Unfiled> {
        let until = Instant::now() + IMAGES;
        let mut fetched = BTreeMap::new();
        for (n, url) in post::pictures(push).into_iter().enumerate() {
            let image = if n < MOST {
                tokio::time::timeout_at(until, self.fetch.fetch(&url, LONGEST)).await
            } else {
                break;
            };
            let file = match image {
                Ok(Ok(bytes)) => match kind(&bytes) {
                    Some(kind) => Some((kind, bytes)),
                    None => {
                        tracing::info!("push {id}: {} bytes that are no image", bytes.len());
                        None
                    }
                },
                Ok(Err(e)) => {
                    tracing::info!("push {id}: an image stays where it is: {e}");
                    None
                }
                Err(_) => None,
            };
            self.metrics.image(file.is_some());
            if let Some((kind, bytes)) = file {
                let hash = hex::encode(Sha256::digest(&bytes));
                let file = format!("{}.{kind}", &hash[..16]);
                let (shelf, part) = (self.shelf.clone(), format!("{id}.{n}"));
                let path = self.layout.image(name, &file);
                // A file of that name has that content.
                off_thread(move || shelf.put(&path, &part, &bytes)).await?;
                fetched.insert(url, file);
            }
        }
        Ok(fetched)
    }
}

/// Does what waits for the disk on a thread for that.
async fn off_thread(work: impl FnOnce() -> io::Result<bool> + Send + 'static) -> io::Result<bool> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(io::Error::other(e)))
}

/// The ending of an image by its first bytes. SVG is none: it may hold scripts.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
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
        ] => Some("webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Some("avif"),
        _ => None,
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}
