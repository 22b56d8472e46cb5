//! Draws the board on the terminal: a line an account, drawn anew in its place.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::super::screen::{Screen, lock};
use super::board::{Board, Row};

/// How often a countdown is drawn.
const COUNTDOWN: Duration = Duration::from_millis(250);

/// The lines on the terminal.
pub struct Painter {
    screen: &'static Screen,
    lines: Vec<Line>,
}

struct Line {
    bar: ProgressBar,
    shown: Arc<Mutex<(Row, usize)>>,
}

impl Painter {
    /// A painter of this process's terminal.
    pub fn new(screen: &'static Screen) -> Self {
        Self {
            screen,
            lines: Vec::new(),
        }
    }

    /// Draws what the board knows.
    pub fn paint(&mut self, board: &Board) {
        let name = board.name_width();
        for (n, row) in board.rows().iter().enumerate() {
            if n == self.lines.len() {
                self.lines.push(self.line(row, name));
            }
            let line = &self.lines[n];
            *lock(&line.shown) = (row.clone(), name);
            if row.counts_down() {
                line.bar.enable_steady_tick(COUNTDOWN);
            } else {
                line.bar.disable_steady_tick();
            }
            line.bar.tick();
        }
    }

    fn line(&self, row: &Row, name: usize) -> Line {
        let shown = Arc::new(Mutex::new((row.clone(), name)));
        let bar = self.screen.add(ProgressBar::no_length());
        let (drawn, screen) = (shown.clone(), self.screen);
        let style = ProgressStyle::with_template("{line}").expect("a template of one key");
        bar.set_style(style.with_key(
            "line",
            move |_: &ProgressState, w: &mut dyn std::fmt::Write| {
                let (row, name) = &*lock(&drawn);
                // The last column stays free: some terminals go to the next line when it is filled.
                let columns = screen.columns().saturating_sub(1);
                let _ = w.write_str(&row.line(*name, columns));
            },
        ));
        Line { bar, shown }
    }

    /// Takes the lines off the terminal, or leaves them where no table follows there.
    pub fn finish(self) {
        for line in &self.lines {
            line.bar.disable_steady_tick();
            if self.screen.keeps_lines() {
                line.bar.abandon();
            } else {
                line.bar.finish_and_clear();
            }
        }
        self.screen.release();
    }
}
