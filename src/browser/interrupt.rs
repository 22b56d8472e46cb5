//! What comes between: alerts and the site file's interrupts, and what is done about them.

use super::attempt::{Attempt, Outcome};
use super::page::{Fault, PageError};
use super::tab::Tab;
use crate::site::{Interrupt, Reaction};

/// How often one interrupt is dismissed within one step: what comes back for ever needs a person.
const DISMISSALS: usize = 5;

impl Tab {
    /// What an alert means: the site file's row that has these words and nothing else, or a failure.
    pub(super) fn alert(&self, text: &str) -> Fault {
        let known = |row: &&Interrupt| {
            let sign = &row.when;
            let words = sign
                .text
                .as_ref()
                .is_some_and(|t| text.contains(t.as_str()));
            words && sign.url.is_none() && sign.title.is_none() && sign.css.is_none()
        };
        match self.pages.interrupts.iter().find(known) {
            Some(row) => interrupt(row),
            None => Fault::Interrupt {
                name: "alert".to_owned(),
                about: format!("the page says: {}", self.redactor.clean(text)),
                reaction: Reaction::Fail,
            },
        }
    }

    /// Does what the site file says about an interrupt.
    pub(super) async fn react(
        &mut self,
        attempt: &mut Attempt,
        row: usize,
        element: Option<&str>,
    ) -> Outcome<()> {
        let Some(row) = self.pages.interrupts.get(row).cloned() else {
            let why = "the in-page script named an interrupt that is not in the table";
            return Err(self.fail(attempt, Fault::Driver(why.to_owned())));
        };
        let dismissed = attempt.done.dismissed.iter().filter(|n| **n == row.name);
        let again = dismissed.count() < DISMISSALS;
        match element {
            Some(id) if row.then == Reaction::Dismiss && again => {
                match self.press(id, attempt.left()).await {
                    Ok(()) => attempt.done.dismissed.push(row.name),
                    // It went away by itself, or moved: the next look tells.
                    Err(trouble) if trouble.proves_no_click() => {}
                    Err(trouble) => return Err(self.fail_by(attempt, &trouble)),
                }
                Ok(())
            }
            _ => {
                let mut fault = interrupt(&row);
                if let Fault::Interrupt { reaction, .. } = &mut fault
                    && *reaction == Reaction::Dismiss
                {
                    *reaction = Reaction::Fail;
                }
                Err(self.fail(attempt, fault))
            }
        }
    }

    /// Whether to go on after an alert that the site file says may be dismissed: the driver has done so.
    pub(super) fn dismissed(attempt: &mut Attempt, error: &PageError) -> bool {
        if let Fault::Interrupt {
            name,
            reaction: Reaction::Dismiss,
            ..
        } = &error.fault
            && attempt.done.dismissed.len() < DISMISSALS
            && !attempt.left().is_zero()
        {
            attempt.done.dismissed.push(name.clone());
            return true;
        }
        false
    }
}

fn interrupt(row: &Interrupt) -> Fault {
    Fault::Interrupt {
        name: row.name.clone(),
        about: row.about.clone(),
        reaction: row.then,
    }
}
