//! The directory that posts are put into: wholly or not at all, and nothing is overwritten.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is being written stands here until it is whole.
const BENCH: &str = ".fagao";

/// A directory of posts.
#[derive(Clone, Debug)]
pub struct Shelf {
    dir: PathBuf,
}

impl Shelf {
    /// A shelf in a directory, which is made where it is missing. What an earlier process left half-written is removed.
    ///
    /// # Errors
    /// The directory cannot be made or written.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let bench = dir.join(BENCH);
        fs::create_dir_all(&bench)?;
        for entry in fs::read_dir(&bench)? {
            fs::remove_file(entry?.path())?;
        }
        Ok(Self {
            dir: dir.to_owned(),
        })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What stands at a path, if anything does.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.dir.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Puts a file at a path; false when something stands there already, which stays as it is.
    /// It is on the disk, name and all, when this returns. `part` names the work, once at a time.
    ///
    /// # Errors
    /// The file system said no: a full disk, or one that has no hard links.
    pub(super) fn put(&self, path: &str, part: &str, bytes: &[u8]) -> io::Result<bool> {
        let bench = self.dir.join(BENCH).join(part);
        let place = self.dir.join(path);
        let home = place.parent().unwrap_or(&self.dir);
        fs::create_dir_all(home)?;
        let mut file = File::create(&bench)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        // A link never replaces what is there, as a rename would.
        let put = match fs::hard_link(&bench, &place) {
            Ok(()) => true,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => false,
            Err(e) => return Err(e),
        };
        fs::remove_file(&bench)?;
        #[cfg(unix)]
        for dir in home.ancestors().take_while(|d| d.starts_with(&self.dir)) {
            File::open(dir)?.sync_all()?;
        }
        Ok(put)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(dir.path()).unwrap();
        assert!(shelf.put("a/b.md", "1", b"first").unwrap());
        assert!(!shelf.put("a/b.md", "1", b"second").unwrap());
        assert_eq!(shelf.read("a/b.md").unwrap().unwrap(), b"first");
        assert_eq!(shelf.read("a/c.md").unwrap(), None);
    }

    #[test]
    fn what_was_left_half_written_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        Shelf::open(dir.path()).unwrap();
        let half = dir.path().join(BENCH).join("1");
        fs::write(&half, "ha").unwrap();
        Shelf::open(dir.path()).unwrap();
        assert!(!half.exists());
    }
}
