//! What can happen to a browser in the middle of a run: its driver killed, itself killed, its page crashed, its buttons
//! moving away under the pointer. Juejin has the article once in the end, and what is told is true.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::home::{HELLO, Home, Ran};
use crate::watch::poll;

/// A driver of the test's own, which may be killed.
struct Driver {
    holder: Child,
    url: String,
    pid: u32,
}

impl Driver {
    fn start() -> Self {
        let mut holder = Command::new("./webdriver.sh")
            .args(["sh", "-c", "echo \"$FAGAO_WEBDRIVER_URL\"; exec cat"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_remove("FAGAO_WEBDRIVER_URL")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("webdriver.sh");
        let mut lines = BufReader::new(holder.stdout.take().expect("a pipe")).lines();
        let url = lines.find_map(|l| l.ok().filter(|l| l.starts_with("http://")));
        let url = url.expect("the driver's address");
        let is_ours = |pid: &u32| {
            let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let program = line.split(|b| *b == 0).next().unwrap_or_default();
            program.ends_with(b"chromedriver") && is_below(*pid, holder.id())
        };
        let pid = processes().into_iter().find(is_ours).expect("its process");
        Self { holder, url, pid }
    }

    /// Asks the driver; none when it does not answer.
    fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Option<Value> {
        let at = self.url.trim_start_matches("http://").trim_end_matches('/');
        let body = body.map(|b| b.to_string()).unwrap_or_default();
        let mut stream = TcpStream::connect(at).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .ok()?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .ok()?;
        let mut answer = Vec::new();
        // A page that crashes may never answer.
        let _ = stream.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (_, body) = text.split_once("\r\n\r\n")?;
        let answer: Value = serde_json::from_str(body).ok()?;
        Some(answer["value"].clone())
    }

    /// The sessions that are open.
    fn sessions(&self) -> Vec<String> {
        let all = self.ask("GET", "/sessions", None).unwrap_or_default();
        let ids = all.as_array().into_iter().flatten();
        ids.filter_map(|s| s["id"].as_str().map(str::to_owned))
            .collect()
    }

    /// The browsers that the driver has started.
    fn browsers(&self) -> Vec<u32> {
        let of_ours = |pid: &u32| parent(*pid) == Some(self.pid);
        processes().into_iter().filter(of_ours).collect()
    }

    /// The binary, working with this driver.
    fn spawn(&self, home: &Home, args: &[&str]) -> Child {
        let mut command = home.command(args);
        command.env("FAGAO_WEBDRIVER_URL", &self.url);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the binary starts")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Without its input `cat` ends, and webdriver.sh stops what it started.
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}

fn processes() -> Vec<u32> {
    let all = std::fs::read_dir("/proc").expect("processes");
    let names = all.filter_map(|e| e.ok()?.file_name().into_string().ok());
    names.filter_map(|n| n.parse().ok()).collect()
}

fn parent(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // Behind the name, which may hold anything: the state, then the parent.
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn is_below(pid: u32, root: u32) -> bool {
    let mut at = Some(pid);
    while let Some(pid) = at.filter(|p| *p > 1) {
        if pid == root {
            return true;
        }
        at = parent(pid);
    }
    false
}

fn kill(pid: u32) {
    // One that has ended by itself is as dead.
    let _ = Command::new("kill")
        .args(["-9", &pid.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// What happens.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    DriverKilled,
    BrowserKilled,
    PageCrashed,
    ButtonsMove,
}
use Mishap::{BrowserKilled, ButtonsMove, DriverKilled, PageCrashed};

impl Mishap {
    fn strike(self, driver: &Driver) {
        let session = || driver.sessions().pop().expect("a session");
        match self {
            DriverKilled => kill(driver.pid),
            BrowserKilled => driver.browsers().into_iter().for_each(kill),
            PageCrashed => {
                let path = format!("/session/{}/goog/cdp/execute", session());
                let crash = json!({"cmd": "Page.crash", "params": {}});
                driver.ask("POST", &path, Some(crash));
            }
            ButtonsMove => {
                let path = format!("/session/{}/execute/sync", session());
                let script = "document.addEventListener('mouseover', e => {
                    const button = e.target.closest('button');
                    if (!button || button.dataset.moved) return;
                    button.dataset.moved = 'yes';
                    button.style.position = 'relative';
                    button.style.left = '-400px';
                }, true)";
                let moving = json!({"script": script, "args": []});
                driver.ask("POST", &path, Some(moving)).expect("an answer");
            }
        }
    }
}

/// Where it happens: a name, and the line of the log that shows it.
const MOMENTS: [(&str, &str); 3] = [
    ("before the draft", "step: \"go to the editor page"),
    ("in the panel", "step: \"choose exactly"),
    ("at the submit", "juejin: handing it in"),
];

fn signed_in() -> Home {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    home
}

const PUBLISH: [&str; 8] = [
    "publish",
    HELLO,
    "--to",
    "juejin",
    "--sandbox",
    "--yes",
    "--json",
    "-vv",
];

/// One run with one mishap, then one without: how each ended.
fn struck(mishap: Mishap, line: &str) -> String {
    let home = signed_in();
    let driver = Driver::start();
    let mut child = driver.spawn(&home, &PUBLISH);
    let mut seen = Vec::new();
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let mut browsers = Vec::new();
    for line_seen in lines.by_ref().map_while(Result::ok) {
        let here = line_seen.contains(line);
        seen.push(line_seen);
        if here {
            browsers = driver.browsers();
            mishap.strike(&driver);
            break;
        }
    }
    seen.extend(lines.map_while(Result::ok));
    let output = child.wait_with_output().expect("its end");
    // A driver that is killed leaves its browsers behind.
    browsers.into_iter().for_each(kill);
    let ran = Ran {
        stderr: seen.join("\n"),
        ..Ran::from(output)
    };
    let told = |ran: &Ran| {
        let state = ran.result("juejin", "state");
        let state = state.as_str().unwrap_or_else(|| panic!("{}", ran.stderr));
        let count = home.counts().0;
        // Whatever is told as there is there, and the other way round.
        let is_there = matches!(state, "in_review" | "live" | "unchanged");
        assert_eq!(
            is_there,
            count == 1,
            "{mishap:?}, {line}: {}\n{}",
            ran.stdout,
            ran.stderr
        );
        format!("{state}, exit {}, {count} in the book", ran.code)
    };
    let first = told(&ran);
    let again = home.publish(HELLO, "juejin", &[]);
    assert_eq!(home.counts().0, 1, "{}\n{}", again.stdout, again.stderr);
    format!("{first}; then {}", told(&again))
}

#[test]
fn whatever_happens_to_the_browser_it_is_there_once_and_what_is_told_is_true() {
    let mut rows = String::new();
    for mishap in [DriverKilled, BrowserKilled, PageCrashed] {
        for (name, line) in MOMENTS {
            let came = struck(mishap, line);
            // On which side of the click it falls is not for the test to say; that it is told truly has been checked.
            let shown = match name == MOMENTS[2].0 {
                true => "told as it is, 1 in the book in the end",
                false => &came,
            };
            rows.push_str(&format!("{mishap:?} {name}: {shown}\n"));
        }
    }
    let (name, line) = MOMENTS[1];
    rows.push_str(&format!(
        "{ButtonsMove:?} {name}: {}\n",
        struck(ButtonsMove, line)
    ));
    insta::assert_snapshot!(rows);
}

#[test]
fn a_dead_runs_browser_is_ended_before_anyone_looks() {
    let resume: &[&str] = &["resume", "--sandbox", "--yes", "--json", "-vv"];
    let refresh: &[&str] = &["status", "--refresh", "--sandbox", "--json", "-vv"];
    for (name, command) in [("resume", resume), ("status --refresh", refresh)] {
        let home = signed_in();
        let driver = Driver::start();
        crate::killed::kill_at(driver.spawn(&home, &PUBLISH), "juejin: handing it in");
        // The driver keeps what nobody uses any more.
        poll("the dead run's session", || {
            (driver.sessions().len() == 1).then_some(())
        });
        let child = driver.spawn(&home, command);
        let ran = Ran::from(child.wait_with_output().expect("its end"));
        let left = driver.sessions();
        assert_eq!(left, Vec::<String>::new(), "{name}: {}", ran.stderr);
        // It has looked, and what it tells is what the book has.
        let there = home.counts().0;
        match ran.result("juejin", "state").as_str() {
            Some("in_review" | "live") => assert_eq!(there, 1, "{name}: {}", ran.stderr),
            Some("failed") => assert_eq!(there, 0, "{name}: {}", ran.stderr),
            other => panic!("{name}: {other:?}\n{}", ran.stderr),
        }
        let ran = home.publish(HELLO, "juejin", &[]).expect(0);
        assert_eq!(home.counts().0, 1, "{name}: {}", ran.stderr);
    }
}
