//! The recorder: every event goes through it, is cleaned of secrets, kept, and shown.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Event, Stamped};
use crate::secret::{Redactor, Secret, scrub};

/// Tells the time in milliseconds since 1970; the command line has the only real one.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Somebody who is told of every event, such as the progress lines.
pub type Listener = Box<dyn Fn(&Stamped) + Send + Sync>;

/// Takes a run's events. Clones share one stream.
#[derive(Clone)]
pub struct Recorder {
    shared: Arc<Shared>,
}

struct Shared {
    run: String,
    dir: PathBuf,
    clock: Clock,
    file: Mutex<Option<File>>,
    redactor: Mutex<Redactor>,
    listener: Listener,
    numbers: AtomicUsize,
}

impl Recorder {
    /// Begins a run's record under `runs/<id>/` of a directory.
    ///
    /// # Errors
    /// The run's directory cannot be made or written.
    pub fn begin(runs: &Path, run: &str, clock: Clock, listener: Listener) -> io::Result<Self> {
        let dir = runs.join(run);
        std::fs::create_dir_all(&dir)?;
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(dir.join("run.jsonl"))?;
        Ok(Self {
            shared: Arc::new(Shared {
                run: run.to_owned(),
                dir,
                clock,
                file: Mutex::new(Some(file)),
                redactor: Mutex::default(),
                listener,
                numbers: AtomicUsize::new(0),
            }),
        })
    }

    /// A run's record that is told to a listener alone: for tests of many runs.
    #[cfg(test)]
    pub(crate) fn unwritten(run: &str, clock: Clock, listener: Listener) -> Self {
        Self {
            shared: Arc::new(Shared {
                run: run.to_owned(),
                dir: PathBuf::new(),
                clock,
                file: Mutex::new(None),
                redactor: Mutex::default(),
                listener,
                numbers: AtomicUsize::new(0),
            }),
        }
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        &self.shared.run
    }

    /// The run's directory, where evidence goes.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// The time in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        (self.shared.clock)()
    }

    /// The time in seconds since 1970.
    pub fn now(&self) -> i64 {
        self.now_ms() / 1000
    }

    /// The next number of the run, from 1: for the names of files.
    pub fn number(&self) -> usize {
        self.shared.numbers.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Hides a value from all that is recorded from now on.
    pub fn hide(&self, secret: &Secret) {
        lock(&self.shared.redactor).hide(secret);
    }

    /// What hides the known secrets, as it stands now.
    pub fn redactor(&self) -> Redactor {
        lock(&self.shared.redactor).clone()
    }

    /// Records an event.
    pub fn say(&self, event: Event) {
        let stamped = Stamped {
            at: self.now_ms(),
            event,
        };
        let mut file = lock(&self.shared.file);
        if let Some(f) = file.as_mut() {
            let line = self.line(&stamped);
            // A full disk must not stop a run whose truth is in the ledger: the record ends here and says so once.
            if let Err(e) = writeln!(f, "{line}") {
                tracing::warn!("the record of run {} ends here: {e}", self.shared.run);
                *file = None;
            }
        }
        drop(file);
        (self.shared.listener)(&stamped);
    }

    /// An event as a line of JSON, with the known secrets hidden in its texts. Its own words are not looked into: a secret
    /// that is the name of a field would tear the line.
    fn line(&self, stamped: &Stamped) -> String {
        let redactor = self.redactor();
        let mut value = serde_json::to_value(stamped).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            for (name, field) in fields.iter_mut() {
                if name != "event" {
                    *field = redactor.clean_values(field);
                }
            }
        }
        // Also in words that came from elsewhere: what is signed opens to whoever has its address.
        scrub::without_signatures(&value.to_string())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_reaches_the_record() {
        let dir = tempfile::tempdir().unwrap();
        let r = Recorder::begin(dir.path(), "r1", Arc::new(|| 5000), Box::new(|_| {})).unwrap();
        r.hide(&Secret::new("tok-MARKER".to_owned()));
        r.say(Event::RunBegan {
            run: "r1 tok-MARKER".into(),
            sandbox: true,
            version: "1".into(),
        });
        let text = std::fs::read_to_string(dir.path().join("r1/run.jsonl")).unwrap();
        assert_eq!(
            text.trim_end(),
            r#"{"at":5000,"event":"run_began","run":"r1 ***","sandbox":true,"version":"1"}"#
        );
    }

    #[test]
    fn an_address_that_is_signed_stands_in_no_words_of_the_record() {
        let dir = tempfile::tempdir().unwrap();
        let r = Recorder::begin(dir.path(), "r1", Arc::new(|| 5000), Box::new(|_| {})).unwrap();
        r.say(Event::RunBegan {
            run: "see \"https://i.example/a.png?x-orig-sign=abc&v=1\" and https://a.example/p?v=2"
                .into(),
            sandbox: true,
            version: String::new(),
        });
        let text = std::fs::read_to_string(dir.path().join("r1/run.jsonl")).unwrap();
        assert!(!text.contains("abc") && text.contains("p?v=2"), "{text}");
        let line: serde_json::Value = serde_json::from_str(text.trim_end()).unwrap();
        assert!(
            line["run"]
                .as_str()
                .unwrap()
                .starts_with("see \"https://i.example/a.png?")
        );
    }
}
