use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use super::*;

/// Another program's connection to the ledger's file.
pub(super) async fn raw(dir: &Path) -> SqliteConnection {
    let file = SqliteConnectOptions::new()
        .filename(dir.join("ledger.db"))
        .create_if_missing(true);
    SqliteConnection::connect_with(&file).await.unwrap()
}

async fn refused(dir: &Path) -> String {
    SqliteLedger::open(dir).await.unwrap_err().to_string()
}

#[tokio::test]
async fn every_change_is_there_for_another_handle_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let writer = open(dir.path()).await;
    let key = key("a");
    writer.begin(&plan("a"), "r1", 50).await.unwrap();
    let seen = read(&open(dir.path()).await, "a").await;
    assert_eq!(
        (seen.state, &*seen.plan),
        (LedgerState::Planned, &plan("a"))
    );
    writer
        .fill(&key, &slots("order_id", "A1"), true, 60)
        .await
        .unwrap();
    let seen = read(&open(dir.path()).await, "a").await;
    assert_eq!(seen.slots, slots("order_id", "A1"));
    let attempt = intend(&writer, &key).await.unwrap();
    let seen = read(&open(dir.path()).await, "a").await;
    assert_eq!(seen.state, LedgerState::Submitting);
    assert_eq!((seen.submitted, seen.decided), (Some(100), Some(160)));
    assert_eq!((seen.via, seen.attempts), (Some(RouteVia::Api), 1));
    let how = Settlement::Done(receipt(State::Submitted));
    writer.settle(attempt, &how, 110).await.unwrap();
    let seen = read(&open(dir.path()).await, "a").await;
    assert_eq!(seen.receipt, Some(receipt(State::Submitted)));
}

#[tokio::test]
async fn of_two_handles_one_alone_gets_to_submit() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (open(dir.path()).await, open(dir.path()).await);
    reach(&one, "a", LedgerState::Prepared).await;
    let k = key("a");
    let (a, b) = tokio::join!(intend(&one, &k), intend(&two, &k));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(read(&two, "a").await.attempts, 1);
}

#[tokio::test]
async fn a_new_file_may_be_opened_by_many_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let path = dir.path().to_owned();
            tokio::spawn(async move { SqliteLedger::open(&path).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn another_programs_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut conn = raw(dir.path()).await;
    sqlx::raw_sql("CREATE TABLE mine (x)")
        .execute(&mut conn)
        .await
        .unwrap();
    assert!(
        refused(dir.path())
            .await
            .contains("another program's database")
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("ledger.db");
    std::fs::write(
        &file,
        "not a database, but long enough to look at".repeat(9),
    )
    .unwrap();
    let said = refused(dir.path()).await;
    assert!(
        said.contains("it is not a database: put it aside"),
        "{said}"
    );
    assert!(said.contains(&file.display().to_string()), "{said}");
}

#[tokio::test]
async fn a_damaged_file_is_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    ledger.close().await;
    let file = dir.path().join("ledger.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[4096..].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();
    let said = match SqliteLedger::open(dir.path()).await {
        Ok(ledger) => {
            let read = ledger.entry(&key("a")).await.unwrap_err().to_string();
            assert!(ledger.check().await.is_err());
            read
        }
        Err(e) => e.to_string(),
    };
    assert!(said.contains("it is damaged: put it aside"), "{said}");
}

#[tokio::test]
async fn a_sound_file_passes_the_check() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    ledger.check().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_says_so_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Planned).await;
    ledger.pragma("PRAGMA max_page_count = 1").await;
    let much = slots("text", &"x".repeat(1 << 20));
    let error = ledger.fill(&key("a"), &much, true, 60).await.unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Planned);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    ledger.pragma("PRAGMA query_only = 1").await;
    let error = ledger.begin(&plan("a"), "r1", 1).await.unwrap_err();
    assert!(
        error.to_string().contains("it cannot be written"),
        "{error}"
    );
}

#[tokio::test]
async fn a_state_directory_that_is_a_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("state");
    std::fs::write(&file, "").unwrap();
    let error = SqliteLedger::open(&file).await.unwrap_err();
    assert!(matches!(error, LedgerError::Unusable { .. }), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("state");
    let ledger = open(&state).await;
    reach(&ledger, "a", LedgerState::Live).await;
    let mode = |name: &str| state.join(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode("ledger.db"), mode("ledger.db-wal"), mode("")),
        (0o600, 0o600, 0o700)
    );
    ledger.close().await;
    let file = state.join("ledger.db");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    open(&state).await;
    assert_eq!(mode("ledger.db"), 0o600);
}

#[tokio::test]
async fn sqlite_has_the_fix_of_the_wal_reset_bug() {
    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).await;
    let mut conn = raw(dir.path()).await;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    let parts: Vec<u32> = version.split('.').map(|p| p.parse().unwrap()).collect();
    assert!(parts >= vec![3, 51, 3], "{version}");
}

#[tokio::test]
async fn a_commit_reaches_the_disk_before_it_returns() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous.
    assert_eq!(ledger.pragma("PRAGMA synchronous").await, "2");
    assert_eq!(ledger.pragma("PRAGMA journal_mode").await, "wal");
    assert_eq!(ledger.pragma("PRAGMA foreign_keys").await, "1");
}

#[tokio::test]
async fn an_upload_is_remembered_for_its_account_and_survives_the_process() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    ledger.uploaded("a", "s1", "tos/1", 10).await.unwrap();
    ledger.uploaded("a", "s2", "tos/2", 11).await.unwrap();
    ledger.uploaded("a", "s1", "tos/3", 12).await.unwrap();
    ledger.close().await;
    let ledger = open(dir.path()).await;
    let uri = ledger.upload("a", "s1").await.unwrap();
    assert_eq!(uri.as_deref(), Some("tos/3"));
    assert_eq!(ledger.upload("b", "s1").await.unwrap(), None);
    let all: Vec<String> = ledger.uploads("a").await.unwrap().into_iter().collect();
    assert_eq!(all, ["s1", "s2"]);
    assert!(ledger.uploads("b").await.unwrap().is_empty());
}

#[tokio::test]
async fn taking_in_what_is_there_is_one_write_or_none() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let mut conn = raw(dir.path()).await;
    let last = "CREATE TRIGGER torn BEFORE UPDATE OF receipt ON entries
        BEGIN SELECT RAISE(ABORT, 'the process ended here'); END";
    sqlx::raw_sql(last).execute(&mut conn).await.unwrap();
    let there = receipt(State::Live);
    let (plan, none) = (plan("a"), Slots::default());
    let adopt = || ledger.adopt(&plan, &none, &there, "r1", 50);
    adopt().await.unwrap_err();
    // An entry that is begun and not settled would be published once more.
    assert!(ledger.entry(&key("a")).await.unwrap().is_none());
    let drop = "DROP TRIGGER torn";
    sqlx::raw_sql(drop).execute(&mut conn).await.unwrap();
    adopt().await.unwrap();
    let taken = read(&ledger, "a").await;
    assert_eq!((taken.state, taken.attempts), (LedgerState::Live, 0));
    assert_eq!(taken.receipt, Some(there.clone()));
}

#[tokio::test]
async fn what_is_published_is_never_said_not_to_be_there() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    for how in [not_done(), unknown()] {
        let error = ledger.amend(&key("a"), &how, 200).await.unwrap_err();
        assert!(matches!(error, LedgerError::Conflict { .. }), "{error}");
    }
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Live);
}
