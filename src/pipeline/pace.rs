//! One gate an account: how long it waits between submits, kept across processes by the ledger.

use std::time::Duration;

use super::Trouble;
use super::desk::Desk;
use crate::plan::{Admission, MilestoneName};
use crate::record::{Awaited, Event};
use crate::text::RunMessage;

/// The longest wait that a run does itself, in seconds; what takes longer is for a later run.
const LONGEST: i64 = 300;

/// How often the countdown is told, in seconds.
const TOLD_EVERY: i64 = 10;

impl Desk<'_> {
    /// Waits until the account may hand in again. The account is this process's alone, so nobody hands in meanwhile.
    ///
    /// # Errors
    /// The wait is longer than a run does, or the day's submits are used up: when to run again.
    pub async fn wait_for_turn(&mut self) -> Result<(), Trouble> {
        if self.order.milestone(MilestoneName::Submitted).is_none() {
            return Ok(());
        }
        let account = self.order.account;
        // Settings that make no sense were found when the plan was made.
        let Ok(Some(pace)) = self.order.platform.pace(account) else {
            return Ok(());
        };
        let paced = |retry_at: i64, capped: bool| {
            Trouble::stop(RunMessage::Paced {
                account: account.name.clone(),
                retry_at,
                cap: capped.then_some(pace.daily_cap).flatten(),
            })
        };
        let asked = self.ports.recorder.now();
        loop {
            let now = self.ports.recorder.now();
            let ledger = self.ports.ledger;
            let earlier = ledger.submits(&account.name, pace.since(now)).await?;
            let at = match pace.turn(&earlier, asked, now) {
                Admission::Now => return Ok(()),
                Admission::Capped(at) => return Err(paced(at, true)),
                Admission::After(at) if at - now > LONGEST => return Err(paced(at, false)),
                Admission::After(at) => at,
            };
            self.say(Event::Waiting {
                key: self.plan().key.clone(),
                what: format!("its turn, {} s", at - now),
                on: Awaited::Turn,
                until: Some(at),
            });
            let pause = (at - now).clamp(1, TOLD_EVERY);
            let pause = Duration::from_secs(u64::try_from(pause).unwrap_or(1));
            tokio::time::sleep_until(tokio::time::Instant::now() + pause).await;
        }
    }
}
