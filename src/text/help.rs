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
