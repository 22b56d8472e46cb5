//! What is left on the account at the desk, where its platform tells it.

use super::{Desk, Parked};
use crate::plan::{FUNDS, Money, Slots, Step};
use crate::record::Event;

impl Parked {
    /// What is left on the account, where the plan has a call that tells it.
    pub fn funds(&self) -> Option<Money> {
        funds(&self.slots)
    }
}

/// What is left on an account, by its slot.
fn funds(slots: &Slots) -> Option<Money> {
    slots.text(FUNDS)?.parse().ok()
}

impl Desk<'_> {
    /// What is left on the account, where the plan has a call that tells it.
    pub fn funds(&self) -> Option<Money> {
        funds(&self.slots)
    }

    /// Asks again what is left on the account. Nothing depends on it any more, so a failure is only recorded.
    pub async fn ask_funds(&mut self) {
        let plan = self.plan();
        let steps = plan.milestones.iter().flat_map(|m| &m.routes);
        let call = steps.flat_map(|r| &r.steps).find_map(|s| match s {
            Step::Call(call) if call.fills().any(|slot| slot == FUNDS) => Some(call),
            _ => None,
        });
        let Some(call) = call else { return };
        self.slots.put(FUNDS, serde_json::Value::Null, false);
        match self.call(call).await {
            Ok(()) => self.say_funds(),
            Err(t) => tracing::debug!("what is left: {}", t.message.code()),
        }
    }

    /// Puts what is left on the account into the record.
    pub fn say_funds(&self) {
        if let Some(left) = self.funds() {
            self.say(Event::Funds {
                key: self.plan().key.clone(),
                left,
            });
        }
    }
}
