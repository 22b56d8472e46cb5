//! Open, press, choose one: an element is pressed until something holds, and not at all when it holds already.

use crate::browser::answer::Got;
use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::page::{Done, Fault, PageError};
use crate::browser::tab::Tab;
use crate::browser::want::Want;
use crate::site::Element;

/// How often a press that changed nothing is made again: an early click may meet a page that does not listen yet.
const PRESSES: u32 = 3;

/// What pressing begins with: what it is for holds already, or the element can be pressed.
pub(super) fn beginning(element: &Element, until: &Want) -> [Vec<Want>; 2] {
    [vec![until.clone()], vec![Want::click(element)]]
}

impl Tab {
    /// Presses an element until a want holds.
    pub(super) async fn press_until(
        &mut self,
        attempt: &mut Attempt,
        element: &Element,
        until: &Want,
    ) -> Outcome<()> {
        let wait = self.options.wait;
        let mut pressed = 0;
        loop {
            let states = beginning(element, until);
            let met = self.look_first(attempt, &states).await?;
            if met.alternative == 0 {
                return Ok(());
            }
            let id = element_of(met.got.first()).map_err(|f| self.fail(attempt, f))?;
            match self.press(&id, attempt.left()).await {
                Ok(()) => pressed += 1,
                // Something came between: the next look says what, or finds the way clear.
                Err(trouble) if trouble.proves_no_click() && !attempt.left().is_zero() => continue,
                Err(trouble) => return Err(self.fail_by(attempt, &trouble)),
            }
            let patience = if pressed < PRESSES {
                wait / PRESSES
            } else {
                wait
            };
            match self.look_last(attempt, vec![until.clone()], patience).await {
                Err(error)
                    if pressed < PRESSES
                        && !attempt.left().is_zero()
                        && matches!(
                            error.fault,
                            Fault::Element { .. } | Fault::Condition { .. }
                        ) => {}
                other => return other.map(drop),
            }
        }
    }

    /// Finds an element as it should be and clicks it natively, once.
    pub(in crate::browser) async fn click_exactly_once(
        &mut self,
        element: &Element,
    ) -> Outcome<Done> {
        let mut attempt = Attempt::new(self.options.wait);
        let wait = self.options.wait;
        let met = self
            .look(&mut attempt, &[vec![Want::submit(element)]], wait)
            .await
            .map_err(before_the_click)?;
        let id =
            element_of(met.got.first()).map_err(|f| before_the_click(self.fail(&attempt, f)))?;
        match self.press(&id, self.options.wait).await {
            Ok(()) => Ok(attempt.done),
            Err(trouble) => {
                let mut error = self.fail_by(&attempt, &trouble);
                error.not_done = trouble.proves_no_click();
                Err(error)
            }
        }
    }
}

/// The element that a want gave.
pub(in crate::browser) fn element_of(got: Option<&Got>) -> Result<String, Fault> {
    got.and_then(Got::element)
        .ok_or_else(|| Fault::Driver("the in-page script gave no element".to_owned()))
}

/// A failure that came before anything was clicked.
fn before_the_click(mut error: PageError) -> PageError {
    error.not_done = true;
    error
}
