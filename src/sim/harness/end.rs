//! The end of a schedule.

use super::Sim;
use crate::ledger::{Entry, Settlement};
use crate::plan::{Receipt, State};
use crate::sim::model::price;
use crate::sim::placed::budget;
use crate::sim::schedule::Story;

impl Sim<'_> {
    /// After the last run: each is there once, with its newest text, or a person settles it by what is really there and
    /// it is there then. What the budget is not enough for is not there.
    pub(super) async fn settled(&mut self, run: u32) -> Result<(), String> {
        for key in &self.keys() {
            let Some(entry) = self.disk.entry(key).await else {
                return Err(format!("in the end the ledger has nothing of {key}"));
            };
            if !entry.state.is_open() {
                continue;
            }
            self.told.unknown += 1;
            let there = match key.account.as_str() {
                "juejin" => {
                    let sent = self.placed(key).version(&entry.plan.article.hash);
                    self.version_of(&entry) == Some(sent)
                }
                _ => self.really(key) > 0,
            };
            let how = match there {
                false => Settlement::NotDone("person".to_owned(), "it is not there".to_owned()),
                true => Settlement::Done(Receipt {
                    state: State::Live,
                    url: None,
                    external_id: self.number_of(&entry),
                    price: None,
                    evidence: vec!["a person saw it".to_owned()],
                }),
            };
            self.disk.amend(key, &how, self.world.clock() / 1000).await;
        }
        if self.told.unknown > 0 && !self.run(run, 0).await? {
            return Err("not all is done after a person settled what was unknown".to_owned());
        }
        let (charged, spent) = (
            self.world.model(|m| m.charged()),
            self.disk.spent("jz").await,
        );
        if charged != spent {
            return Err(format!(
                "in the end {charged} was charged and the ledger counts {spent}"
            ));
        }
        for key in &self.keys() {
            let really = self.really(key);
            let dear =
                self.story == Story::Tight && charged + price(&key.target) > budget(self.story);
            if really != 1 && !(really == 0 && dear) {
                return Err(format!("in the end {key} is published {really} times"));
            }
            if key.account == "juejin" {
                let entry = self.disk.entry(key).await.expect("an entry");
                if self.version_of(&entry) != Some(self.version) {
                    return Err(format!("in the end {key} is not as it was last written"));
                }
            }
        }
        Ok(())
    }

    /// The number of the article on Juejin, which a person reads from its address.
    fn number_of(&self, entry: &Entry) -> Option<String> {
        let draft = entry.slots.text("draft_id")?;
        self.world
            .model(|m| Some(m.drafts.get(&draft)?.article.as_ref()?.id.clone()))
    }
}
