//! The orders that a schedule plays with. They are the same for every schedule to the same accounts, and made once a thread: making them is most of what a schedule would cost.

use std::cell::RefCell;
use std::rc::Rc;

use async_trait::async_trait;

use super::placed::{Placed, placed_at};
use super::planted::{Borrowed, Planted};
use super::schedule::{Story, To};
use crate::pipeline::{Head, Order, Orders, Taken};
use crate::plan::{Key, Plan};
use crate::text::RunMessage;

/// The orders of the article to some accounts.
pub(super) struct Table {
    orders: Vec<Order<'static>>,
    heads: Vec<Head<'static>>,
}

impl Table {
    fn of(orders: Vec<Order<'static>>) -> Self {
        let heads = orders.iter().map(|o| Head::of(&o.plan, o.account));
        Self {
            heads: heads.collect(),
            orders,
        }
    }

    /// A table of the same article's orders by what is known now. Whose links they use is the same, and is not looked for
    /// again: it would cost more than the run.
    pub(super) fn later(&self, orders: Vec<Order<'static>>) -> Self {
        let head = |order: &Order<'static>| {
            let key = &order.plan.key;
            let same =
                |h: &&Head<'static>| h.key.account == key.account && h.key.target == key.target;
            let first = self
                .heads
                .iter()
                .find(same)
                .expect("the same accounts and media");
            Head {
                key: key.clone(),
                hash: order.plan.article.hash.clone(),
                ..first.clone()
            }
        };
        Self {
            heads: orders.iter().map(head).collect(),
            orders,
        }
    }

    /// What is sent under a key: the hash of its text.
    pub(super) fn hash(&self, key: &Key) -> &str {
        let head = self.heads.iter().find(|h| h.key == *key);
        &head.expect("what was handed in").hash
    }
}

#[async_trait]
impl Orders for Table {
    fn heads(&self) -> &[Head<'_>] {
        &self.heads
    }

    async fn order(&self, n: usize) -> Result<Taken<'_>, RunMessage> {
        Ok(Taken::Lent(&self.orders[n]))
    }
}

/// To whom, in which story, and with which mistake.
type What = (To, Story, Option<Planted>);

/// The tables that were made so far.
#[derive(Default)]
pub(super) struct Tables(RefCell<Vec<(What, Rc<Table>)>>);

impl Tables {
    /// The one for some accounts where nothing is known yet, with a mistake or without.
    pub(super) fn get(&self, to: To, story: Story, planted: Option<Planted>) -> Rc<Table> {
        let mut made = self.0.borrow_mut();
        let wanted = (to, story, planted);
        if let Some((_, table)) = made.iter().find(|(what, _)| *what == wanted) {
            return table.clone();
        }
        let of = |p: &'static Placed| {
            p.plans
                .iter()
                .map(move |plan| order(p, plan.clone(), planted))
        };
        let orders = placed_at(to, story).into_iter().flat_map(of);
        let table = Rc::new(Table::of(orders.collect()));
        made.push((wanted, table.clone()));
        table
    }
}

/// An order of an account.
pub(super) fn order(
    placed: &'static Placed,
    plan: Plan,
    planted: Option<Planted>,
) -> Order<'static> {
    Order {
        plan,
        account: &placed.account,
        root: placed.root(),
        platform: placed.platform(planted),
        dialect: Box::new(Borrowed {
            dialect: &*placed.dialect,
            sealed: placed.account.name == "jz",
            random_ids: planted == Some(Planted::OrderIdNotDerived),
        }),
        pages: placed.pages.clone(),
        older: Vec::new(),
    }
}
