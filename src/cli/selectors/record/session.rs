//! A recording in a browser: brings the page to each element, shows it, and notes what is picked.

use std::time::Duration;

use super::super::super::{Failure, output};
use super::super::visit::{Visit, sampled};
use super::AT_ONCE;
use super::order::in_order;
use super::showing::{self, Note};
use super::tape::{Choice, Tape};
use super::wanted::{is_value, value_of, wanted};
use crate::browser::{Gesture, Page, Picked, Show};
use crate::plan::Condition;
use crate::session::Session;
use crate::site::{Candidate, Element, PagesFile, ranked};
use crate::text::{Lang, RecordingText, overlay_words};

/// How a recording ended.
pub enum End {
    /// The file is to be written.
    Write,
    /// It is not.
    Leave,
    /// Nobody did anything.
    Nobody,
}

/// A recording under way.
pub struct Recording<'a> {
    pub(super) visit: &'a Visit,
    pub(super) page: Box<dyn Page>,
    /// The session that is used for pages of those who are signed in; without one a person signs in on the way.
    pub(super) session: Option<Session>,
    pub(super) signed_in: bool,
    pub(super) tape: Tape,
    /// Where the page was brought: page and state.
    pub(super) at: Option<(String, String)>,
    pub(super) note: Option<Note>,
    pub(super) patience: Duration,
    pub(super) lang: Lang,
    picking: bool,
    picked: Option<Picked>,
    headless: bool,
}

impl<'a> Recording<'a> {
    /// Opens the browser.
    pub async fn begin(
        visit: &'a Visit,
        only: &[String],
        patience: Duration,
        headless: bool,
    ) -> Result<Self, Failure> {
        let session = visit.stored()?;
        let elements = in_order(&visit.pages, only);
        let first_signed_out = elements
            .first()
            .is_some_and(|e| is_signed_out(&visit.pages, e));
        let signed_in = session.is_some() && !first_signed_out;
        let with = session.as_ref().filter(|_| signed_in);
        let page = for_a_person(visit, with, headless).await?;
        Ok(Self {
            visit,
            page,
            session,
            headless,
            signed_in,
            tape: Tape::new(elements),
            at: None,
            picking: true,
            picked: None,
            note: None,
            patience,
            lang: visit.world.lang,
        })
    }

    /// The browser and the driver that it is recorded with.
    pub fn made_with(&self) -> (String, Option<String>) {
        (self.page.browser(), self.page.driver())
    }

    /// Closes the browser and gives what was recorded, and the session that was used, if one was.
    pub async fn close(self) -> (Tape, Option<Session>) {
        self.page.close().await;
        (self.tape, self.session)
    }

    /// Goes on in another browser, with a session.
    pub(super) async fn open_anew(&mut self) -> Result<(), Failure> {
        let new = for_a_person(self.visit, self.session.as_ref(), self.headless).await?;
        std::mem::replace(&mut self.page, new).close().await;
        self.at = None;
        Ok(())
    }

    /// Shows element after element until the person is done.
    pub async fn go_on(&mut self) -> Result<End, Failure> {
        loop {
            let Some(element) = self.tape.current().cloned() else {
                match self.finish().await? {
                    Some(end) => return Ok(end),
                    None => continue,
                }
            };
            if let Some(end) = self.bring(&element).await? {
                return Ok(end);
            }
            if let Some(end) = self.show_one(&element).await? {
                return Ok(end);
            }
        }
    }

    /// Shows one element until there is a choice about it, or another one is to be shown.
    async fn show_one(&mut self, element: &Element) -> Result<Option<End>, Failure> {
        self.picked = None;
        let keep = self.is_there(element).await;
        loop {
            let show = self.show(element, keep);
            let gesture = self
                .page
                .overlay(&show, self.patience)
                .await
                .map_err(|e| self.visit.stopped(&e))?;
            let Some(gesture) = gesture else {
                return Ok(Some(End::Nobody));
            };
            self.note = None;
            match gesture {
                Gesture::Picked(picked) => self.picked = Some(picked),
                Gesture::Again => self.picked = None,
                Gesture::Mode { picking } => {
                    self.picking = picking;
                    self.picked = None;
                }
                Gesture::Guarded => self.note = Some(Note::Guarded),
                Gesture::Use => {
                    if let Some(picked) = self.picked.take() {
                        let new = self.recorded(element, &picked).await?;
                        if !new.candidates.is_empty() {
                            self.choose(Choice::Recorded(Box::new(new)));
                            return Ok(None);
                        }
                    }
                }
                Gesture::Keep if keep => {
                    let sample = element.sample.clone();
                    let new = self.with_fingerprint(element.clone(), sample.as_deref());
                    let new = new.await?;
                    self.choose(Choice::Kept(Box::new(new)));
                    return Ok(None);
                }
                Gesture::Skip => {
                    self.choose(Choice::Skipped);
                    return Ok(None);
                }
                Gesture::Undo => {
                    self.tape.undo();
                    return Ok(None);
                }
                Gesture::Redo => {
                    self.tape.redo();
                    return Ok(None);
                }
                Gesture::Finish => {
                    return self.finish().await;
                }
                Gesture::Leave => return Ok(Some(End::Leave)),
                Gesture::Write | Gesture::Back | Gesture::Keep => {}
            }
        }
    }

    fn choose(&mut self, choice: Choice) {
        if let Some(element) = self.tape.current() {
            let (at, of) = self.tape.progress();
            let line = showing::progress(at + 1, of, &element.name, &choice);
            output::err(&format!("{}\n", line.say(self.lang)));
        }
        self.tape.choose(choice);
        self.picking = true;
    }

    /// Shows what will be written, and asks.
    pub(super) async fn finish(&mut self) -> Result<Option<End>, Failure> {
        self.picking = false;
        let words = overlay_words(self.lang);
        let show = showing::finish(&self.visit.pages, &self.tape, words);
        loop {
            let gesture = self
                .page
                .overlay(&show, self.patience)
                .await
                .map_err(|e| self.visit.stopped(&e))?;
            match gesture {
                None => return Ok(Some(End::Nobody)),
                Some(Gesture::Write) => return Ok(Some(End::Write)),
                Some(Gesture::Leave) => return Ok(Some(End::Leave)),
                Some(Gesture::Back | Gesture::Undo) => {
                    self.picking = true;
                    if self.tape.current().is_none() {
                        self.tape.undo();
                    }
                    return Ok(None);
                }
                Some(_) => {}
            }
        }
    }

    fn show(&self, element: &Element, keep: bool) -> Show {
        let words = overlay_words(self.lang);
        let submit = self.is_submit(element);
        let mut show = showing::element(&self.visit.pages, &self.tape, element, words);
        show.ask = wanted(&self.visit.pages, &self.tape, element);
        show.guard = self.guard();
        show.picking = self.picking;
        show.keep = keep;
        show.proposal = self.picked.as_ref().map(|picked| {
            let ways = ranked(&picked.candidates, value_of(element, picked));
            showing::proposal(picked, &ways, element.expect.many, words)
        });
        let (note, kind) = showing::note(
            self.note.as_ref(),
            element,
            submit,
            keep,
            self.picking,
            words,
        );
        (show.note, show.kind) = (note, kind);
        show
    }

    pub(super) fn is_submit(&self, element: &Element) -> bool {
        self.visit.submits().contains(&element.name.as_str())
    }

    /// What finds the buttons that hand in, as the file has it and as it was recorded.
    fn guard(&self) -> Vec<Candidate> {
        let names = self.visit.submits();
        let old = names
            .iter()
            .filter_map(|n| self.visit.pages.elements.get(*n));
        let new = names.iter().filter_map(|n| self.tape.known(n));
        old.chain(new).flat_map(|e| e.candidates.clone()).collect()
    }

    /// Whether what the file says is on the page now, once.
    async fn is_there(&mut self, element: &Element) -> bool {
        if is_value(element) && element.sample.is_none() {
            return false;
        }
        let shows = Condition::Shows(sampled(element));
        matches!(self.page.wait_for_one(&[shows], AT_ONCE).await, Ok(Some(_)))
    }

    /// The element as it will be written.
    async fn recorded(&mut self, element: &Element, picked: &Picked) -> Result<Element, Failure> {
        let mut new = element.clone();
        let value = value_of(element, picked);
        new.candidates = ranked(&picked.candidates, value);
        // A sample is always there; what a person happened to pick is one only where the file has one.
        if let (Some(value), Some(sample)) = (value, &mut new.sample) {
            value.clone_into(sample);
        }
        // The tag is a part of what it must be where it was one, and where it says what it is for.
        if new.expect.tag.is_some() {
            new.expect.tag = Some(picked.tag.clone());
        }
        self.with_fingerprint(new, value).await
    }

    /// The element with what it looks like now, with a value where it stands for any; what was taken before on the page
    /// tells what it is in.
    async fn with_fingerprint(
        &mut self,
        mut element: Element,
        value: Option<&str>,
    ) -> Result<Element, Failure> {
        let around = self.tape.taken().filter(|e| e.page == element.page);
        let mut asked: Vec<Element> = around.map(sampled).collect();
        asked.push(match value {
            Some(value) => element.with_value(value),
            None => element.clone(),
        });
        let taken = self.page.fingerprints(&asked).await;
        let mut taken = taken.map_err(|e| self.visit.stopped(&e))?;
        let print = taken.remove(&element.name);
        let before = self.visit.pages.elements.get(&element.name);
        let known = before.into_iter().chain([&element]);
        let words: Vec<&str> = known
            .flat_map(|e| &e.candidates)
            .filter_map(Candidate::words)
            .collect();
        let print = print.map(|print| match value {
            Some(value) => print.without_value(value),
            None => print,
        });
        let vary = element.expect.words_vary && !self.is_submit(&element);
        element.fingerprint = print.map(|print| {
            Box::new(match vary {
                true => print.without_words(),
                false => print.with_words_of(&words),
            })
        });
        Ok(element)
    }
}

/// A browser that a person acts in. One without a window is driven by a program, which has to know its session.
async fn for_a_person(
    visit: &Visit,
    session: Option<&Session>,
    headless: bool,
) -> Result<Box<dyn Page>, Failure> {
    let mut page = visit.open(session).await?;
    page.with_person(true);
    if let Some(id) = page.session_id().filter(|_| headless) {
        let line = RecordingText::Session(id).say(visit.world.lang);
        output::err(&format!("{line}\n"));
    }
    Ok(page)
}

fn is_signed_out(pages: &PagesFile, element: &Element) -> bool {
    pages.pages.get(&element.page).is_some_and(|p| p.signed_out)
}
