//! Marks in colour, where they are wanted.

use crate::plan::State;

/// Whether marks have colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// None.
    #[default]
    Plain,
    /// By the usual escape codes.
    Colours,
}

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// All is well.
    Good,
    /// It goes on, or somebody should know.
    Mind,
    /// Something is wrong.
    Bad,
}

impl Mark {
    /// The mark of a state.
    pub fn of(state: State) -> Self {
        match state {
            State::Live | State::InReview | State::Submitted | State::Draft | State::Unchanged => {
                Mark::Good
            }
            State::Waiting => Mark::Mind,
            State::Rejected | State::Gone | State::Failed | State::Unknown => Mark::Bad,
        }
    }
}

impl Paint {
    /// A text in the colour of a mark.
    pub fn mark(self, mark: Mark, text: &str) -> String {
        let colour = match (self, mark) {
            (Paint::Plain, _) => return text.to_owned(),
            (_, Mark::Good) => 32,
            (_, Mark::Mind) => 33,
            (_, Mark::Bad) => 31,
        };
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    }
}
