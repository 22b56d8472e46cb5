//! The binary in a terminal of its own, with somebody who reads and types.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use crate::watch::poll;

/// The size of the terminal: high enough that nothing of a command scrolls away.
const SIZE: PtySize = PtySize {
    rows: 60,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// A command in a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    reading: std::thread::JoinHandle<()>,
}

impl Terminal {
    /// Starts the binary with arguments in a directory.
    pub fn start(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fagao"));
        command.args(args);
        command.cwd(dir);
        for name in ["FAGAO_CONFIG", "FAGAO_LANG", "RUST_LOG", "CI"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the binary");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(
            wide(SIZE.rows),
            wide(SIZE.cols),
            0,
        )));
        let shown = screen.clone();
        let master = pair.master;
        let reading = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // At its end a terminal gives an error on Linux.
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                let mut screen = shown.lock().unwrap_or_else(PoisonError::into_inner);
                screen.process(&bytes[..n]);
            }
            drop(master);
        });
        Self {
            child,
            keys,
            screen,
            reading,
        }
    }

    /// Waits until the screen shows some words, then types a line.
    pub fn answer(&mut self, question: &str, line: &str) {
        let screen = self.screen.clone();
        poll(question, || {
            let screen = screen.lock().unwrap_or_else(PoisonError::into_inner);
            let text = screen.screen().contents();
            text.contains(question).then_some(())
        });
        write!(self.keys, "{line}\r").expect("a terminal to type in");
        self.keys.flush().expect("a terminal to type in");
    }

    /// Waits for the end; the exit code and the screen.
    pub fn end(mut self) -> (u32, String) {
        let status = self.child.wait().expect("its end");
        drop(self.keys);
        self.reading.join().expect("a reader that ends");
        let screen = self.screen.lock().unwrap_or_else(PoisonError::into_inner);
        (status.exit_code(), screen.screen().contents())
    }
}

fn wide(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).expect("a terminal of some size")
}
