//! Files that are whole or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes beside, syncs, renames: a reader sees the old file or the new one, never half of one.
pub(super) fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let mut f = private(Path::new(&beside))?;
    f.write_all(bytes)?;
    f.sync_all()?;
    fs::rename(&beside, file)
}

/// Creates a file that nobody else may read.
fn private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}
