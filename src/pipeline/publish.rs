//! A run: all orders are made ready, the money is agreed to once, then they are handed in. Accounts work side by side;
//! within one account the orders are worked on one after the other, so that it never does two things at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{FutureExt, join_all};
use tokio::sync::watch;

use super::desk::{Desk, Parked};
use super::orders::{Head, Orders};
use super::run::{Ready, hand_in, make_ready, published, share, stopped};
use super::{Ended, Order, Ports, Trouble, money, take_over, telling};
use crate::browser::Page;
use crate::plan::{Key, Money, Slots};
use crate::record::Event;
use crate::text::RunMessage;

/// Publishes orders; the results are in their order. Whatever happens to one leaves the others alone.
///
/// When the ports' halt is called, nothing more is begun, and what was handed in is settled.
pub async fn publish(orders: &dyn Orders, ports: &Ports<'_>) -> Vec<Ended> {
    let run = Run::of(orders, ports);
    join_all(
        run.lanes
            .iter()
            .map(|lane| run.make_ready(lane).boxed_local()),
    )
    .await;
    run.agree().await;
    if !ports.halt.is_called() {
        let found = published(orders.heads(), ports).await;
        *lock(&run.links) = found;
    }
    join_all(run.lanes.iter().map(|lane| run.hand_in(lane).boxed_local())).await;
    run.results()
}

/// What a run holds between its orders.
struct Run<'r> {
    orders: &'r dyn Orders,
    heads: &'r [Head<'r>],
    ports: &'r Ports<'r>,
    /// The orders of each account, by their number.
    lanes: Vec<Vec<usize>>,
    /// What waits to be handed in.
    ready: Mutex<Vec<Option<Waiting>>>,
    /// The open page of an account, between its orders.
    pages: Mutex<BTreeMap<String, Box<dyn Page>>>,
    /// The links of each article by account.
    links: Mutex<BTreeMap<String, Slots>>,
    /// Why nothing more that costs is handed in: the sum is not the one that was agreed to.
    changed: Mutex<Option<Trouble>>,
    ended: watch::Sender<Vec<Option<Ended>>>,
}

/// An order that is ready, and what it costs.
struct Waiting {
    parked: Parked,
    price: Option<Money>,
}

impl<'r> Run<'r> {
    fn of(orders: &'r dyn Orders, ports: &'r Ports<'r>) -> Self {
        let heads = orders.heads();
        let mut lanes: Vec<Vec<usize>> = Vec::new();
        for (n, head) in heads.iter().enumerate() {
            let same = |lane: &&mut Vec<usize>| heads[lane[0]].key.account == head.key.account;
            match lanes.iter_mut().find(same) {
                Some(lane) => lane.push(n),
                None => lanes.push(vec![n]),
            }
        }
        Self {
            orders,
            heads,
            ports,
            lanes,
            ready: Mutex::new(heads.iter().map(|_| None).collect()),
            pages: Mutex::default(),
            links: Mutex::default(),
            changed: Mutex::default(),
            ended: watch::Sender::new(heads.iter().map(|_| None).collect()),
        }
    }

    /// Makes the orders of an account ready, one after the other, through one page.
    async fn make_ready(&self, lane: &[usize]) {
        let mut own = OwnBrowser::default();
        for &n in lane {
            let work = self.make_one_ready(n, &mut own);
            let ended = tokio::select! {
                biased;
                ended = work => ended,
                () = self.ports.halt.called() => Some(self.halted(n).await),
            };
            if let Some(ended) = ended {
                self.end(n, ended);
            }
        }
        self.close_unused(lane).await;
    }

    async fn make_one_ready(&self, n: usize, own: &mut OwnBrowser) -> Option<Ended> {
        let head = &self.heads[n];
        let order = match self.orders.order(n).await {
            Ok(order) => order,
            Err(message) => return Some(stopped(head, &Trouble::stop(message), self.ports).await),
        };
        if let Err(t) = own.take_session(&order, self.ports).await {
            return Some(stopped(head, &t, self.ports).await);
        }
        let mut page = self.take_page(n);
        let made = make_ready(&order, self.ports, &mut page).await;
        let ended = match made {
            Ok(Ready::Desk(desk)) => match money::price(&desk) {
                Ok(price) => {
                    let (parked, open) = desk.park();
                    page = open;
                    lock(&self.ready)[n] = Some(Waiting { parked, price });
                    None
                }
                Err(t) => {
                    page = desk.park().1;
                    Some(stopped(head, &t, self.ports).await)
                }
            },
            Ok(Ready::Ended(ended)) => Some(*ended),
            Err(t) => Some(stopped(head, &t, self.ports).await),
        };
        if let Some(page) = page {
            lock(&self.pages).insert(head.key.account.clone(), page);
        }
        ended
    }

    /// Shows what the run costs, holds it against the budgets and asks; those that may not be handed in are settled here.
    async fn agree(&self) {
        let mut priced: Vec<(usize, Key, Money)> = Vec::new();
        for (n, head) in self.heads.iter().enumerate() {
            let price = lock(&self.ready)[n].as_ref().and_then(|w| w.price);
            let Some(price) = price else { continue };
            let account = &head.key.account;
            let of_account = priced.iter().filter(|(_, key, _)| key.account == *account);
            let planned: Money = of_account.map(|(_, _, price)| *price).sum();
            match money::check(head.account, self.ports, price, planned).await {
                Ok(()) => priced.push((n, head.key.clone(), price)),
                Err(t) => self.stop(n, &t).await,
            }
        }
        self.refuse_what_cannot_be_paid(&mut priced).await;
        let orders: Vec<_> = priced.iter().map(|(_, k, p)| (k.clone(), *p)).collect();
        let agreed = tokio::select! {
            biased;
            agreed = money::agree(&orders, self.ports) => agreed,
            // What was not asked to its end is not handed in: the lanes see the same word.
            () = self.ports.halt.called() => return,
        };
        if agreed {
            for (n, _, price) in &priced {
                if let Some(waiting) = lock(&self.ready)[*n].as_mut() {
                    waiting.parked.agreed = Some(*price);
                }
            }
        } else {
            // Nobody agreed to the sum, so nothing of this run is handed in.
            let sum = orders.iter().map(|(_, price)| *price).sum();
            for (n, head) in self.heads.iter().enumerate() {
                if lock(&self.ready)[n].take().is_some() {
                    self.end(n, money::not_agreed(head, sum));
                }
            }
        }
        for lane in &self.lanes {
            self.close_unused(lane).await;
        }
    }

    /// Stops all orders of an account on which less is left than they cost together, before any is placed.
    async fn refuse_what_cannot_be_paid(&self, priced: &mut Vec<(usize, Key, Money)>) {
        let all = priced.clone();
        let mut told: Vec<&str> = Vec::new();
        for (n, key, _) in &all {
            let of_account = all.iter().filter(|(_, k, _)| k.account == key.account);
            let sum = of_account.map(|(_, _, price)| *price).sum();
            let funds = lock(&self.ready)[*n]
                .as_ref()
                .and_then(|w| w.parked.funds());
            if let Some(left) = funds
                && !told.contains(&key.account.as_str())
            {
                told.push(&key.account);
                let key = key.clone();
                self.ports.recorder.say(Event::Funds { key, left });
            }
            if let Err(t) = money::enough(&key.account, funds, sum) {
                self.stop(*n, &t).await;
                priced.retain(|(m, _, _)| m != n);
            }
        }
    }

    /// Hands the orders of an account in, one after the other.
    async fn hand_in(&self, lane: &[usize]) {
        for &n in lane {
            let Some(waiting) = lock(&self.ready)[n].take() else {
                continue;
            };
            let committed = Arc::new(AtomicBool::new(false));
            if self.ports.halt.is_called() {
                let ended = self.halted(n).await;
                self.end(n, ended);
                continue;
            }
            let mut work = Box::pin(self.hand_in_one(n, waiting, committed.clone()));
            let ended = tokio::select! {
                biased;
                ended = &mut work => Some(ended),
                // What has left is settled; what has not is not begun any more.
                () = self.ports.halt.called() => match committed.load(Ordering::SeqCst) {
                    true => Some(work.as_mut().await),
                    false => None,
                },
            };
            drop(work);
            let ended = match ended {
                Some(ended) => ended,
                None => self.halted(n).await,
            };
            if let Some(problem @ RunMessage::PriceChanged { .. }) = &ended.problem {
                *lock(&self.changed) = Some(Trouble::stop(problem.clone()));
            }
            self.end(n, ended);
        }
    }

    async fn hand_in_one(&self, n: usize, waiting: Waiting, committed: Arc<AtomicBool>) -> Ended {
        let head = &self.heads[n];
        let Waiting { parked, price } = waiting;
        if let Some(price) = price
            && parked.agreed.is_none()
        {
            return money::not_agreed(head, price);
        }
        self.wait_for_what_it_needs(n).await;
        let changed = lock(&self.changed).clone();
        if let Some(trouble) = changed.filter(|_| parked.agreed.is_some()) {
            // The sum is not the one that was agreed to any more.
            return stopped(head, &trouble, self.ports).await;
        }
        let order = match self.orders.order(n).await {
            Ok(order) => order,
            Err(message) => return stopped(head, &Trouble::stop(message), self.ports).await,
        };
        let mut desk = Desk::unpark(&order, self.ports, parked, committed);
        let found = lock(&self.links).get(&head.key.article).cloned();
        desk.slots.extend(found.unwrap_or_default());
        let page = self.take_page(n);
        let taken = desk.take_over(page).await;
        let ended = match taken {
            Ok(()) => hand_in(&mut desk, head).await,
            Err(t) => stopped(head, &t, self.ports).await,
        };
        desk.stand_up().await;
        ended
    }

    /// Waits for the orders of the same article whose links it uses, where they are in this run and come before it.
    async fn wait_for_what_it_needs(&self, n: usize) {
        let head = &self.heads[n];
        let needed = |m: &usize| {
            let other = &self.heads[*m].key;
            other.article == head.key.article && head.needs.contains(&other.account)
        };
        let needed: Vec<usize> = (0..n).filter(needed).collect();
        let all = |ended: &Vec<Option<Ended>>| needed.iter().all(|m| ended[*m].is_some());
        // The sender is held by the run, so that waiting ends by the results alone.
        let _ = self.ended.subscribe().wait_for(all).await;
    }

    /// An order's result: told, kept, and there for the accounts that use its link.
    fn end(&self, n: usize, ended: Ended) {
        if let Some(receipt) = &ended.receipt
            && let Some(url) = &receipt.url
        {
            let mut links = lock(&self.links);
            let found = links.entry(ended.key.article.clone()).or_default();
            share(found, &ended.key.account, receipt.state, url);
        }
        telling::settled(&ended, self.ports.recorder);
        self.ended.send_modify(|all| all[n] = Some(ended));
    }

    /// Stops an order that was ready.
    async fn stop(&self, n: usize, t: &Trouble) {
        lock(&self.ready)[n] = None;
        let ended = stopped(&self.heads[n], t, self.ports).await;
        self.end(n, ended);
    }

    /// How an order stands that was not worked on to its end: as the ledger has it.
    async fn halted(&self, n: usize) -> Ended {
        let head = &self.heads[n];
        let entry = self.ports.ledger.entry(&head.key).await.ok().flatten();
        Ended::by_ledger(head, entry.as_ref())
    }

    fn take_page(&self, n: usize) -> Option<Box<dyn Page>> {
        lock(&self.pages).remove(&self.heads[n].key.account)
    }

    /// Closes the page of an account that has nothing more to hand in.
    async fn close_unused(&self, lane: &[usize]) {
        let waits = lane.iter().any(|n| lock(&self.ready)[*n].is_some());
        if !waits && let Some(page) = self.take_page(lane[0]) {
            page.close().await;
        }
    }

    fn results(&self) -> Vec<Ended> {
        self.ended.borrow().iter().flatten().cloned().collect()
    }
}

/// The session that was taken out of the user's own browser: once a run.
#[derive(Default)]
struct OwnBrowser(Option<Result<(), Trouble>>);

impl OwnBrowser {
    /// Takes the session of the browser that is worked in, where that is the user's own: what is sent by calls is then
    /// sent as whoever is signed in there.
    async fn take_session(&mut self, order: &Order<'_>, ports: &Ports<'_>) -> Result<(), Trouble> {
        if !ports.policy.own_browser || order.pages.is_none() {
            return Ok(());
        }
        if let Some(known) = &self.0 {
            return known.clone();
        }
        let window = ports.policy.window;
        let taken = take_over(order.account, order.platform, ports, window).await;
        let taken = taken.map(drop);
        self.0 = Some(taken.clone());
        taken
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
