//! `webdriver.sh`, really run: what it starts, what it passes on, and that nothing of it stays.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/webdriver.sh");
const MARK: &str = "FAGAO_TEST_MARK";

/// One use of the script; all that it starts inherits a mark by which it is found again.
struct Use {
    command: Command,
    mark: String,
}

impl Use {
    fn of(arguments: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let mark = format!("{MARK}={}-{count}", std::process::id());
        // A run in the background may have been told to ignore Ctrl-C; a shell cannot undo that, `env` can.
        let mut command = Command::new("env");
        command
            .arg("--default-signal=INT")
            .arg(SCRIPT)
            .args(arguments)
            .env_remove("FAGAO_WEBDRIVER_URL")
            .env(MARK, mark.split_once('=').unwrap().1)
            .stdin(Stdio::null());
        Self { command, mark }
    }

    fn output(&mut self) -> Output {
        self.command.output().unwrap()
    }

    /// Starts a command that prints the driver's address and then stays until its input ends or a signal comes.
    fn stay(mut self) -> Running {
        self.command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Running {
            child,
            url: url.trim().to_owned(),
            mark: self.mark,
        }
    }
}

/// Stays until its input ends, or a signal comes.
const STAY: [&str; 3] = ["sh", "-c", "echo \"$FAGAO_WEBDRIVER_URL\"; exec cat"];

struct Running {
    child: Child,
    url: String,
    mark: String,
}

impl Running {
    /// Sends a signal to the script alone, or (as a terminal does) to its group.
    fn signal(&self, name: &str, group: bool) {
        let target = format!("{}{}", if group { "-" } else { "" }, self.child.id());
        let sent = Command::new("bash")
            .args(["-c", "kill -s \"$1\" -- \"$2\"", "bash", name, &target])
            .status();
        assert!(sent.unwrap().success());
    }

    fn end(mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().unwrap()
    }

    fn driver(&self) -> PathBuf {
        let mut drivers = alive(&self.mark)
            .into_iter()
            .filter(|process| name(process) == "chromedriver");
        let driver = drivers.next().expect("a chromedriver runs");
        assert_eq!(drivers.next(), None);
        driver
    }

    /// Starts a browser and types a text into a field of a page.
    fn type_in_a_browser(&self, text: &str) {
        let session = ask(
            &self.url,
            "POST",
            "/session",
            r#"{"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args":
                ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]}}}}"#,
        );
        let id = session["value"]["sessionId"].as_str().expect("a session");
        let page = format!("/session/{id}");
        let go = r#"{"url": "data:text/html,<input id=field>"}"#;
        ask(&self.url, "POST", &format!("{page}/url"), go);
        let find = r##"{"using": "css selector", "value": "#field"}"##;
        let found = ask(&self.url, "POST", &format!("{page}/element"), find);
        let element = found["value"]
            .as_object()
            .and_then(|object| object.values().next()?.as_str())
            .expect("an element");
        let field = format!("{page}/element/{element}");
        let keys = serde_json::json!({ "text": text }).to_string();
        ask(&self.url, "POST", &format!("{field}/value"), &keys);
        let typed = ask(&self.url, "GET", &format!("{field}/property/value"), "");
        assert_eq!(typed["value"], text);
    }
}

/// The processes with the mark in their environment. A zombie has none, so that one nobody reaps does not count.
fn alive(mark: &str) -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .map(|entry| entry.path())
        .filter(|path| {
            fs::read(path.join("environ")).is_ok_and(|environment| {
                environment
                    .split(|&byte| byte == 0)
                    .any(|variable| variable == mark.as_bytes())
            })
        })
        .collect()
}

fn name(process: &Path) -> String {
    let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
    name.trim().to_owned()
}

/// The browser's crash handlers end by themselves, a moment after it.
fn assert_nothing_is_left(mark: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !alive(mark).is_empty() && Instant::now() < deadline {
        sleep(Duration::from_millis(20));
    }
    let left: Vec<_> = alive(mark).iter().map(|process| name(process)).collect();
    assert!(left.is_empty(), "still running: {left:?}");
}

fn ask(url: &str, method: &str, path: &str, body: &str) -> serde_json::Value {
    let host = url.strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while answer.read_line(&mut line).unwrap() > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn find(program: &str) -> PathBuf {
    std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|directory| directory.join(program))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("{program} is needed by this test"))
}

fn write_program(path: &Path, body: &str) {
    fs::write(path, format!("#!/usr/bin/env bash\n{body}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A machine with little on it: a PATH of a few tools, an empty home, perhaps the editor.
struct Bare {
    root: tempfile::TempDir,
}

impl Bare {
    fn with(programs: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let bare = Self { root };
        fs::create_dir(bare.path("bin")).unwrap();
        let tools = [
            "bash", "cat", "chmod", "env", "grep", "id", "ln", "mkdir", "mktemp", "mv", "rm",
            "sed", "setsid", "sh", "sleep", "tail", "tar", "touch", "tr",
        ];
        for program in tools.iter().chain(programs) {
            symlink(find(program), bare.path("bin").join(program)).unwrap();
        }
        bare
    }

    fn with_editor(self) -> Self {
        let editor = self.path("cache/fagao/bytemd-1.22.0/dist");
        fs::create_dir_all(&editor).unwrap();
        fs::write(editor.join("index.umd.js"), "").unwrap();
        fs::write(editor.join("index.css"), "").unwrap();
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut case = Use::of(arguments);
        case.command
            .env("PATH", self.path("bin"))
            .env("HOME", self.path("home"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .current_dir(self.root.path());
        let output = case.output();
        assert_nothing_is_left(&case.mark);
        output
    }
}

#[test]
fn the_commands_exit_code_is_passed_on() {
    let mut case = Use::of(&["sh", "-c", "exit 7"]);
    let output = case.output();
    assert_eq!(output.status.code(), Some(7), "{}", text(&output.stderr));
    assert_nothing_is_left(&case.mark);
}

#[test]
fn the_command_gets_its_arguments_and_its_input_as_they_are() {
    let mut case = Use::of(&["sh", "-c", "printf '%s|' \"$@\"; cat", "sh", "a b", "", "*"]);
    case.command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = case.command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"typed").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stdout), "a b||*|typed");
}

#[test]
fn a_command_that_is_not_there_is_127_and_leaves_nothing() {
    let mut case = Use::of(&["./no-such-command"]);
    assert_eq!(case.output().status.code(), Some(127));
    assert_nothing_is_left(&case.mark);
}

#[test]
fn the_driver_is_ready_and_ends_with_its_browsers() {
    let run = Use::of(&STAY).stay();
    let status = ask(&run.url, "GET", "/status", "");
    assert_eq!(status["value"]["ready"], true);
    run.type_in_a_browser("hello");
    let browsers = alive(&run.mark);
    assert!(
        browsers
            .iter()
            .any(|process| name(process) == "chromium" || name(process) == "chrome")
    );
    let mark = run.mark.clone();
    assert!(run.end().success());
    assert_nothing_is_left(&mark);
}

#[test]
fn what_is_typed_is_not_in_the_drivers_log_and_the_log_is_private_and_removed() {
    let run = Use::of(&STAY).stay();
    run.type_in_a_browser("PLANTED-13800138000");
    let log = fs::read_link(run.driver().join("fd/1")).unwrap();
    let directory = log.parent().unwrap().to_owned();
    let said = fs::read_to_string(&log).unwrap();
    assert!(said.contains("started successfully"), "{said}");
    assert!(!said.contains("PLANTED"), "{said}");
    let mode = fs::metadata(&directory).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    run.end();
    assert!(!directory.exists());
}

#[test]
fn ctrl_c_ends_the_command_the_driver_and_its_browsers() {
    let run = Use::of(&STAY).stay();
    run.type_in_a_browser("hello");
    run.signal("INT", true);
    let Running {
        mut child, mark, ..
    } = run;
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_nothing_is_left(&mark);
}

#[test]
fn a_term_for_the_script_alone_reaches_the_command() {
    let said = "sleep 60 & trap 'kill $!; exit 9' TERM; echo \"$FAGAO_WEBDRIVER_URL\"; wait";
    let run = Use::of(&["bash", "-c", said]).stay();
    run.signal("TERM", false);
    let Running {
        mut child, mark, ..
    } = run;
    assert_eq!(child.wait().unwrap().code(), Some(9));
    assert_nothing_is_left(&mark);
}

#[test]
fn browsers_whose_driver_was_killed_are_stopped_all_the_same() {
    let run = Use::of(&STAY).stay();
    run.type_in_a_browser("hello");
    let driver = run.driver();
    let pid = driver.file_name().unwrap().to_str().unwrap();
    let killed = Command::new("bash")
        .args(["-c", "kill -KILL \"$1\"", "bash", pid])
        .status();
    assert!(killed.unwrap().success());
    let mark = run.mark.clone();
    assert!(run.end().success());
    assert_nothing_is_left(&mark);
}

#[test]
fn a_driver_that_is_given_is_used_and_none_is_started() {
    let mut case = Use::of(&STAY);
    case.command
        .env("FAGAO_WEBDRIVER_URL", "http://127.0.0.1:1");
    let run = case.stay();
    assert_eq!(run.url, "http://127.0.0.1:1");
    let started = alive(&run.mark);
    assert!(!started.is_empty());
    assert!(
        started
            .iter()
            .all(|process| name(process) != "chromedriver")
    );
    assert!(run.end().success());
}

#[test]
fn two_at_once_have_a_driver_each() {
    let (one, other) = (Use::of(&STAY).stay(), Use::of(&STAY).stay());
    assert_ne!(one.url, other.url);
    assert!(one.end().success());
    assert_eq!(
        ask(&other.url, "GET", "/status", "")["value"]["ready"],
        true
    );
    assert!(other.end().success());
}

#[test]
fn no_arguments_and_unknown_options_are_usage_errors() {
    for arguments in [&[][..], &["--wat"], &["--setup", "more"]] {
        let output = Use::of(arguments).output();
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("usage: ./webdriver.sh COMMAND"));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_is_printed() {
    let output = Use::of(&["--help"]).output();
    assert!(output.status.success());
    let help = text(&output.stdout);
    assert!(
        help.contains("--setup") && help.contains("FAGAO_WEBDRIVER_URL"),
        "{help}"
    );
}

#[test]
fn nothing_is_installed_or_said_when_nothing_is_missing() {
    let bin = tempfile::tempdir().unwrap();
    let called = bin.path().join("called");
    for program in ["apt-get", "sudo", "npm"] {
        write_program(
            &bin.path().join(program),
            &format!("touch '{}'", called.display()),
        );
    }
    let mut case = Use::of(&["true"]);
    let path = format!(
        "{}:{}",
        bin.path().display(),
        std::env::var("PATH").unwrap()
    );
    let output = case.command.env("PATH", path).output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    assert!(!called.exists());
}

#[test]
fn without_apt_get_it_says_what_to_install_and_runs_nothing() {
    let bare = Bare::with(&[]);
    let output = bare.run(&["touch", "ran", "test"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("there is no apt-get here"), "{said}");
    for package in ["chromium", "chromium-driver", "nodejs", "php-cli"] {
        assert!(said.contains(package), "{package} in: {said}");
    }
    assert!(!bare.path("ran").exists());
}

#[test]
fn what_is_missing_is_installed_with_apt_get() {
    let bare = Bare::with(&["fc-list"]).with_editor();
    let links = ["chromium", "chromedriver"]
        .map(|program| {
            format!(
                "ln -s '{}' '{}'",
                find(program).display(),
                bare.path("bin").display()
            )
        })
        .join("; ");
    let book = bare.path("book");
    let apt_get = format!(
        "echo \"$*\" >>'{}'; case \"$*\" in *assume-no*) ;; *install*) {links} ;; esac",
        book.display()
    );
    write_program(&bare.path("bin/apt-get"), &apt_get);
    write_program(&bare.path("bin/apt-cache"), "echo '  Candidate: 1.0'");
    write_program(&bare.path("bin/sudo"), "exec \"$@\"");
    let output = bare.run(&["sh", "-c", "exit 7"]);
    assert_eq!(output.status.code(), Some(7), "{}", text(&output.stderr));
    let calls = fs::read_to_string(book).unwrap();
    let calls: Vec<_> = calls.lines().collect();
    assert!(calls[0].ends_with("update"), "{calls:?}");
    let install = "install --no-install-recommends chromium chromium-sandbox chromium-driver";
    assert!(calls.last().unwrap().ends_with(install), "{calls:?}");
}

#[test]
fn an_editor_with_another_hash_is_refused_and_not_kept() {
    let bare = Bare::with(&["chromium", "chromedriver", "fc-list", "node"]);
    write_program(&bare.path("bin/npm"), "echo tampered >bytemd-1.22.0.tgz");
    let output = bare.run(&["touch", "ran"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("is not the package it should be"), "{said}");
    assert!(!bare.path("cache/fagao/bytemd-1.22.0").exists());
    assert!(!bare.path("ran").exists());
}
