//! A command that runs while the test does something else: its lines as they come.
#![allow(dead_code, reason = "each test uses a part of this")]

use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a line is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running command and what it wrote to stderr so far.
pub struct Watched {
    child: Child,
    lines: Receiver<String>,
    pub seen: Vec<String>,
}

impl Watched {
    /// Watches a command.
    pub fn new(mut child: Child) -> Self {
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            lines,
            seen: Vec::new(),
        }
    }

    /// Waits for a line that holds some words, and gives it.
    pub fn until(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(_) => panic!("{words:?} did not come: {}", self.seen.join("\n")),
            }
        }
    }

    /// Waits for the next lines.
    pub fn next_lines(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.until("")).collect()
    }

    /// Waits for its end; its exit code and all that it wrote to stderr.
    pub fn end(mut self) -> (i32, String) {
        let code = self.child.wait().expect("its end").code().unwrap_or(-1);
        self.seen.extend(self.lines.iter());
        (code, self.seen.join("\n"))
    }

    /// Tells it to end, and waits for that; its exit code and all that it wrote to stderr.
    #[cfg(unix)]
    pub fn terminate(self) -> (i32, String) {
        let id = self.child.id().to_string();
        let told = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(told.expect("a kill").success());
        self.end()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().expect("a child to kill");
        self.child.wait().expect("its end");
    }
}

impl Drop for Watched {
    /// A test that fails leaves nothing running.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Polls until something is there.
pub fn poll<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what} did not come");
        std::thread::sleep(Duration::from_millis(100));
    }
}
