//! One sandbox a directory: whoever holds its lock serves it, all others join.
//!
//! The lock is the system's, so a dead owner holds none. Where the owner serves is in
//! `running.json` beside it; that file alone is never believed, because a dead owner may have
//! left it: whoever answers there must have the certificate that it names.

use std::fs::{self, File, TryLockError};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::book::BOOK;
use super::faults::{COUNTS, SCRIPT};
use super::file::write_whole;
use super::juejin;
use super::{CONTROL_HOST, Fault, HOSTS, Server, Shared};

/// The file that says where a sandbox serves.
const RUNNING: &str = "running.json";

/// How long to wait for an owner that holds the lock to say where it serves.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(50);

/// Where a sandbox of another process is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    port: u16,
    ca_pem: String,
    spki_sha256_base64: String,
}

/// A sandbox that this process serves.
pub struct Own {
    // Dropped in this order: the sign comes down before the lock is given back.
    server: Server,
    _sign: Sign,
    _lock: File,
}

/// `running.json`, there as long as the sandbox is up.
struct Sign(PathBuf);

impl Drop for Sign {
    fn drop(&mut self) {
        // Left behind it would do no harm: it is not believed.
        let _ = fs::remove_file(&self.0);
    }
}

/// A sandbox to talk to.
pub enum Joined {
    /// This process serves it.
    Own(Own),
    /// Another process does.
    Other(Running),
}

/// Joins the sandbox of a directory, or serves it on a free port.
///
/// Fails with `TimedOut` when another process holds the lock but does not say where it serves.
pub async fn join_or_serve(dir: &Path, assets: &Path) -> io::Result<Joined> {
    match lock_or_running(dir).await? {
        Held::ByUs(lock) => Ok(Joined::Own(Own::start(dir, assets, lock).await?)),
        Held::ByOther(running) => Ok(Joined::Other(running)),
    }
}

/// Forgets all that was published and all faults, also in a sandbox that is up.
pub async fn reset(dir: &Path) -> io::Result<()> {
    match lock_or_running(dir).await? {
        // The files go unread: a book that no longer opens can be reset as well.
        Held::ByUs(_lock) => [BOOK, SCRIPT, COUNTS]
            .iter()
            .try_for_each(|name| remove(&dir.join(name))),
        Held::ByOther(running) => running.post("reset", &()).await,
    }
}

/// Scripts what is to go wrong, also in a sandbox that is up.
pub async fn set_faults(dir: &Path, faults: Vec<Fault>) -> io::Result<()> {
    match lock_or_running(dir).await? {
        Held::ByUs(_lock) => super::Faults::open(dir)?.set(faults),
        Held::ByOther(running) => running.post("faults", &faults).await,
    }
}

/// Does on the simulated juejin what a person or the site would do, also in a sandbox that is up.
///
/// Fails when there is nothing to be done it to, such as a QR code to be scanned.
pub async fn act(dir: &Path, deed: juejin::Deed) -> io::Result<()> {
    match lock_or_running(dir).await? {
        Held::ByUs(_lock) => super::Book::open(dir)?
            .change(|s| deed.done_to(&mut s.juejin))?
            .map_err(io::Error::other),
        Held::ByOther(running) => running.post("juejin", &deed).await,
    }
}

impl Own {
    async fn start(dir: &Path, assets: &Path, lock: File) -> io::Result<Self> {
        let file = dir.join(RUNNING);
        remove(&file)?;
        let shared = Shared::open(dir, assets)?;
        let server = Server::start(shared, (Ipv4Addr::LOCALHOST, 0).into()).await?;
        let running = Running {
            port: server.addr().port(),
            ca_pem: server.ca_pem().to_owned(),
            spki_sha256_base64: server.spki_sha256_base64().to_owned(),
        };
        let bytes = serde_json::to_vec_pretty(&running).map_err(io::Error::other)?;
        write_whole(&file, &bytes)?;
        Ok(Self {
            server,
            _sign: Sign(file),
            _lock: lock,
        })
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Stops serving; the lock is given back once nothing is under way.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

impl Joined {
    /// Where it serves, on this machine's loopback.
    pub fn addr(&self) -> SocketAddr {
        match self {
            Joined::Own(own) => own.server.addr(),
            Joined::Other(running) => running.addr(),
        }
    }

    /// The certificate of its authority, in PEM.
    pub fn ca_pem(&self) -> &str {
        match self {
            Joined::Own(own) => own.server.ca_pem(),
            Joined::Other(running) => &running.ca_pem,
        }
    }

    /// The hash of its leaf's public key, for Chromium's `--ignore-certificate-errors-spki-list`.
    pub fn spki_sha256_base64(&self) -> &str {
        match self {
            Joined::Own(own) => own.server.spki_sha256_base64(),
            Joined::Other(running) => &running.spki_sha256_base64,
        }
    }

    /// The names that it answers to; one that begins with `*.` stands for every name below.
    pub fn hosts(&self) -> &'static [&'static str] {
        HOSTS
    }

    /// Stops it when it is ours; lets calls under way end.
    pub async fn stop(self) {
        if let Joined::Own(own) = self {
            own.stop().await;
        }
    }
}

impl Running {
    fn addr(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Whether the one who answers there has the certificate named here.
    async fn is_there(&self) -> bool {
        let url = format!("https://{CONTROL_HOST}/");
        match self.client() {
            Ok(client) => client.get(url).send().await.is_ok(),
            Err(_) => false,
        }
    }

    async fn post(&self, call: &str, body: &impl Serialize) -> io::Result<()> {
        let url = format!("https://{CONTROL_HOST}/{call}");
        let answer = self.client()?.post(url).json(body).send().await;
        let checked = answer.and_then(reqwest::Response::error_for_status);
        checked.map(drop).map_err(io::Error::other)
    }

    fn client(&self) -> io::Result<reqwest::Client> {
        let ca = reqwest::Certificate::from_pem(self.ca_pem.as_bytes());
        reqwest::Client::builder()
            .tls_certs_only([ca.map_err(io::Error::other)?])
            .resolve(CONTROL_HOST, self.addr())
            .no_proxy()
            .timeout(Duration::from_secs(5))
            .build()
            .map_err(io::Error::other)
    }
}

/// Who has the directory.
enum Held {
    ByUs(File),
    ByOther(Running),
}

/// Takes the lock, or finds the sandbox of the process that has it. An owner that is starting or
/// stopping is waited for, so both are tried again until one succeeds or patience ends.
async fn lock_or_running(dir: &Path) -> io::Result<Held> {
    fs::create_dir_all(dir)?;
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("lock"))?;
    let look = async {
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(None),
                Err(TryLockError::Error(e)) => return Err(e),
                Err(TryLockError::WouldBlock) => {}
            }
            let read = fs::read(dir.join(RUNNING)).ok();
            let running = read.and_then(|bytes| serde_json::from_slice::<Running>(&bytes).ok());
            match running {
                Some(running) if running.is_there().await => return Ok(Some(running)),
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    };
    match tokio::time::timeout(PATIENCE, look).await {
        Ok(Ok(None)) => Ok(Held::ByUs(lock)),
        Ok(Ok(Some(running))) => Ok(Held::ByOther(running)),
        Ok(Err(e)) => Err(e),
        Err(_) => Err(io::Error::new(
            io::ErrorKind::TimedOut,
            format!(
                "{}: another process holds the sandbox but does not say where it serves",
                dir.display()
            ),
        )),
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
