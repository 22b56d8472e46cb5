//! The recorder's overlay in the page: what it shows, and what a person does with it.
//!
//! The page holds nothing that counts: each ask brings all that is shown, so that a new document gets the same overlay.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::{Instant, MissedTickBehavior};

use super::attempt::{Attempt, Outcome};
use super::link::Trouble;
use super::page::Fault;
use super::tab::Tab;
use crate::site::Candidate;

/// How long one ask waits in the page; after it the same is asked again.
const TURN: Duration = Duration::from_secs(4);

/// The least time between two asks of a page that is going away.
const BETWEEN: Duration = Duration::from_millis(50);

/// Takes the overlay away, so that what lies under it can be pressed.
const AWAY: &str = "if (window.__fagaoRecorder) window.__fagaoRecorder.host.remove(); return null;";

/// What is wanted of the element that is shown next.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Wanted {
    /// The tag that it must have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Whether it must be visible.
    pub visible: bool,
    /// Whether those like it are meant as well.
    pub many: bool,
    /// Whether it is known by its text, which is another one each time.
    pub value: bool,
    /// What the file that the recording began with would look for.
    pub old: Vec<Candidate>,
    /// Selectors of elements of which this one is a state, such as the options of which it is the chosen one.
    pub apart: Vec<String>,
    /// The pseudo-class of the state that is meant, such as `:checked`; empty when none is.
    pub state: String,
}

/// What the overlay shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Show {
    /// `element`, `sign-in` or `finish`.
    pub view: &'static str,
    /// The site.
    pub site: String,
    /// How many are done, of how many.
    pub at: usize,
    /// See [`Self::at`].
    pub of: usize,
    /// The element's name; what is picked belongs to it.
    pub name: String,
    /// The name as it is shown.
    pub title: String,
    /// Which page and which state of it.
    pub r#where: String,
    /// What the element is.
    pub about: String,
    /// What to do now.
    pub note: String,
    /// How the note looks: empty, `warn` or `submit`.
    pub kind: &'static str,
    /// What is wanted of it.
    pub ask: Wanted,
    /// Whether clicks pick; else they go to the page.
    pub picking: bool,
    /// Whether something can be undone.
    pub undo: bool,
    /// Whether something can be done again.
    pub redo: bool,
    /// Whether what the file says still holds, so that it can be kept.
    pub keep: bool,
    /// What was picked, and how it would be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// What finds the button that hands in: it is never pressed.
    pub guard: Vec<Candidate>,
    /// What will be written, element by element.
    pub list: Vec<(String, String)>,
    /// Whether there is something to write.
    pub writes: bool,
    /// The words of the buttons, by name.
    pub words: Value,
}

/// How what was picked would be written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// What is said of it.
    pub says: String,
    /// The candidates, the best first.
    pub ways: Vec<Way>,
}

/// A candidate as people read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way {
    /// The candidate.
    pub words: String,
    /// How likely it lasts, from 0 to 100.
    pub score: u8,
}

/// What a person did.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Gesture {
    /// Picked an element: all that finds it and nothing else.
    Picked(Picked),
    /// Takes what was picked.
    Use,
    /// Picks another one.
    Again,
    /// Takes what the file says.
    Keep,
    /// Leaves the element as the file has it.
    Skip,
    /// Takes the last one back.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Lets clicks through, or picks again.
    Mode {
        /// Whether clicks pick.
        picking: bool,
    },
    /// Pressed the button that hands in; it was kept from the page.
    Guarded,
    /// Has shown enough.
    Finish,
    /// Writes the file.
    Write,
    /// Goes on showing.
    Back,
    /// Leaves without a file.
    Leave,
}

/// An element that was picked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Picked {
    /// What finds it, as the page made it.
    pub candidates: Vec<Candidate>,
    /// Its text.
    pub text: String,
    /// Its tag.
    pub tag: String,
    /// A short name of it.
    pub brief: String,
    /// How many are meant.
    pub count: usize,
}

/// The overlay's script with its style.
fn script() -> String {
    const PARTS: &str = concat!(
        include_str!("in_page/find.js"),
        include_str!("in_page/check.js"),
        include_str!("in_page/propose.js"),
        include_str!("in_page/overlay.js"),
    );
    PARTS.replace("@STYLE@", include_str!("in_page/overlay.css"))
}

impl Tab {
    /// Shows something and waits for what a person does; none when they did nothing for so long.
    pub(super) async fn show_overlay(
        &mut self,
        show: &Show,
        most: Duration,
    ) -> Outcome<Option<Gesture>> {
        let attempt = Attempt::new(most);
        let until = Instant::now() + most;
        let script = script();
        let mut turns = tokio::time::interval(BETWEEN);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            let turn = left.min(TURN);
            let millis = u64::try_from(turn.as_millis()).unwrap_or(u64::MAX);
            let body = json!({ "script": script, "args": [show, millis] });
            let answer = match self.link.post("/execute/async", body, turn).await {
                Ok(answer) => answer,
                // The next document gets the overlay; an alert is the person's to close.
                Err(trouble) if trouble.may_be_a_navigation() || alert(&trouble) => continue,
                Err(trouble) => return Err(self.fail_by(&attempt, &trouble)),
            };
            if answer.is_null() {
                continue;
            }
            return serde_json::from_value(answer).map(Some).map_err(|e| {
                let why = format!("the overlay told something that is not understood: {e}");
                self.fail(&attempt, Fault::Driver(why))
            });
        }
    }

    /// Takes the overlay away.
    pub(super) async fn take_overlay_away(&mut self) -> Outcome<()> {
        let attempt = Attempt::new(Duration::ZERO);
        match self.link.run(AWAY, json!([])).await {
            Err(trouble) if !trouble.may_be_a_navigation() => Err(self.fail_by(&attempt, &trouble)),
            _ => Ok(()),
        }
    }
}

fn alert(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Refused { alert: Some(_), .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gestures_are_read_as_the_page_tells_them() {
        let read = |v: Value| serde_json::from_value::<Gesture>(v).unwrap();
        let picked = json!({ "kind": "picked", "text": "发布", "tag": "button", "brief": "button.x", "count": 1, "wider": true,
            "candidates": [{ "role": "button", "name": "发布" }, { "css": "button.x" }, { "text": "发布", "within": "button" }] });
        let Gesture::Picked(picked) = read(picked) else {
            panic!("not picked")
        };
        assert_eq!(picked.candidates.len(), 3);
        assert_eq!(
            read(json!({ "kind": "mode", "picking": false })),
            Gesture::Mode { picking: false }
        );
        assert_eq!(read(json!({ "kind": "undo" })), Gesture::Undo);
    }

    #[test]
    fn the_script_has_its_style_in_it() {
        let script = script();
        assert!(!script.contains("@STYLE@") && script.contains(".glass"));
        // The style is in a template string.
        assert!(!include_str!("in_page/overlay.css").contains(['`', '\\']));
    }
}
