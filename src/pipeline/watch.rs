//! Waiting for a person: who signs in, in the window or with their phone; who solves what only a person may.

use std::time::Duration;

use tokio::time::Instant;

use super::desk::Desk;
use super::who::looks_signed_in;
use super::{Trouble, TroubleKind};
use crate::browser::Fault;
use crate::plan::Condition;
use crate::qr;
use crate::record::{Awaited, Event};
use crate::secret::Cookie;
use crate::site::{Element, Reaction};
use crate::text::RunMessage;

/// How often the page is looked at.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

/// After how many looks at a picture that is no QR code the page is loaded anew.
const UNREADABLE: u32 = 15;

/// How often it is.
const RELOADS: u32 = 3;

/// What has been seen so far.
#[derive(Default)]
struct Seen {
    /// The cookies that the site did not know.
    unknown: Option<Vec<Cookie>>,
    /// The code that was shown last.
    code: Option<String>,
    unreadable: u32,
    reloads: u32,
}

impl Desk<'_> {
    /// Waits until a person has signed in; a QR code is shown to them, and again whenever it changes.
    /// Only the site's word counts: an address or a cookie is no proof.
    pub async fn watch(
        &mut self,
        code: Option<&Element>,
        until: &Condition,
    ) -> Result<(), Trouble> {
        let end = Instant::now() + self.ports.policy.patience;
        let mut ticks = tokio::time::interval(BETWEEN_LOOKS);
        let mut seen = Seen::default();
        self.say(Event::Waiting {
            key: self.plan().key.clone(),
            what: match code {
                Some(_) => "the site's app to scan the QR code".to_owned(),
                None => "a person to sign in in the window".to_owned(),
            },
            on: Awaited::Person,
            until: self.person_until(),
        });
        while Instant::now() < end {
            ticks.tick().await;
            if self.has_signed_in(until, &mut seen).await? {
                return Ok(());
            }
            if let Some(element) = code {
                self.show_code(element, &mut seen).await?;
            }
        }
        Err(Trouble {
            message: RunMessage::NobodyCame {
                account: self.order.account.name.clone(),
                waited: self.ports.policy.patience.as_secs(),
            },
            kind: TroubleKind::Person,
        })
    }

    /// Whether the page's cookies are a session that the site knows.
    pub async fn signed_in_already(&mut self) -> Result<bool, Trouble> {
        self.has_signed_in(&never(), &mut Seen::default()).await
    }

    async fn has_signed_in(&mut self, until: &Condition, seen: &mut Seen) -> Result<bool, Trouble> {
        let account = self.order.account.name.clone();
        let trouble = |e| Trouble::page(&e, &account);
        let page = self.page().await?;
        let landed = page
            .wait_for_one(std::slice::from_ref(until), Duration::ZERO)
            .await
            .map_err(&trouble)?
            .is_some();
        let cookies = page.cookies().await.map_err(&trouble)?;
        let agent = page.user_agent().await.map_err(&trouble)?;
        let promising = landed || looks_signed_in(self.order.platform, &cookies);
        if !promising || seen.unknown.as_ref() == Some(&cookies) {
            return Ok(false);
        }
        match self.session_of(cookies.clone(), Some(agent)).await {
            Ok(_) => Ok(true),
            Err(t) if t.kind == TroubleKind::SignIn => {
                seen.unknown = Some(cookies);
                Ok(false)
            }
            Err(t) => Err(t),
        }
    }

    async fn show_code(&mut self, element: &Element, seen: &mut Seen) -> Result<(), Trouble> {
        let account = self.order.account.name.clone();
        let trouble = |e| Trouble::page(&e, &account);
        let page = self.page().await?;
        let picture = page.picture(element).await.map_err(&trouble)?;
        let read = match picture {
            Some(png) => qr::read(&png),
            None => Err("it is not on the page".to_owned()),
        };
        match read {
            Ok(text) if seen.code.as_ref() != Some(&text) => {
                seen.unreadable = 0;
                self.ports.person.show(&account, &text).await;
                seen.code = Some(text);
            }
            Ok(_) => seen.unreadable = 0,
            Err(why) => {
                seen.unreadable += 1;
                if seen.unreadable < UNREADABLE {
                    return Ok(());
                }
                if seen.reloads == RELOADS {
                    return Err(Trouble {
                        message: RunMessage::PageStuck {
                            wanted: format!("{} ({})", element.name, element.about),
                            found: why,
                            url: "the page to sign in at".to_owned(),
                        },
                        kind: TroubleKind::Stop,
                    });
                }
                seen.reloads += 1;
                seen.unreadable = 0;
                page.reload().await.map_err(&trouble)?;
            }
        }
        Ok(())
    }

    /// Until when a person is waited for from now on.
    pub fn person_until(&self) -> Option<i64> {
        let patience = self.ports.policy.patience.as_secs().cast_signed();
        self.ports.recorder.now().checked_add(patience)
    }

    /// Waits in the window until a person has solved what is there for them.
    ///
    /// # Errors
    /// What was there, when it still is at the end of the patience.
    pub async fn wait_for_person(&mut self, what: Trouble) -> Result<(), Trouble> {
        self.say(Event::Waiting {
            key: self.plan().key.clone(),
            what: match &what.message {
                RunMessage::PersonNeeded { what, .. } => what.clone(),
                other => other.code().to_owned(),
            },
            on: Awaited::Person,
            until: self.person_until(),
        });
        let account = self.order.account.name.clone();
        let end = Instant::now() + self.ports.policy.patience;
        let mut ticks = tokio::time::interval(BETWEEN_LOOKS);
        while Instant::now() < end {
            ticks.tick().await;
            let page = self.page().await?;
            match page.wait_for_one(&[never()], Duration::ZERO).await {
                Ok(_) => return Ok(()),
                Err(e) if is_for_a_person(&e.fault) => {}
                Err(e) => return Err(Trouble::page(&e, &account)),
            }
        }
        Err(what)
    }
}

/// Whether only a person gets past it.
pub(super) fn is_for_a_person(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Interrupt {
            reaction: Reaction::Person,
            ..
        }
    )
}

/// A condition that never holds: waiting for it looks at the interrupts alone.
fn never() -> Condition {
    Condition::Url(Vec::new())
}
