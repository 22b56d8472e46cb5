//! A server in a directory of its own, and a client that speaks plain HTTP to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha512};

/// The pool keys of the test's account: either may sign.
pub const KEYS: [&str; 2] = ["pool-key-one", "pool-key-two"];

/// The bearer token.
pub const TOKEN: &str = "reader-token";

/// How long a named thing is waited for, and an answer.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A directory with a configuration.
pub struct Home {
    pub dir: tempfile::TempDir,
}

/// A server that is up; it is killed when it is dropped.
pub struct Server {
    pub child: Child,
    pub at: SocketAddr,
    /// The lines that it said before it was up.
    pub said: String,
}

impl Home {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let config = format!(
            "[accounts.ys]\nplatform = \"yunsuo\"\npool_keys = [\"{}\", {{ env = \"POOL_KEY\" }}]\n\
             [serve]\ntoken = \"{TOKEN}\"\nlayout = \"jekyll\"\ndir = \"site\"\n",
            KEYS[0]
        );
        std::fs::write(dir.path().join("fagao.toml"), config).expect("a configuration");
        Self { dir }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fagao"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("FAGAO_STATE_DIR", self.dir.path().join("state"))
            .env("POOL_KEY", KEYS[1])
            .env_remove("FAGAO_CONFIG")
            .env_remove("FAGAO_LANG")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }

    /// Starts a server and waits until it says that it is up.
    pub fn serve(&self, listen: &str, more: &[&str]) -> Server {
        let args = [&["serve", "--listen", listen], more].concat();
        let mut child = self
            .command(&args)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut said = String::new();
        let at = loop {
            let mut line = String::new();
            let read = lines.read_line(&mut line).expect("a line");
            assert!(read > 0, "it ended: {said}");
            said.push_str(&line);
            if let Some((_, rest)) = line.split_once("receiving at http://") {
                let at = rest.split(',').next().expect("an address");
                break at.parse().expect("an address");
            }
        };
        // What it says later is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        Server { child, at, said }
    }

    /// The posts of the directory.
    pub fn posts(&self) -> Vec<PathBuf> {
        let posts = self.dir.path().join("site/_posts");
        let Ok(entries) = std::fs::read_dir(posts) else {
            return Vec::new();
        };
        entries.map(|e| e.expect("an entry").path()).collect()
    }
}

impl Server {
    /// Sends a request and reads its answer: status and body.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> (u16, String) {
        let mut stream = connect(self.at);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("a head");
        stream.write_all(body).expect("a body");
        answer(&mut stream).expect("an answer")
    }

    pub fn get(&self, path: &str) -> String {
        let bearer = format!("Authorization: Bearer {TOKEN}\r\n");
        let (status, body) = self.ask("GET", path, &bearer, b"");
        assert_eq!(status, 200, "{body}");
        body
    }

    /// A value of the metrics.
    pub fn metric(&self, name: &str) -> u64 {
        let text = self.get("/metrics");
        let line = text.lines().find_map(|l| l.strip_prefix(name));
        let line = line.unwrap_or_else(|| panic!("no {name} in {text}"));
        line.trim().parse().expect("a number")
    }

    /// Waits until something holds.
    pub fn until(&self, what: &str, holds: impl Fn(&Server) -> bool) {
        let pause = Duration::from_millis(50);
        for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
            if holds(self) {
                return;
            }
            std::thread::sleep(pause);
        }
        panic!("waited in vain: {what}");
    }

    /// The most memory that the process ever had, in KB.
    pub fn peak(&self) -> u64 {
        let file = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(file).expect("a status");
        let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        let number = line.and_then(|l| l.split_whitespace().next());
        number.expect("VmHWM").parse().expect("a number")
    }

    /// Ends the process as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn connect(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
    stream
}

/// Reads one answer; none when the connection ended before.
pub fn answer(stream: &mut TcpStream) -> Option<(u16, String)> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let head = bytes.windows(4).position(|w| w == b"\r\n\r\n");
        if let Some(end) = head {
            let text = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = text
                .lines()
                .find_map(|l| l.strip_prefix("content-length: "))
                .map_or(0, |n| n.parse().expect("a length"));
            if bytes.len() >= end + 4 + length {
                let status = text.split(' ').nth(1)?.parse().ok()?;
                let body = &bytes[end + 4..end + 4 + length];
                return Some((status, String::from_utf8_lossy(body).into_owned()));
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return None,
            Ok(n) => bytes.extend_from_slice(&part[..n]),
        }
    }
}

/// The document's signature.
pub fn sign(key: &str, kind: &str, nonce: &str) -> String {
    hex::encode(Sha512::digest(format!(
        "{key}&data_type={kind}&nonce={nonce}"
    )))
}

/// An article, signed.
pub fn article(key: &str, nonce: &str, title: &str, html: &str) -> Value {
    json!({
        "type": "article",
        "signature": sign(key, "article", nonce),
        "nonce": nonce,
        "data": {
            "title": title, "keywords": "a,b", "description": "d", "html": html,
            "cover": "", "categories": ["科技", "教育"],
        },
    })
}

/// Whether a directory below has a file by this text.
pub fn read_all(files: &[PathBuf]) -> Vec<String> {
    let read = |f: &PathBuf| std::fs::read_to_string(f as &Path).expect("a file");
    files.iter().map(read).collect()
}
