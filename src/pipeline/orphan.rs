//! What an attempt left behind that ended before it knew the number of what it had made: a draft, and nothing that
//! anybody else sees.

use super::Trouble;
use super::desk::Desk;
use super::who::not_planned;
use crate::plan::Slots;

impl Desk<'_> {
    /// Takes over what an earlier attempt, or a route that was left, has made under this plan's name, so that it is not
    /// made twice.
    ///
    /// # Errors
    /// The platform did not say what there is: nothing is made before it has.
    pub(super) async fn adopt_orphan(&mut self) -> Result<(), Trouble> {
        let Some(since) = self.orphans_since else {
            return Ok(());
        };
        let (account, platform) = (self.order.account, self.order.platform);
        let call = platform.left_behind(account).map_err(|e| not_planned(&e))?;
        let Some(call) = call else {
            return Ok(());
        };
        // Its rows are for this question alone.
        let before = self.slots.clone();
        let asked = self.call(&call).await;
        let seen = std::mem::replace(&mut self.slots, before);
        asked?;
        let found = platform.adopted_orphan(account, self.plan(), &seen, since);
        let new = |found: &Slots| found.iter().all(|(name, _)| self.slots.get(name).is_none());
        if let Some(found) = found.filter(new) {
            self.called_by_name(
                &call.name,
                "a draft of an earlier attempt is gone on with",
                0,
            );
            self.slots.extend(found);
            self.keep(true).await?;
        }
        self.orphans_since = None;
        Ok(())
    }
}
