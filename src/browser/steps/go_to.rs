//! Go to: opens a URL and waits until the page is the one meant.

use crate::browser::attempt::{Attempt, Outcome};
use crate::browser::tab::Tab;
use crate::browser::want::Want;
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
            let sign = &row.when;
            // A page over which one may be asked to sign in is not the page where one signs in.
            let page = sign.css.is_none() && sign.text.is_none() && sign.title.is_none();
            let there = sign.url.as_ref();
            row.then == Reaction::SignIn
                && page
                && there.is_some_and(|p| p.matches(target).is_some())
        });
        self.navigate(attempt, target).await?;
        let wait = self.options.wait;
        self.look_last(attempt, vec![Want::url(matches)], wait)
            .await?;
        Ok(())
    }
}
