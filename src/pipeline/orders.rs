//! Where the orders of a run come from. A run of many articles holds what it works on, and of the rest the heads.

use std::collections::BTreeSet;
use std::ops::Deref;

use async_trait::async_trait;

use super::Order;
use crate::plan::{Account, Key, Plan};
use crate::text::RunMessage;

/// What a run holds of every order from its beginning to its end.
#[derive(Clone, Debug)]
pub struct Head<'a> {
    /// The key.
    pub key: Key,
    /// The account.
    pub account: &'a Account,
    /// The platform's name.
    pub platform: String,
    /// The article's file.
    pub file: String,
    /// The article's title.
    pub title: String,
    /// The SHA-256 of its content.
    pub hash: String,
    /// The accounts whose links it uses.
    pub needs: BTreeSet<String>,
}

impl<'a> Head<'a> {
    /// The head of a plan.
    pub fn of(plan: &Plan, account: &'a Account) -> Self {
        Self {
            key: plan.key.clone(),
            account,
            platform: plan.platform.clone(),
            file: plan.article.file.clone(),
            title: plan.article.title.clone(),
            hash: plan.article.hash.clone(),
            needs: plan.needs(),
        }
    }
}

/// The orders of a run, in the order in which their results are told.
#[async_trait]
pub trait Orders: Sync {
    /// The heads.
    fn heads(&self) -> &[Head<'_>];

    /// An order with its plan. It is asked for again whenever it is worked on, and is the same each time.
    ///
    /// # Errors
    /// Why it cannot be had.
    async fn order(&self, n: usize) -> Result<Taken<'_>, RunMessage>;
}

/// An order that is worked on.
pub enum Taken<'a> {
    /// One that somebody else holds.
    Lent(&'a Order<'a>),
    /// One that is dropped after the work.
    Made(Box<Order<'a>>),
}

impl<'a> Deref for Taken<'a> {
    type Target = Order<'a>;

    fn deref(&self) -> &Order<'a> {
        match self {
            Taken::Lent(order) => order,
            Taken::Made(order) => order,
        }
    }
}

/// Orders that are all at hand: for runs of a few.
pub struct Listed<'a> {
    orders: &'a [Order<'a>],
    heads: Vec<Head<'a>>,
}

impl<'a> Listed<'a> {
    /// Takes orders as they are.
    pub fn of(orders: &'a [Order<'a>]) -> Self {
        let head = |o: &'a Order<'a>| Head::of(&o.plan, o.account);
        Self {
            heads: orders.iter().map(head).collect(),
            orders,
        }
    }
}

#[async_trait]
impl Orders for Listed<'_> {
    fn heads(&self) -> &[Head<'_>] {
        &self.heads
    }

    async fn order(&self, n: usize) -> Result<Taken<'_>, RunMessage> {
        Ok(Taken::Lent(&self.orders[n]))
    }
}
