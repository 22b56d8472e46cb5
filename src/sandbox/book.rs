//! The durable book of what was really published, by whom, how often.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::file::write_whole;
use super::{juejin, jzguai, pictures, yunsuo};

/// The book's file in the sandbox's directory.
pub(super) const BOOK: &str = "book.json";

/// The directory beside it that holds the bytes of pictures.
pub(super) const IMAGES: &str = "images";

/// Everything that the three simulators know.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Juejin's accounts, sessions, drafts and articles.
    pub juejin: juejin::State,
    /// jzguai's media, orders and wallet.
    pub jzguai: jzguai::State,
    /// Yunsuo's accepted pushes.
    pub yunsuo: yunsuo::State,
    /// What was put on the host of pictures.
    pub pictures: pictures::State,
}

/// The state in one JSON file; a change is on disk before the call that made it returns.
#[derive(Debug)]
pub struct Book {
    file: PathBuf,
    state: Mutex<State>,
}

impl Book {
    /// Opens the book in a directory, or begins a new one.
    pub fn open(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let file = dir.join(BOOK);
        let state = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other)?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => State::default(),
            Err(e) => return Err(e),
        };
        Ok(Self {
            file,
            state: Mutex::new(state),
        })
    }

    /// The directory that it is in.
    pub fn dir(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("."))
    }

    /// Reads the state.
    pub fn read<R>(&self, f: impl FnOnce(&State) -> R) -> R {
        f(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state; durable when it returns `Ok`, unchanged when it does not.
    pub fn change<R>(&self, f: impl FnOnce(&mut State) -> R) -> io::Result<R> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = state.clone();
        let answer = f(&mut next);
        self.save(&next)?;
        *state = next;
        Ok(answer)
    }

    /// Forgets everything.
    pub fn reset(&self) -> io::Result<()> {
        self.change(|state| *state = State::default())
    }

    /// Reads the state as JSON.
    pub fn to_json(&self) -> io::Result<Vec<u8>> {
        self.read(serde_json::to_vec_pretty)
            .map_err(io::Error::other)
    }

    fn save(&self, state: &State) -> io::Result<()> {
        let bytes = serde_json::to_vec_pretty(state).map_err(io::Error::other)?;
        write_whole(&self.file, &bytes)
    }
}
