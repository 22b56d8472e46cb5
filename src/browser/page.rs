//! The traits by which the pipeline meets a browser.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use serde::Serialize;

use super::{Gesture, Scrubbing, Show, Snapshot};
use crate::plan::{Condition, Slots, Step};
use crate::record::{Evidence, Healed, Picture};
use crate::secret::{Cookie, Redactor};
use crate::site::{Candidate, Element, Fingerprint, Look, PagesFile, Reaction, Sight};

/// What a step did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The slots that it filled.
    pub slots: Slots,
    /// The elements that it used: name, and the candidate that matched (from 0).
    pub matched: Vec<(String, usize)>,
    /// The elements that no candidate found and that were known by their fingerprints.
    pub healed: Vec<Healed>,
    /// The interrupts that were dismissed on the way, by name.
    pub dismissed: Vec<String>,
    /// How long the page was waited for.
    pub waited: Duration,
}

/// Where an element was looked for that nothing was done with.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// Its name.
    pub element: String,
    /// The WebDriver id of what was found.
    pub id: Option<String>,
    /// The candidate that matched (from 0).
    pub candidate: Option<usize>,
    /// How it was known where none did.
    pub healed: Option<Healed>,
    /// What would find it from now on, the longest-lived first; only where it was healed.
    pub proposed: Vec<Candidate>,
    /// What became of the candidates that did not match.
    pub tried: Vec<Tried>,
}

/// What became of every candidate of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// The looks, in the order of the candidates.
    pub looks: Vec<Look>,
    /// The WebDriver id of what the first one that found anything found.
    pub id: Option<String>,
}

impl Surveyed {
    /// Whether a candidate finds the element.
    pub fn is_found(&self) -> bool {
        self.looks.iter().any(|look| look.sight == Sight::Found)
    }
}

/// What became of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// The candidate as people read it.
    pub candidate: String,
    /// `3 matches, none visible`, `2 visible, one wanted`, `covered by div.toast`, …
    pub result: String,
}

/// Why a page is not in the state that a step names.
#[derive(Clone, Debug)]
pub enum Fault {
    /// No candidate of an element gave what was wanted in time: the page has changed, or never got there.
    Element {
        /// The element.
        element: Box<Element>,
        /// What became of each candidate.
        tried: Vec<Tried>,
    },
    /// A condition did not hold in time, and what was there instead.
    Condition {
        /// The condition as people read it.
        wanted: String,
        /// What was found.
        found: String,
    },
    /// What was written was not what could be read back.
    ReadBack {
        /// The element.
        element: Box<Element>,
        /// What differs, without the text itself.
        difference: String,
    },
    /// An interrupt that is not dismissed.
    Interrupt {
        /// Its name.
        name: String,
        /// What it is.
        about: String,
        /// What is to be done.
        reaction: Reaction,
    },
    /// The driver or the browser is gone or does not do as it should.
    Driver(String),
}

/// A failed step, with everything a person needs to see why.
#[derive(Clone, Debug)]
pub struct PageError {
    /// Why.
    pub fault: Fault,
    /// The page's URL, where it could be asked.
    pub url: Option<String>,
    /// The site file that the elements are from.
    pub site_file: String,
    /// How long it was waited for.
    pub waited: Duration,
    /// Whether a click is proved not to have happened; false means maybe.
    pub not_done: bool,
    /// The elements that were healed before it failed.
    pub healed: Vec<Healed>,
}

/// Opens pages.
#[async_trait]
pub trait Browser: Send + Sync {
    /// Opens a browser for one account with its cookies (none: signed out).
    async fn open(
        &self,
        pages: &PagesFile,
        cookies: &[Cookie],
        redactor: &Redactor,
    ) -> Result<Box<dyn Page>, PageError>;

    /// Ends a browser that a dead run left behind; one that is gone already is as good.
    async fn end(&self, session_id: &str);
}

/// One tab of one account.
#[async_trait]
pub trait Page: Send {
    /// The WebDriver session's id, by which a later run ends a dead run's browser.
    fn session_id(&self) -> Option<String>;

    /// The browser and its version, such as `chrome 156.0.8012.3`.
    fn browser(&self) -> String;

    /// The driver and its version, such as `chromedriver 156.0.8012.3`, where it says so.
    fn driver(&self) -> Option<String> {
        None
    }

    /// Tells which step of a browser follows the one performed next, so that the page may look for both at once.
    fn before(&mut self, _next: Option<&Step>) {}

    /// Brings the page into the state that a step names. Safe to repeat. Steps that are not a browser's are an error.
    async fn perform(&mut self, step: &Step, slots: &Slots) -> Result<Done, PageError>;

    /// Carries out [`Step::Attach`] with the file's bytes: gives them to the page and waits for the address that the
    /// page has for them, which fills the step's slot.
    async fn attach(&mut self, step: &Step, bytes: &[u8], slots: &Slots)
    -> Result<Done, PageError>;

    /// Finds the element as it should be and clicks it natively, once. After an error `not_done` tells whether
    /// the click is proved not to have happened.
    async fn click_once(&mut self, element: &Element) -> Result<Done, PageError>;

    /// Waits for a condition.
    async fn wait_for(&mut self, condition: &Condition) -> Result<Done, PageError>;

    /// Waits until one of some conditions holds and says which; `None` when none did in time.
    async fn wait_for_one(
        &mut self,
        conditions: &[Condition],
        most: Duration,
    ) -> Result<Option<usize>, PageError>;

    /// Looks elements up as they are now, in one round trip; with `heal` also by their fingerprints, at once. Nothing
    /// is done with them, and what is not there is no failure.
    async fn locate(&mut self, elements: &[Element], heal: bool)
    -> Result<Vec<Located>, PageError>;

    /// Looks at every candidate of elements, in one round trip, as soon as all are there, or those that must be and the
    /// document is at rest, or when it has been at rest for long. What is not there is no failure. With `release` the
    /// focus is given up afterwards.
    async fn survey(
        &mut self,
        elements: &[(Element, bool)],
        release: bool,
    ) -> Result<Vec<Surveyed>, PageError>;

    /// Of some lists of elements, the first that is wholly there: the first list as soon as it is, another one when the
    /// document is at rest. What of each list is not there, in one round trip.
    async fn first_matching(
        &mut self,
        lists: &[Vec<Element>],
    ) -> Result<Vec<Vec<String>>, PageError>;

    /// Goes on by another file of the same pages.
    fn use_pages(&mut self, pages: &PagesFile);

    /// Clicks what a survey found, by its WebDriver id; never what hands in.
    async fn click_found(&mut self, id: &str) -> Result<(), PageError>;

    /// Takes the fingerprints of elements as they are now, in one round trip; of those alone that a candidate finds.
    async fn fingerprints(
        &mut self,
        elements: &[Element],
    ) -> Result<BTreeMap<String, Fingerprint>, PageError>;

    /// The texts of an element as they are now, however often it is there.
    async fn texts(&mut self, element: &Element) -> Result<Vec<String>, PageError>;

    /// A picture of an element as PNG; none while it is not there.
    async fn picture(&mut self, element: &Element) -> Result<Option<Vec<u8>>, PageError>;

    /// Loads the page anew.
    async fn reload(&mut self) -> Result<(), PageError>;

    /// Whether a person acts on this page too: then what only a person can see to interrupts nothing.
    fn with_person(&mut self, there: bool);

    /// The site's cookies, HttpOnly ones too.
    async fn cookies(&mut self) -> Result<Vec<Cookie>, PageError>;

    /// The browser's User-Agent.
    async fn user_agent(&mut self) -> Result<String, PageError>;

    /// Leaves the page for a blank one, so that none of its timers writes any more.
    async fn leave(&mut self) -> Result<(), PageError>;

    /// Keeps URL, title, screenshot (phone, code and password fields blanked first) and a bounded, scrubbed DOM
    /// under a directory; what cannot be had is said, never an error.
    async fn evidence(&mut self, dir: &Path, name: &str) -> Evidence;

    /// Keeps a picture of what the page shows now under a directory, phone, code and password fields blanked first, and
    /// tells where an element is in it: the named one, else the one that was acted on last. What cannot be had is said.
    async fn snap(&mut self, dir: &Path, name: &str, element: Option<&Element>) -> Picture;
    /// The document as rendered, for a fixture: scrubbed, so that everybody may have it.
    async fn snapshot(&mut self, known: &Scrubbing) -> Result<Snapshot, PageError>;

    /// Shows the recorder's overlay and waits for what a person does with it; none when they did nothing for so long.
    async fn overlay(&mut self, show: &Show, most: Duration) -> Result<Option<Gesture>, PageError>;

    /// Takes the overlay away, so that what lies under it can be pressed.
    async fn hide_overlay(&mut self) -> Result<(), PageError>;

    /// Closes the browser; what goes wrong is logged and nothing else.
    async fn close(self: Box<Self>);

    /// How many WebDriver commands were sent so far.
    fn commands(&self) -> usize;
}
