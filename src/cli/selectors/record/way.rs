//! The way to an element: its page is opened, its state reached, and a person signs in where that is needed.

use std::time::Duration;

use super::super::super::Failure;
use super::super::visit::{Press, open, pressed, sampled};
use super::AT_ONCE;
use super::session::{End, Recording};
use super::showing::{self, Note};
use crate::browser::Gesture;
use crate::plan::Condition;
use crate::session::Session;
use crate::site::{Element, OPENED, PageDef};
use crate::text::overlay_words;

impl Recording<'_> {
    /// Brings the page to where an element is, as far as that goes by itself.
    pub(super) async fn bring(&mut self, element: &Element) -> Result<Option<End>, Failure> {
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

    /// Brings the page to a state from where it is; where something lies over the way, from the page opened anew.
    async fn reach(&mut self, def: &PageDef, element: &Element) -> bool {
        if self.press_on(def, element).await {
            return true;
        }
        let moved = self.at.as_ref().is_some_and(|(_, s)| s != OPENED);
        let pressed = def
            .states
            .get(&element.state)
            .is_some_and(|s| s.press.is_some());
        moved && pressed && self.open(&element.page, def).await && self.press_on(def, element).await
    }

    /// Presses what leads to a state: only what was recorded or kept just now, and never what hands in.
    async fn press_on(&mut self, def: &PageDef, element: &Element) -> bool {
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
            way.push((state.to_owned(), bare(press), shows.map(bare)));
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
            let press = Press { element, shows };
            if let Err(e) = pressed(self.page.as_mut(), &press).await {
                tracing::debug!(error = ?e, state, "not reached");
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
            self.open_anew().await?;
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
            let gesture = self.page.overlay(&show, turn).await;
            match gesture.map_err(|e| self.visit.stopped(&e))? {
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
        // It is nobody's to keep: the check of the new file uses it, and it ends with the command.
        let cookies = self.page.cookies().await;
        self.session = Some(Session {
            cookies: cookies.map_err(|e| self.visit.stopped(&e))?,
            user_agent: None,
            user_id: None,
            user_name: None,
            expires: None,
            taken: 0,
        });
        Ok(None)
    }
}

/// An element to be pressed while it is recorded. What it is in is known by the new file alone, which the browser does not
/// have yet, so its fingerprint is not asked.
fn bare(element: &Element) -> Element {
    Element {
        fingerprint: None,
        ..sampled(element)
    }
}
