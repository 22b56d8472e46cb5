//! Attach: gives a file to the page by its bytes, and waits for the address that the page has for it then.
//!
//! The bytes travel in the script's argument, not as a path: the browser may be on another machine. Into the editor they
//! are pasted as a person's clipboard would (ByteMD takes files of a paste alone), into a file input they are chosen.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::page::{Done, Fault};
use crate::browser::tab::Tab;
use crate::browser::want::Want;
use crate::plan::{AttachHow, Picture, Step};

/// How long a page may take to upload a file.
const UPLOADS: Duration = Duration::from_secs(30);

impl Tab {
    /// Gives the file and waits.
    pub(in crate::browser) async fn attach_file(
        &mut self,
        step: &Step,
        bytes: &[u8],
    ) -> Outcome<Done> {
        let most = self.options.wait.max(UPLOADS);
        let mut attempt = Attempt::new(most);
        let a = &mut attempt;
        let Step::Attach {
            file,
            element,
            how,
            slot,
        } = step
        else {
            let why = "this step attaches nothing";
            return Err(self.fail(a, Fault::Driver(why.to_owned())));
        };
        let given = json!({
            "name": file.name(),
            "type": Picture::mime(bytes),
            "base64": STANDARD.encode(bytes),
        });
        let give = match how {
            AttachHow::Paste => Want::paste(element, given),
            AttachHow::Choose { shows } => Want::choose(element, shows, given),
        };
        let wait = self.options.wait;
        let met = self.look(a, &[vec![give]], wait).await?;
        let before = met.got.into_iter().next().unwrap_or_default().texts;
        let comes = match how {
            AttachHow::Paste => Want::new_picture(element, &before),
            AttachHow::Choose { shows } => Want::shown_picture(shows, &before),
        };
        let met = self.look(a, &[vec![comes]], most).await?;
        let url = met.got.first().and_then(|got| got.texts.first());
        let Some(url) = url else {
            let why = "the in-page script gave no address";
            return Err(self.fail(a, Fault::Driver(why.to_owned())));
        };
        attempt.done.slots.set_secret(slot, url.clone());
        Ok(attempt.done)
    }
}
