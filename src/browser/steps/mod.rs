//! One file per step: each brings the page into the state that the step names.

mod attach;
mod choose_exactly;
mod fill;
mod go_to;
mod press;
mod set_editor;

pub(super) use press::element_of;

use super::attempt::{Attempt, Outcome};
use super::page::{Done, Fault};
use super::tab::Tab;
use super::want::Want;
use crate::plan::{Condition, Slots, Step, Template};

impl Tab {
    /// Performs a step.
    pub(super) async fn step(&mut self, step: &Step, slots: &Slots) -> Outcome<Done> {
        let mut attempt = Attempt::new(self.options.wait);
        let a = &mut attempt;
        match step {
            Step::GoTo {
                url,
                resume,
                matches,
                ..
            } => {
                let target = target(url, resume.as_ref(), slots).map_err(|f| self.fail(a, f))?;
                self.go_to(a, &target, matches).await?;
            }
            Step::Open { trigger, shows } => {
                self.press_until(a, trigger, &Want::see(shows)).await?;
            }
            Step::Press { element, until } => {
                self.press_until(a, element, &Want::condition(until))
                    .await?;
                self.capture(a, until);
            }
            Step::ChooseOne { option, chosen, .. } => {
                self.press_until(a, option, &Want::see(chosen)).await?;
            }
            Step::Fill { element, text, .. } => {
                let text = filled(text, slots).map_err(|f| self.fail(a, f))?;
                self.fill(a, element, &text).await?;
            }
            Step::SetEditor { element, text } => {
                let text = filled(text, slots).map_err(|f| self.fail(a, f))?;
                self.set_editor(a, element, &text).await?;
            }
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                values,
            } => {
                let parts = choose_exactly::Parts {
                    search_box,
                    input,
                    option,
                    chips,
                };
                let values: Result<Vec<String>, Fault> =
                    values.iter().map(|v| filled(v, slots)).collect();
                let values = values.map_err(|f| self.fail(a, f))?;
                self.choose_exactly(a, parts, &values).await?;
            }
            Step::Expect { condition } => self.expect(a, condition).await?,
            Step::Attach { .. } => {
                let why = "a file is attached with its bytes";
                return Err(self.fail(a, Fault::Driver(why.to_owned())));
            }
            Step::Call(_)
            | Step::Host { .. }
            | Step::Upload { .. }
            | Step::Ask { .. }
            | Step::Code(_)
            | Step::CodeByCalls(_)
            | Step::Watch { .. }
            | Step::Submit(_) => {
                let why = "a call, an upload, a question, a wait for a person and a submit are not steps of a browser";
                return Err(self.fail(a, Fault::Driver(why.to_owned())));
            }
        }
        Ok(attempt.done)
    }

    /// What a step begins with, where that can be looked for before it: nothing is done by it but putting the focus
    /// into a field that is about to be typed into.
    pub(super) fn beginning(step: &Step) -> Option<Vec<Vec<Want>>> {
        Some(match step {
            Step::Open { trigger, shows } => press::beginning(trigger, &Want::see(shows)).into(),
            Step::Press { element, until } => {
                press::beginning(element, &Want::condition(until)).into()
            }
            Step::ChooseOne { option, chosen, .. } => {
                press::beginning(option, &Want::see(chosen)).into()
            }
            Step::Fill { element, .. } => fill::beginning(element).into(),
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                values,
            } => choose_exactly::Parts {
                search_box,
                input,
                option,
                chips,
            }
            .beginning(&values.iter().map(ToString::to_string).collect::<Vec<_>>())
            .into(),
            Step::Expect { condition } => vec![vec![Want::condition(condition)]],
            _ => return None,
        })
    }

    /// Waits for a condition.
    pub(super) async fn expect(
        &mut self,
        attempt: &mut Attempt,
        condition: &Condition,
    ) -> Outcome<()> {
        self.look_first(attempt, &[vec![Want::condition(condition)]])
            .await?;
        self.capture(attempt, condition);
        Ok(())
    }

    /// Fills the slots that a condition captures.
    fn capture(&self, attempt: &mut Attempt, condition: &Condition) {
        let (Condition::Url(patterns), Some(url)) = (condition, &self.url) else {
            return;
        };
        let captured = patterns.iter().find_map(|p| p.matches(url));
        for (name, value) in captured.unwrap_or_default() {
            attempt.done.slots.set(&name, value);
        }
    }
}

/// A template's text.
fn filled(template: &Template, slots: &Slots) -> Result<String, Fault> {
    template
        .fill_text(slots)
        .map_err(|missing| Fault::Driver(missing.to_string()))
}

/// Where a `go to` goes: to what exists already when its slots are filled.
fn target(url: &Template, resume: Option<&Template>, slots: &Slots) -> Result<String, Fault> {
    match resume.and_then(|r| r.fill_text(slots).ok()) {
        Some(there) => Ok(there),
        None => filled(url, slots),
    }
}
