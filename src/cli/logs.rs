//! Logs, by `tracing`, on stderr.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::screen::screen;
use crate::report::Paint;

/// Writes lines above what is drawn; the layer writes each line in one piece.
struct Lines;

impl io::Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        screen().write(&String::from_utf8_lossy(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins logging: 0 warnings, 1 what is done, 2 with details, 3 everything.
///
/// Only fagao's own lines are let through: those of the HTTP stack and of the WebDriver client
/// hold headers and typed text at their lower levels, and no environment variable opens them.
pub fn begin(verbose: u8) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(|| Lines)
        .with_ansi(screen().colours.err == Paint::Colours);
    let own = Targets::new().with_target("fagao", level);
    // Tests of this crate may begin twice in one process.
    let _ = tracing_subscriber::registry()
        .with(own)
        .with(lines)
        .try_init();
}
