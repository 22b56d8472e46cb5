//! The real binary in a sandbox that this process serves: no browser is needed, Juejin's session is made by the
//! simulated site's own routes.
#![allow(
    clippy::disallowed_methods,
    dead_code,
    reason = "tests start processes and read the environment; each uses a part of this"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use fagao::http::{HttpOptions, HttpWire};
use fagao::sandbox::{HOSTS, Joined, join_or_serve};
use fagao::session::Store;
use serde_json::Value;

mod signed_in;

pub use signed_in::sign_in;

/// A state directory whose sandbox is up.
pub struct Place {
    pub dir: tempfile::TempDir,
    joined: Option<Joined>,
    runtime: tokio::runtime::Runtime,
}

impl Place {
    /// Serves a sandbox and signs Juejin's test user in.
    pub fn new() -> Self {
        Self::with_book("{}")
    }

    /// The same with a book that is begun already.
    pub fn with_book(book: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let dir = tempfile::tempdir().expect("a directory");
        let state = dir.path().join("sandbox");
        std::fs::create_dir_all(&state).expect("the sandbox's directory");
        std::fs::write(state.join("book.json"), book).expect("a book");
        let joined = runtime.block_on(async {
            let joined = join_or_serve(&state, Path::new("assets")).await;
            let joined = joined.expect("a sandbox");
            sign_in(&wire(&joined), &Store::new(&state.join("sessions"))).await;
            joined
        });
        Self {
            dir,
            joined: Some(joined),
            runtime,
        }
    }

    /// The binary with arguments, in the directory of the articles.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fagao"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("FAGAO_STATE_DIR", self.dir.path())
            .env("XDG_CONFIG_HOME", self.dir.path().join("config"))
            .stdin(Stdio::null());
        for name in [
            "FAGAO_CONFIG",
            "FAGAO_WEBDRIVER_URL",
            "CI",
            "NO_COLOR",
            "CLICOLOR_FORCE",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the binary to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the binary runs")
    }

    /// Runs the binary to its end, and looks at its memory on the way: the most that it ever had, in KB, by the kernel.
    pub fn run_measured(&self, args: &[&str]) -> (Output, u64) {
        let dir = tempfile::tempdir().expect("a directory");
        let file = |name: &str| File::create(dir.path().join(name)).expect("a file");
        let mut child = self
            .command(args)
            .stdout(file("out"))
            .stderr(file("err"))
            .spawn()
            .expect("the binary starts");
        let kernel = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        let status = loop {
            // It only grows, and is gone once the process has ended: the last one that was read is the highest.
            let text = std::fs::read_to_string(&kernel).unwrap_or_default();
            let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            let number = line.and_then(|l| l.split_whitespace().next()?.parse().ok());
            peak = number.unwrap_or(peak);
            if let Some(status) = child.try_wait().expect("its end") {
                break status;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let read = |name: &str| std::fs::read(dir.path().join(name)).expect("its output");
        let output = Output {
            status,
            stdout: read("out"),
            stderr: read("err"),
        };
        assert!(peak > 0, "the kernel told nothing of its memory");
        (output, peak)
    }

    /// Writes an article for all three platforms; gives its file's name.
    pub fn article(&self, name: &str, body: &str) -> String {
        let file = format!("{name}.md");
        let text = format!(
            "---\ntitle: 批量发布的文章 {name}\nid: {name}\ntags: [Rust]\ndescription: {}\nfagao:\n  \
             juejin: {{ category: 后端 }}\n  \
             jz: {{ resource: 12786, model: 1, source: \"${{juejin.url}}\" }}\n  \
             ys: {{ categories: [科技, 互联网, 教育, 科普, 工具], keywords: [Rust], cover: \"https://example.com/c.png\" }}\n\
             ---\n{body}\n",
            "一句摘要，".repeat(12)
        );
        self.write(&file, &text);
        file
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// Puts a script of faults into the sandbox.
    pub fn faults(&self, toml: &str) {
        self.write("sandbox/faults.toml", toml);
    }

    /// The sandbox's book.
    pub fn book(&self) -> Value {
        let bytes = std::fs::read(self.dir.path().join("sandbox/book.json")).expect("a book");
        serde_json::from_slice(&bytes).expect("a book in JSON")
    }

    /// How often Juejin, jzguai and Yunsuo really took something.
    pub fn counts(&self) -> (usize, usize, usize) {
        let book = self.book();
        let count = |p: &str| {
            book.pointer(p)
                .and_then(Value::as_array)
                .map_or(0, Vec::len)
        };
        (
            count("/juejin/publishes"),
            count("/jzguai/orders"),
            count("/yunsuo/pushes"),
        )
    }
}

impl Place {
    /// The titles that Juejin, jzguai and Yunsuo really took, each with how often.
    pub fn titles(&self) -> [BTreeMap<String, usize>; 3] {
        let book = self.book();
        let of = |list: &str, title: &str| {
            let mut times = BTreeMap::new();
            for row in book
                .pointer(list)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let title = row.pointer(title).and_then(Value::as_str);
                let title = title.unwrap_or_else(|| panic!("no title: {row}"));
                *times.entry(title.to_owned()).or_default() += 1;
            }
            times
        };
        [
            of("/juejin/publishes", "/content/title"),
            of("/jzguai/orders", "/fields/prop/biaoti"),
            of("/yunsuo/pushes", "/data/title"),
        ]
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(joined) = self.joined.take() {
            self.runtime.block_on(joined.stop());
        }
    }
}

/// The one client, which finds the simulated hosts and no others.
fn wire(joined: &Joined) -> HttpWire {
    HttpWire::new(HttpOptions {
        user_agent: "fagao".to_owned(),
        resolve: HOSTS
            .iter()
            .map(|h| ((*h).to_owned(), joined.addr()))
            .collect(),
        only_resolve: true,
        extra_ca_pem: Some(joined.ca_pem().to_owned()),
        only_extra_ca: true,
        no_proxy: true,
    })
    .expect("a client")
}
