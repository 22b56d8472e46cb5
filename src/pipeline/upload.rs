//! Uploads and attachments: a file's bytes go to the platform at most once, whoever needs them again.

use std::path::PathBuf;
use std::time::Duration;

use tokio::time::Instant;

use super::desk::Desk;
use super::{Trouble, TroubleKind};
use crate::article::{LocalFile, Media};
use crate::plan::{AttachHow, Picture, Step, Turn, Upload};
use crate::secret::Secret;
use crate::text::RunMessage;

impl Desk<'_> {
    /// Uploads a picture by calls, or asks for the address of what the account has uploaded before.
    pub async fn upload(&mut self, picture: &Picture, slot: &str) -> Result<(), Trouble> {
        if self.slots.get(slot).is_some() {
            return Ok(());
        }
        let file = &self.look_at(picture).await?;
        let account = self.order.account.name.clone();
        let known = self.ports.ledger.upload(&account, &file.sha256).await?;
        let bytes = match &known {
            Some(_) => Vec::new(),
            None => self.bytes(picture).await?,
        };
        let upload = Upload {
            file,
            bytes,
            uri: known.clone(),
            slots: &self.slots,
        };
        let Some(mut exchange) = self.order.dialect.upload(upload) else {
            let what = format!("a way to upload {}", file.path);
            return Err(Trouble::stop(RunMessage::MissingValue(what)));
        };
        let mut answer = None;
        let (uri, url, keep) = loop {
            let (call, request) = match exchange.next(answer.as_ref(), &self.moment()) {
                Turn::Send(call, request) => (call, request),
                Turn::Done { uri, url, keep } => break (uri, url, keep),
                Turn::Refused(call, refusal) => {
                    self.called_by_name(&call, &format!("refused with {}", refusal.code), 0);
                    return Err(Trouble::refused(&call, &refusal, &account));
                }
                Turn::Unclear(call, what) => {
                    self.called_by_name(&call, &what, 0);
                    return Err(Trouble::stop(RunMessage::Unclear { call, what }));
                }
            };
            self.upload_turns.next(self.ports.policy.upload_gap).await;
            let deadline = self.ports.policy.call_deadline;
            let asked = self.ports.recorder.now_ms();
            let sent = self.line().send(request, deadline).await;
            let took = self.ports.recorder.now_ms() - asked;
            match sent {
                Ok(got) => {
                    self.called_by_name(&call, &format!("HTTP {}", got.status), took);
                    answer = Some(got);
                }
                Err(e) => {
                    self.called_by_name(&call, &e.to_string(), took);
                    return Err(Trouble::wire(&e));
                }
            }
        };
        for (_, slot) in keep.iter() {
            if let Some(text) = slot.value.as_str() {
                self.ports.recorder.hide(&Secret::new(text.to_owned()));
            }
        }
        self.slots.extend(keep);
        if known.is_none() {
            self.remember(file, &uri).await?;
        }
        self.fill_upload(slot, &uri, &url);
        Ok(())
    }

    /// Gives a file to the page, and remembers what the page made of it.
    pub async fn attach(
        &mut self,
        step: &Step,
        picture: &Picture,
        slot: &str,
    ) -> Result<(), Trouble> {
        if self.slots.get(slot).is_some() {
            return Ok(());
        }
        let file = &self.look_at(picture).await?;
        let account = self.order.account.name.clone();
        let pasted = matches!(
            step,
            Step::Attach {
                how: AttachHow::Paste,
                ..
            }
        );
        // What is there already needs an address alone, and any text takes one.
        if pasted
            && self
                .ports
                .ledger
                .upload(&account, &file.sha256)
                .await?
                .is_some()
        {
            return self.upload(picture, slot).await;
        }
        let bytes = self.bytes(picture).await?;
        let slots = self.slots.clone();
        let began = self.ports.recorder.now_ms();
        let done = self.page().await?.attach(step, &bytes, &slots).await;
        let done = self.heard(done).map_err(|e| Trouble::page(&e, &account))?;
        let url = done.slots.text(slot).unwrap_or_default();
        self.did(step, done, began).await;
        // A page that shows the file by an address of its own making has not said what identifies it.
        match self.order.dialect.uri_of(&url) {
            Some(uri) => {
                self.remember(file, &uri).await?;
                self.fill_upload(slot, &uri, &url);
                Ok(())
            }
            None => Err(Trouble {
                message: RunMessage::PageStuck {
                    wanted: format!("an address of {}", file.path),
                    found: "an address that is not the site's".to_owned(),
                    url: String::new(),
                },
                kind: TroubleKind::Route,
            }),
        }
    }

    async fn remember(&self, file: &LocalFile, uri: &str) -> Result<(), Trouble> {
        let now = self.ports.recorder.now();
        let account = &self.order.account.name;
        let ledger = self.ports.ledger;
        ledger.uploaded(account, &file.sha256, uri, now).await?;
        Ok(())
    }

    /// An address is signed and expires: it is for this run alone, while what identifies the file stays.
    fn fill_upload(&mut self, slot: &str, uri: &str, url: &str) {
        self.slots.set_secret(slot, url);
        self.slots.set(&format!("{slot}_uri"), uri);
    }

    /// Where a file of the plan is on this machine.
    pub(super) fn path_of(&self, file: &LocalFile) -> PathBuf {
        let root = &self.order.root;
        let article = root.join(&self.plan().article.file);
        file.locate(article.parent().unwrap_or(root), root)
    }

    /// Reads a file that the plan names; one that has changed since is not what was agreed to.
    pub(super) async fn read(&self, file: &LocalFile) -> Result<Vec<u8>, Trouble> {
        let path = self.path_of(file);
        let wrong = |why: String| {
            Trouble::stop(RunMessage::UploadFile {
                path: file.path.clone(),
                why,
            })
        };
        let bytes = tokio::fs::read(&path)
            .await
            .map_err(|e| wrong(e.to_string()))?;
        let same = bytes.len() as u64 == file.size && Media::of(&bytes) == file.media;
        if !same || LocalFile::sum(&bytes) != file.sha256 {
            return Err(wrong("it has changed since the plan was made".to_owned()));
        }
        Ok(bytes)
    }
}

/// The turns of the calls of uploads: a polite gap between any two of them, whichever file they are for.
#[derive(Debug, Default)]
pub(super) struct UploadTurns(Option<Instant>);

impl UploadTurns {
    /// Waits until the platform may be asked again.
    async fn next(&mut self, gap: Duration) {
        if let Some(last) = self.0 {
            tokio::time::sleep_until(last + gap).await;
        }
        self.0 = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn between_any_two_calls_is_the_gap_and_no_more() {
        let gap = Duration::from_millis(2500);
        let began = Instant::now();
        let mut turns = UploadTurns::default();
        let mut at = Vec::new();
        // The answers take a while, once longer than the gap.
        for answer in [0, 400, 2400, 4000, 0] {
            turns.next(gap).await;
            at.push((Instant::now() - began).as_millis());
            tokio::time::advance(Duration::from_millis(answer)).await;
        }
        assert_eq!(at, [0, 2500, 5000, 7500, 11_500]);
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_gap_nothing_is_waited_for() {
        let began = Instant::now();
        let mut turns = UploadTurns::default();
        for _ in 0..5 {
            turns.next(Duration::ZERO).await;
        }
        assert_eq!(began.elapsed(), Duration::ZERO);
    }
}
