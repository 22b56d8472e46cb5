//! Who is signed in at the desk.

use super::Desk;
use crate::pipeline::who::check_stored;
use crate::pipeline::{Ports, SignIn, Trouble, TroubleKind, sign_in};
use crate::plan::SignInWay;
use crate::secret::Cookie;
use crate::session::Session;
use crate::text::RunMessage;

impl Desk<'_> {
    /// Takes the account's session from its store.
    pub(super) fn take_session(&mut self) -> Result<(), Trouble> {
        let loaded = self
            .ports
            .sessions
            .load(&self.order.account.name)
            .map_err(|e| Trouble::session(&e))?;
        if let Some(session) = loaded {
            hide(&session.cookies, self.ports);
            check_stored(&self.order.account.name, &session, self.ports)?;
            self.use_session(session);
        }
        Ok(())
    }

    /// Goes on with a session.
    pub fn use_session(&mut self, session: Session) {
        self.slots
            .extend(self.order.platform.session_slots(&session.cookies));
        self.line = (self.ports.line)(&session);
        self.session = session;
    }

    /// Signs in through the page when that is allowed, and goes on with the new session.
    pub async fn sign_in(&mut self) -> Result<(), Trouble> {
        let account = self.order.account;
        let way = match self.ports.policy.sign_in {
            SignIn::Ask => SignInWay::Sms,
            SignIn::Window => SignInWay::Window,
            SignIn::Refuse => {
                return Err(Trouble {
                    message: RunMessage::SignIn {
                        account: account.name.clone(),
                    },
                    kind: TroubleKind::Person,
                });
            }
        };
        self.stand_up().await;
        let signed_in = Box::pin(sign_in(account, self.order.platform, self.ports, way)).await;
        signed_in.map_err(|t| match t.message {
            // That it is signed out would not be told otherwise.
            RunMessage::NoDriver => Trouble {
                message: RunMessage::NoDriverToSignIn {
                    account: account.name.clone(),
                },
                ..t
            },
            _ => t,
        })?;
        self.take_session()
    }

    /// Takes the session out of the page, and asks the site whose it is.
    pub async fn session(&mut self) -> Result<Session, Trouble> {
        let account = self.order.account.name.clone();
        let page = self.page().await?;
        let trouble = |e| Trouble::page(&e, &account);
        let cookies = page.cookies().await.map_err(trouble)?;
        let agent = page.user_agent().await.map_err(trouble)?;
        self.session_of(cookies, Some(agent)).await
    }
}

/// Hides cookies from all that is recorded; a short value is no secret, and hiding it would blot out half of a text.
pub fn hide(cookies: &[Cookie], ports: &Ports<'_>) {
    for cookie in cookies {
        if cookie.value.expose().len() >= 8 {
            ports.recorder.hide(&cookie.value);
        }
    }
}
