//! A machine of a test's own, with a configuration, and the binary run in it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

pub struct Home {
    dir: tempfile::TempDir,
}

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}\n{}", self.stdout, self.stderr))
    }
}

impl Home {
    /// A user's configuration, outside of any project.
    pub fn new(config: &str) -> Self {
        let home = Self {
            dir: tempfile::tempdir().expect("a temporary directory"),
        };
        std::fs::write(home.config(), config).expect("a configuration");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn config(&self) -> PathBuf {
        self.path("user.toml")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fagao"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("FAGAO_STATE_DIR", self.path("state"))
            .env("XDG_CONFIG_HOME", self.path("home"))
            .env_remove("FAGAO_CONFIG")
            .env_remove("FAGAO_LANG")
            .env("LC_ALL", "C")
            .env("ROBOT_SECRET", "SEC-of-the-robot")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        let out = self.command(args).output().expect("the binary runs");
        Ran {
            code: out.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&out.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// Runs a command with the user's configuration.
    pub fn with_config(&self, args: &[&str]) -> Ran {
        let config = self.config().display().to_string();
        let mut all = args.to_vec();
        all.extend(["--config", &config]);
        self.run(&all)
    }

    /// Sends a sample of every notice; its only one's row of the answer.
    pub fn test(&self) -> (Ran, Value) {
        let ran = self.with_config(&["notify", "test", "--json"]);
        let row = ran.json()["notices"][0].clone();
        (ran, row)
    }

    /// Writes an article for jzguai; gives its file.
    pub fn order(&self, name: &str, model: u32) -> String {
        let file = self.path(&format!("{name}.md"));
        let text = format!(
            "---\ntitle: 标题 {name}\nid: {name}\nfagao:\n  jz: {{ resource: 12786, model: {model} }}\n---\n正文 {name}。\n"
        );
        std::fs::write(&file, text).expect("an article");
        file.display().to_string()
    }

    /// The texts of all files below the state directory.
    pub fn kept(&self) -> Vec<(PathBuf, String)> {
        let mut all = Vec::new();
        let mut dirs = vec![self.path("state")];
        while let Some(dir) = dirs.pop() {
            for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
                match entry.path() {
                    path if path.is_dir() => dirs.push(path),
                    path => {
                        let bytes = std::fs::read(&path).unwrap_or_default();
                        all.push((path, String::from_utf8_lossy(&bytes).into_owned()));
                    }
                }
            }
        }
        all
    }

    /// The run's record.
    pub fn record(&self) -> String {
        let kept = self.kept();
        let record = kept.into_iter().find(|(p, _)| p.ends_with("run.jsonl"));
        record.expect("a record").1
    }
}
