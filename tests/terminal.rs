//! What a person sees: the real binary in a terminal of 80 columns, and in a pipe.

#![allow(
    clippy::disallowed_methods,
    reason = "a terminal's settings can only be polled"
)]

mod common;

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::Place;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

fn rows(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("more than none")
}

/// How long the next bytes of the binary are waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The binary in a terminal, and every screen that it has drawn.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    screens: Vec<String>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(place: &Place, args: &[&str], more: &[(&str, &str)]) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let plain = place.command(args);
        let mut command = CommandBuilder::new(plain.get_program());
        command.args(plain.get_args());
        command.cwd(place.dir.path());
        for (name, value) in plain.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in more {
            command.env(name, value);
        }
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the binary starts");
        drop(pair.slave);
        let mut out = pair.master.try_clone_reader().expect("its output");
        let (tell, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = out.read(&mut buffer) {
                if n == 0 || tell.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            keys: pair.master.take_writer().expect("its keyboard"),
            bytes,
            parser: vt100::Parser::new(rows(ROWS), rows(COLUMNS), 0),
            screens: Vec::new(),
            master: pair.master,
        }
    }

    /// Takes the next bytes; whether there were any.
    fn step(&mut self) -> bool {
        let Ok(bytes) = self.bytes.recv_timeout(PATIENCE) else {
            return false;
        };
        self.parser.process(&bytes);
        self.screens.push(self.rows().join("\n"));
        true
    }

    /// Reads until a screen holds some words.
    fn until(&mut self, words: &str) {
        while !self.screens.last().is_some_and(|s| s.contains(words)) {
            assert!(
                self.step(),
                "{words:?} did not come:\n{}",
                self.screens.join("\n--\n")
            );
        }
    }

    /// Reads to the end; the exit code.
    fn end(&mut self) -> u32 {
        while self.step() {}
        self.child.wait().expect("its end").exit_code()
    }

    fn rows(&self) -> Vec<String> {
        let rows = self.parser.screen().rows(0, COLUMNS);
        let rows: Vec<String> = rows.map(|r| r.trim_end().to_owned()).collect();
        let last = rows
            .iter()
            .rposition(|r| !r.is_empty())
            .map_or(0, |n| n + 1);
        rows[..last].to_vec()
    }
}

/// Publishes three articles to three accounts, Juejin with a wait for its turn between them.
fn batch(place: &Place) -> Vec<String> {
    place.write("pace.toml", "[sandbox.juejin]\nmin_interval = \"3s\"\n");
    let mut args = vec!["publish".to_owned()];
    args.extend(["甲", "乙", "丙"].map(|n| place.article(n, "正文。")));
    for arg in [
        "--to",
        "juejin,jz,ys",
        "--via",
        "api",
        "--sandbox",
        "--yes",
        "--config",
        "pace.toml",
    ] {
        args.push(arg.to_owned());
    }
    args
}

#[test]
fn in_80_columns_a_line_an_account_is_drawn_anew_and_nothing_of_it_stays() {
    let place = Place::new();
    let args = batch(&place);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut terminal = Terminal::start(&place, &args, &[("NO_COLOR", "1")]);
    assert_eq!(terminal.end(), 0, "{}", terminal.screens.join("\n--\n"));
    let shown = terminal.screens.join("\n--\n");
    // Lines of three accounts at once, a bar, a countdown.
    let together = |s: &&String| {
        ["juejin  ", "jz      ", "ys      "]
            .iter()
            .all(|a| s.lines().any(|l| l.starts_with(a)))
    };
    assert!(terminal.screens.iter().any(|s| together(&s)), "{shown}");
    assert!(shown.contains("[######..............] 1/3"), "{shown}");
    assert!(
        shown.contains("0:03  waiting for its turn")
            || shown.contains("0:02  waiting for its turn"),
        "{shown}"
    );
    // In the end the results are there, each once, and nothing of the progress.
    let rows = terminal.rows();
    for (account, state) in [
        ("juejin", "in review"),
        ("jz", "submitted"),
        ("ys", "submitted"),
    ] {
        let of = |r: &&String| r.starts_with(&format!("  {account} ")) && r.contains(state);
        assert_eq!(rows.iter().filter(of).count(), 3, "{}", rows.join("\n"));
    }
    // Each below its article, and no link is cut by the edge.
    let heads: Vec<&str> = rows
        .iter()
        .map(String::as_str)
        .filter(|r| r.ends_with(".md"))
        .collect();
    assert_eq!(heads, ["甲.md", "乙.md", "丙.md"], "{}", rows.join("\n"));
    let links: Vec<&str> = rows
        .iter()
        .map(|r| r.trim())
        .filter(|r| r.starts_with("https://"))
        .collect();
    let published = place.book()["juejin"]["publishes"].clone();
    let published = published.as_array().expect("publishes").iter();
    let wanted: Vec<String> = published
        .map(|p| {
            format!(
                "https://juejin.cn/post/{}",
                p["article_id"].as_str().expect("an id")
            )
        })
        .collect();
    assert_eq!(links, wanted, "{}", rows.join("\n"));
    for words in ["…", "[#", "waiting"] {
        assert!(
            !rows.iter().any(|r| r.contains(words)),
            "{}",
            rows.join("\n")
        );
    }
    assert!(!terminal.parser.screen().hide_cursor());
    assert_eq!(place.counts(), (3, 3, 3));
}

/// Whether the terminal shows what is typed: the flag ECHO, which is 8 on Linux, macOS and the BSDs.
#[cfg(unix)]
fn echoes(terminal: &Terminal) -> bool {
    let modes = terminal.master.get_termios().expect("a terminal");
    modes.local_flags.bits() & 8 != 0
}

/// Waits until a question has turned the echo off, or a run has turned it on again.
#[cfg(unix)]
fn until_echo_is(on: bool, terminal: &Terminal) {
    let tries = PATIENCE.as_millis() / 20;
    let is = (0..tries).any(|_| {
        let is = echoes(terminal) == on;
        if !is {
            std::thread::sleep(Duration::from_millis(20));
        }
        is
    });
    assert!(is, "the echo did not become {on}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_in_a_question_for_a_secret_leaves_a_terminal_that_shows_what_is_typed() {
    let place = Place::new();
    let dir = place.dir.path().join("new").display().to_string();
    let init = ["init", "--platforms", "jzguai", "--dir", &dir];
    let mut terminal = Terminal::start(&place, &init, &[("NO_COLOR", "1")]);
    assert!(echoes(&terminal));
    terminal.until("app_key");
    terminal.keys.write_all(b"key\r").expect("a key");
    terminal.until("app_secret");
    until_echo_is(false, &terminal);
    terminal.keys.write_all(b"half a sec\x03").expect("a key");
    assert_eq!(terminal.end(), 4, "{}", terminal.rows().join("\n"));
    until_echo_is(true, &terminal);
    assert!(!terminal.parser.screen().hide_cursor());
    let shown = terminal.screens.join("\n");
    assert!(!shown.contains("half a sec"), "{shown}");
    assert!(!std::path::Path::new(&dir).join("fagao.toml").exists());
}

#[test]
fn ctrl_c_twice_ends_it_at_once_with_a_cursor_and_the_truth() {
    let place = Place::new();
    let article = place.article("x", "正文。");
    place.faults("[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"hang\"\n");
    let args = ["publish", &article, "--to", "ys", "--sandbox", "--yes"];
    let mut terminal = Terminal::start(&place, &args, &[("NO_COLOR", "1")]);
    terminal.until("handing it in");
    terminal.keys.write_all(b"\x03").expect("a key");
    terminal.until("stopping:");
    // Again: at once, and the truth is told.
    terminal.keys.write_all(b"\x03").expect("a key");
    assert_eq!(terminal.end(), 5, "{}", terminal.screens.join("\n--\n"));
    assert!(!terminal.parser.screen().hide_cursor());
    let rows = terminal.rows();
    let last = rows.iter().rfind(|r| r.starts_with("ys"));
    assert!(
        last.is_some_and(|r| r.contains("unknown")),
        "{}",
        rows.join("\n")
    );
}

#[test]
fn in_a_pipe_there_are_plain_lines_and_no_escape_codes_and_quiet_has_none() {
    let place = Place::new();
    let article = place.article("p", "正文。");
    let ran = place.run(&[
        "publish",
        &article,
        "--to",
        "juejin,ys",
        "--via",
        "api",
        "--sandbox",
        "--yes",
    ]);
    let (out, err) = (
        String::from_utf8_lossy(&ran.stdout).into_owned(),
        String::from_utf8_lossy(&ran.stderr).into_owned(),
    );
    assert_eq!(ran.status.code(), Some(0), "{out}{err}");
    assert!(
        err.contains("ys: handing it in …\n") && err.contains("ys: submitted"),
        "{err}"
    );
    assert!(
        !out.contains('\u{1b}') && !err.contains('\u{1b}') && !err.contains('\r'),
        "{err}"
    );
    let article = place.article("q", "正文。");
    let ran = place.run(&[
        "publish",
        &article,
        "--to",
        "ys",
        "--sandbox",
        "--yes",
        "-q",
    ]);
    let err = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{err}");
    assert!(
        !err.contains("handing it in") && err.contains("This was the sandbox"),
        "{err}"
    );
}

#[test]
fn colours_follow_the_environment() {
    let place = Place::new();
    let article = place.article("c", "正文。");
    let args = [
        "publish",
        &article,
        "--to",
        "ys",
        "--sandbox",
        "--yes",
        "-q",
    ];
    let run = |set: &[(&str, &str)]| {
        let mut command = place.command(&args);
        command.envs(set.iter().copied());
        let ran = command.output().expect("the binary runs");
        assert_eq!(ran.status.code(), Some(0));
        String::from_utf8_lossy(&ran.stdout).contains("\u{1b}[32m")
    };
    assert!(!run(&[]));
    assert!(run(&[("CLICOLOR_FORCE", "1")]));
    assert!(!run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    let mut dumb = Terminal::start(&place, &args[..args.len() - 1], &[("TERM", "dumb")]);
    assert_eq!(dumb.end(), 0);
    let mut coloured = Terminal::start(&place, &args, &[]);
    assert_eq!(coloured.end(), 0);
    let cell = coloured.parser.screen().cell(0, 4).expect("a cell").clone();
    assert_eq!(
        cell.fgcolor(),
        vt100::Color::Idx(2),
        "{}",
        coloured.rows().join("\n")
    );
}
