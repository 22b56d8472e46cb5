//! Who a session is: asked of the site, held against whose the account is, and asked again before what cannot be taken back.

use super::desk::{Desk, hide};
use super::{Ports, Trouble, TroubleKind};
use crate::plan::{Call, PlanError, Platform};
use crate::secret::Cookie;
use crate::session::{Owner, Session, words};
use crate::text::RunMessage;

impl Desk<'_> {
    /// The call that asks the site who it is, where accounts have sessions.
    fn who(&self) -> Result<Option<Call>, Trouble> {
        self.order
            .platform
            .who(self.order.account)
            .map_err(|e| not_planned(&e))
    }

    /// Notes that the site has just said who is signed in, and stops when that is somebody else than before.
    pub fn known(&mut self) -> Result<(), Trouble> {
        if self.who()?.is_none() {
            return Ok(());
        }
        let Some(user_id) = self.slots.text("user_id") else {
            return Ok(());
        };
        let name = self.slots.text("user_name");
        let now = self.ports.recorder.now();
        let account = &self.order.account.name;
        hold_against_owner(account, &user_id, name.as_deref(), now, self.ports)?;
        self.checked = Some(now);
        Ok(())
    }

    /// Asks who is signed in, unless that was asked a moment ago.
    ///
    /// # Errors
    /// Nobody is, somebody else is, or the site did not say.
    pub async fn still_signed_in(&mut self) -> Result<(), Trouble> {
        let Some(call) = self.who()? else {
            return Ok(());
        };
        let now = self.ports.recorder.now();
        let fresh = self.ports.policy.fresh;
        if self.checked.is_some_and(|at| now - at < fresh) {
            return Ok(());
        }
        self.call(&call).await?;
        self.known()
    }

    /// Makes a session of cookies that the site knows: who it is and until when.
    ///
    /// # Errors
    /// The site does not know them, or knows them as somebody else's.
    pub async fn session_of(
        &mut self,
        cookies: Vec<Cookie>,
        user_agent: Option<String>,
    ) -> Result<Session, Trouble> {
        hide(&cookies, self.ports);
        let mut session = Session {
            cookies,
            user_agent,
            user_id: None,
            user_name: None,
            expires: None,
            taken: self.ports.recorder.now(),
        };
        self.use_session(session.clone());
        if let Some(call) = self.who()? {
            self.call(&call).await?;
            self.known()?;
        }
        session.user_id = self.slots.text("user_id");
        session.user_name = self.slots.text("user_name");
        // A session that does not say when it ends has no end that is known.
        let expires = self.order.platform.session_expires(&session.cookies);
        session.expires = expires.filter(|at| *at != i64::MAX);
        Ok(session)
    }
}

/// Stops when a user is not the one of the account's first sign-in; the first one is remembered.
pub(super) fn hold_against_owner(
    account: &str,
    user_id: &str,
    name: Option<&str>,
    now: i64,
    ports: &Ports<'_>,
) -> Result<(), Trouble> {
    match ports
        .sessions
        .owner(account)
        .map_err(|e| Trouble::session(&e))?
    {
        Some(owner) if owner.user_id != user_id => Err(Trouble {
            message: RunMessage::OtherUser {
                account: account.to_owned(),
                owner: owner.words(),
                found: words(name, user_id),
            },
            kind: TroubleKind::Person,
        }),
        Some(_) => Ok(()),
        None => {
            let owner = Owner {
                user_id: user_id.to_owned(),
                user_name: name.map(str::to_owned),
                since: now,
            };
            ports
                .sessions
                .set_owner(account, &owner)
                .map_err(|e| Trouble::session(&e))
        }
    }
}

/// Stops when a stored session says that it is somebody else's, before anything is sent.
pub(super) fn check_stored(
    account: &str,
    session: &Session,
    ports: &Ports<'_>,
) -> Result<(), Trouble> {
    let owner = ports
        .sessions
        .owner(account)
        .map_err(|e| Trouble::session(&e))?;
    match (owner, &session.user_id) {
        (Some(_), Some(id)) => {
            let name = session.user_name.as_deref();
            hold_against_owner(account, id, name, session.taken, ports)
        }
        _ => Ok(()),
    }
}

/// Whether cookies look like a session, so that it is worth asking the site.
pub(super) fn looks_signed_in(platform: &dyn Platform, cookies: &[Cookie]) -> bool {
    platform.session_expires(cookies).is_some()
}

/// A site file that is not as the platform needs it.
pub(super) fn not_planned(e: &PlanError) -> Trouble {
    Trouble::stop(RunMessage::State(e.to_string()))
}
