//! The script of what is to go wrong, in `faults.toml` of the sandbox's directory.
//!
//! The file is read at every question, so an edit counts at once, and in whichever process
//! serves. How often each fault was met is kept beside it: `times = 1` is once, even when the
//! process is killed in between. Another text in the file starts the counts again.
//!
//! ```toml
//! [[fault]]                               # the second publish is committed, its answer is lost
//! site = "juejin"
//! call = "/content_api/v1/article/publish"
//! do = "lose-answer"
//! times = 1                               # 1 unless set; 0 is every time
//! after = 1                               # 0 unless set
//!
//! [[fault]]                               # no known selector finds the categories
//! element = "category"
//! do = "break"
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::file::write_whole;
use super::{Fault, FaultKind};

/// The script's file in the sandbox's directory.
pub(super) const SCRIPT: &str = "faults.toml";

/// The counts beside it.
pub(super) const COUNTS: &str = "faults.met.json";

/// What is to go wrong.
#[derive(Default)]
pub struct Faults {
    /// `faults.toml`; without one the script lives in memory.
    file: Option<PathBuf>,
    script: Mutex<Script>,
}

/// The script as it was last read, and how far it has been played.
#[derive(Default)]
struct Script {
    text: String,
    faults: Vec<Fault>,
    trouble: Option<String>,
    met: Vec<u32>,
}

/// The shape of `faults.toml`.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultsFile {
    #[serde(default)]
    fault: Vec<Fault>,
}

/// The shape of the counts beside it.
#[derive(Default, Serialize, Deserialize)]
struct Counts {
    text: String,
    met: Vec<u32>,
}

impl Faults {
    /// Reads the script of a sandbox's directory; without the file nothing goes wrong.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let faults = Self {
            file: Some(dir.join(SCRIPT)),
            script: Mutex::default(),
        };
        match faults.trouble() {
            Some(trouble) => Err(io::Error::new(io::ErrorKind::InvalidData, trouble)),
            None => Ok(faults),
        }
    }

    /// Replaces the script; the counts start again.
    pub fn set(&self, faults: Vec<Fault>) -> io::Result<()> {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match faults.as_slice() {
            [] => String::new(),
            _ => toml::to_string(&FaultsFile {
                fault: faults.clone(),
            })
            .map_err(io::Error::other)?,
        };
        if let Some(file) = &self.file {
            write_whole(file, text.as_bytes())?;
        }
        *script = Script::of(text, faults);
        self.save_counts(&script)
    }

    /// Whether the page must render this element so that no known selector matches.
    pub fn broken(&self, element: &str) -> bool {
        self.broken_elements().iter().any(|e| e == element)
    }

    /// All elements that are broken, in the script's order.
    pub fn broken_elements(&self) -> Vec<String> {
        let script = self.current();
        let element = |f: &Fault| match f {
            Fault::Element { element } => Some(element.clone()),
            Fault::Call { .. } => None,
        };
        script.faults.iter().filter_map(element).collect()
    }

    /// How this call is to go wrong; counts the call.
    pub fn at(&self, site: &str, call: &str) -> Option<FaultKind> {
        let mut script = self.current();
        let Script { faults, met, .. } = &mut *script;
        let mut counted = false;
        let mut kind = None;
        for (fault, met) in faults.iter().zip(met) {
            let Some(strike) = fault.strikes((site, call), *met) else {
                continue;
            };
            *met += 1;
            counted = true;
            // Two faults for one call: the first in the script strikes, both have seen the call.
            kind = kind.or(strike);
        }
        if counted && let Err(e) = self.save_counts(&script) {
            script.trouble = Some(format!("the counts of the faults cannot be kept: {e}"));
        }
        kind
    }

    /// What is wrong with the script itself, such as a line that cannot be read.
    pub fn trouble(&self) -> Option<String> {
        self.current().trouble.clone()
    }

    /// Locks the script after reading it again when the file has another text.
    fn current(&self) -> MutexGuard<'_, Script> {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(file) = &self.file else {
            return script;
        };
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
            Err(e) => {
                // The text is none that a file has, so that the next look reads again.
                *script = Script::of("\0".to_owned(), Vec::new());
                script.trouble = Some(format!("{}: {e}", file.display()));
                return script;
            }
        };
        if text == script.text {
            return script;
        }
        *script = match toml::from_str::<FaultsFile>(&text) {
            Ok(read) => Script::of(text, read.fault),
            Err(e) => Script {
                trouble: Some(format!("{}: {e}", file.display())),
                ..Script::of(text, Vec::new())
            },
        };
        let kept: Counts = fs::read(counts_file(file))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        if kept.text == script.text && kept.met.len() == script.met.len() {
            script.met = kept.met;
        }
        script
    }

    fn save_counts(&self, script: &Script) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let counts = Counts {
            text: script.text.clone(),
            met: script.met.clone(),
        };
        let bytes = serde_json::to_vec(&counts).map_err(io::Error::other)?;
        write_whole(&counts_file(file), &bytes)
    }
}

impl Script {
    fn of(text: String, faults: Vec<Fault>) -> Self {
        Self {
            text,
            met: vec![0; faults.len()],
            faults,
            trouble: None,
        }
    }
}

fn counts_file(script: &Path) -> PathBuf {
    script.with_file_name(COUNTS)
}

#[cfg(test)]
mod tests;
