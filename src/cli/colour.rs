//! Colours: `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR` in this order, else whether a terminal is there.

use std::io::{self, IsTerminal};

use super::places;
use crate::report::Paint;

/// The colours of both outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Of stdout.
    pub out: Paint,
    /// Of stderr.
    pub err: Paint,
}

impl Colours {
    /// What the environment and the terminals say.
    pub fn of_environment() -> Self {
        let rule = Rule {
            no_color: places::env("NO_COLOR").is_some(),
            force: places::env("CLICOLOR_FORCE").is_some_and(|v| v != "0"),
            off: places::env("CLICOLOR").is_some_and(|v| v == "0"),
            dumb: places::env("TERM").is_none_or(|t| t == "dumb"),
        };
        Self {
            out: rule.paint(io::stdout().is_terminal()),
            err: rule.paint(io::stderr().is_terminal()),
        }
    }
}

/// What the environment says of colours.
#[derive(Clone, Copy, Debug, Default)]
struct Rule {
    no_color: bool,
    force: bool,
    off: bool,
    dumb: bool,
}

impl Rule {
    fn paint(self, terminal: bool) -> Paint {
        let coloured = !self.no_color && (self.force || (terminal && !self.off && !self.dumb));
        if coloured {
            Paint::Colours
        } else {
            Paint::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_beats_force_and_force_beats_a_pipe() {
        let rule = Rule::default();
        assert_eq!(rule.paint(true), Paint::Colours);
        assert_eq!(rule.paint(false), Paint::Plain);
        let force = Rule {
            force: true,
            ..rule
        };
        assert_eq!(force.paint(false), Paint::Colours);
        let both = Rule {
            no_color: true,
            ..force
        };
        assert_eq!(both.paint(true), Paint::Plain);
        let off = Rule { off: true, ..rule };
        assert_eq!(off.paint(true), Paint::Plain);
        let dumb = Rule { dumb: true, ..rule };
        assert_eq!(dumb.paint(true), Paint::Plain);
    }
}
