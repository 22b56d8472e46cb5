//! What a run costs: shown before the first submit, agreed to, and held against the budgets.

use super::desk::Desk;
use super::{Ended, Head, Ports, Trouble};
use crate::plan::{Account, Key, Money, State};
use crate::record::Event;
use crate::text::RunMessage;

/// A day in seconds: `per_day` counts the 24 hours before an order.
const DAY: i64 = 24 * 60 * 60;

/// What an order costs when it is handed in; the highest of its routes' submits.
pub(super) fn price(desk: &Desk<'_>) -> Result<Option<Money>, Trouble> {
    let mut highest = None;
    for submit in desk.order.submits() {
        highest = highest.max(desk.cost(submit)?);
    }
    Ok(highest.filter(|m| *m > Money::default()))
}

/// Holds a price against the account's budget; `planned` is what this run spends there besides.
pub(super) async fn check(
    account: &Account,
    ports: &Ports<'_>,
    price: Money,
    planned: Money,
) -> Result<(), Trouble> {
    let over = |sum: Money, limit: Money, which| {
        Err(Trouble::stop(RunMessage::OverBudget {
            price: sum.to_string(),
            limit: limit.to_string(),
            which,
        }))
    };
    let Some(budget) = account.budget else {
        return Err(Trouble::stop(RunMessage::NoBudget {
            account: account.name.clone(),
            price: price.to_string(),
        }));
    };
    if let Some(limit) = budget.per_order
        && price > limit
    {
        return over(price, limit, "per_order");
    }
    if let Some(limit) = budget.per_run
        && planned + price > limit
    {
        return over(planned + price, limit, "per_run");
    }
    if let Some(limit) = budget.per_day {
        let since = ports.recorder.now() - DAY;
        let spent = ports.ledger.spent(&account.name, since).await?;
        let sum = spent + planned + price;
        if sum > limit {
            return over(sum, limit, "per_day");
        }
    }
    Ok(())
}

/// Holds what an account's orders cost together against what is left on it, where its plans tell that.
pub(super) fn enough(account: &str, funds: Option<Money>, sum: Money) -> Result<(), Trouble> {
    match funds {
        Some(left) if left < sum => Err(Trouble::stop(RunMessage::TooLittleMoney {
            account: account.to_owned(),
            price: sum.to_string(),
            left: left.to_string(),
        })),
        _ => Ok(()),
    }
}

/// Holds what an order costs right before it is handed in against what was agreed to.
pub(super) fn unchanged(desk: &Desk<'_>) -> Result<(), Trouble> {
    match (desk.agreed, price(desk)?) {
        (Some(was), now) if now != Some(was) => Err(Trouble::stop(RunMessage::PriceChanged {
            target: desk.plan().key.target.clone(),
            was: was.to_string(),
            now: now.unwrap_or_default().to_string(),
        })),
        _ => Ok(()),
    }
}

/// Shows the prices and asks once for all of them. Without an agreement nothing is handed in.
pub(super) async fn agree(priced: &[(Key, Money)], ports: &Ports<'_>) -> bool {
    for (key, price) in priced {
        ports.recorder.say(Event::Priced {
            key: key.clone(),
            price: *price,
        });
    }
    let sum = priced.iter().map(|(_, price)| *price).sum();
    priced.is_empty() || ports.person.agrees(priced, sum).await
}

/// What becomes of an order when nobody agreed.
pub(super) fn not_agreed(head: &Head<'_>, sum: Money) -> Ended {
    Ended::of(head, State::Failed).with_problem(RunMessage::NotAgreed {
        price: sum.to_string(),
    })
}
