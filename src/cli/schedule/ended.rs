//! What has ended on the schedule, and for how long that is kept.

use std::path::Path;

use super::broken;
use crate::cli::Failure;
use crate::cli::world::World;
use crate::ledger::{Schedule, Scheduled, Standing};

/// How long a row is kept once it has ended, in seconds: 90 days.
const KEPT: i64 = 90 * 86_400;

/// Forgets what ended long ago.
///
/// # Errors
/// The schedule cannot be written.
pub async fn prune(world: &World) -> Result<(), Failure> {
    let ledger = &world.ledger;
    let rows = ledger.scheduled().await.map_err(broken)?;
    let now = (world.clock)() / 1000;
    let old = rows.iter().filter(|s| is_old(s, now, &|f| f.exists()));
    let ids: Vec<i64> = old.map(|s| s.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    ledger.forget(&ids).await.map_err(broken)
}

/// Whether a row ended so long ago that it can go. One that was called off stays as long as its article is there:
/// `fagao watch` asks it whether the article may be published.
fn is_old(s: &Scheduled, now: i64, is_there: &dyn Fn(&Path) -> bool) -> bool {
    let over = match s.standing {
        Standing::Waiting | Standing::Running => false,
        Standing::Done | Standing::Person => true,
        Standing::Cancelled => !is_there(Path::new(&s.file)),
    };
    over && now.saturating_sub(s.updated) > KEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ended_long_ago_goes_and_what_was_called_off_stays_with_its_article() {
        let row = |standing, updated| Scheduled {
            id: 1,
            at: 10,
            file: "/posts/a.md".to_owned(),
            accounts: Vec::new(),
            args: Vec::new(),
            hash: String::new(),
            sum: String::new(),
            standing,
            tries: 0,
            again: None,
            note: None,
            updated,
        };
        let (old, young) = (1_000, 1_000 + KEPT);
        let now = 1_001 + KEPT;
        for standing in Standing::ALL {
            let goes = matches!(standing, Standing::Done | Standing::Person);
            let gone = goes || standing == Standing::Cancelled;
            assert_eq!(
                is_old(&row(standing, old), now, &|_| true),
                goes,
                "{standing:?}"
            );
            assert_eq!(
                is_old(&row(standing, old), now, &|_| false),
                gone,
                "{standing:?}"
            );
            assert!(
                !is_old(&row(standing, young), now, &|_| false),
                "{standing:?}"
            );
        }
    }
}
