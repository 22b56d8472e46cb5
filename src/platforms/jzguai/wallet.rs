//! The wallet: what is left, and what came and went in a period.

use super::calls;
use super::catalogue::{amount, call};
use crate::plan::{Account, Call, FUNDS, Money, PlanError, Slots, Template};

/// The account's money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    /// What is left.
    pub remaining: Money,
    /// All that was ever paid in.
    pub recharge: Option<Money>,
    /// All that was ever spent.
    pub consume: Option<Money>,
    /// What was spent in the period.
    pub period_consume: Option<Money>,
    /// What was paid in within the period.
    pub period_recharge: Option<Money>,
}

/// The call for a period; days as `YYYY-MM-DD`, both included.
///
/// # Errors
/// The account's `base_url` or its site file.
pub fn wallet_call(account: &Account, from: &str, to: &str) -> Result<Call, PlanError> {
    let values = |name: &str| match name {
        "start" => Some(Template::text(from)),
        "end" => Some(Template::text(to)),
        _ => None,
    };
    call(account, calls::WALLET, &values)
}

/// Reads the wallet out of the answer to its call.
///
/// # Errors
/// `remaining` is no amount.
pub fn wallet(slots: &Slots) -> Result<Wallet, String> {
    let read = |slot: &str| slots.get(slot).and_then(amount);
    Ok(Wallet {
        remaining: read(FUNDS).ok_or("`remaining` is no amount")?,
        recharge: read("recharge"),
        consume: read("consume"),
        period_consume: read("period_consume"),
        period_recharge: read("period_recharge"),
    })
}
