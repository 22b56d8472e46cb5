//! The kinds of steps, as a record names them.

use serde::{Deserialize, Serialize};

use crate::plan::{Act, Step};

/// What a step does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Goes to a page.
    GoTo,
    /// Opens something.
    Open,
    /// Presses an element.
    Press,
    /// Fills a field.
    Fill,
    /// Sets the editor's text.
    SetEditor,
    /// Chooses one option.
    ChooseOne,
    /// Makes chips exactly as wanted.
    ChooseExactly,
    /// Uploads a file by calls.
    Upload,
    /// Gives a file to the page.
    Attach,
    /// Waits for a condition.
    Expect,
    /// Sends a request.
    Call,
    /// Asks a person.
    Ask,
    /// Has a code sent and hands it in.
    Code,
    /// Waits for a person at the page.
    Watch,
    /// Hands it in.
    Submit,
    /// Another kind, of a record of another version.
    #[default]
    #[serde(other)]
    Other,
}

impl Does {
    /// The kind of a step.
    pub fn of(step: &Step) -> Self {
        match step {
            Step::GoTo { .. } => Does::GoTo,
            Step::Open { .. } => Does::Open,
            Step::Press { .. } => Does::Press,
            Step::Fill { .. } => Does::Fill,
            Step::SetEditor { .. } => Does::SetEditor,
            Step::ChooseOne { .. } => Does::ChooseOne,
            Step::ChooseExactly { .. } => Does::ChooseExactly,
            Step::Host { .. } | Step::Upload { .. } => Does::Upload,
            Step::Attach { .. } => Does::Attach,
            Step::Expect { .. } => Does::Expect,
            Step::Call(_) => Does::Call,
            Step::Ask { .. } => Does::Ask,
            Step::Code(_) | Step::CodeByCalls(_) => Does::Code,
            Step::Watch { .. } => Does::Watch,
            Step::Submit(_) => Does::Submit,
        }
    }

    /// What a step is done to: an element's name, a file's path, a page, a value. Never a text that is written.
    pub fn to(step: &Step) -> String {
        match step {
            Step::GoTo { page, .. } => page.clone(),
            Step::Open { shows, .. } => shows.name.clone(),
            Step::Press { element, .. }
            | Step::Fill { element, .. }
            | Step::SetEditor { element, .. } => element.name.clone(),
            Step::ChooseOne { value, .. } => value.clone(),
            Step::ChooseExactly { values, .. } => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                values.join(", ")
            }
            Step::Host { file, .. } => file.path.clone(),
            Step::Upload { file, .. } | Step::Attach { file, .. } => file.at().to_owned(),
            Step::Expect { condition } => condition.to_string(),
            Step::Call(call) => call.name.clone(),
            Step::Ask { question, .. } => question.to_string(),
            Step::Code(code) => code.field.name.clone(),
            Step::CodeByCalls(_) => String::new(),
            Step::Watch { until, .. } => until.to_string(),
            Step::Submit(submit) => match &submit.act {
                Act::Click { element, .. } => element.name.clone(),
                Act::Call(call) => call.name.clone(),
            },
        }
    }

    /// Whether it changes what the page shows, so that a picture of it is worth having.
    pub fn changes_the_page(self) -> bool {
        use Does::*;
        matches!(
            self,
            GoTo | Open | Press | Fill | SetEditor | ChooseOne | ChooseExactly | Attach | Code
        )
    }
}
