//! The walk through a site's pages: each is opened once, its states one after the other.

use std::collections::BTreeMap;

use super::found::{Checked, Counts, Row, State};
use crate::browser::{Fault, Page, PageError};
use crate::cli::Failure;
use crate::cli::plans;
use crate::cli::selectors::visit::{self, Press, Stop, Visit, open, pressed};
use crate::pipeline::Trouble;
use crate::session::Session;
use crate::site::{Element, Look, OPENED, PageDef, Question, Reaction};
use crate::text::NotSeen;

/// What every element is looked for with, and what became of it.
struct Walk<'v> {
    visit: &'v Visit,
    needed: &'static [&'static str],
    looks: BTreeMap<String, Vec<Look>>,
    /// What a survey found, by element: what is pressed is not looked for once more.
    ids: BTreeMap<String, String>,
    states: Vec<State>,
}

/// Checks all pages: those of who is signed in, then those of who is not.
///
/// # Errors
/// The browser does not work, or the site wants a person.
pub async fn walk(visit: &Visit, session: &Session) -> Result<Checked, Failure> {
    let mut walk = Walk {
        visit,
        needed: plans::platform(&visit.configured).needed_elements(),
        looks: BTreeMap::new(),
        ids: BTreeMap::new(),
        states: Vec::new(),
    };
    let mut browser = String::new();
    for signed_out in [false, true] {
        let there = visit.pages.pages.iter();
        let there: Vec<(&String, &PageDef)> = there
            .filter(|(name, page)| page.signed_out == signed_out && walk.has_elements(name))
            .collect();
        if there.is_empty() {
            continue;
        }
        let session = (!signed_out).then_some(session);
        let mut page = visit.open(session).await?;
        browser = page.browser();
        for (name, def) in there {
            if let Err(error) = walk.page(page.as_mut(), name, def).await {
                page.close().await;
                return Err(error);
            }
        }
        page.close().await;
    }
    Ok(walk.checked(browser))
}

impl Walk<'_> {
    fn has_elements(&self, page: &str) -> bool {
        self.visit.pages.elements.values().any(|e| e.page == page)
    }

    /// The elements of a state, as they are asked about.
    fn questions(&self, page: &str, state: &str) -> Vec<Question> {
        let there = self.visit.pages.elements.values();
        there
            .filter(|e| e.page == page && e.state == state)
            .map(Question::about)
            .collect()
    }

    /// Looks at every state of a page.
    async fn page(
        &mut self,
        page: &mut dyn Page,
        name: &str,
        def: &PageDef,
    ) -> Result<(), Failure> {
        if let Some(why) = closed(def) {
            self.missed(name, OPENED, why);
            for (state, _) in def.in_order() {
                self.missed(name, state, closed(def).unwrap_or(NotSeen::NeedsDraft));
            }
            return Ok(());
        }
        self.ids.clear();
        let stops = visit::stops(&self.visit.pages, name, def);
        // No other state is reached from it: what it has opened may close again.
        let is_last = |stop: &Stop| {
            let from = stops.iter().filter_map(|s| s.from.as_ref());
            stop.press.is_some() && !from.into_iter().any(|from| *from == stop.state)
        };
        for stop in &stops {
            let before = page.commands();
            let reached = match &stop.press {
                None => open(page, name, def).await,
                Some(press) => self.press(page, press).await,
            };
            let seen = match reached {
                Ok(()) => self.look(page, stop, is_last(stop)).await,
                Err(e) => Err(e),
            };
            match seen {
                Ok(()) => self.states.push(State {
                    page: name.to_owned(),
                    state: stop.state.clone(),
                    looked: true,
                    why: None,
                    commands: Some(page.commands() - before),
                }),
                Err(e) if ends(&e) => {
                    let account = &self.visit.configured.account.name;
                    return Err(Trouble::page(&e, account).message.into());
                }
                Err(e) => {
                    let why = NotSeen::NotReached(e.fault.to_string());
                    self.missed(name, &stop.state, why);
                }
            }
        }
        let unreached = |state: &String| !stops.iter().any(|s| s.state == *state);
        for (state, _) in def.in_order().filter(|(state, _)| unreached(state)) {
            self.missed(name, state, NotSeen::AfterWriting);
        }
        Ok(())
    }

    fn missed(&mut self, page: &str, state: &str, why: NotSeen) {
        if self.questions(page, state).is_empty() {
            return;
        }
        self.states.push(State {
            page: page.to_owned(),
            state: state.to_owned(),
            looked: false,
            why: Some(why.into()),
            commands: None,
        });
    }

    /// Presses what a survey has found already; what it did not find is looked for as any step does.
    async fn press(&self, page: &mut dyn Page, press: &Press) -> Result<(), PageError> {
        let hands_in = self.visit.submits().contains(&press.element.name.as_str());
        match self.ids.get(&press.element.name) {
            Some(id) if !hands_in && page.click_found(id).await.is_ok() => Ok(()),
            _ => pressed(page, press).await,
        }
    }

    /// Looks at all elements of a state in one round trip; where what shows the state is not there, it is pressed again.
    async fn look(
        &mut self,
        page: &mut dyn Page,
        stop: &Stop,
        last: bool,
    ) -> Result<(), PageError> {
        let questions = self.questions(&stop.page, &stop.state);
        let mut asked: Vec<(Element, bool)> = questions
            .iter()
            .map(|q| (q.element.clone(), self.is_needed(q)))
            .collect();
        let shows = stop.press.as_ref().and_then(|p| p.shows.clone());
        asked.extend(shows.map(|shows| (shows, true)));
        let mut surveyed = page.survey(&asked, last).await?;
        let lacks_sign =
            asked.len() > questions.len() && surveyed.last().is_some_and(|s| s.id.is_none());
        if let (true, Some(press)) = (lacks_sign, &stop.press) {
            pressed(page, press).await?;
            surveyed = page.survey(&asked, last).await?;
        }
        for (question, seen) in questions.iter().zip(surveyed) {
            let name = &question.element.name;
            self.ids.extend(seen.id.map(|id| (name.clone(), id)));
            self.looks.insert(name.clone(), question.looks(seen.looks));
        }
        Ok(())
    }

    fn is_needed(&self, question: &Question) -> bool {
        self.needed.contains(&question.element.name.as_str())
    }

    fn checked(self, browser: String) -> Checked {
        let pages = &self.visit.pages;
        let rows = pages.elements.values().map(|element| {
            let question = Question::about(element);
            let looks = self.looks.get(&element.name).map(Vec::as_slice);
            Row::of(&question, self.is_needed(&question), looks)
        });
        let mut elements: Vec<Row> = rows.collect();
        super::found::in_order(&mut elements, &self.states);
        Checked {
            schema: 1,
            sandbox: self.visit.world.sandbox,
            site: pages.site.clone(),
            site_file: pages.id(),
            account: Some(self.visit.configured.account.name.clone()),
            html: None,
            browser,
            ok: true,
            counts: Counts::default(),
            lacks: Vec::new(),
            states: self.states,
            elements,
        }
        .counted()
    }
}

/// Why a page is not opened by itself.
fn closed(def: &PageDef) -> Option<NotSeen> {
    if def.after_publishing {
        return Some(NotSeen::AfterPublishing);
    }
    def.url.contains("${").then_some(NotSeen::NeedsDraft)
}

/// Whether nothing more can be looked at: the browser is gone, or the site wants somebody to sign in or to be there.
fn ends(error: &PageError) -> bool {
    match &error.fault {
        Fault::Driver(_) => true,
        Fault::Interrupt { reaction, .. } => {
            matches!(reaction, Reaction::SignIn | Reaction::Person)
        }
        _ => false,
    }
}
