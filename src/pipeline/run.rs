//! A run: all orders are made ready first, then handed in one after the other.

use super::confirm::Open;
use super::desk::{Desk, WEBDRIVER_SESSION};
use super::{Ended, Order, Ports, Trouble, TroubleKind, money};
use crate::ledger::{Entry, Filter, LedgerState};
use crate::plan::{MilestoneName, Money, RouteVia, Slots, State};
use crate::record::Event;
use crate::text::RunMessage;

/// Publishes orders; the results are in their order. Whatever happens to one leaves the others alone.
pub async fn publish(orders: &[Order<'_>], ports: &Ports<'_>) -> Vec<Ended> {
    let mut results: Vec<Option<Ended>> = Vec::new();
    let mut desks: Vec<Option<Desk<'_>>> = Vec::new();
    for order in orders {
        match make_ready(order, ports).await {
            Ok(Ready::Desk(desk)) => {
                desks.push(Some(*desk));
                results.push(None);
            }
            Ok(Ready::Ended(ended)) => {
                desks.push(None);
                results.push(Some(*ended));
            }
            Err(t) => {
                desks.push(None);
                results.push(Some(stopped(order, &t, ports).await));
            }
        }
    }
    agree(&mut desks, &mut results, ports).await;
    let mut found = published(orders, ports).await;
    for (n, desk) in desks.iter_mut().enumerate() {
        if let Some(desk) = desk.as_mut() {
            desk.slots.extend(found.clone());
            let ended = hand_in(desk).await;
            desk.stand_up().await;
            results[n] = Some(ended);
        }
        // What this account found is there for the later ones: `${juejin.url}`.
        if let Some(Ended {
            key,
            receipt: Some(receipt),
            ..
        }) = results[n].as_ref()
            && let Some(url) = &receipt.url
        {
            share(&mut found, &key.account, receipt.state, url);
        }
        if let Some(ended) = results[n].as_ref() {
            ports.recorder.say(Event::Settled {
                key: ended.key.clone(),
                state: ended.state,
                url: ended.receipt.as_ref().and_then(|r| r.url.clone()),
            });
        }
    }
    results.into_iter().flatten().collect()
}

/// Looks at what an entry left open, as a run of its own: nothing is published.
pub async fn look(order: &Order<'_>, entry: &Entry, ports: &Ports<'_>) -> Ended {
    match settle_open(order, entry, ports).await {
        Ok(ended) => ended,
        Err(t) => stopped(order, &t, ports).await,
    }
}

enum Ready<'a> {
    Desk(Box<Desk<'a>>),
    Ended(Box<Ended>),
}

/// Looks in the ledger, looks at what is open, and reaches `signed in`. Nothing is written on a platform.
async fn make_ready<'a>(order: &'a Order<'a>, ports: &'a Ports<'a>) -> Result<Ready<'a>, Trouble> {
    let plan = &order.plan;
    ports.recorder.say(Event::Planned {
        key: plan.key.clone(),
        title: plan.article.title.clone(),
    });
    let entry = ports.ledger.entry(&plan.key).await?;
    if let Some(entry) = &entry {
        end_browser(entry, ports).await;
        if entry.state.is_open() {
            let ended = settle_open(order, entry, ports).await?;
            // Only what is proved not to be there is published now.
            if ended.state != State::Failed {
                return Ok(Ready::Ended(Box::new(ended)));
            }
        } else if let Some(ended) = nothing_to_do(order, entry) {
            return Ok(Ready::Ended(Box::new(ended)));
        }
    }
    let now = ports.recorder.now();
    let entry = ports.ledger.begin(plan, ports.recorder.run(), now).await?;
    let mut desk = Desk::sit_down(order, ports, entry.slots)?;
    if let Some(milestone) = order.milestone(MilestoneName::SignedIn)
        && let Err(t) = desk.reach(milestone).await.and_then(|()| desk.known())
    {
        desk.stand_up().await;
        return Err(t);
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
        _ => None,
    }
}

/// Ends the browser of a dead run: its page may still be clicking.
async fn end_browser(entry: &Entry, ports: &Ports<'_>) {
    if let (Some(browser), Some(id)) = (ports.browser, entry.slots.text(WEBDRIVER_SESSION)) {
        browser.end(&id).await;
    }
}

/// Settles an entry that an earlier run left open, by its own plan.
async fn settle_open(
    order: &Order<'_>,
    entry: &Entry,
    ports: &Ports<'_>,
) -> Result<Ended, Trouble> {
    let mut desk = match Desk::sit_down(order, ports, entry.slots.clone()) {
        Ok(desk) => desk,
        // Without its session nobody can look: what was unknown stays so.
        Err(t) => {
            let mut ended = Ended::new(&order.plan, State::Unknown).with_problem(t.message);
            ended.route = entry.via;
            return Ok(ended);
        }
    };
    desk.via = entry.via;
    let why = entry.problem.as_ref().map_or_else(
        || "the run ended before the answer was settled".to_owned(),
        |(_, why)| why.clone(),
    );
    let decided = entry.decided.unwrap_or(0);
    let ended = desk.confirm(Open::Entry, Some(why), decided).await;
    desk.stand_up().await;
    Ok(ended)
}

/// Shows what the run costs, holds it against the budgets and asks; those that may not be handed in are settled here.
async fn agree(desks: &mut [Option<Desk<'_>>], results: &mut [Option<Ended>], ports: &Ports<'_>) {
    let mut priced = Vec::new();
    for (n, slot) in desks.iter_mut().enumerate() {
        let Some(desk) = slot.as_mut() else { continue };
        let account = &desk.order.account.name;
        let planned: Money = priced
            .iter()
            .filter(|(_, key, _): &&(usize, crate::plan::Key, Money)| key.account == *account)
            .map(|(_, _, price)| *price)
            .sum();
        let allowed = match money::price(desk) {
            Ok(Some(price)) => money::check(desk, price, planned)
                .await
                .map(|()| priced.push((n, desk.plan().key.clone(), price))),
            Ok(None) => Ok(()),
            Err(t) => Err(t),
        };
        if let Err(t) = allowed {
            results[n] = Some(stopped(desk.order, &t, ports).await);
            desk.stand_up().await;
            *slot = None;
        }
    }
    let orders: Vec<_> = priced.iter().map(|(_, k, p)| (k.clone(), *p)).collect();
    if money::agree(&orders, ports).await {
        return;
    }
    // Nobody agreed to the sum, so nothing of this run is handed in.
    let sum = orders.iter().map(|(_, price)| *price).sum();
    for (n, slot) in desks.iter_mut().enumerate() {
        if let Some(mut desk) = slot.take() {
            results[n] = Some(money::not_agreed(&desk, sum));
            desk.stand_up().await;
        }
    }
}

/// What other accounts have published of these articles in earlier runs.
async fn published(orders: &[Order<'_>], ports: &Ports<'_>) -> Slots {
    let mut found = Slots::default();
    let mut articles: Vec<&str> = orders.iter().map(|o| o.plan.key.article.as_str()).collect();
    articles.dedup();
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
                share(&mut found, &entry.key.account, receipt.state, url);
            }
        }
    }
    found
}

/// Lets later accounts use a link: `${juejin.url}` as soon as there is one, `${juejin.live_url}` once everyone can read it.
fn share(found: &mut Slots, account: &str, state: State, url: &str) {
    found.set(&format!("{account}.url"), url);
    if state == State::Live {
        found.set(&format!("{account}.live_url"), url);
    }
}

/// Settles by a look what the platform says it has already, though the ledger knew nothing of it.
async fn settle_there(desk: &mut Desk<'_>) -> Result<Ended, Trouble> {
    let now = desk.ports.recorder.now();
    let cost = money::price(desk)?;
    let key = &desk.order.plan.key;
    let via = desk.via.unwrap_or(RouteVia::Api);
    let attempt = desk.ports.ledger.intend(key, via, cost, now, now).await?;
    Ok(desk.confirm(Open::Attempt(attempt), None, now).await)
}

/// From the draft to the confirmation.
async fn hand_in(desk: &mut Desk<'_>) -> Ended {
    let order = desk.order;
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
            return desk.with_route(stopped(order, &t, desk.ports).await);
        }
    }
    let Some(milestone) = order.milestone(MilestoneName::Submitted) else {
        return Ended::new(&order.plan, State::Draft);
    };
    match desk.submit(milestone).await {
        Ok(left) => {
            desk.confirm(Open::Attempt(left.attempt), left.doubt, left.decided)
                .await
        }
        Err(t) => desk.with_route(stopped(order, &t, desk.ports).await),
    }
}

/// The result of an order that was stopped before its submit, noted in the ledger.
async fn stopped(order: &Order<'_>, t: &Trouble, ports: &Ports<'_>) -> Ended {
    let waits = matches!(t.message, RunMessage::WaitsFor { .. });
    let person = matches!(t.kind, TroubleKind::Person | TroubleKind::SignIn);
    let state = if waits || person {
        State::Waiting
    } else {
        State::Failed
    };
    let why = crate::text::say(crate::text::Lang::En, &t.message.clone().into()).what;
    let why = ports.recorder.redactor().clean(&why);
    let now = ports.recorder.now();
    let noted = ports
        .ledger
        .fail(&order.plan.key, t.message.code(), &why, now)
        .await;
    if let Err(e) = noted {
        tracing::debug!("not noted in the ledger: {e}");
    }
    let mut ended = Ended::new(&order.plan, state).with_problem(t.message.clone());
    ended.person = person;
    ended
}
