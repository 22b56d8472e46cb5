//! One file an account, readable by its owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::file;
use crate::secret::Cookie;

/// What a site needs to know an account again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The cookies, HttpOnly ones too.
    pub cookies: Vec<Cookie>,
    /// The browser's User-Agent, which the API route sends as well.
    pub user_agent: Option<String>,
    /// The user's id on the site.
    pub user_id: Option<String>,
    /// When it was taken, in seconds since 1970.
    pub taken: i64,
}

/// Why a session cannot be read or kept.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The file system said no.
    #[error("session file {file}: {source}")]
    Io {
        /// The file.
        file: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The file is not a session.
    #[error("session file {file} is damaged: {why}")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong, without its values.
        why: String,
    },
    /// It was written by a newer fagao.
    #[error(
        "session file {file} was written by a newer fagao (schema {found}, this one knows {known})"
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// Not a name that a file can be called by.
    #[error("{0:?} is not an account's name: letters, digits, - and _ make one")]
    Name(String),
}

/// Something of a session that others than its owner may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMode {
    /// The file or the directory.
    pub path: PathBuf,
    /// Its permission bits, such as 0o644.
    pub mode: u32,
    /// What they should be at most.
    pub wanted: u32,
}

/// Sessions in a directory.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// Sessions in this directory, which is made when the first is kept.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    /// The file of an account's session.
    pub fn file(&self, account: &str) -> PathBuf {
        self.dir.join(format!("{account}.json"))
    }

    /// The session of an account, if one is kept.
    ///
    /// # Errors
    /// A file that cannot be read, is damaged, or is of a newer fagao; no message has a value of it.
    pub fn load(&self, account: &str) -> Result<Option<Session>, SessionError> {
        let file = self.named(account)?;
        match fs::read(&file) {
            Ok(bytes) => file::read(&bytes, &file).map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(SessionError::Io { file, source }),
        }
    }

    /// Keeps the session of an account in place of an earlier one: wholly or not at all, whatever happens meanwhile.
    ///
    /// # Errors
    /// The file system said no; the earlier session is as it was.
    pub fn save(&self, account: &str, session: &Session) -> Result<(), SessionError> {
        let file = self.named(account)?;
        let beside = self
            .dir
            .join(format!(".{account}.{}.new", std::process::id()));
        self.write(&beside, &file, &file::write(session))
            .map_err(|source| {
                // What is left of it would hold cookies; that it cannot be removed is not the error to tell.
                let _ = fs::remove_file(&beside);
                SessionError::Io { file, source }
            })
    }

    fn write(&self, beside: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut dir = fs::DirBuilder::new();
        dir.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut dir, 0o700);
        dir.create(&self.dir)?;
        // A file left by a dead process of the same number would keep its own rights.
        match fs::remove_file(beside) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut new = options.open(beside)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        fs::rename(beside, file)?;
        // Directories can be opened and synced on Unix alone.
        if cfg!(unix) {
            File::open(&self.dir)?.sync_all()?;
        }
        Ok(())
    }

    /// Forgets an account's session; there need not be one.
    ///
    /// # Errors
    /// The file is still there.
    pub fn remove(&self, account: &str) -> Result<(), SessionError> {
        let file = self.named(account)?;
        match fs::remove_file(&file) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(SessionError::Io { file, source })
            }
            _ => Ok(()),
        }
    }

    /// What of an account's session others may open, on systems that have such rights; for `doctor`.
    pub fn mode_problem(&self, account: &str) -> Option<OpenMode> {
        let file = self.named(account).ok()?;
        too_open(file, 0o600)
    }

    fn named(&self, account: &str) -> Result<PathBuf, SessionError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if account.is_empty() || !account.bytes().all(plain) {
            return Err(SessionError::Name(account.to_owned()));
        }
        Ok(self.file(account))
    }
}

#[cfg(unix)]
fn too_open(path: PathBuf, wanted: u32) -> Option<OpenMode> {
    use std::os::unix::fs::PermissionsExt;
    let mode = path.metadata().ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(OpenMode { path, mode, wanted })
}

#[cfg(not(unix))]
fn too_open(_: PathBuf, _: u32) -> Option<OpenMode> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn session() -> Session {
        Session {
            cookies: vec![Cookie {
                name: "sessionid".into(),
                value: Secret::new("MARKER-cookie".into()),
                domain: ".juejin.cn".into(),
                path: "/".into(),
                expires: Some(1_800_000_000),
                secure: true,
                http_only: true,
                same_site: Some("Lax".into()),
            }],
            user_agent: Some("Mozilla/5.0".into()),
            user_id: None,
            taken: 1_700_000_000,
        }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(&dir.path().join("sessions"));
        (dir, store)
    }

    #[test]
    fn what_is_kept_comes_back_and_can_be_forgotten() {
        let (_dir, store) = store();
        assert_eq!(store.load("juejin").unwrap(), None);
        store.save("juejin", &Session::default()).unwrap();
        store.save("juejin", &session()).unwrap();
        assert_eq!(store.load("juejin").unwrap(), Some(session()));
        assert_eq!(store.load("other").unwrap(), None);
        store.remove("juejin").unwrap();
        store.remove("juejin").unwrap();
        assert_eq!(store.load("juejin").unwrap(), None);
    }

    #[test]
    fn nothing_is_left_beside_the_file() {
        let (_dir, store) = store();
        store.save("juejin", &session()).unwrap();
        // A directory in its place makes the rename fail after everything was written.
        fs::create_dir_all(store.file("ys").join("x")).unwrap();
        assert!(store.save("ys", &session()).is_err());
        let mut names: Vec<_> = fs::read_dir(&store.dir)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["juejin.json", "ys.json"]);
    }

    #[test]
    fn a_damaged_file_is_told_without_its_values() {
        let (_dir, store) = store();
        store.save("juejin", &session()).unwrap();
        let whole = fs::read_to_string(store.file("juejin")).unwrap();
        for damaged in [
            whole[..whole.len() - 9].to_owned(),
            whole.replace("1700000000", "\"MARKER-taken\""),
            whole.replace("true", "\"MARKER-true\""),
            "MARKER".to_owned(),
            String::new(),
        ] {
            fs::write(store.file("juejin"), &damaged).unwrap();
            let error = store.load("juejin").unwrap_err();
            assert!(matches!(error, SessionError::Damaged { .. }), "{damaged}");
            assert!(!format!("{error} {error:?}").contains("MARKER"), "{error}");
        }
    }

    #[test]
    fn a_newer_file_is_refused() {
        let (_dir, store) = store();
        store.save("juejin", &session()).unwrap();
        let file = store.file("juejin");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(
            &file,
            text.replace("\"schema\": 1", "\"schema\": 2, \"x\": 1"),
        )
        .unwrap();
        let error = store.load("juejin").unwrap_err();
        assert!(
            matches!(error, SessionError::Newer { found: 2, .. }),
            "{error}"
        );
    }

    #[test]
    fn a_name_cannot_leave_the_directory() {
        let (_dir, store) = store();
        for name in ["", "..", "../x", "a/b", "a\\b", "a.b", "掘金"] {
            let error = store.save(name, &session()).unwrap_err();
            assert!(matches!(error, SessionError::Name(_)), "{name}: {error}");
            assert!(store.load(name).is_err() && store.remove(name).is_err());
        }
        assert!(!store.dir.exists());
    }

    #[cfg(unix)]
    #[test]
    fn others_may_not_open_it_and_where_they_may_it_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let (_dir, store) = store();
        store.save("juejin", &session()).unwrap();
        let mode = |p: &Path| p.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&store.dir), mode(&store.file("juejin"))),
            (0o700, 0o600)
        );
        assert_eq!(store.mode_problem("juejin"), None);
        fs::set_permissions(store.file("juejin"), PermissionsExt::from_mode(0o640)).unwrap();
        let problem = store.mode_problem("juejin").unwrap();
        assert_eq!((problem.mode, problem.wanted), (0o640, 0o600));
        // Keeping it anew takes the rights back.
        store.save("juejin", &session()).unwrap();
        assert_eq!(store.mode_problem("juejin"), None);
    }
}
