//! A picture that the ledger has is not brought anywhere again.

use super::Sim;
use crate::sim::hosting;
use crate::sim::world::World;

/// What was brought somewhere before a run, and whether the ledger has the picture of that run.
pub(super) struct Files {
    stores: u32,
    puts: u32,
    is_stored: bool,
    is_put: bool,
}

impl Sim<'_> {
    pub(super) async fn files(&self) -> Files {
        let (stores, puts) = self.world.model(|m| (m.stores, m.puts));
        let mut files = Files {
            stores,
            puts,
            is_stored: false,
            is_put: false,
        };
        if let Some(sum) = self.placed[0].picture(self.version) {
            files.is_stored = self.disk.uploads("juejin").await.contains(sum);
            files.is_put = self.disk.uploads(hosting::NAME).await.contains(sum);
        }
        files
    }
}

impl Files {
    /// Holds a run against it.
    pub(super) fn hold(&self, world: &World) -> Result<(), String> {
        let (stores, puts) = world.model(|m| (m.stores, m.puts));
        if (self.is_stored && stores > self.stores) || (self.is_put && puts > self.puts) {
            return Err("a picture that the ledger has was uploaded again".to_owned());
        }
        Ok(())
    }
}
