//! A state directory of a test's own, and the binary run in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// The article that the README publishes.
pub const HELLO: &str = "fixtures/articles/hello/article.md";

/// A machine of its own: nothing of the user's is read or written.
pub struct Home {
    pub dir: tempfile::TempDir,
}

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Self {
        let driver = std::env::var("FAGAO_WEBDRIVER_URL").unwrap_or_default();
        assert!(
            !driver.is_empty(),
            "FAGAO_WEBDRIVER_URL is not set: run these tests with `./webdriver.sh cargo test`"
        );
        Self {
            dir: tempfile::tempdir().expect("a temporary directory"),
        }
    }

    /// The sandbox's directory.
    pub fn sandbox(&self) -> PathBuf {
        self.dir.path().join("sandbox")
    }

    /// The binary with arguments, from the project's root.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fagao"));
        command
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("FAGAO_STATE_DIR", self.dir.path())
            .env_remove("FAGAO_CONFIG")
            .env_remove("RUST_LOG")
            .env_remove("FAGAO_LANG")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }

    /// Runs the binary to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().expect("the binary runs").into()
    }

    /// Starts the binary. Whoever does must read what it says to its end, as [`Watched`](crate::watch::Watched) does: it
    /// waits for ever when a pipe is full.
    pub fn spawn(&self, args: &[&str]) -> Child {
        self.command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts")
    }

    /// Publishes an article to accounts in the sandbox, with further arguments.
    pub fn publish(&self, article: &str, to: &str, more: &[&str]) -> Ran {
        let mut args = vec![
            "publish",
            article,
            "--to",
            to,
            "--sandbox",
            "--yes",
            "--json",
        ];
        args.extend(more);
        self.run(&args)
    }

    /// Writes an article for jzguai with these keys; gives its file.
    pub fn order(&self, name: &str, keys: &str) -> String {
        let file = self.dir.path().join(format!("{name}.md"));
        let text = format!(
            "---\ntitle: 标题 {name}\nid: {name}\nfagao:\n  jz: {{ {keys} }}\n---\n正文 {name}。\n"
        );
        std::fs::write(&file, text).expect("an article");
        file.to_string_lossy().into_owned()
    }

    /// Sets the simulated jzguai.
    pub fn set_jzguai(&self, state: &Value) {
        std::fs::create_dir_all(self.sandbox()).expect("the sandbox's directory");
        let file = self.sandbox().join("book.json");
        let mut book = match std::fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).expect("a book in JSON"),
            Err(_) => serde_json::json!({"jzguai": {}}),
        };
        for (key, value) in state.as_object().expect("an object") {
            book["jzguai"][key] = value.clone();
        }
        std::fs::write(&file, book.to_string()).expect("a book");
    }

    /// The sandbox's book.
    pub fn book(&self) -> Value {
        let bytes = std::fs::read(self.sandbox().join("book.json")).expect("a book");
        serde_json::from_slice(&bytes).expect("a book in JSON")
    }

    /// Begins the sandbox's book with some of it as a test wants it.
    pub fn set_book(&self, book: &Value) {
        std::fs::create_dir_all(self.sandbox()).expect("the sandbox's directory");
        let bytes = serde_json::to_vec(book).expect("JSON");
        std::fs::write(self.sandbox().join("book.json"), bytes).expect("a book");
    }

    /// Puts a script of faults into the sandbox.
    pub fn faults(&self, toml: &str) {
        std::fs::create_dir_all(self.sandbox()).expect("the sandbox's directory");
        std::fs::write(self.sandbox().join("faults.toml"), toml).expect("a script");
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

    /// Every file below the state directory.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        walk(self.dir.path(), &mut all);
        all
    }
}

fn walk(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("a readable directory") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            walk(&path, into)
        } else {
            into.push(path)
        }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// The JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("no JSON ({e}): {} {}", self.stdout, self.stderr))
    }

    /// A field of an account's result.
    pub fn result(&self, account: &str, field: &str) -> Value {
        let document = self.json();
        let rows = document["results"].as_array().expect("results");
        let row = rows.iter().find(|r| r["account"] == account);
        row.unwrap_or_else(|| panic!("no result for {account}: {document:#}"))[field].clone()
    }

    /// Fails with all that was printed unless the exit code is as wanted.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "\nstdout:\n{}\nstderr:\n{}",
            self.stdout, self.stderr
        );
        self
    }
}

/// The body of an article's file: what follows the front matter and its blank lines.
pub fn body(article: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(article);
    let text = std::fs::read_to_string(file)
        .expect("the article")
        .replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n").expect("front matter");
    let end = rest.find("\n---\n").expect("the end of the front matter");
    rest[end + "\n---\n".len()..]
        .trim_start_matches('\n')
        .to_owned()
}
