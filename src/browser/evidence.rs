//! Evidence: URL, title, screenshot and DOM, each bounded, each without what only its owner should see.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::scrub;
use super::tab::Tab;
use crate::record::{Capture, Evidence};

/// The most that is kept of a document, in bytes.
const DOM: usize = 512 * 1024;
/// The most that is kept of a picture, in bytes.
const PICTURE: usize = 8 * 1024 * 1024;

const BLANK: &str = include_str!("in_page/blank.js");
const RESTORE: &str = include_str!("in_page/restore.js");

impl Tab {
    /// Takes the evidence. The files are `<name>.png` and `<name>.html` of the directory, and named so in the result.
    pub(super) async fn take_evidence(&mut self, dir: &Path, name: &str) -> Evidence {
        // An alert that is open fails the first command; the driver has dismissed it then.
        let mut page = self.link.run(BLANK, json!([DOM])).await;
        if page.is_err() {
            page = self.link.run(BLANK, json!([DOM])).await;
        }
        let page = match page {
            Ok(page) => page,
            Err(trouble) => {
                let why = self.redactor.clean(&trouble.to_string());
                return self.nothing(&why);
            }
        };
        let picture = self.link.get("/screenshot").await;
        if let Err(trouble) = self.link.run(RESTORE, json!([])).await {
            tracing::debug!(%trouble, "the blanked fields stay blank");
        }
        let text = |key: &str| page[key].as_str().unwrap_or_default();
        let clean = |t: &str| scrub::without_phone_numbers(&self.redactor.clean(t));
        let dom = scrub::bounded(clean(text("dom")), DOM);
        let screenshot = match picture {
            Ok(picture) => match decoded(&picture) {
                Ok(bytes) => keep(dir, &format!("{name}.png"), &bytes).await,
                Err(why) => Capture::Unavailable(why),
            },
            Err(trouble) => Capture::Unavailable(self.redactor.clean(&trouble.to_string())),
        };
        Evidence {
            url: Capture::Text(clean(&scrub::without_query_values(text("url")))),
            title: Capture::Text(clean(text("title"))),
            screenshot,
            dom: keep(dir, &format!("{name}.html"), dom.as_bytes()).await,
        }
    }

    /// What there is when the page does not answer: the URL seen last. No picture: nothing in it would be blanked.
    fn nothing(&self, why: &str) -> Evidence {
        let none = || Capture::Unavailable(why.to_owned());
        Evidence {
            url: self.url.as_deref().map_or_else(none, |url| {
                Capture::Text(self.redactor.clean(&scrub::without_query_values(url)))
            }),
            title: none(),
            screenshot: none(),
            dom: none(),
        }
    }
}

fn decoded(picture: &Value) -> Result<Vec<u8>, String> {
    let bytes = STANDARD
        .decode(picture.as_str().unwrap_or_default())
        .map_err(|e| format!("the picture is no base64: {e}"))?;
    match bytes.len() {
        0 => Err("the driver gave no picture".to_owned()),
        n if n > PICTURE => Err(format!("the picture has {n} bytes, more than {PICTURE}")),
        _ => Ok(bytes),
    }
}

async fn keep(dir: &Path, name: &str, bytes: &[u8]) -> Capture {
    let written = async {
        tokio::fs::create_dir_all(dir).await?;
        tokio::fs::write(dir.join(name), bytes).await
    };
    match written.await {
        Ok(()) => Capture::File(name.to_owned()),
        Err(e) => Capture::Unavailable(format!("{name} could not be written: {e}")),
    }
}
