//! Choose exactly: makes the chips of a search box the ones wanted.
//!
//! The box is clicked, not the input: a placeholder over it swallows the pointer. The options are in a portal of the body
//! that stays there with no size when it is closed. Enter is never pressed: without a match it deletes the last chip.
//! Adding one chip may drop another, so all are read again before it counts (seen on Juejin, 2026-09).

use std::time::Duration;

use super::press::element_of;
use crate::browser::answer::Got;
use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::keys::{BACKSPACE, ESCAPE, click_and_type, not_typeable};
use crate::browser::page::{Fault, PageError};
use crate::browser::tab::Tab;
use crate::browser::want::Want;
use crate::site::Element;

/// How often chips that went missing are added again.
const AGAIN: usize = 3;
/// How many chips that are not wanted are taken away.
const REMOVED: usize = 20;
/// How long a chip may take to come or go.
const SETTLES: Duration = Duration::from_secs(4);

/// The parts of a search box.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    /// What is clicked to begin.
    pub search_box: &'a Element,
    /// The input that is typed into.
    pub input: &'a Element,
    /// An option; `$value` stands for its text.
    pub option: &'a Element,
    /// The chips.
    pub chips: &'a Element,
}

impl Parts<'_> {
    /// What choosing begins with: the chips are as wanted already, or the box and its input are at hand.
    pub(super) fn beginning(self, values: &[String]) -> [Vec<Want>; 2] {
        [
            vec![Want::list_of(self.chips, values)],
            vec![
                Want::list_wanted(self.chips, values),
                Want::click(self.search_box),
                Want::focus(self.input),
            ],
        ]
    }
}

impl Tab {
    /// Makes the chips exactly these.
    pub(super) async fn choose_exactly(
        &mut self,
        attempt: &mut Attempt,
        parts: Parts<'_>,
        values: &[String],
    ) -> Outcome<()> {
        for value in values {
            if let Some(why) = not_typeable(value, false) {
                return Err(self.read_back(attempt, parts.input, why));
            }
        }
        let mut opened = None;
        let (mut added, mut removed) = (0, 0);
        loop {
            let states = parts.beginning(values);
            let met = self.look_first(attempt, &states).await?;
            let [chips, search_box, input] = met.got.as_slice() else {
                break;
            };
            if let Some(cross) = chips.odd() {
                removed += 1;
                if removed > REMOVED {
                    return Err(self.wrong_chips(attempt, parts, chips));
                }
                self.remove_chip(attempt, parts, chips, input, cross)
                    .await?;
                continue;
            }
            let Some(value) = values.iter().find(|v| !chips.texts.contains(v)) else {
                return Err(self.wrong_chips(attempt, parts, chips));
            };
            added += 1;
            if added > values.len() + AGAIN {
                return Err(self.wrong_chips(attempt, parts, chips));
            }
            let last = chips.texts.len() + 1 == values.len();
            opened = Some(parts.option.with_value(value));
            if self
                .add_chip(attempt, parts, values, value, (search_box, input), last)
                .await?
            {
                return Ok(());
            }
        }
        match opened {
            Some(option) => self.close_options(attempt, parts.input, &option).await,
            None => Ok(()),
        }
    }

    /// Searches for a value and takes its option. True when the chips are as wanted and the options are closed.
    async fn add_chip(
        &mut self,
        attempt: &mut Attempt,
        parts: Parts<'_>,
        values: &[String],
        value: &str,
        (search_box, input): (&Got, &Got),
        last: bool,
    ) -> Outcome<bool> {
        if input.length > 0 {
            self.clear(attempt, input).await?;
        }
        let actions = click_and_type(search_box.point(), value);
        if let Err(trouble) = self.act(actions).await {
            return Err(self.fail_by(attempt, &trouble));
        }
        let option = parts.option.with_value(value);
        let offered = [vec![Want::reads(parts.input, value), Want::click(&option)]];
        let wait = self.options.wait;
        let met = self.look(attempt, &offered, wait).await?;
        let at = met.got.get(1).map(Got::point).unwrap_or_default();
        // With the last one Escape closes the options, which closes nothing else; whether it did is looked at next.
        let actions = click_and_type(at, if last { ESCAPE } else { "" });
        if let Err(trouble) = self.act(actions).await {
            return Err(self.fail_by(attempt, &trouble));
        }
        let taken = if last {
            vec![Want::list_of(parts.chips, values), Want::gone(&option)]
        } else {
            vec![Want::list_with(parts.chips, value)]
        };
        let looked = if last {
            self.look_last(attempt, taken, SETTLES).await
        } else {
            self.look(attempt, &[taken], SETTLES).await
        };
        match looked {
            Ok(_) => Ok(last),
            // The next round reads all chips again.
            Err(error) if not_yet(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Takes one chip away: by its cross, else by Backspace in the empty input.
    async fn remove_chip(
        &mut self,
        attempt: &mut Attempt,
        parts: Parts<'_>,
        chips: &Got,
        input: &Got,
        cross: Option<String>,
    ) -> Outcome<()> {
        match cross {
            Some(id) => {
                if let Err(trouble) = self.press(&id, attempt.left()).await
                    && !trouble.proves_no_click()
                {
                    return Err(self.fail_by(attempt, &trouble));
                }
            }
            None => {
                if input.length > 0 {
                    self.clear(attempt, input).await?;
                }
                self.clear(attempt, input).await?;
            }
        }
        let fewer = chips.texts.len().saturating_sub(1);
        let less = [vec![Want::list_at_most(parts.chips, fewer)]];
        match self.look(attempt, &less, SETTLES).await {
            Err(error) if !not_yet(&error) => Err(error),
            _ => Ok(()),
        }
    }

    /// Presses Backspace in the input, whose text is selected.
    async fn clear(&mut self, attempt: &Attempt, input: &Got) -> Outcome<()> {
        let id = element_of(Some(input)).map_err(|f| self.fail(attempt, f))?;
        let typed = self.type_keys(&id, BACKSPACE).await;
        typed.map_err(|trouble| self.fail_by(attempt, &trouble))
    }

    /// Closes the options, which would lie over what comes next.
    async fn close_options(
        &mut self,
        attempt: &mut Attempt,
        input: &Element,
        option: &Element,
    ) -> Outcome<()> {
        let states = [vec![Want::gone(option)], vec![Want::focus(input)]];
        let wait = self.options.wait;
        let met = self.look(attempt, &states, wait).await?;
        if met.alternative == 0 {
            return Ok(());
        }
        let id = element_of(met.got.first()).map_err(|f| self.fail(attempt, f))?;
        if let Err(trouble) = self.type_keys(&id, ESCAPE).await {
            return Err(self.fail_by(attempt, &trouble));
        }
        match self
            .look(attempt, &[vec![Want::gone(option)]], SETTLES)
            .await
        {
            Err(error) if !not_yet(&error) => Err(error),
            // Options that stay open cover something at most, and then the next step says so.
            _ => Ok(()),
        }
    }

    fn wrong_chips(&self, attempt: &Attempt, parts: Parts<'_>, chips: &Got) -> PageError {
        let difference = format!("the chips stay {:?}", chips.texts);
        self.read_back(attempt, parts.chips, difference)
    }
}

/// Whether it is only that something has not come about in time.
fn not_yet(error: &PageError) -> bool {
    matches!(
        error.fault,
        Fault::Element { .. } | Fault::Condition { .. } | Fault::ReadBack { .. }
    )
}
