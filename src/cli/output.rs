//! Printing. A reader that went away is no error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::screen::screen;
use crate::text::{Lang, Message, say};

/// Prints text on stdout.
pub fn out(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
    let _ = io::stdout().flush();
}

/// Prints text on stderr, above what is drawn there.
pub fn err(text: &str) {
    screen().write(text);
}

/// Tells a person something on stderr, and what to do about it.
pub fn tell(lang: Lang, message: impl Into<Message>) {
    let sentence = say(lang, &message.into());
    let hint = sentence.hint.map(|h| format!("-> {h}\n"));
    err(&format!("{}\n{}", sentence.what, hint.unwrap_or_default()));
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
