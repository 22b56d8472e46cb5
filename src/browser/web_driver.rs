//! A browser behind a WebDriver URL: a local driver, a grid.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;

use super::ahead::Ahead;
use super::attempt::{Attempt, Outcome};
use super::capabilities::{Options, Profile, capabilities};
use super::link::{Link, end_session};
use super::page::{Browser, Done, Fault, Located, Page, PageError, Surveyed};
use super::tab::Tab;
use super::{Gesture, Scrubbing, Show, Snapshot};
use crate::plan::{Condition, Slots, Step};
use crate::record::{Evidence, Picture};
use crate::secret::{Cookie, Redactor};
use crate::site::{Element, Fingerprint, PagesFile};

/// Opens browsers by WebDriver.
#[derive(Clone, Debug, Default)]
pub struct WebDriver {
    /// The driver's URL, such as `http://127.0.0.1:9515`.
    pub url: String,
    /// Where the browser may go.
    pub profile: Profile,
    /// How it is run.
    pub options: Options,
    /// The WebDriver sessions that were opened here.
    open: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl Browser for WebDriver {
    async fn open(
        &self,
        pages: &PagesFile,
        cookies: &[Cookie],
        redactor: &Redactor,
    ) -> Result<Box<dyn Page>, PageError> {
        let wanted = capabilities(&self.profile, &self.options);
        let link = Link::start(&self.url, &wanted)
            .await
            .map_err(|trouble| PageError {
                fault: Fault::Driver(redactor.clean(&trouble.to_string())),
                url: None,
                site_file: pages.id(),
                waited: std::time::Duration::ZERO,
                not_done: true,
                healed: Vec::new(),
            })?;
        let mut tab = Tab {
            link,
            pages: pages.clone(),
            redactor: redactor.clone(),
            options: self.options.clone(),
            url: None,
            signing_in: false,
            with_person: false,
            user_agent: None,
            ahead: Ahead::default(),
            acted: None,
            healed: BTreeSet::new(),
        };
        if self.options.attach.is_some()
            && let Err(trouble) = tab.link.take_own_tab().await
        {
            let error = tab.fail_by(&Attempt::new(std::time::Duration::ZERO), &trouble);
            Box::new(tab).close().await;
            return Err(error);
        }
        // Ending a session closes its tab: it is known by then that this one is its own.
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(tab.link.session());
        if self.options.attach.is_some() || self.options.profile.is_some() {
            // The user's own browser is signed in by itself, and left as found.
            return Ok(Box::new(tab));
        }
        match tab.set_cookies(cookies).await {
            Ok(()) => Ok(Box::new(tab)),
            Err(error) => {
                Box::new(tab).close().await;
                Err(error)
            }
        }
    }

    async fn end(&self, session_id: &str) {
        if let Err(trouble) = end_session(&self.url, session_id).await {
            tracing::debug!(%trouble, "a dead run's browser was not ended");
        }
    }
}

impl WebDriver {
    /// Opens browsers by the driver at a URL.
    pub fn new(url: &str, profile: Profile, options: Options) -> Self {
        Self {
            url: url.to_owned(),
            profile,
            options,
            open: Arc::default(),
        }
    }

    /// Ends every browser that was opened here, for a run that was stopped in the middle; one that is closed already is as good.
    pub async fn end_all(&self) {
        let open = std::mem::take(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner));
        for id in open {
            self.end(&id).await;
        }
    }
}

/// Dropping a tab ends its browser too, as long as the runtime lives; [`Page::close`] waits for it.
#[async_trait]
impl Page for Tab {
    fn session_id(&self) -> Option<String> {
        self.link.session()
    }

    fn browser(&self) -> String {
        self.link.browser.clone()
    }

    fn driver(&self) -> Option<String> {
        self.link.driver.clone()
    }

    fn before(&mut self, next: Option<&Step>) {
        self.note_next(next);
    }

    async fn perform(&mut self, step: &Step, slots: &Slots) -> Outcome<Done> {
        self.step(step, slots).await
    }

    async fn attach(&mut self, step: &Step, bytes: &[u8], _: &Slots) -> Outcome<Done> {
        self.attach_file(step, bytes).await
    }

    async fn click_once(&mut self, element: &Element) -> Outcome<Done> {
        self.click_exactly_once(element).await
    }

    async fn wait_for(&mut self, condition: &Condition) -> Outcome<Done> {
        let mut attempt = Attempt::new(self.options.wait);
        self.expect(&mut attempt, condition).await?;
        Ok(attempt.done)
    }

    async fn wait_for_one(
        &mut self,
        conditions: &[Condition],
        most: Duration,
    ) -> Outcome<Option<usize>> {
        self.first_of(conditions, most).await
    }

    async fn locate(&mut self, elements: &[Element], heal: bool) -> Outcome<Vec<Located>> {
        self.locate_all(elements, heal).await
    }

    async fn survey(
        &mut self,
        elements: &[(Element, bool)],
        release: bool,
    ) -> Outcome<Vec<Surveyed>> {
        self.survey_all(elements, release).await
    }

    async fn first_matching(&mut self, lists: &[Vec<Element>]) -> Outcome<Vec<Vec<String>>> {
        self.first_list(lists).await
    }

    fn use_pages(&mut self, pages: &PagesFile) {
        self.pages = pages.clone();
    }

    async fn click_found(&mut self, id: &str) -> Outcome<()> {
        let attempt = Attempt::new(self.options.wait);
        let pressed = self.press(id, self.options.wait).await;
        pressed.map_err(|trouble| self.fail_by(&attempt, &trouble))
    }

    async fn fingerprints(
        &mut self,
        elements: &[Element],
    ) -> Outcome<BTreeMap<String, Fingerprint>> {
        self.take_fingerprints(elements).await
    }

    async fn texts(&mut self, element: &Element) -> Outcome<Vec<String>> {
        self.texts_of(element).await
    }

    async fn picture(&mut self, element: &Element) -> Outcome<Option<Vec<u8>>> {
        self.picture_of(element).await
    }

    async fn reload(&mut self) -> Outcome<()> {
        self.load_again().await
    }

    fn with_person(&mut self, there: bool) {
        self.with_person = there;
    }

    async fn cookies(&mut self) -> Outcome<Vec<Cookie>> {
        self.read_cookies().await
    }

    async fn user_agent(&mut self) -> Outcome<String> {
        if let Some(known) = &self.user_agent {
            return Ok(known.clone());
        }
        let attempt = Attempt::new(self.options.wait);
        let answer = self.link.run("return navigator.userAgent", json!([])).await;
        let answer = answer.map_err(|trouble| self.fail_by(&attempt, &trouble))?;
        let agent = answer.as_str().unwrap_or_default().to_owned();
        self.user_agent = Some(agent.clone());
        Ok(agent)
    }

    async fn leave(&mut self) -> Outcome<()> {
        let attempt = Attempt::new(self.options.wait);
        self.signing_in = false;
        self.navigate(&attempt, "about:blank").await
    }

    async fn evidence(&mut self, dir: &Path, name: &str) -> Evidence {
        self.take_evidence(dir, name).await
    }

    async fn snap(&mut self, dir: &Path, name: &str, element: Option<&Element>) -> Picture {
        self.take_picture(dir, name, element).await
    }

    async fn snapshot(&mut self, known: &Scrubbing) -> Outcome<Snapshot> {
        self.take_snapshot(known).await
    }

    async fn overlay(&mut self, show: &Show, most: Duration) -> Outcome<Option<Gesture>> {
        self.show_overlay(show, most).await
    }

    async fn hide_overlay(&mut self) -> Outcome<()> {
        self.take_overlay_away().await
    }

    async fn close(mut self: Box<Self>) {
        if self.options.attach.is_some()
            && let Err(trouble) = self.link.close_own_tab().await
        {
            tracing::debug!(%trouble, "the tab was not closed");
        }
        if let Err(trouble) = self.link.end().await {
            tracing::debug!(%trouble, "the browser was not closed");
        }
    }

    fn commands(&self) -> usize {
        self.link.commands()
    }
}
