//! A recording in a browser: brings the page to each element, shows it, and notes what is picked.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::super::Failure;
use super::super::visit::{Visit, open, pressed, sampled};
use super::AT_ONCE;
use super::rank::ranked;
use super::showing::{self, Note};
use super::tape::{Choice, Tape};
use crate::browser::{Gesture, Page, Picked, Show, Wanted};
use crate::plan::Condition;
use crate::session::Session;
use crate::site::{Candidate, Element, OPENED, PageDef, PagesFile, VALUE};
use crate::text::{Lang, RunMessage, overlay_words};

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
    visit: &'a Visit,
    page: Box<dyn Page>,
    /// The session that is used for pages of those who are signed in; without one a person signs in on the way.
    session: Option<Session>,
    signed_in: bool,
    tape: Tape,
    /// Where the page was brought: page and state.
    at: Option<(String, String)>,
    picking: bool,
    picked: Option<Picked>,
    note: Option<Note>,
    patience: Duration,
    lang: Lang,
}

impl<'a> Recording<'a> {
    /// Opens the browser.
    pub async fn begin(
        visit: &'a Visit,
        only: &[String],
        patience: Duration,
    ) -> Result<Self, Failure> {
        let session = visit.stored()?;
        let elements = in_order(&visit.pages, only);
        let first_signed_out = elements
            .first()
            .is_some_and(|e| is_signed_out(&visit.pages, e));
        let signed_in = session.is_some() && !first_signed_out;
        let mut page = visit.open(session.as_ref().filter(|_| signed_in)).await?;
        page.with_person(true);
        Ok(Self {
            visit,
            page,
            session,
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

    /// Closes the browser and gives what was recorded, and the browser's name.
    pub async fn close(self) -> (Tape, String) {
        let browser = self.page.browser();
        self.page.close().await;
        (self.tape, browser)
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
                .map_err(stopped)?;
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
                    let new = self.with_fingerprint(element.clone()).await?;
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
            showing::progress(at + 1, of, &element.name, &choice);
        }
        self.tape.choose(choice);
        self.picking = true;
    }

    /// Shows what will be written, and asks.
    async fn finish(&mut self) -> Result<Option<End>, Failure> {
        self.picking = false;
        let words = overlay_words(self.lang);
        let show = showing::finish(&self.visit.pages, &self.tape, words);
        loop {
            let gesture = self
                .page
                .overlay(&show, self.patience)
                .await
                .map_err(stopped)?;
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
        show.ask = self.wanted(element);
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

    /// What is wanted of an element, for the page.
    fn wanted(&self, element: &Element) -> Wanted {
        let related = self.visit.pages.elements.values();
        let apart = related
            .filter(|other| is_state_of(element, other))
            .flat_map(|other| &self.tape.known(&other.name).unwrap_or(other).candidates)
            .filter_map(|c| c.selector().map(str::to_owned));
        Wanted {
            tag: element.expect.tag.clone(),
            visible: element.expect.visible,
            many: element.expect.many,
            value: is_value(element),
            old: element.candidates.clone(),
            apart: apart.collect(),
        }
    }

    fn is_submit(&self, element: &Element) -> bool {
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
        if let Some(value) = value
            && (element.sample.is_some() || element.state == OPENED)
        {
            new.sample = Some(value.to_owned());
        }
        // The tag is a part of what it must be where it was one, and where it says what it is for.
        if new.expect.tag.is_some() {
            new.expect.tag = Some(picked.tag.clone());
        }
        self.with_fingerprint(new).await
    }

    /// The element with what it looks like now; what was taken before on the page tells what it is in.
    async fn with_fingerprint(&mut self, mut element: Element) -> Result<Element, Failure> {
        let around = self.tape.taken().filter(|e| e.page == element.page);
        let mut asked: Vec<Element> = around.map(sampled).collect();
        asked.push(sampled(&element));
        let mut taken = self.page.fingerprints(&asked).await.map_err(stopped)?;
        let print = taken.remove(&element.name);
        element.fingerprint = print.map(|print| match &element.sample {
            Some(sample) => Box::new(print.without_value(sample)),
            None => Box::new(print),
        });
        Ok(element)
    }

    /// Brings the page to where an element is, as far as that goes by itself.
    async fn bring(&mut self, element: &Element) -> Result<Option<End>, Failure> {
        let visit = self.visit;
        let Some(def) = visit.pages.pages.get(&element.page) else {
            return Ok(None);
        };
        if !def.signed_out
            && !self.signed_in
            && let Some(end) = self.sign_in().await?
        {
            return Ok(Some(end));
        }
        let there = self
            .at
            .as_ref()
            .is_some_and(|(page, _)| *page == element.page);
        if !there && !self.open(&element.page, def).await {
            self.note = Some(Note::GoThere(def.url.clone()));
            return Ok(None);
        }
        let state = self.at.as_ref().map(|(_, state)| state.clone());
        if state.as_deref() != Some(&element.state) && !self.reach(def, element).await {
            let about = def.states.get(&element.state).map(|s| s.about.clone());
            self.note = Some(Note::GoThere(
                about.unwrap_or_else(|| element.state.clone()),
            ));
        }
        Ok(None)
    }

    async fn open(&mut self, name: &str, def: &PageDef) -> bool {
        self.at = None;
        if def.url.contains("${") || open(self.page.as_mut(), name, def).await.is_err() {
            return false;
        }
        self.at = Some((name.to_owned(), OPENED.to_owned()));
        true
    }

    /// Presses what leads to a state: only what was recorded or kept just now, and never what hands in.
    async fn reach(&mut self, def: &PageDef, element: &Element) -> bool {
        let mut way = Vec::new();
        let mut state = element.state.as_str();
        let at = self
            .at
            .as_ref()
            .map_or(OPENED, |(_, s)| s.as_str())
            .to_owned();
        while state != OPENED && state != at {
            let Some(next) = def.states.get(state) else {
                return false;
            };
            let Some(press) = next.press.as_deref().and_then(|p| self.tape.known(p)) else {
                return false;
            };
            if self.is_submit(press) {
                return false;
            }
            let shows = next.shows.as_deref().and_then(|s| self.tape.known(s));
            way.push((state.to_owned(), sampled(press), shows.map(sampled)));
            state = next.from.as_deref().unwrap_or(OPENED);
        }
        // What lies beside the way is left by opening the page anew; its sibling is tried from where it is.
        let beside = state != at
            && at != OPENED
            && def
                .states
                .get(&at)
                .is_none_or(|s| s.from.as_deref() != way.last().map(|_| state));
        if beside && !self.open(&element.page, def).await {
            return false;
        }
        if self.page.hide_overlay().await.is_err() {
            return false;
        }
        for (state, element, shows) in way.into_iter().rev() {
            let page = element.page.clone();
            let press = super::super::visit::Press { element, shows };
            if pressed(self.page.as_mut(), &press).await.is_err() {
                return false;
            }
            self.at = Some((page, state));
        }
        true
    }

    /// Goes on signed in: with the session that is kept, or after the person has signed in on the page.
    async fn sign_in(&mut self) -> Result<Option<End>, Failure> {
        self.signed_in = true;
        if self.session.is_some() {
            let new = self.visit.open(self.session.as_ref()).await?;
            std::mem::replace(&mut self.page, new).close().await;
            self.page.with_person(true);
            self.at = None;
            return Ok(None);
        }
        let pages = &self.visit.pages.pages;
        if self.at.is_none()
            && let Some((name, def)) = pages.iter().find(|(_, p)| p.signed_out)
        {
            self.open(name, def).await;
        }
        let inside: Vec<_> = pages
            .values()
            .filter(|p| !p.signed_out)
            .flat_map(|p| p.matches.clone())
            .collect();
        let landed = [Condition::Url(inside)];
        let words = overlay_words(self.lang);
        let show = showing::sign_in(&self.visit.pages, &self.tape, words);
        let mut left = self.patience;
        loop {
            let turn = Duration::from_secs(1);
            match self.page.overlay(&show, turn).await.map_err(stopped)? {
                Some(Gesture::Leave) => return Ok(Some(End::Leave)),
                Some(Gesture::Skip) => break,
                Some(Gesture::Finish) => return self.finish().await,
                _ => {}
            }
            if matches!(self.page.wait_for_one(&landed, AT_ONCE).await, Ok(Some(_))) {
                break;
            }
            left = left.saturating_sub(turn);
            if left.is_zero() {
                return Ok(Some(End::Nobody));
            }
        }
        self.at = None;
        Ok(None)
    }
}

fn stopped(e: crate::browser::PageError) -> Failure {
    RunMessage::State(e.to_string()).into()
}

fn is_value(element: &Element) -> bool {
    element.candidates.iter().any(|c| c.words() == Some(VALUE))
}

/// The text for which `$value` is written.
fn value_of<'p>(element: &Element, picked: &'p Picked) -> Option<&'p str> {
    (is_value(element) && !picked.text.is_empty()).then_some(picked.text.as_str())
}

fn is_signed_out(pages: &PagesFile, element: &Element) -> bool {
    pages.pages.get(&element.page).is_some_and(|p| p.signed_out)
}

/// Whether an element is another one in a state, such as the chosen one of a list: its selectors say more of the same.
fn is_state_of(element: &Element, other: &Element) -> bool {
    let selectors = |e: &Element| -> Vec<String> {
        e.candidates
            .iter()
            .filter_map(|c| c.selector().map(str::to_owned))
            .collect()
    };
    let shorter = selectors(other);
    other.name != element.name
        && selectors(element).iter().any(|long| {
            shorter.iter().any(|short| {
                long.strip_prefix(short.as_str())
                    .is_some_and(|rest| rest.starts_with(['.', ':', '[']))
            })
        })
}

/// The elements in the order in which they are shown: pages for the signed out first, then page by page, each in the
/// states in which they follow each other.
fn in_order(pages: &PagesFile, only: &[String]) -> Vec<Element> {
    let mut all = Vec::new();
    let mut done = BTreeSet::new();
    for signed_out in [true, false] {
        for (name, def) in pages
            .pages
            .iter()
            .filter(|(_, p)| p.signed_out == signed_out)
        {
            for state in states_in_order(def) {
                let there = pages
                    .elements
                    .values()
                    .filter(|e| e.page == *name && e.state == state);
                all.extend(there.cloned());
            }
        }
    }
    // What is in a state that the file does not have comes last.
    all.extend(pages.elements.values().cloned());
    all.retain(|e| done.insert(e.name.clone()) && (only.is_empty() || only.contains(&e.name)));
    all
}

/// The states of a page, each after the one that it is reached from.
fn states_in_order(def: &PageDef) -> Vec<String> {
    let mut order = vec![OPENED.to_owned()];
    let mut at = 0;
    while at < order.len() {
        let from = order[at].clone();
        let mut next: Vec<&String> = def
            .states
            .iter()
            .filter(|(_, s)| s.from.as_deref().unwrap_or(OPENED) == from)
            .map(|(name, _)| name)
            .collect();
        // What is only there after something was done comes after what can be gone to.
        next.sort_by_key(|name| def.states[*name].press.is_none());
        order.splice(at + 1..at + 1, next.into_iter().cloned());
        at += 1;
    }
    order
}
