//! Evidence: URL, title, screenshot and DOM, each bounded, each without what only its owner should see.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::attempt::Attempt;
use super::link;
use super::tab::Tab;
use super::want::Want;
use crate::record::{Capture, ConsoleLine, Evidence, Picture};
use crate::secret::scrub;
use crate::site::Element;

/// The most that is kept of a document, in bytes.
const DOM: usize = 512 * 1024;
/// The most that is kept of a picture, in bytes.
const PICTURE: usize = 8 * 1024 * 1024;

/// The most lines of a console that are kept, the last ones, and the most characters of each.
const LINES: usize = 50;
const LINE: usize = 600;
/// How long an element is looked for that is to be outlined.
const LOOK: Duration = Duration::from_millis(200);

const BLANK: &str = include_str!("in_page/blank.js");
const RESTORE: &str = include_str!("in_page/restore.js");

impl Tab {
    /// Takes the evidence. The files are `<name>.png` and `<name>.html` of the directory, and named so in the result.
    pub(super) async fn take_evidence(&mut self, dir: &Path, name: &str) -> Evidence {
        // An alert that is open fails the first command; the driver has dismissed it then.
        let mut page = self.link.run(BLANK, json!([DOM, null])).await;
        if page.is_err() {
            page = self.link.run(BLANK, json!([DOM, null])).await;
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
        let clean = |t: &str| super::scrub::for_evidence(&self.redactor.clean(t));
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
            console: self.console().await,
        }
    }

    /// Takes a picture of the window. Chromium gives a JPEG, which is a tenth of the PNG that other drivers give.
    pub(super) async fn take_picture(
        &mut self,
        dir: &Path,
        name: &str,
        element: Option<&Element>,
    ) -> Picture {
        if let Some(element) = element {
            self.acted = self.at_hand(element).await;
        }
        let acted = self.acted.take();
        let outlined = acted.as_deref().map_or(Value::Null, link::element);
        let mut page = self.link.run(BLANK, json!([0, outlined])).await;
        if page.is_err() {
            // The element may be gone with its document; an alert is dismissed by now.
            page = self.link.run(BLANK, json!([0, null])).await;
        }
        let none = |why: String| Picture {
            file: Capture::Unavailable(why),
            outline: None,
        };
        let page = match page {
            Ok(page) => page,
            Err(trouble) => return none(self.redactor.clean(&trouble.to_string())),
        };
        let taken = match self.link.chromium {
            true => {
                let wanted = json!({ "format": "jpeg", "quality": 60 });
                let shot = self.link.cdp("Page.captureScreenshot", wanted).await;
                shot.map(|mut s| (s["data"].take(), "jpg"))
            }
            false => self.link.get("/screenshot").await.map(|s| (s, "png")),
        };
        if page["blanked"] != 0
            && let Err(trouble) = self.link.run(RESTORE, json!([])).await
        {
            tracing::debug!(%trouble, "the blanked fields stay blank");
        }
        let (picture, ending) = match taken {
            Ok(taken) => taken,
            Err(trouble) => return none(self.redactor.clean(&trouble.to_string())),
        };
        match decoded(&picture) {
            Ok(bytes) => Picture {
                file: keep(dir, &format!("{name}.{ending}"), &bytes).await,
                outline: serde_json::from_value(page["outline"].clone()).ok(),
            },
            Err(why) => none(why),
        }
    }

    /// The element's id, where it is there now.
    async fn at_hand(&mut self, element: &Element) -> Option<String> {
        let mut attempt = Attempt::new(LOOK);
        let wants = [vec![Want::see(element)]];
        let met = self.look_quietly(&mut attempt, &wants, LOOK).await.ok()??;
        met.got.first()?.element()
    }

    /// What the page said on its console since it was asked last, where the driver tells.
    async fn console(&mut self) -> Vec<ConsoleLine> {
        let asked = json!({ "type": "browser" });
        let answer = self.link.post("/se/log", asked, Duration::ZERO).await;
        let Ok(Value::Array(entries)) = answer else {
            return Vec::new();
        };
        let line = |entry: &Value| {
            let text = entry["message"].as_str().unwrap_or_default();
            let text = scrub::without_signatures(&self.redactor.clean(text));
            ConsoleLine {
                level: entry["level"].as_str().unwrap_or_default().to_owned(),
                text: scrub::without_phone_numbers(&text)
                    .chars()
                    .take(LINE)
                    .collect(),
            }
        };
        let last = entries.len().saturating_sub(LINES);
        entries[last..].iter().map(line).collect()
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
            console: Vec::new(),
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
