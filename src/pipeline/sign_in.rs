//! Signing in: through the site's page, by its calls, out of a browser that is signed in already, or with cookies from
//! elsewhere.
//! All ways end in the same stored session.

use super::desk::Desk;
use super::who::not_planned;
use super::{Order, Ports, Trouble, TroubleKind, Version};
use crate::plan::{
    Account, Answer, ClearCall, Dialect, Moment, Plan, Platform, Reading, Request, RouteVia,
    Secrets, SignInWay,
};
use crate::secret::Cookie;
use crate::session::Session;
use crate::site::{PagesFile, Reaction, SiteFileKind};
use crate::text::RunMessage;

/// Signs an account in through its site's page and stores the session.
///
/// # Errors
/// What stopped it; nothing was published and no session was changed.
pub async fn sign_in(
    account: &Account,
    platform: &dyn Platform,
    ports: &Ports<'_>,
    way: SignInWay,
) -> Result<Session, Trouble> {
    let order = order(account, platform, way)?;
    let mut desk = Desk::signed_out(&order, ports);
    let result = walk(&mut desk).await;
    desk.stand_up().await;
    result
}

/// Takes the session of a browser that has one: the user's own Chrome, or a profile of theirs. Where it has none, a
/// person may sign in there, when `wait` allows that.
///
/// # Errors
/// As [`sign_in`].
pub async fn take_over(
    account: &Account,
    platform: &dyn Platform,
    ports: &Ports<'_>,
    wait: bool,
) -> Result<Session, Trouble> {
    let order = order(account, platform, SignInWay::Window)?;
    let mut desk = Desk::signed_out(&order, ports);
    let result = take(&mut desk, wait).await;
    desk.stand_up().await;
    result
}

/// Makes a session of cookies from elsewhere, when the site knows them, and stores it.
///
/// # Errors
/// As [`sign_in`].
pub async fn take_in(
    account: &Account,
    platform: &dyn Platform,
    ports: &Ports<'_>,
    cookies: Vec<Cookie>,
) -> Result<Session, Trouble> {
    let order = order(account, platform, SignInWay::Window)?;
    let mut desk = Desk::signed_out(&order, ports);
    let session = desk.session_of(cookies, None).await?;
    keep(&desk, session)
}

fn order<'a>(
    account: &'a Account,
    platform: &'a dyn Platform,
    way: SignInWay,
) -> Result<Order<'a>, Trouble> {
    let older = older(account, platform, way);
    let plan: Plan = platform
        .sign_in(account, way)
        .map_err(|e| not_planned(&e))?
        .ok_or_else(|| {
            if way == SignInWay::SmsByCalls {
                let account = account.name.clone();
                return Trouble::stop(RunMessage::NoSignInCalls { account });
            }
            Trouble::stop(RunMessage::State(format!(
                "{} has no page to sign in at; its keys are in the configuration",
                account.name
            )))
        })?;
    let pages = platform
        .pages(account)
        .map_err(|e| not_planned(&e.into()))?
        .map(signed_out);
    let dialect = platform
        .dialect(account, &Secrets::default())
        .unwrap_or_else(|_| Box::new(NoCalls));
    Ok(Order {
        plan,
        account,
        platform,
        dialect,
        root: std::path::PathBuf::new(),
        pages,
        older,
    })
}

/// The pages as who signs in meets them: being signed out is no interruption.
fn signed_out(mut pages: PagesFile) -> PagesFile {
    pages.interrupts.retain(|i| i.then != Reaction::SignIn);
    pages
}

/// The same plan by older versions of the pages; one that cannot be read is none.
fn older(account: &Account, platform: &dyn Platform, way: SignInWay) -> Vec<Version> {
    let files = platform.site_files(account, SiteFileKind::Pages);
    let version = |name: &String| {
        let account = account.with_site_file(SiteFileKind::Pages, name);
        Some(Version {
            pages: signed_out(platform.pages(&account).ok()??),
            plan: platform.sign_in(&account, way).ok()??,
        })
    };
    files.iter().skip(1).filter_map(version).collect()
}

async fn walk(desk: &mut Desk<'_>) -> Result<Session, Trouble> {
    let order = desk.order;
    for milestone in &order.plan.milestones {
        desk.choose(milestone).await?;
        for route in &desk.current(milestone).routes {
            if let Err(t) = desk.follow(milestone.name, route).await {
                desk.evidence("sign-in-stopped").await;
                return Err(t);
            }
        }
    }
    let mut routes = order.plan.milestones.iter().flat_map(|m| &m.routes);
    let session = match routes.all(|r| r.via == RouteVia::Api) {
        true => {
            let cookies = desk.line().cookies();
            desk.session_of(cookies, None).await
        }
        false => desk.session().await,
    };
    if session.is_err() {
        desk.evidence("sign-in-stopped").await;
    }
    keep(desk, session?)
}

async fn take(desk: &mut Desk<'_>, wait: bool) -> Result<Session, Trouble> {
    if desk.signed_in_already().await? {
        let session = desk.session().await?;
        return keep(desk, session);
    }
    if wait {
        return walk(desk).await;
    }
    Err(Trouble {
        message: RunMessage::NotSignedInThere {
            account: desk.order.account.name.clone(),
        },
        kind: TroubleKind::Person,
    })
}

fn keep(desk: &Desk<'_>, session: Session) -> Result<Session, Trouble> {
    let account = &desk.order.account.name;
    desk.ports
        .sessions
        .save(account, &session)
        .map_err(|e| Trouble::session(&e))?;
    Ok(session)
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
