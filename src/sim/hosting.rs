//! The author's own host of pictures, for the platforms that take addresses alone.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::world::{Blow, Sort, World};
use crate::article::LocalFile;
use crate::pipeline::ImageHost;

/// Its name in the ledger.
pub(super) const NAME: &str = "host";

/// What begins all its addresses.
const BASE: &str = "https://pictures.model/";

/// Puts pictures into the model.
pub(super) struct FakeHost {
    pub(super) world: World,
    pub(super) turn: Mutex<()>,
}

/// The addresses of its pictures in a text.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let begins = text.match_indices(BASE).map(|(at, _)| &text[at..]);
    begins.filter_map(|rest| rest.split('"').next())
}

#[async_trait]
impl ImageHost for FakeHost {
    fn name(&self) -> &str {
        NAME
    }

    fn turn(&self) -> &Mutex<()> {
        &self.turn
    }

    async fn put(&self, file: &LocalFile, _: &Path, bytes: &[u8]) -> Result<String, String> {
        assert_eq!(LocalFile::sum(bytes), file.sha256, "the file of the plan");
        let url = format!("{BASE}{}", &file.sha256[..16]);
        let put = || {
            self.world.model(|m| {
                m.puts += 1;
                m.hosted.insert(url.clone());
            });
        };
        let Some(struck) = self.world.effect(Sort::Host, "a picture is put").await else {
            put();
            self.world.travel().await;
            return Ok(url);
        };
        match struck.how {
            Blow::CrashAfter => {
                put();
                self.world.die().await
            }
            Blow::LoseAfter => {
                put();
                Err("the connection was lost".to_owned())
            }
            Blow::HangAfter => {
                put();
                tokio::time::sleep(Duration::from_secs(120)).await;
                Err("it took too long".to_owned())
            }
            // It says something else than an address.
            Blow::Garbage => Ok("uploaded: 1 file".to_owned()),
            _ => Err("no space".to_owned()),
        }
    }
}
