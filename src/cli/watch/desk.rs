//! What is done with the articles of a watched directory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tokio::time::Instant;

use super::happening::{Happening, Touched};
use crate::article::{Article, LocalFile};
use crate::cli::args::{PublishArgs, Publishing};
use crate::cli::output::tell;
use crate::cli::pause::pause;
use crate::cli::stand::{Stand, alone};
use crate::cli::{Failure, exit, publish, review};
use crate::pipeline::Halt;
use crate::text::{Lang, Message, ScheduleMessage, say};

/// Publishes what is ready, and remembers what it told.
pub struct Desk<'a> {
    how: &'a Publishing,
    lang: Lang,
    halt: &'a Halt,
    /// What each file was made of when it was dealt with: nothing is told or tried twice for the same.
    handled: BTreeMap<PathBuf, String>,
    /// What has mistakes.
    mistaken: BTreeSet<PathBuf>,
    /// What is tried again.
    retries: BTreeMap<PathBuf, Retry>,
}

/// A try that is to come.
struct Retry {
    at: Instant,
    /// How many there were.
    tries: u32,
}

impl<'a> Desk<'a> {
    /// A desk on which nothing is yet.
    pub fn new(how: &'a Publishing, lang: Lang, halt: &'a Halt) -> Self {
        Self {
            how,
            lang,
            halt,
            handled: BTreeMap::new(),
            mistaken: BTreeSet::new(),
            retries: BTreeMap::new(),
        }
    }

    /// When something is tried again.
    pub fn next_retry(&self) -> Option<Instant> {
        self.retries.values().map(|r| r.at).min()
    }

    /// Publishes what is ready among what something happened to.
    pub async fn look_at(&mut self, touched: &Touched, happening: &mut Happening) {
        let mut files = touched.articles.clone();
        if touched.mended {
            files.extend(self.mistaken.iter().cloned());
        }
        for file in files {
            if self.halt.is_called() {
                return;
            }
            self.one(&file, 0, happening).await;
        }
    }

    /// Tries again what is due.
    pub async fn retry(&mut self, happening: &mut Happening) {
        let now = Instant::now();
        let due = self.retries.iter().filter(|(_, r)| r.at <= now);
        let due: Vec<PathBuf> = due.map(|(file, _)| file.clone()).collect();
        for file in due {
            if let Some(retry) = self.retries.remove(&file)
                && !self.halt.is_called()
            {
                self.handled.remove(&file);
                self.one(&file, retry.tries, happening).await;
            }
        }
    }

    /// Publishes an article if it is ready and not published yet, after so many tries.
    async fn one(&mut self, file: &Path, tries: u32, happening: &mut Happening) {
        let Ok(bytes) = std::fs::read(file) else {
            return;
        };
        if !Article::says_ready(&bytes) {
            return;
        }
        let args = alone(self.how, file);
        let stand = match Stand::of(&args, self.lang).await {
            Ok(stand) => stand,
            Err(failure) => return self.mistake(file, &bytes, &failure),
        };
        self.mistaken.remove(file);
        // Somebody writes to it again: it is told of once more when that is over.
        if happening.is_touched(file) || self.is_handled(file, &stand.sum) {
            return;
        }
        let code = match self.publish(args, &stand).await {
            Ok(code) => code,
            Err(_) if !is_still(file, &bytes) => {
                self.handled.remove(file);
                return;
            }
            Err(failure) => {
                self.not_published(file, &failure);
                failure.code()
            }
        };
        if code == 4 {
            let at = Instant::now() + pause(tries);
            let retry = Retry {
                at,
                tries: tries + 1,
            };
            self.retries.insert(file.to_owned(), retry);
        }
    }

    /// Publishes an article, as it was when it was looked at, to those that do not have it.
    async fn publish(&self, mut args: PublishArgs, stand: &Stand) -> Result<u8, Failure> {
        let file = args.articles.iter().map(|f| f.display().to_string());
        let file: String = file.collect();
        if !stand.called_off.is_empty() {
            let accounts = stand.called_off.join(",");
            let file = file.clone();
            tell(self.lang, ScheduleMessage::StaysOff { file, accounts });
            args.how.to = stand.left.clone();
        }
        if !stand.changed.is_empty() {
            let accounts = stand.changed.join(",");
            let file = file.clone();
            tell(self.lang, ScheduleMessage::Edited { file, accounts });
            // Once is once: only those that do not have it get it.
            args.how.to = stand.left.clone();
        }
        if stand.left.is_empty() {
            return Ok(0);
        }
        let (hash, sums) = publish::reviewed(&args, &mut drop).await?;
        if sums != [stand.sum.as_str()] {
            return Err(review::changed(stand.sum.clone(), sums.join(" ")));
        }
        args.expect = Some(hash);
        tell(self.lang, ScheduleMessage::Ready(file));
        Box::pin(publish::run(args, self.lang)).await
    }

    /// Whether a file was dealt with as it is; from now on it was.
    fn is_handled(&mut self, file: &Path, sum: &str) -> bool {
        self.handled
            .insert(file.to_owned(), sum.to_owned())
            .as_deref()
            == Some(sum)
    }

    fn mistake(&mut self, file: &Path, bytes: &[u8], failure: &Failure) {
        self.mistaken.insert(file.to_owned());
        let sum = format!("{} {}", LocalFile::sum(bytes), failure.what(self.lang));
        if is_still(file, bytes) && !self.is_handled(file, &sum) {
            self.not_published(file, failure);
        }
    }

    fn not_published(&self, file: &Path, failure: &Failure) {
        exit::tell(self.lang, failure, false, self.how.common.sandbox);
        let ended = Message::from(ScheduleMessage::Ended(failure.code()));
        let message = ScheduleMessage::NotPublished {
            file: file.display().to_string(),
            why: say(self.lang, &ended).what,
        };
        tell(self.lang, message);
    }
}

/// Whether a file holds what it held.
fn is_still(file: &Path, bytes: &[u8]) -> bool {
    std::fs::read(file).is_ok_and(|now| now == bytes)
}
