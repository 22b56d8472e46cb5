//! The texts of the command line's own help. English ones stand beside the arguments themselves, as their
//! documentation; every other language has a table by the command's path and the argument's id.

use super::{Lang, zh};

/// What a command does: its path below the program's name, such as `media sync`. None for English.
pub fn about(lang: Lang, path: &str) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Zh => zh::help::about(path),
    }
}

/// What an argument is for: the command's own text, else the one of every command that has it. None for English.
pub fn argument(lang: Lang, path: &str, id: &str) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Zh => zh::help::argument(path, id),
    }
}

/// What is wrong with a command line, for languages that the parser itself does not speak.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// Arguments that must be there are not.
    Missing(Vec<String>),
    /// An argument that there is not.
    Unknown {
        /// As it was written.
        found: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// A command that there is not.
    NoCommand {
        /// As it was written.
        found: String,
        /// The nearest there is.
        nearest: Option<String>,
    },
    /// A value that an argument does not take.
    Value {
        /// The argument.
        argument: String,
        /// As it was written.
        found: String,
        /// What it takes.
        known: Vec<String>,
    },
    /// Two that exclude each other.
    Conflict {
        /// The one.
        argument: String,
        /// The others.
        with: Vec<String>,
    },
    /// Anything else.
    Other,
}

/// Says what is wrong with a command line, and points at `--help`. None for English, which the parser speaks.
pub fn wrong(lang: Lang, wrong: &Wrong) -> Option<String> {
    match lang {
        Lang::En => None,
        Lang::Zh => Some(zh::help::wrong(wrong)),
    }
}
