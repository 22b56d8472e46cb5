//! Go to: opens a URL and waits until the page is the one meant.

use crate::browser::ask::Want;
use crate::browser::tab::{Attempt, Outcome, Tab};
use crate::site::{Reaction, UrlPattern};

impl Tab {
    /// Opens a URL. A redirect to where one signs in is an interrupt, unless that is where it goes.
    pub(super) async fn go_to(
        &mut self,
        attempt: &mut Attempt,
        target: &str,
        matches: &[UrlPattern],
    ) -> Outcome<()> {
        self.signing_in = self.pages.interrupts.iter().any(|row| {
            let there = row.when.url.as_ref();
            row.then == Reaction::SignIn && there.is_some_and(|p| p.matches(target).is_some())
        });
        self.navigate(attempt, target).await?;
        let wait = self.options.wait;
        self.look_last(attempt, vec![Want::url(matches)], wait)
            .await?;
        Ok(())
    }
}
