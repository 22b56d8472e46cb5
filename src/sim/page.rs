//! The fake browser: a page with an editor, as far as the model needs it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use super::juejin::{picture_url, uri};
use super::model::{Change, Content};
use super::world::{Blow, Sort, World};
use crate::browser::{
    Browser, Done, Fault, Gesture, Located, Page, PageError, Scrubbing, Show, Snapshot, Surveyed,
};
use crate::plan::{Condition, Slots, Step};
use crate::record::{Capture, Evidence, Picture};
use crate::secret::{Cookie, Redactor};
use crate::site::{Element, Fingerprint, PagesFile, Reaction};

/// Opens fake pages.
pub(super) struct FakeBrowser(pub(super) World);

struct FakePage {
    world: World,
    browser: u32,
    draft: Option<String>,
    /// What is in the fields.
    title: Option<Arc<str>>,
    /// What is in the editor.
    text: Option<Arc<str>>,
    sign: bool,
}

#[async_trait]
impl Browser for FakeBrowser {
    async fn open(
        &self,
        _: &PagesFile,
        _: &[Cookie],
        _: &Redactor,
    ) -> Result<Box<dyn Page>, PageError> {
        let struck = self.0.effect(Sort::Page, "open a browser").await;
        if struck.is_some_and(|s| s.how == Blow::Driver) {
            return Err(failed(Blow::Driver, true));
        }
        let browser = self.0.model(|m| m.open());
        if struck.is_some_and(|s| s.how == Blow::CrashAfter) {
            self.0.die().await;
        }
        Ok(Box::new(FakePage {
            world: self.0.clone(),
            browser,
            draft: None,
            title: None,
            text: None,
            sign: true,
        }))
    }

    async fn end(&self, session_id: &str) {
        let browser = session_id.parse().expect("an id of ours");
        self.0.model(|m| m.end(browser));
    }
}

impl FakePage {
    fn change(&self, change: Change) -> Option<String> {
        self.world.model(|m| m.change(&change, Instant::now()))
    }

    fn act(&mut self, step: &Step, slots: &Slots) -> Done {
        let mut done = Done::default();
        match step {
            Step::GoTo { .. } => self.draft = slots.text("draft_id"),
            Step::Fill { element, text, .. } if element.name == "title" => {
                let title = text.fill_text(slots).expect("all its slots");
                self.title = Some(title.into());
                if self.draft.is_none() {
                    self.draft = self.change(Change::Draft);
                }
            }
            Step::Expect {
                condition: Condition::Url(_),
            } => {
                if let Some(draft) = &self.draft {
                    done.slots.set("draft_id", draft.as_str());
                }
            }
            Step::SetEditor { text, .. } => {
                let text = text.fill_text(slots).expect("all its slots");
                self.text = Some(text.into());
            }
            Step::Expect { .. } => {
                let fields = (self.draft.clone(), self.title.clone(), self.text.clone());
                if let (Some(draft), Some(title), Some(text)) = fields {
                    self.change(Change::Fields(draft, Content { title, text }));
                }
            }
            _ => {}
        }
        done
    }
}

#[async_trait]
impl Page for FakePage {
    fn session_id(&self) -> Option<String> {
        Some(self.browser.to_string())
    }

    fn browser(&self) -> String {
        "simulated 0".to_owned()
    }

    async fn perform(&mut self, step: &Step, slots: &Slots) -> Result<Done, PageError> {
        match self.world.effect(Sort::Page, "a step").await.map(|s| s.how) {
            Some(Blow::CrashAfter) => {
                self.act(step, slots);
                self.world.die().await
            }
            Some(blow) => Err(failed(blow, true)),
            None => {
                let done = self.act(step, slots);
                self.world.travel().await;
                Ok(done)
            }
        }
    }

    async fn attach(&mut self, step: &Step, bytes: &[u8], _: &Slots) -> Result<Done, PageError> {
        let Step::Attach { slot, .. } = step else {
            unreachable!("nothing else has a file")
        };
        let struck = self.world.effect(Sort::Page, "a picture").await;
        if let Some(blow) = struck.map(|s| s.how)
            && blow != Blow::CrashAfter
        {
            return Err(failed(blow, true));
        }
        let stored = self.world.model(|m| {
            let uri = uri(&m.number());
            m.stores += 1;
            m.pictures.insert(uri.clone(), bytes.len());
            uri
        });
        if struck.is_some() {
            self.world.die().await;
        }
        let mut done = Done::default();
        let url = self.world.model(|m| picture_url(&stored, &m.number()));
        done.slots.set(slot, url);
        self.world.travel().await;
        Ok(done)
    }

    async fn wait_for_one(
        &mut self,
        _: &[Condition],
        _: Duration,
    ) -> Result<Option<usize>, PageError> {
        Ok(None)
    }

    async fn locate(&mut self, _: &[Element], _: bool) -> Result<Vec<Located>, PageError> {
        Ok(Vec::new())
    }

    async fn survey(&mut self, _: &[(Element, bool)], _: bool) -> Result<Vec<Surveyed>, PageError> {
        unreachable!("the pipeline checks no site file")
    }

    async fn first_matching(
        &mut self,
        lists: &[Vec<Element>],
    ) -> Result<Vec<Vec<String>>, PageError> {
        Ok(vec![Vec::new(); lists.len()])
    }

    fn use_pages(&mut self, _: &PagesFile) {}

    async fn click_found(&mut self, _: &str) -> Result<(), PageError> {
        unreachable!("the pipeline checks no site file")
    }

    async fn fingerprints(
        &mut self,
        _: &[Element],
    ) -> Result<BTreeMap<String, Fingerprint>, PageError> {
        Ok(BTreeMap::new())
    }

    async fn texts(&mut self, _: &Element) -> Result<Vec<String>, PageError> {
        Ok(Vec::new())
    }

    async fn snapshot(&mut self, _: &Scrubbing) -> Result<Snapshot, PageError> {
        unreachable!("the pipeline takes no fixtures")
    }

    async fn overlay(&mut self, _: &Show, _: Duration) -> Result<Option<Gesture>, PageError> {
        unreachable!("the pipeline records nothing")
    }

    async fn hide_overlay(&mut self) -> Result<(), PageError> {
        unreachable!("the pipeline records nothing")
    }

    async fn picture(&mut self, _: &Element) -> Result<Option<Vec<u8>>, PageError> {
        Ok(None)
    }

    async fn reload(&mut self) -> Result<(), PageError> {
        Ok(())
    }

    fn with_person(&mut self, _: bool) {}

    async fn click_once(&mut self, _: &Element) -> Result<Done, PageError> {
        let struck = self.world.effect(Sort::Click, "the click").await;
        let draft = self.draft.clone().expect("a draft is open");
        let publish = Change::Publish(draft);
        let Some(struck) = struck else {
            self.change(publish);
            self.world.travel().await;
            return Ok(Done::default());
        };
        let later = |after: Duration| {
            let (at, browser) = (Instant::now() + after, Some(self.browser));
            self.world.model(|m| m.later(at, publish.clone(), browser));
        };
        match struck.how {
            Blow::CrashAfter => {
                self.change(publish);
                self.world.die().await
            }
            Blow::CrashInFlight => {
                later(Duration::from_secs(u64::from(struck.number >> 8) % 3600));
                self.world.die().await
            }
            Blow::LoseBefore => Err(failed(Blow::Driver, false)),
            Blow::LoseAfter => {
                self.change(publish);
                Err(failed(Blow::Driver, false))
            }
            Blow::Late => {
                later(Duration::from_millis(
                    u64::from(struck.number >> 8) % 12_000,
                ));
                Err(failed(Blow::Driver, false))
            }
            Blow::NoSign => {
                self.change(publish);
                self.sign = false;
                Ok(Done::default())
            }
            blow => Err(failed(blow, true)),
        }
    }

    async fn wait_for(&mut self, _: &Condition) -> Result<Done, PageError> {
        match self.sign {
            true => Ok(Done::default()),
            false => Err(failed(Blow::Missing, true)),
        }
    }

    async fn cookies(&mut self) -> Result<Vec<Cookie>, PageError> {
        Ok(Vec::new())
    }

    async fn user_agent(&mut self) -> Result<String, PageError> {
        Ok("model".to_owned())
    }

    async fn leave(&mut self) -> Result<(), PageError> {
        self.world.model(|m| m.end(self.browser));
        Ok(())
    }

    async fn evidence(&mut self, _: &Path, _: &str) -> Evidence {
        let none = || Capture::Unavailable("a model".to_owned());
        Evidence {
            url: none(),
            title: none(),
            screenshot: none(),
            dom: none(),
            console: Vec::new(),
        }
    }

    async fn snap(&mut self, _: &Path, _: &str, _: Option<&Element>) -> Picture {
        Picture {
            file: Capture::Unavailable("a model".to_owned()),
            outline: None,
        }
    }

    async fn close(self: Box<Self>) {}

    fn commands(&self) -> usize {
        0
    }
}

fn failed(blow: Blow, not_done: bool) -> PageError {
    let interrupt = |name: &str, reaction| Fault::Interrupt {
        name: name.to_owned(),
        about: "in the way".to_owned(),
        reaction,
    };
    PageError {
        fault: match blow {
            Blow::LoggedOut => interrupt("sign-in", Reaction::SignIn),
            Blow::Captcha => interrupt("captcha", Reaction::Person),
            Blow::Driver => Fault::Driver("the driver is gone".to_owned()),
            _ => Fault::Condition {
                wanted: "the next thing".to_owned(),
                found: "another".to_owned(),
            },
        },
        url: None,
        site_file: "juejin/pages".to_owned(),
        waited: Duration::ZERO,
        not_done,
        healed: Vec::new(),
    }
}
