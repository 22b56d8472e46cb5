//! Set editor: puts Markdown into the CodeMirror instance in one call, and reads it back in the same script.

use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::tab::Tab;
use crate::browser::want::Want;
use crate::site::Element;

impl Tab {
    /// Sets the editor's text; line ends are compared as LF.
    pub(super) async fn set_editor(
        &mut self,
        attempt: &mut Attempt,
        element: &Element,
        text: &str,
    ) -> Outcome<()> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let wait = self.options.wait;
        let met = self
            .look_last(attempt, vec![Want::editor(element, &text)], wait)
            .await?;
        self.acted = met.got.first().and_then(|got| got.element());
        match met.got.first().and_then(|got| got.compared) {
            Some(compared) if compared.equal => Ok(()),
            Some(compared) => Err(self.read_back(attempt, element, compared.words())),
            None => Err(self.read_back(attempt, element, "it was not read back".to_owned())),
        }
    }
}
