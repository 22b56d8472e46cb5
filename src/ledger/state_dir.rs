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
    match mounted(&mounts, &real).filter(|kind| NETWORK.contains(kind)) {
        Some(kind) => Err(Unfit::Network(dir.to_owned(), kind.to_owned())),
        None => Ok(()),
    }
}

/// File systems whose files go with the machine's memory.
const IN_MEMORY: &[&str] = &["tmpfs", "ramfs"];

/// File systems of a container's own layer, which goes with the container.
const LAYERS: &[&str] = &["overlay", "aufs", "fuse-overlayfs", "fuse.fuse-overlayfs"];

/// Directories that systems empty by themselves.
const EMPTIED: &[&str] = &["/tmp", "/var/tmp", "/private/tmp", "/run", "/dev/shm"];

/// Why a directory may be gone when it is needed: with it goes the knowledge of what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ephemeral {
    /// It is on a file system in memory: which.
    Memory(String),
    /// It is in a container's own layer.
    Layer,
    /// It is under a directory that the system empties: which.
    Emptied(PathBuf),
}

/// Whether a directory looks as if it did not last; `temporary` is the system's own directory for what is temporary.
pub fn ephemeral(dir: &Path, temporary: &Path) -> Option<Ephemeral> {
    let real = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    short_lived(&mounts, &real, temporary)
}

fn short_lived(mounts: &str, path: &Path, temporary: &Path) -> Option<Ephemeral> {
    let kind = mounted(mounts, path).unwrap_or_default();
    if IN_MEMORY.contains(&kind) {
        return Some(Ephemeral::Memory(kind.to_owned()));
    }
    let emptied = EMPTIED.iter().map(Path::new).chain([temporary]);
    let emptied = emptied.into_iter().find(|dir| path.starts_with(dir));
    match emptied {
        Some(dir) => Some(Ephemeral::Emptied(dir.to_owned())),
        None => LAYERS.contains(&kind).then_some(Ephemeral::Layer),
    }
}

/// The type of the file system that a path is on.
fn mounted<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
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
        let kind = |p: &str| mounted(MOUNTS, Path::new(p));
        assert_eq!(kind("/var/lib"), Some("ext4"));
        assert_eq!(kind("/home/me"), Some("nfs4"));
        assert_eq!(kind("/home/me/my disk/state"), Some("ext4"));
        assert_eq!(kind("/mnt/nas/fagao"), Some("cifs"));
        assert_eq!(kind("/homestead"), Some("ext4"));
    }

    #[test]
    fn what_goes_with_the_memory_the_container_or_the_day_does_not_last() {
        let mounts = "\
            overlay / overlay rw 0 0\n\
            tmpfs /dev/shm tmpfs rw 0 0\n\
            /dev/sda1 /data ext4 rw 0 0\n";
        let why = |p: &str| short_lived(mounts, Path::new(p), Path::new("/data/scratch"));
        assert_eq!(why("/home/me/.local/state/fagao"), Some(Ephemeral::Layer));
        assert_eq!(
            why("/dev/shm/fagao"),
            Some(Ephemeral::Memory("tmpfs".to_owned()))
        );
        assert_eq!(why("/tmp/fagao"), Some(Ephemeral::Emptied("/tmp".into())));
        assert_eq!(
            why("/data/scratch/fagao"),
            Some(Ephemeral::Emptied("/data/scratch".into()))
        );
        assert_eq!(why("/data/fagao"), None);
        assert_eq!(why("/data/tmp/fagao"), None);
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
