//! Reaching milestones: the routes in order, the steps in order, the fallback before the submit.

use super::Trouble;
use super::TroubleKind;
use super::desk::Desk;
use super::telling;
use crate::browser::Done;
use crate::plan::{Milestone, MilestoneName, Route, RouteVia, Step};
use crate::record::{Does, Event};
use crate::text::RunMessage;

/// How often a person may be needed on the way to one milestone.
pub(super) const SOLVED: u32 = 3;

impl Desk<'_> {
    /// Reaches a milestone before the submit, falling back to the next route when the one in use does not do it.
    pub async fn reach(&mut self, milestone: &Milestone) -> Result<(), Trouble> {
        let mut signed_in_again = false;
        let mut solved = 0;
        loop {
            if milestone.name == MilestoneName::DraftReady {
                self.adopt_orphan().await?;
            }
            let chosen = self.choose(milestone).await;
            let milestone = self.current(milestone);
            let Some(route) = self.route(milestone) else {
                return Err(Trouble::stop(RunMessage::MissingValue(format!(
                    "a route to {}",
                    milestone.name.words()
                ))));
            };
            let followed = match chosen {
                Ok(()) => self.follow(milestone.name, route).await,
                Err(t) => Err(t),
            };
            let trouble = match followed {
                Ok(()) => return Ok(()),
                Err(t) => t,
            };
            match trouble.kind {
                TroubleKind::Route => self.fall_back(milestone, route.via, trouble).await?,
                TroubleKind::Person if self.can_be_solved(&trouble) && solved < SOLVED => {
                    solved += 1;
                    self.wait_for_person(trouble).await?;
                    // The page may have been loaded anew.
                    self.again(milestone.name).await?;
                }
                TroubleKind::SignIn if !signed_in_again => {
                    signed_in_again = true;
                    self.sign_in().await?;
                    // A new page knows nothing of what was typed into the old one.
                    self.again(milestone.name).await?;
                }
                _ => {
                    self.evidence("stopped").await;
                    return Err(trouble);
                }
            }
        }
    }

    /// Whether a person can see to it in the window.
    pub fn can_be_solved(&self, trouble: &Trouble) -> bool {
        let asked = matches!(trouble.message, RunMessage::PersonNeeded { .. });
        self.ports.policy.window && asked && self.has_page()
    }

    /// The route to a milestone: the one in use where it leads there, else the first.
    pub fn route<'m>(&self, milestone: &'m Milestone) -> Option<&'m Route> {
        milestone
            .routes
            .iter()
            .find(|r| Some(r.via) == self.via)
            .or(milestone.routes.first())
    }

    /// Leaves a route for the next one, after the page has been left, and reaches again by it what the submit needs.
    pub async fn fall_back(
        &mut self,
        milestone: &Milestone,
        from: RouteVia,
        why: Trouble,
    ) -> Result<(), Trouble> {
        self.evidence(&format!(
            "{}-failed",
            milestone.name.words().replace(' ', "-")
        ))
        .await;
        let next = milestone.routes.iter().skip_while(|r| r.via != from).nth(1);
        let Some(next) = next else {
            return Err(why);
        };
        self.leave().await;
        self.stand_up().await;
        if milestone.name == MilestoneName::DraftReady {
            // The page may have made a draft and not shown its number.
            self.orphans_since = Some(self.began);
        }
        let code = why.message.code();
        let reason = match &why.message {
            RunMessage::ElementMissing { element, .. } => format!("{code}: {element}"),
            RunMessage::PageStuck { found, .. } => format!("{code}: {found}"),
            RunMessage::Browser(what) => format!("{code}: {what}"),
            _ => code.to_owned(),
        };
        self.say(Event::FellBack {
            key: self.plan().key.clone(),
            milestone: milestone.name,
            to: next.via,
            why: reason.clone(),
            trouble: Some(Box::new(telling::told(&why.message))),
        });
        self.reason = Some(reason);
        self.via = Some(next.via);
        self.again(milestone.name).await
    }

    /// Reaches the milestones from the draft up to (not including) one again, by the route in use.
    /// Every step before the submit names a state that is wanted, so that repeating it changes nothing more.
    pub async fn again(&mut self, before: MilestoneName) -> Result<(), Trouble> {
        let earlier = self
            .plan()
            .milestones
            .iter()
            .filter(|m| m.name >= MilestoneName::DraftReady && m.name < before);
        for milestone in earlier {
            if let Some(route) = self.route(milestone) {
                self.follow(milestone.name, route).await?;
            }
        }
        Ok(())
    }

    fn counted(&self, done: usize, of: usize) {
        let key = self.plan().key.clone();
        self.say(Event::Counted { key, done, of });
    }

    /// Follows a route step by step; what a step finds is on disk before the next one begins.
    pub async fn follow(&mut self, name: MilestoneName, route: &Route) -> Result<(), Trouble> {
        self.say(Event::Began {
            key: self.plan().key.clone(),
            milestone: name,
            via: route.via,
        });
        if name >= MilestoneName::DraftReady {
            self.via.get_or_insert(route.via);
        }
        let of = route.steps.iter().filter(|s| is_file(s)).count();
        let mut done = 0;
        for (n, step) in route.steps.iter().enumerate() {
            if done == 0 && is_file(step) {
                self.counted(done, of);
            }
            let before = self.slots.clone();
            let began = self.ports.recorder.now_ms();
            if let Err(t) = self.carry_out(step, route.steps.get(n + 1), began).await {
                self.say_failed(name, route.via, Some(step), &t, began);
                return Err(t);
            }
            if is_file(step) {
                done += 1;
                self.counted(done, of);
            }
            if self.slots != before {
                self.keep(name >= MilestoneName::DraftReady).await?;
            }
        }
        Ok(())
    }

    /// Carries out a step that is not a submit, and tells of it.
    async fn carry_out(
        &mut self,
        step: &Step,
        next: Option<&Step>,
        began: i64,
    ) -> Result<(), Trouble> {
        match step {
            // Calls and attachments tell of themselves.
            Step::Call(call) => return self.call(call).await,
            Step::Attach { file, slot, .. } => return self.attach(step, file, slot).await,
            Step::Ask { question, slot } => {
                let answer = self.answer(*question, None).await?;
                self.slots.set_secret(slot, answer.expose().clone());
            }
            Step::Host { file, slot } => self.host(file, slot).await?,
            Step::Upload { file, slot } => self.upload(file, slot).await?,
            Step::Code(code) => self.code(code).await?,
            Step::CodeByCalls(code) => self.code_by_calls(code).await?,
            Step::Watch { code, until } => self.watch(code.as_ref(), until).await?,
            Step::Submit(_) => {
                unreachable!("a submit is carried out by Desk::submit alone")
            }
            // The page was opened by it to see which version it is.
            step if self.there.take().as_ref() == Some(step) => {}
            step => {
                let done = self.perform(step, next).await?;
                self.slots.extend(done.slots.clone());
                self.did(step, done, began).await;
                return Ok(());
            }
        }
        self.did(step, Done::default(), began).await;
        Ok(())
    }

    /// Tells of a step that was done, with a picture where the run is traced.
    pub(super) async fn did(&mut self, step: &Step, done: Done, began: i64) {
        self.say(Event::Did {
            key: self.plan().key.clone(),
            step: first_line(step),
            matched: done.matched,
            dismissed: done.dismissed,
            does: Does::of(step),
            what: Does::to(step),
            took: self.ports.recorder.now_ms() - began,
            waited: i64::try_from(done.waited.as_millis()).unwrap_or(i64::MAX),
        });
        self.picture(step).await;
    }
}

/// Whether a step brings a file to the platform.
fn is_file(step: &Step) -> bool {
    matches!(step, Step::Upload { .. } | Step::Attach { .. })
}

/// A step's first line in the dry run.
fn first_line(step: &Step) -> String {
    let text = step.to_string();
    text.lines().next().unwrap_or_default().trim().to_owned()
}
