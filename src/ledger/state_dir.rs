//! The directory that the ledger and the locks live in: made private, on a disk of this machine.

use std::io;
use std::path::{Path, PathBuf};

/// File systems over a network whose locks and shared memory SQLite cannot rely on.
/// Source: <https://sqlite.org/wal.html>, "WAL does not work over a network filesystem".
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "lustre",
    "glusterfs",
    "fuse.glusterfs",
    "fuse.sshfs",
];

/// Why the directory will not do.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    /// It cannot be made or read.
    #[error("the directory {0}: {1}")]
    Io(PathBuf, io::Error),
    /// It is on a network file system.
    #[error(
        "{0} is on a network file system ({1}), where locks cannot be trusted: set FAGAO_STATE_DIR to a directory on a local disk"
    )]
    Network(PathBuf, String),
}

/// Makes the directory if it is missing, for its owner alone, and looks at what it is on.
/// One that exists keeps its rights: it was chosen by somebody.
pub(super) fn prepare(dir: &Path) -> Result<(), Unfit> {
    let io = |e| Unfit::Io(dir.to_owned(), e);
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(io)?;
    let real = dir.canonicalize().map_err(io)?;
    // Elsewhere than on Linux there is no such file, and nothing is refused.
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    match network(&mounts, &real) {
        Some(kind) => Err(Unfit::Network(dir.to_owned(), kind.to_owned())),
        None => Ok(()),
    }
}

/// The type of the file system that a path is on, if it is one over a network.
fn network<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            // A space in a mount point is written as \040.
            let point = PathBuf::from(fields.next()?.replace("\\040", " "));
            Some((point, fields.next()?))
        })
        .filter(|(point, _)| path.starts_with(point))
        // Of two mounts on one point the later one is seen; `max_by_key` gives the last.
        .max_by_key(|(point, _)| point.components().count())
        .map(|(_, kind)| kind)
        .filter(|kind| NETWORK.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
        /dev/sda1 / ext4 rw 0 0\n\
        server:/home /home nfs4 rw 0 0\n\
        /dev/sdb1 /home/me/my\\040disk ext4 rw 0 0\n\
        //nas/a /mnt/nas cifs rw 0 0\n";

    #[test]
    fn the_nearest_mount_decides() {
        let kind = |p: &str| network(MOUNTS, Path::new(p));
        assert_eq!(kind("/var/lib"), None);
        assert_eq!(kind("/home/me"), Some("nfs4"));
        assert_eq!(kind("/home/me/my disk/state"), None);
        assert_eq!(kind("/mnt/nas/fagao"), Some("cifs"));
        assert_eq!(kind("/homestead"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_directory_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let new = dir.path().join("a/b");
        prepare(&new).unwrap();
        assert_eq!(new.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
}
