//! Fill: selects what a field holds, types over it natively, and reads it back.

use std::time::Duration;

use super::press::element_of;
use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::keys::{BACKSPACE, not_typeable, units};
use crate::browser::page::Fault;
use crate::browser::tab::Tab;
use crate::browser::want::Want;
use crate::site::Element;

/// How long a page may take to make a field's text what was typed.
const READ_BACK: Duration = Duration::from_secs(3);

/// What filling begins with.
pub(super) fn beginning(element: &Element) -> [Vec<Want>; 1] {
    [vec![Want::type_into(element)]]
}

impl Tab {
    /// Fills a field. It is typed into even when it holds the text already: only that makes a page save it.
    pub(super) async fn fill(
        &mut self,
        attempt: &mut Attempt,
        element: &Element,
        text: &str,
    ) -> Outcome<()> {
        let text = text.replace("\r\n", "\n");
        let lines = element.expect.tag.as_deref() != Some("input");
        if let Some(why) = not_typeable(&text, lines) {
            return Err(self.read_back(attempt, element, why));
        }
        let mut again = true;
        loop {
            let met = self.look_first(attempt, &beginning(element)).await?;
            let field = met.got.first();
            if let Some(why) = field.and_then(|f| f.failed.clone()) {
                return Err(self.read_back(attempt, element, why));
            }
            // The browser would cut it without a word.
            if let Some(most) = field.and_then(|f| f.maxlength)
                && units(&text) > most
            {
                let why = format!(
                    "the text has {} UTF-16 units, and the field takes {most}",
                    units(&text)
                );
                return Err(self.read_back(attempt, element, why));
            }
            let id = element_of(field).map_err(|f| self.fail(attempt, f))?;
            let keys = if text.is_empty() { BACKSPACE } else { &text };
            match self.type_keys(&id, keys).await {
                Ok(()) => {}
                Err(trouble) if trouble.proves_no_click() && !attempt.left().is_zero() => continue,
                Err(trouble) => return Err(self.fail_by(attempt, &trouble)),
            }
            let reads = vec![Want::reads(element, &text)];
            match self.look_last(attempt, reads, READ_BACK).await {
                // Once more: a page that took the focus for a moment has had its turn.
                Err(error) if again && matches!(error.fault, Fault::ReadBack { .. }) => {
                    again = false;
                }
                other => return other.map(drop),
            }
        }
    }
}
