//! Printing. A reader that went away is no error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::screen::screen;

/// Prints text on stdout.
pub fn out(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
    let _ = io::stdout().flush();
}

/// Prints text on stderr, above what is drawn there.
pub fn err(text: &str) {
    screen().write(text);
}

/// Prints one JSON document on stdout.
pub fn json(document: &impl Serialize) {
    let mut text = serde_json::to_string_pretty(document)
        .unwrap_or_else(|e| format!("{{\"error\": \"{e}\"}}"));
    text.push('\n');
    out(&text);
}

/// Whether somebody watches stderr.
pub fn watched() -> bool {
    io::stderr().is_terminal()
}

/// Whether somebody watches stdout.
pub fn shown() -> bool {
    io::stdout().is_terminal()
}

/// Whether somebody can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
