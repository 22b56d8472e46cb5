//! What the record is told: failures as people read them, the article as it is sent and as it was seen, pictures.

use super::desk::Desk;
use super::{Ended, Trace, Trouble};
use crate::plan::{MilestoneName, Plan, RouteVia, SEEN_TEXT, Step};
use crate::record::{Does, Ending, Event, Recorder, Said, Trouble as Told};
use crate::secret::scrub;
use crate::text::{Lang, RunMessage, say};

/// A message as the record keeps it: in every language, for a record may be read in another one than it was written in.
pub(super) fn told(message: &RunMessage) -> Told {
    let whole = message.clone().into();
    let said = |lang: Lang| {
        let sentence = say(lang, &whole);
        Said {
            lang: lang.tag().to_owned(),
            what: sentence.what,
            hint: sentence.hint,
        }
    };
    let told = Told {
        code: message.code().to_owned(),
        said: Lang::ALL.map(said).into(),
        ..Told::default()
    };
    match message {
        RunMessage::ElementMissing {
            element,
            about,
            site_file,
            tried,
            waited,
            url,
        } => Told {
            element: Some((element.clone(), about.clone())),
            tried: tried.clone(),
            url: Some(url.clone()),
            site_file: Some(site_file.clone()),
            waited: Some(
                i64::try_from(*waited)
                    .unwrap_or(i64::MAX)
                    .saturating_mul(1000),
            ),
            ..told
        },
        RunMessage::PageStuck { url, .. } => Told {
            url: Some(url.clone()).filter(|u| !u.is_empty()),
            ..told
        },
        _ => told,
    }
}

/// Puts how an order ended into the record.
pub fn settled(ended: &Ended, recorder: &Recorder) {
    let receipt = ended.receipt.as_ref();
    let ending = Ending {
        platform: ended.platform.clone(),
        file: ended.file.clone(),
        route: ended.route,
        route_reason: ended.route_reason.clone(),
        site_file: ended.site_file.clone(),
        external_id: receipt.and_then(|r| r.external_id.clone()),
        price: receipt.and_then(|r| r.price),
        evidence: receipt.map(|r| r.evidence.clone()).unwrap_or_default(),
        retry_at: match ended.problem {
            Some(RunMessage::Paced { retry_at, .. }) => Some(retry_at),
            _ => None,
        },
        person: ended.person,
        trouble: ended.problem.as_ref().map(told),
    };
    recorder.say(Event::Settled {
        key: ended.key.clone(),
        state: ended.state,
        url: receipt.and_then(|r| r.url.clone()),
        ending: Box::new(ending),
    });
}

/// A plan's beginning in the record: what is meant, to stand beside what happens.
pub(super) fn planned(plan: &Plan) -> Event {
    let ways = |m: &crate::plan::Milestone| {
        let vias = m.routes.iter().map(|r| r.via).collect();
        (m.name, vias)
    };
    Event::Planned {
        key: plan.key.clone(),
        title: plan.article.title.clone(),
        file: plan.article.file.clone(),
        platform: plan.platform.clone(),
        milestones: plan.milestones.iter().map(ways).collect(),
    }
}

impl Desk<'_> {
    /// Tells that a step, or what came of it, stopped the way to a milestone.
    pub(super) fn say_failed(
        &self,
        milestone: MilestoneName,
        via: RouteVia,
        step: Option<&Step>,
        trouble: &Trouble,
        began: i64,
    ) {
        self.say(Event::Failed {
            key: self.plan().key.clone(),
            milestone,
            via,
            does: step.map_or(Does::Other, Does::of),
            what: step.map(Does::to).unwrap_or_default(),
            trouble: Box::new(told(&trouble.message)),
            took: self.ports.recorder.now_ms() - began,
        });
    }

    /// Tells the text as it is sent, with the addresses that its images have by now.
    pub(super) fn say_sent(&self) {
        let text = self.order.platform.text(self.plan());
        if let Some(text) = text.and_then(|t| t.fill_text(&self.slots).ok()) {
            self.say(Event::Sent {
                key: self.plan().key.clone(),
                text: scrub::without_signatures(&text),
            });
        }
    }

    /// Tells the text as a look has found it, where one reads it.
    pub(super) fn say_seen(&mut self) {
        let seen = self.slots.text(SEEN_TEXT);
        // A run looks again and again until it is decided.
        if seen == self.seen {
            return;
        }
        if let Some(text) = &seen {
            self.say(Event::Seen {
                key: self.plan().key.clone(),
                text: scrub::without_signatures(text),
            });
        }
        self.seen = seen;
    }

    /// Keeps a picture of what the page shows after a step that changed it, or before a submit, where the run is traced.
    pub(super) async fn picture(&mut self, step: &Step) {
        let does = Does::of(step);
        if self.ports.policy.trace == Trace::Off || !self.has_page() {
            return;
        }
        let submits = match step {
            Step::Submit(crate::plan::Submit {
                act: crate::plan::Act::Click { element, .. },
                ..
            }) => Some(element),
            _ => None,
        };
        if !does.changes_the_page() && submits.is_none() {
            return;
        }
        let recorder = self.ports.recorder;
        let name = format!("step-{:03}-{}", recorder.number(), self.order.account.name);
        let Ok(page) = self.page().await else { return };
        let picture = page.snap(recorder.dir(), &name, submits).await;
        self.say(Event::Pictured {
            key: self.plan().key.clone(),
            does,
            what: Does::to(step),
            picture,
        });
    }
}
