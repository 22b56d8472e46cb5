//! The orders that a schedule plays with. They are the same for every schedule to the same accounts, and made once a thread: making them is most of what a schedule would cost.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use async_trait::async_trait;

use super::article::{Placed, placed_at};
use super::planted::{Borrowed, Planted};
use super::schedule::To;
use crate::pipeline::{Head, Order, Orders, Taken};
use crate::plan::Key;
use crate::text::RunMessage;

/// The orders of the article to some accounts.
pub(super) struct Table {
    orders: Vec<Order<'static>>,
    heads: Vec<Head<'static>>,
}

impl Table {
    fn of(to: To, planted: Option<Planted>) -> Self {
        let orders: Vec<_> = placed_at(to)
            .into_iter()
            .flat_map(|p| orders(p, planted))
            .collect();
        let heads = orders.iter().map(|o| Head::of(&o.plan, o.account));
        Self {
            heads: heads.collect(),
            orders,
        }
    }

    /// The keys, in their order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.heads.iter().map(|h| &h.key)
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

/// To whom, and with which mistake.
type What = (To, Option<Planted>);

/// The tables that were made so far.
#[derive(Default)]
pub(super) struct Tables(RefCell<Vec<(What, Rc<Table>)>>);

impl Tables {
    /// The one for some accounts, with a mistake or without.
    pub(super) fn get(&self, to: To, planted: Option<Planted>) -> Rc<Table> {
        let mut made = self.0.borrow_mut();
        if let Some((_, table)) = made.iter().find(|(what, _)| *what == (to, planted)) {
            return table.clone();
        }
        let table = Rc::new(Table::of(to, planted));
        made.push(((to, planted), table.clone()));
        table
    }
}

fn orders(
    placed: &'static Placed,
    planted: Option<Planted>,
) -> impl Iterator<Item = Order<'static>> {
    placed.plans.iter().map(move |plan| Order {
        plan: plan.clone(),
        account: &placed.account,
        root: PathBuf::from("/blog"),
        platform: placed.platform(planted),
        dialect: Box::new(Borrowed {
            dialect: &*placed.dialect,
            sealed: placed.account.name == "jz",
            random_ids: planted == Some(Planted::OrderIdNotDerived),
        }),
        pages: placed.pages.clone(),
        older: Vec::new(),
    })
}
