//! What waits for its time, and whether somebody keeps the clock for it.

use std::path::Path;

use super::Check;
use crate::cli::schedule::keeper;
use crate::ledger::{Schedule, SqliteLedger};
use crate::text::{Advice, Found, Lang, Part, Verdict};

/// What waits in a state directory; nothing is said where nothing does. A ledger that does not open is told elsewhere.
pub async fn schedule(state: &Path, sandbox: bool, lang: Lang) -> Option<Check> {
    let ledger = SqliteLedger::open(state).await.ok()?;
    let rows = ledger.scheduled().await;
    ledger.close().await;
    let waits = keeper::waiting(state, &rows.ok()?)?;
    let found = Found::Scheduled {
        waiting: waits.count,
        next: waits.next,
        kept: waits.kept,
    };
    let found = found.say(lang);
    Some(match waits.kept {
        true => Check::ok(&Part::Schedule, found),
        false => {
            let hint = Advice::KeepClock(keeper::command(sandbox)).say(lang);
            Check::bad(&Part::Schedule, Verdict::Warning, found, hint)
        }
    })
}
