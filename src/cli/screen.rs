//! The terminal of this process: whether somebody watches, in which colours, and what is drawn on it just now.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use dialoguer::console::Term;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget};

use super::colour::Colours;
use super::echo::Echo;
use super::places;
use crate::report::Place;

/// There is one terminal a process, so there is one of these.
static SCREEN: OnceLock<Screen> = OnceLock::new();

/// How this process talks to whoever started it.
pub struct Screen {
    /// The colours of both outputs.
    pub colours: Colours,
    quiet: bool,
    verbose: bool,
    terminal: bool,
    dumb: bool,
    draws: bool,
    keeps: bool,
    bars: MultiProgress,
    asking: Mutex<()>,
    /// How the keyboard's echo was before the question that is being asked.
    echo: Mutex<Option<Echo>>,
}

impl Screen {
    fn new(quiet: bool, verbose: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let dumb = places::env("TERM").is_none_or(|t| t == "dumb");
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::hidden());
        Self {
            colours: Colours::of_environment(),
            quiet,
            verbose,
            terminal,
            dumb,
            // A log of a build server is no terminal, even where it claims to be one.
            draws: terminal && !dumb && !quiet && places::env("CI").is_none(),
            keeps: !io::stdout().is_terminal(),
            bars,
            asking: Mutex::new(()),
            echo: Mutex::new(None),
        }
    }

    /// Whether lines are drawn anew in their place.
    pub fn draws(&self) -> bool {
        self.draws
    }

    /// Whether the last lines stay: nothing on this terminal says the same again.
    pub fn keeps_lines(&self) -> bool {
        self.keeps
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        usize::from(Term::stderr().size().1)
    }

    /// Where results are shown.
    pub fn results(&self) -> Place {
        let size = Term::stdout().size_checked();
        let columns = size.map(|(_, columns)| usize::from(columns));
        Place {
            paint: self.colours.out,
            // A terminal of no width is one that does not know.
            columns: columns.filter(|c| !self.keeps && *c > 0),
        }
    }

    /// Adds a line.
    pub fn add(&self, bar: ProgressBar) -> ProgressBar {
        if self.bars.is_hidden() {
            self.bars.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bars.add(bar)
    }

    /// Draws nothing from here on, until a line is added.
    pub fn release(&self) {
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// A line of progress where nothing is drawn; the log has it already where it is shown.
    pub fn plain(&self, line: &str) {
        if !self.quiet && !self.verbose {
            self.write(&format!("{line}\n"));
        }
    }

    /// Writes on stderr, above what is drawn.
    pub fn write(&self, text: &str) {
        let write = || {
            let _ = io::stderr().write_all(text.as_bytes());
        };
        if self.bars.is_hidden() {
            write();
        } else {
            self.bars.suspend(write);
        }
    }

    /// Asks something on the terminal, one question at a time, while nothing is drawn.
    pub fn ask<T>(&self, question: impl FnOnce() -> T) -> T {
        let _one = lock(&self.asking);
        let drawn = !self.bars.is_hidden();
        if drawn {
            let _ = self.bars.clear();
            self.bars.set_draw_target(ProgressDrawTarget::hidden());
        }
        *lock(&self.echo) = Echo::now();
        let answer = question();
        *lock(&self.echo) = None;
        if drawn {
            self.bars.set_draw_target(ProgressDrawTarget::stderr());
        }
        answer
    }

    /// Leaves the terminal as it was found: nothing half drawn, a cursor, and what is typed can be seen.
    fn leave(&self) {
        // A question that nobody waits for any more would restore it only when it is answered.
        if let Some(echo) = lock(&self.echo).take() {
            echo.restore();
        }
        if !self.bars.is_hidden() {
            let _ = self.bars.clear();
            self.release();
        }
        if self.terminal && !self.dumb {
            let _ = Term::stderr().show_cursor();
        }
    }
}

/// Begins to use the terminal; once a process.
pub fn begin(quiet: bool, verbose: bool) {
    let _ = SCREEN.set(Screen::new(quiet, verbose));
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // No lock is taken here: the panic may have come while one was held.
        if screen().draws {
            let _ = io::stderr().write_all(b"\r\x1b[J\x1b[?25h");
        }
        before(info);
    }));
}

/// The terminal.
pub fn screen() -> &'static Screen {
    SCREEN.get_or_init(|| Screen::new(false, false))
}

/// Leaves the terminal as it was found.
pub fn end() {
    screen().leave();
}

/// What a panic left in the middle is still readable.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
