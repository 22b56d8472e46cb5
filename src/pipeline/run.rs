//! What a run does with one order: make it ready, hand it in, look at it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use super::confirm::Open;
use super::desk::{ARTICLE_ROOT, Desk, WEBDRIVER_SESSION};
use super::{Ended, Head, Order, Ports, Trouble, TroubleKind, money, telling};
use crate::browser::Page;
use crate::ledger::{Entry, Filter, LedgerState};
use crate::plan::{MilestoneName, Receipt, RouteVia, Slots, State, Verdict};
use crate::record::{Awaited, Event};
use crate::text::RunMessage;

/// Looks at an entry, as a run of its own: what is open is settled, what is published is looked at by the order's
/// own look; nothing is published.
pub async fn look(order: &Order<'_>, entry: &Entry, ports: &Ports<'_>) -> Ended {
    let looked = if entry.state.is_open() {
        end_browser(entry, ports).await;
        settle_open(order, entry, ports).await
    } else {
        look_at_published(order, entry, ports).await
    };
    match looked {
        Ok(ended) => ended,
        // Nothing was begun, so nothing has failed: the entry stays as it is.
        Err(t) => still_open(order, t),
    }
}

/// What could not be looked at is as unknown as it was.
fn still_open(order: &Order<'_>, t: Trouble) -> Ended {
    let person = matches!(t.kind, TroubleKind::Person | TroubleKind::SignIn);
    let mut ended = Ended::new(&order.plan, State::Unknown).with_problem(t.message);
    ended.person = person;
    ended
}

async fn look_at_published(
    order: &Order<'_>,
    entry: &Entry,
    ports: &Ports<'_>,
) -> Result<Ended, Trouble> {
    let mut desk = Desk::sit_down(order, ports, entry.slots.clone())?;
    desk.via = entry.via;
    let known = entry.receipt.as_ref().map_or(State::Submitted, |r| r.state);
    let mut ended = desk.look_again(known).await;
    if ended.receipt.is_none() {
        ended.receipt.clone_from(&entry.receipt);
    }
    desk.stand_up().await;
    Ok(ended)
}

/// Takes an article in that is on the site already, after looking at it.
///
/// # Errors
/// What stopped the look, or that it does not prove that the article is there and this account's.
pub async fn adopt(order: &Order<'_>, ports: &Ports<'_>) -> Result<Ended, Trouble> {
    let mut desk = Desk::sit_down(order, ports, Slots::default())?;
    desk.kept = false;
    if let Some(milestone) = order.milestone(MilestoneName::SignedIn) {
        desk.reach(milestone).await?;
    }
    let verdict = desk.look().await;
    desk.stand_up().await;
    let receipt = match verdict {
        Verdict::Found(receipt) => receipt,
        Verdict::Absent => {
            return Err(Trouble::stop(RunMessage::Unclear {
                call: "the look".to_owned(),
                what: "it is not there".to_owned(),
            }));
        }
        Verdict::Unclear(what) => {
            return Err(Trouble::stop(RunMessage::Unclear {
                call: "the look".to_owned(),
                what,
            }));
        }
    };
    let (plan, slots) = order.platform.adopted(&order.plan, &desk.slots);
    let (run, now) = (ports.recorder.run(), ports.recorder.now());
    ports
        .ledger
        .adopt(&plan, &slots, &receipt, run, now)
        .await?;
    Ok(Ended::new(&plan, receipt.state).with_receipt(receipt))
}

/// Does an errand; what its calls have read.
///
/// # Errors
/// What stopped it.
pub async fn errand(order: &Order<'_>, ports: &Ports<'_>) -> Result<Slots, Trouble> {
    let mut desk = Desk::sit_down(order, ports, Slots::default())?;
    desk.kept = false;
    if let Some(milestone) = order.milestone(MilestoneName::SignedIn) {
        desk.reach(milestone).await?;
    }
    desk.stand_up().await;
    Ok(desk.slots)
}

/// Follows what is in review until it is decided or time is up: with growing pauses, told at each.
pub async fn follow(order: &Order<'_>, ports: &Ports<'_>, patience: Duration) -> Option<Ended> {
    let until = tokio::time::Instant::now() + patience;
    let mut pause = FIRST_PAUSE;
    let mut last = None;
    loop {
        let next = (tokio::time::Instant::now() + pause).min(until);
        let left = until.saturating_duration_since(tokio::time::Instant::now());
        if left.is_zero() {
            return last;
        }
        ports.recorder.say(Event::Waiting {
            key: order.plan.key.clone(),
            what: format!("the review, at most {} s more", left.as_secs().max(1)),
            on: Awaited::Review,
            until: Some(ports.recorder.now() + left.as_secs().max(1).cast_signed()),
        });
        tokio::time::sleep_until(next).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
        let entry = ports.ledger.entry(&order.plan.key).await.ok().flatten()?;
        if entry.state != LedgerState::InReview {
            return last;
        }
        let ended = look(order, &entry, ports).await;
        let decided = ended.state != State::InReview;
        last = Some(ended);
        if decided {
            return last;
        }
    }
}

/// The pauses between looks at a review.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What making ready came to.
pub(super) enum Ready<'a> {
    /// It can be handed in.
    Desk(Box<Desk<'a>>),
    /// There is nothing to do, or nothing that may be done.
    Ended(Box<Ended>),
}

/// Looks in the ledger, looks at what is open, and reaches `signed in`, in the account's page where one is open already.
/// Nothing is written on a platform.
pub(super) async fn make_ready<'a>(
    order: &'a Order<'a>,
    ports: &'a Ports<'a>,
    page: &mut Option<Box<dyn Page>>,
) -> Result<Ready<'a>, Trouble> {
    let plan = &order.plan;
    ports.recorder.say(telling::planned(plan));
    let mut entry = ports.ledger.entry(&plan.key).await?;
    if let Some(found) = entry.clone() {
        end_browser(&found, ports).await;
        if found.state.is_open() {
            let ended = match settle_open(order, &found, ports).await {
                Ok(ended) => ended,
                Err(t) => still_open(order, t),
            };
            entry = ports.ledger.entry(&plan.key).await?;
            let changed = found.plan.article.hash != plan.article.hash;
            // Only what is proved not to be there is published now, and what has been changed again since.
            if ended.state == State::Unknown
                || (ended.state != State::Failed && !(changed && found.before.is_some()))
            {
                return Ok(Ready::Ended(Box::new(ended)));
            }
        }
    }
    if let Some(found) = &entry
        && let Some(ended) = nothing_to_do(order, found)
    {
        return Ok(Ready::Ended(Box::new(ended)));
    }
    let (now, run) = (ports.recorder.now(), ports.recorder.run());
    let update = order.platform.can_update()
        && entry
            .as_ref()
            .is_some_and(|e| e.state.is_published() || e.state == LedgerState::Rejected);
    let earlier = entry.is_some();
    let entry = if update {
        ports.ledger.begin_update(plan, run, now).await?
    } else {
        ports.ledger.begin(plan, run, now).await?
    };
    let mut desk = Desk::sit_down(order, ports, entry.slots)?;
    desk.began = entry.began;
    desk.orphans_since = (earlier && !update).then_some(entry.began);
    // Before anything can stop it: whoever goes on with it needs the files.
    if desk.slots.get(ARTICLE_ROOT).is_some() {
        desk.keep(false).await?;
    }
    desk.take_over(page.take()).await?;
    if let Some(milestone) = order.milestone(MilestoneName::SignedIn)
        && let Err(t) = desk.reach(milestone).await.and_then(|()| desk.known())
    {
        desk.stand_up().await;
        return Err(t);
    }
    if let Some(there) = order.platform.same_title(plan, &desk.slots)
        && !is_ours(&there, order, ports).await?
    {
        desk.stand_up().await;
        return Err(Trouble::stop(RunMessage::SameTitle {
            account: order.account.name.clone(),
            file: plan.article.file.clone(),
            url: there.url.unwrap_or_default(),
        }));
    }
    Ok(Ready::Desk(Box::new(desk)))
}

/// What the ledger says when there is nothing to do: the same content is published, or was rejected.
fn nothing_to_do(order: &Order<'_>, entry: &Entry) -> Option<Ended> {
    let same = entry.plan.article.hash == order.plan.article.hash;
    let mut ended = Ended::new(&order.plan, State::Unchanged);
    ended.route = entry.via;
    match (entry.state, entry.receipt.clone()) {
        (state, receipt) if state.is_published() && same => {
            ended.receipt = receipt;
            Some(ended)
        }
        (LedgerState::Rejected, Some(receipt)) if same => Some(ended.with_receipt(receipt)),
        (LedgerState::Gone, receipt) => {
            let url = receipt.as_ref().and_then(|r| r.url.clone());
            ended.state = State::Gone;
            ended.receipt = receipt;
            Some(ended.with_problem(RunMessage::Gone { url }))
        }
        _ => None,
    }
}

/// Whether the ledger knows what is there as another article of the account.
async fn is_ours(there: &Receipt, order: &Order<'_>, ports: &Ports<'_>) -> Result<bool, Trouble> {
    let filter = Filter {
        account: Some(order.account.name.clone()),
        ..Filter::default()
    };
    let known = ports.ledger.entries(&filter).await?;
    Ok(known
        .iter()
        .filter_map(|e| e.receipt.as_ref())
        .any(|r| r.external_id == there.external_id))
}

/// Ends the browser of a dead run: its page may still be clicking.
async fn end_browser(entry: &Entry, ports: &Ports<'_>) {
    if let (Some(browser), Some(id)) = (ports.browser, entry.slots.text(WEBDRIVER_SESSION)) {
        browser.end(&id).await;
    }
}

/// Settles an entry that an earlier run left open, by what that run had found.
async fn settle_open(
    order: &Order<'_>,
    entry: &Entry,
    ports: &Ports<'_>,
) -> Result<Ended, Trouble> {
    let mut desk = Desk::sit_down_for(order, &entry.plan, ports, entry.slots.clone())?;
    desk.via = entry.via;
    let why = entry.problem.as_ref().map_or_else(
        || "the run ended before the answer was settled".to_owned(),
        |(_, why)| why.clone(),
    );
    let decided = desk.decided(entry);
    let ended = desk
        .confirm(Open::Entry(entry.run.clone()), Some(why), decided)
        .await;
    desk.stand_up().await;
    Ok(ended)
}

/// What other accounts have published of these articles in earlier runs, by article.
pub(super) async fn published(heads: &[Head<'_>], ports: &Ports<'_>) -> BTreeMap<String, Slots> {
    let mut found: BTreeMap<String, Slots> = BTreeMap::new();
    let using = heads.iter().filter(|h| !h.needs.is_empty());
    let articles: BTreeSet<&str> = using.map(|h| h.key.article.as_str()).collect();
    for article in articles {
        let filter = Filter {
            article: Some(article.to_owned()),
            ..Filter::default()
        };
        // Without the ledger nothing is handed in anyway, and that is where it is said.
        for entry in ports.ledger.entries(&filter).await.unwrap_or_default() {
            if let Some(receipt) = &entry.receipt
                && let Some(url) = &receipt.url
            {
                let links = found.entry(article.to_owned()).or_default();
                share(links, &entry.key.account, receipt.state, url);
            }
        }
    }
    found
}

/// Lets later accounts use a link: `${juejin.url}` as soon as there is one, `${juejin.live_url}` once everyone can read it.
pub(super) fn share(found: &mut Slots, account: &str, state: State, url: &str) {
    found.set(&format!("{account}.url"), url);
    if state == State::Live {
        found.set(&format!("{account}.live_url"), url);
    }
}

/// Settles by a look what the platform says it has already, though the ledger knew nothing of it.
async fn settle_there(desk: &mut Desk<'_>) -> Result<Ended, Trouble> {
    let now = desk.ports.recorder.now();
    let cost = money::price(desk)?;
    desk.committed.store(true, Ordering::SeqCst);
    let key = &desk.order.plan.key;
    let via = desk.via.unwrap_or(RouteVia::Api);
    let attempt = desk.ports.ledger.intend(key, via, cost, now, now).await?;
    Ok(desk
        .confirm(Open::Attempt(attempt), None, Instant::now())
        .await)
}

/// From the draft to the confirmation.
pub(super) async fn hand_in(desk: &mut Desk<'_>, head: &Head<'_>) -> Ended {
    let order = desk.order;
    if let Err(t) = desk.wait_for_turn().await {
        return stopped(head, &t, desk.ports).await;
    }
    let before = order
        .plan
        .milestones
        .iter()
        .filter(|m| m.name > MilestoneName::SignedIn && m.name < MilestoneName::Submitted);
    for milestone in before {
        let reached = match desk.reach(milestone).await {
            Err(t) if t.kind == TroubleKind::There => match settle_there(desk).await {
                Ok(ended) => return ended,
                Err(t) => Err(t),
            },
            other => other,
        };
        if let Err(t) = reached {
            return desk.with_route(stopped(head, &t, desk.ports).await);
        }
    }
    desk.say_sent();
    let Some(milestone) = order.milestone(MilestoneName::Submitted) else {
        let ended = Ended::new(&order.plan, State::Draft);
        let ended = match order.platform.draft(&desk.slots) {
            Some(receipt) => ended.with_receipt(receipt),
            None => ended,
        };
        return desk.with_route(ended);
    };
    if let Err(t) = money::unchanged(desk) {
        return desk.with_route(stopped(head, &t, desk.ports).await);
    }
    match desk.submit(milestone).await {
        Ok(left) => {
            let ended = desk
                .confirm(Open::Attempt(left.attempt), left.doubt, left.decided)
                .await;
            if desk.agreed.is_some() {
                desk.ask_funds().await;
            }
            ended
        }
        Err(t) => desk.with_route(stopped(head, &t, desk.ports).await),
    }
}

/// The result of an order that was stopped before its submit, noted in the ledger.
pub(super) async fn stopped(head: &Head<'_>, t: &Trouble, ports: &Ports<'_>) -> Ended {
    let waits = matches!(
        t.message,
        RunMessage::WaitsFor { .. } | RunMessage::Paced { .. } | RunMessage::TooFast { .. }
    );
    let person = matches!(t.kind, TroubleKind::Person | TroubleKind::SignIn);
    let state = if waits || person {
        State::Waiting
    } else {
        State::Failed
    };
    let why = crate::text::say(ports.lang, &t.message.clone().into()).what;
    let why = ports.recorder.redactor().clean(&why);
    let now = ports.recorder.now();
    let noted = ports
        .ledger
        .fail(&head.key, t.message.code(), &why, now)
        .await;
    if let Err(e) = noted {
        tracing::debug!("not noted in the ledger: {e}");
    }
    // What an earlier run left open stays open, whatever kept this one from looking.
    let entry = ports.ledger.entry(&head.key).await.ok().flatten();
    let open = entry.is_some_and(|e| e.state.is_open());
    let state = if open { State::Unknown } else { state };
    let mut ended = Ended::of(head, state).with_problem(t.message.clone());
    ended.person = person;
    ended
}
