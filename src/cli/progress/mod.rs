//! Progress: what each account of a run does, told on stderr. A terminal has a line an account that is drawn
//! anew, anything else has a plain line an event.

mod board;
mod painter;
mod words;

use std::sync::Mutex;

use board::Board;
use painter::Painter;

use super::screen::{self, Screen};
use crate::record::{Event, Listener, Stamped};
use crate::text::{Lang, ProgressMessage, tell};

/// A listener that shows the events of a run.
pub fn listener(lang: Lang) -> Listener {
    let state = Mutex::new((Board::new(lang), None));
    Box::new(move |stamped| {
        let mut state = screen::lock(&state);
        let (board, painter) = &mut *state;
        show(stamped, board, painter, screen::screen());
    })
}

fn show(
    stamped: &Stamped,
    board: &mut Board,
    painter: &mut Option<Painter>,
    screen: &'static Screen,
) {
    match words::of(&stamped.event) {
        Some((key, message)) => {
            tracing::info!("{}: {}", key.account, tell(Lang::En, &message));
            board.hear(key, &message, &stamped.event, stamped.at);
            if screen.draws() {
                let painter = painter.get_or_insert_with(|| Painter::new(screen));
                painter.paint(board);
            } else {
                screen.plain(&plain(board, &key.account, &message));
            }
        }
        None => tracing::debug!("{:?}", stamped.event),
    }
    if let Event::RunEnded { .. } = stamped.event
        && let Some(painter) = painter.take()
    {
        painter.finish();
    }
}

/// A line for a log or a pipe.
fn plain(board: &Board, account: &str, message: &ProgressMessage) -> String {
    let row = board.row(account);
    let mut line = account.to_owned();
    if let Some(place) = row.and_then(board::Row::place) {
        line.push_str(&format!(" {place}"));
    }
    line.push_str(&format!(": {}", tell(board.lang(), message)));
    if let Some(seconds) = row.and_then(board::Row::left) {
        line.push_str(&format!(" {seconds} s"));
    }
    line
}

/// A bar that counts something outside of a run, such as the pages of a catalogue.
pub struct Counting {
    painter: Option<Painter>,
    board: Board,
}

impl Counting {
    /// Begins to count.
    pub fn begin(lang: Lang) -> Self {
        let screen = screen::screen();
        Self {
            painter: screen.draws().then(|| Painter::new(screen)),
            board: Board::new(lang),
        }
    }

    /// So much of one thing is done.
    pub fn show(&mut self, name: &str, done: u32, of: u32, message: &ProgressMessage) {
        tracing::info!("{name} {done}/{of}: {}", tell(Lang::En, message));
        self.board.count(name, message, done as usize, of as usize);
        match &mut self.painter {
            Some(painter) => painter.paint(&self.board),
            None => {
                let line = format!("{name} {done}/{of}: {}", tell(self.board.lang(), message));
                screen::screen().plain(&line);
            }
        }
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        if let Some(painter) = self.painter.take() {
            painter.finish();
        }
    }
}
