//! Signing in through the site's page, and keeping the session.

use super::desk::{Desk, hide};
use super::{Order, Ports, Trouble};
use crate::plan::{
    Account, Answer, ClearCall, Dialect, Moment, PlanError, Platform, Reading, Request, Secrets,
};
use crate::site::Reaction;
use crate::text::RunMessage;

/// Signs an account in through its site's page and stores the session.
///
/// # Errors
/// What stopped it; nothing was published and no session was changed.
pub async fn sign_in(
    account: &Account,
    platform: &dyn Platform,
    ports: &Ports<'_>,
) -> Result<(), Trouble> {
    let no_page = || {
        Trouble::stop(RunMessage::State(format!(
            "{} has no page to sign in at; its keys are in the configuration",
            account.name
        )))
    };
    let plan = platform
        .sign_in(account)
        .map_err(|e| not_planned(&e))?
        .ok_or_else(no_page)?;
    let mut pages = platform
        .pages(account)
        .map_err(|e| not_planned(&e.into()))?;
    // Being signed out is no interruption of signing in.
    if let Some(pages) = &mut pages {
        pages.interrupts.retain(|i| i.then != Reaction::SignIn);
    }
    let dialect = platform
        .dialect(account, &Secrets::default())
        .unwrap_or_else(|_| Box::new(NoCalls));
    let order = Order {
        plan,
        account,
        platform,
        dialect,
        root: std::path::PathBuf::new(),
        pages,
    };
    let mut desk = Desk::signed_out(&order, ports);
    let result = walk(&mut desk).await;
    desk.stand_up().await;
    result
}

async fn walk(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    let order = desk.order;
    for milestone in &order.plan.milestones {
        for route in &milestone.routes {
            if let Err(t) = desk.follow(milestone.name, route).await {
                desk.evidence("sign-in-stopped").await;
                return Err(t);
            }
        }
    }
    let session = desk.session().await?;
    let ports = desk.ports;
    hide(&session.cookies, ports);
    ports
        .sessions
        .save(&order.account.name, &session)
        .map_err(|e| Trouble::stop(RunMessage::State(e.to_string())))
}

fn not_planned(e: &PlanError) -> Trouble {
    Trouble::stop(RunMessage::State(e.to_string()))
}

/// The dialect of an account whose secrets are not at hand: signing in through a page sends no calls.
struct NoCalls;

impl Dialect for NoCalls {
    fn seal(&self, call: &ClearCall, _: &Moment) -> Request {
        Request {
            method: call.method.clone(),
            url: call.url.clone(),
            headers: Vec::new(),
            body: crate::plan::Body::Empty,
        }
    }

    fn open(&self, call: &ClearCall, _: &Answer) -> Reading {
        Reading::Unclear(format!("{} needs the account's secrets", call.name))
    }
}
