//! The page at the desk: opened when it is first needed, left before another route works on the same draft, closed in the
//! end.

use super::{Desk, WEBDRIVER_SESSION};
use crate::browser::{Done, Page, PageError};
use crate::pipeline::{Trouble, TroubleKind};
use crate::plan::Step;
use crate::record::Event;
use crate::text::RunMessage;

impl Desk<'_> {
    /// Goes on in a page that an earlier order of the account has opened.
    ///
    /// # Errors
    /// The ledger does not keep whose browser it is.
    pub async fn take_over(&mut self, page: Option<Box<dyn Page>>) -> Result<(), Trouble> {
        let Some(mut page) = page else { return Ok(()) };
        // The earlier one may have gone by another version of the pages.
        if let Some(pages) = self.pages() {
            page.use_pages(pages);
        }
        let id = page.session_id();
        self.page = Some(page);
        self.keep_browser(id).await
    }

    /// Keeps the browser's session, so that a later run can end it.
    async fn keep_browser(&mut self, id: Option<String>) -> Result<(), Trouble> {
        if let Some(id) = id
            && self.slots.text(WEBDRIVER_SESSION).as_ref() != Some(&id)
        {
            self.slots.set(WEBDRIVER_SESSION, id);
            self.keep(false).await?;
        }
        Ok(())
    }

    /// Whether a page is open.
    pub fn has_page(&self) -> bool {
        self.page.is_some()
    }

    /// The page, opened when it is first needed.
    pub async fn page(&mut self) -> Result<&mut Box<dyn Page>, Trouble> {
        if self.page.is_none() {
            let (Some(browser), Some(pages)) = (self.ports.browser, self.pages()) else {
                return Err(Trouble {
                    message: RunMessage::NoDriver,
                    kind: TroubleKind::Route,
                });
            };
            let page = browser
                .open(
                    pages,
                    &self.session.cookies,
                    &self.ports.recorder.redactor(),
                )
                .await
                .map_err(|e| Trouble::page(&e, &self.order.account.name))?;
            let id = page.session_id();
            let mut page = page;
            // Who signs in in the window sees to all that the site wants there.
            page.with_person(!self.kept && self.ports.policy.window);
            self.page = Some(page);
            self.keep_browser(id).await?;
        }
        self.page
            .as_mut()
            .ok_or_else(|| Trouble::stop(RunMessage::NoDriver))
    }

    /// Carries out a step of a browser; the page may look for the next one at once.
    pub async fn perform(&mut self, step: &Step, next: Option<&Step>) -> Result<Done, Trouble> {
        let slots = self.slots.clone();
        let account = self.order.account.name.clone();
        let page = self.page().await?;
        page.before(next);
        let done = page.perform(step, &slots).await;
        self.heard(done).map_err(|e| Trouble::page(&e, &account))
    }

    /// Tells of the elements that were healed on the way, each once, and gives what came of it.
    pub fn heard(&mut self, done: Result<Done, PageError>) -> Result<Done, PageError> {
        let healed = match &done {
            Ok(done) => &done.healed,
            Err(e) => &e.healed,
        };
        for healed in healed {
            if self.healed.insert(healed.element.clone()) {
                let key = self.plan().key.clone();
                let healed = Box::new(healed.clone());
                self.say(Event::Healed { key, healed });
            }
        }
        done
    }

    /// Keeps what the page looks like, under the run's directory.
    pub async fn evidence(&mut self, name: &str) {
        if let Some(page) = self.page.as_mut() {
            let number = self.ports.recorder.number();
            let name = format!("{}-{name}-{number}", self.order.account.name);
            let evidence = page.evidence(self.ports.recorder.dir(), &name).await;
            self.ports.recorder.say(Event::Kept {
                key: self.plan.key.clone(),
                evidence,
            });
        }
    }

    /// Leaves the page, so that none of its timers writes any more while another route works on the same draft.
    pub async fn leave(&mut self) {
        self.there = None;
        if let Some(page) = self.page.as_mut()
            && let Err(e) = page.leave().await
        {
            tracing::debug!("leaving the page: {:?}", e.fault);
        }
    }

    /// Closes the browser.
    pub async fn stand_up(&mut self) {
        self.there = None;
        if let Some(page) = self.page.take() {
            let commands = page.commands() + 1;
            page.close().await;
            tracing::debug!(
                "{commands} WebDriver commands, from opening the browser to closing it"
            );
        }
    }
}
