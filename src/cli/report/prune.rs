//! Deleting the records of old runs.

use std::time::Duration;

use super::{Run, broken};
use crate::cli::Failure;
use crate::record::Event;

/// Deletes runs by age and by what all take together, the oldest first; how many are gone. The newest stays, and those that
/// were cut off or whose outcome is not known: their evidence may still be wanted.
///
/// # Errors
/// A directory cannot be deleted.
pub fn prune(
    runs: Vec<Run>,
    older: Option<Duration>,
    most: Option<u64>,
    now: i64,
) -> Result<usize, Failure> {
    let mut left: u64 = runs.iter().map(Run::bytes).sum();
    let mut gone = 0;
    for run in runs.iter().skip(1).rev() {
        let (mut began, mut exit) = (now, None);
        for (n, stamped) in run.events().enumerate() {
            if n == 0 {
                began = stamped.at;
            }
            if let Event::RunEnded { exit: code } = stamped.event {
                exit = Some(code);
            }
        }
        let age = u64::try_from((now - began).max(0)).unwrap_or(0);
        let old = older.is_some_and(|o| u128::from(age) > o.as_millis());
        let large = most.is_some_and(|m| left > m);
        if matches!(exit, None | Some(5)) || !(old || large) {
            continue;
        }
        let bytes = run.bytes();
        std::fs::remove_dir_all(&run.dir).map_err(|e| broken(&run.dir, &e))?;
        left = left.saturating_sub(bytes);
        gone += 1;
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::super::runs::all;
    use super::*;

    fn record(dir: &std::path::Path, name: &str, at: i64, exit: Option<u8>) {
        let run = dir.join(name);
        std::fs::create_dir_all(&run).unwrap();
        let mut text = format!(
            "{{\"at\":{at},\"event\":\"run_began\",\"run\":\"{name}\",\"sandbox\":true}}\n"
        );
        if let Some(exit) = exit {
            text += &format!("{{\"at\":{at},\"event\":\"run_ended\",\"exit\":{exit}}}\n");
        }
        std::fs::write(run.join("run.jsonl"), text).unwrap();
    }

    #[test]
    fn old_runs_go_but_neither_the_newest_nor_what_is_not_known() {
        let dir = tempfile::tempdir().unwrap();
        let d = dir.path();
        record(d, "r1", 1_000, Some(0));
        record(d, "r2", 2_000, Some(5));
        record(d, "r3", 3_000, None);
        record(d, "r4", 90_000, Some(4));
        record(d, "r5", 1_000, Some(0));
        let age = Some(Duration::from_secs(60));
        assert_eq!(prune(all(d), age, None, 100_000).unwrap(), 1);
        let names: Vec<String> = all(d).into_iter().map(|r| r.name).collect();
        assert_eq!(names, ["r5", "r4", "r3", "r2"]);
        assert_eq!(prune(all(d), None, Some(0), 100_000).unwrap(), 1);
        assert_eq!(all(d).len(), 3);
    }
}
