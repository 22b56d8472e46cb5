#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use super::*;
use crate::ledger::{AccountLock, LockError};

const NAME: &str = "ledger::tests::crash::a_killed_process_leaves_its_intent_and_frees_its_account";
const DIR: &str = "FAGAO_TEST_CRASH_DIR";

/// Runs itself anew as the process that is killed.
#[tokio::test]
async fn a_killed_process_leaves_its_intent_and_frees_its_account() {
    if let Ok(dir) = std::env::var(DIR) {
        return be_killed(Path::new(&dir)).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture"])
        .env(DIR, dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("intended")));

    let held = AccountLock::take(dir.path(), "jz", "r2").unwrap_err();
    assert!(
        matches!(&held, LockError::Held { pid, run, .. }
            if *pid == Some(child.id()) && run.as_deref() == Some("r1")),
        "{held}"
    );
    child.kill().unwrap();
    child.wait().unwrap();

    AccountLock::take(dir.path(), "jz", "r2").unwrap();
    let ledger = open(dir.path()).await;
    let left = read(&ledger, "a").await;
    assert_eq!((left.state, left.attempts), (LedgerState::Submitting, 1));
    assert_eq!(left.slots.text("order_id").as_deref(), Some("A1"));
    assert_eq!(ledger.spent("jz", 0).await.unwrap(), Money::fen(1300));
    let again = ledger.begin(&plan("a"), "r2", 200).await;
    assert!(matches!(again, Err(LedgerError::Conflict { .. })));
    let how = Settlement::Done(receipt(State::Live));
    ledger.amend(&key("a"), &how, 210).await.unwrap();
}

async fn be_killed(dir: &Path) {
    let _lock = AccountLock::take(dir, "jz", "r1").unwrap();
    let ledger = open(dir).await;
    let attempt = reach(&ledger, "a", LedgerState::Submitting).await;
    let mut out = std::io::stdout();
    out.write_all(b"intended\n").unwrap();
    out.flush().unwrap();
    // Ends with the parent, should that one die first.
    drop(std::io::stdin().read(&mut [0]));
    drop(attempt);
}
