//! One file an account, readable by its owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Owner, SessionError, file};
use crate::secret::{Cookie, Secret};

/// What a site needs to know an account again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    /// The cookies, HttpOnly ones too.
    pub cookies: Vec<Cookie>,
    /// The browser's User-Agent, which the API route sends as well.
    pub user_agent: Option<String>,
    /// The user's id on the site.
    pub user_id: Option<String>,
    /// The user's name there.
    pub user_name: Option<String>,
    /// When the site ends it, in seconds since 1970, as far as its cookies say.
    pub expires: Option<i64>,
    /// When it was taken, in seconds since 1970.
    pub taken: i64,
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
    passphrase: Option<Secret>,
}

impl Store {
    /// Sessions in this directory, which is made when the first is kept.
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            passphrase: None,
        }
    }

    /// The same, sealed with a passphrase from the next time they are kept.
    #[must_use]
    pub fn with_passphrase(mut self, passphrase: Option<Secret>) -> Self {
        self.passphrase = passphrase;
        self
    }

    /// Whether there is a passphrase.
    pub fn seals(&self) -> bool {
        self.passphrase.is_some()
    }

    /// Whether an account's session is sealed as it lies there.
    pub fn is_sealed(&self, account: &str) -> bool {
        fs::read(self.file(account)).is_ok_and(|bytes| file::is_sealed(&bytes))
    }

    /// The file of an account's session.
    pub fn file(&self, account: &str) -> PathBuf {
        self.dir.join(format!("{account}.json"))
    }

    /// The session of an account, if one is kept.
    ///
    /// # Errors
    /// A file that cannot be read or opened, is damaged, another account's or a newer fagao's; no message has a value of it.
    pub fn load(&self, account: &str) -> Result<Option<Session>, SessionError> {
        let file = self.named(account)?;
        match fs::read(&file) {
            Ok(bytes) => file::read(&bytes, &file, account, self.passphrase.as_ref()).map(Some),
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
        let bytes = file::write(session, account, self.passphrase.as_ref());
        self.replace(account, file, &bytes)
    }

    /// Whose an account is, once it has signed in.
    ///
    /// # Errors
    /// A file that cannot be read: without it nobody may publish under the account.
    pub fn owner(&self, account: &str) -> Result<Option<Owner>, SessionError> {
        self.named(account)?;
        let file = self.owner_file(account);
        match fs::read(&file) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes)
                    .map(Some)
                    .map_err(|e| SessionError::Damaged {
                        file,
                        why: format!("line {}, column {}", e.line(), e.column()),
                    })
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(SessionError::Io { file, source }),
        }
    }

    /// Says whose an account is from now on.
    ///
    /// # Errors
    /// The file system said no; it is whose it was.
    pub fn set_owner(&self, account: &str, owner: &Owner) -> Result<(), SessionError> {
        self.named(account)?;
        let bytes =
            serde_json::to_vec_pretty(owner).expect("texts and numbers alone are always JSON");
        self.replace(account, self.owner_file(account), &bytes)
    }

    /// Forgets whose an account is; the next sign-in decides.
    ///
    /// # Errors
    /// The file is still there.
    pub fn forget_owner(&self, account: &str) -> Result<(), SessionError> {
        self.named(account)?;
        remove(self.owner_file(account))
    }

    fn owner_file(&self, account: &str) -> PathBuf {
        self.dir.join(format!("{account}.owner.json"))
    }

    fn replace(&self, account: &str, file: PathBuf, bytes: &[u8]) -> Result<(), SessionError> {
        let beside = self
            .dir
            .join(format!(".{account}.{}.new", std::process::id()));
        self.write(&beside, &file, bytes).map_err(|source| {
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
        write_beside(beside, file, bytes)
    }

    /// Forgets an account's session; there need not be one.
    ///
    /// # Errors
    /// The file is still there.
    pub fn remove(&self, account: &str) -> Result<(), SessionError> {
        remove(self.named(account)?)
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

/// Writes a file that its owner alone may open, wholly or not at all.
///
/// # Errors
/// The file system said no; what was there is as it was.
pub fn write_private(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut new = std::ffi::OsString::from(".");
    new.push(name);
    new.push(format!(".{}.new", std::process::id()));
    let beside = file.with_file_name(new);
    write_beside(&beside, file, bytes).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

fn write_beside(beside: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
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
    let dir = file.parent().filter(|d| !d.as_os_str().is_empty());
    if cfg!(unix) {
        File::open(dir.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

fn remove(file: PathBuf) -> Result<(), SessionError> {
    match fs::remove_file(&file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(SessionError::Io { file, source })
        }
        _ => Ok(()),
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
            user_id: Some("42".into()),
            user_name: Some("作者".into()),
            expires: Some(1_790_000_000),
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
            text.replace("\"schema\": 1", "\"schema\": 3, \"x\": 1"),
        )
        .unwrap();
        let error = store.load("juejin").unwrap_err();
        assert!(
            matches!(error, SessionError::Newer { found: 3, .. }),
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

    #[test]
    fn a_file_copied_from_another_account_is_refused() {
        let (_dir, store) = store();
        store.save("one", &session()).unwrap();
        fs::copy(store.file("one"), store.file("two")).unwrap();
        let error = store.load("two").unwrap_err();
        assert!(
            matches!(error, SessionError::OtherAccount { .. }),
            "{error}"
        );
        let sealing = store.with_passphrase(Some(Secret::new("a phrase".into())));
        sealing.save("one", &session()).unwrap();
        fs::copy(sealing.file("one"), sealing.file("two")).unwrap();
        let error = sealing.load("two").unwrap_err();
        assert!(matches!(error, SessionError::DoesNotOpen { .. }), "{error}");
    }

    #[test]
    fn with_a_passphrase_nothing_of_it_can_be_read_without() {
        let (_dir, store) = store();
        store.save("juejin", &session()).unwrap();
        let sealing = store
            .clone()
            .with_passphrase(Some(Secret::new("a phrase".into())));
        // What was kept before is still read, and sealed when it is kept anew.
        assert!(!sealing.is_sealed("juejin"));
        let before = sealing.load("juejin").unwrap().unwrap();
        sealing.save("juejin", &before).unwrap();
        assert!(sealing.is_sealed("juejin"));
        let text = fs::read_to_string(sealing.file("juejin")).unwrap();
        assert!(
            !text.contains("MARKER") && !text.contains("sessionid"),
            "{text}"
        );
        assert_eq!(sealing.load("juejin").unwrap(), Some(session()));
        let error = store.load("juejin").unwrap_err();
        assert!(
            matches!(error, SessionError::NoPassphrase { .. }),
            "{error}"
        );
    }

    #[test]
    fn whose_an_account_is_outlives_its_session() {
        let (_dir, store) = store();
        assert_eq!(store.owner("juejin").unwrap(), None);
        let owner = Owner {
            user_id: "42".into(),
            user_name: None,
            since: 7,
        };
        store.set_owner("juejin", &owner).unwrap();
        store.save("juejin", &session()).unwrap();
        store.remove("juejin").unwrap();
        assert_eq!(store.owner("juejin").unwrap(), Some(owner));
        store.forget_owner("juejin").unwrap();
        assert_eq!(store.owner("juejin").unwrap(), None);
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
