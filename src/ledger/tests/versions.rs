//! Files of every older schema, made by that version's own SQL, are brought up to date with all their rows.

use sqlx::{Connection, Row};

use super::files::raw;
use super::*;
use crate::ledger::{Catalogue, Filter, Inbox, Schedule, schema};

/// What each version wrote; the newest is made by the program itself.
const OLDER: [&str; 8] = [
    include_str!("versions/1.sql"),
    include_str!("versions/2.sql"),
    include_str!("versions/3.sql"),
    include_str!("versions/4.sql"),
    include_str!("versions/5.sql"),
    include_str!("versions/6.sql"),
    include_str!("versions/7.sql"),
    include_str!("versions/8.sql"),
];

/// The states of the rows in each file, in their order.
const STATES: [&str; 9] = [
    "planned",
    "prepared",
    "submitting",
    "unknown",
    "submitted",
    "in_review",
    "live",
    "rejected",
    "failed",
];

/// Every table and index as SQLite keeps it, but for what SQLite itself makes.
async fn tables(dir: &Path) -> Vec<(String, String)> {
    let mut conn = raw(dir).await;
    let rows =
        sqlx::query("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    let text = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    rows.iter()
        .map(|row| (row.get("name"), text(row.get("sql"))))
        .collect()
}

/// A file of an older version.
async fn older(sql: &'static str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut conn = raw(dir.path()).await;
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    dir
}

#[tokio::test]
async fn every_older_file_is_brought_up_to_date_with_all_its_rows() {
    assert_eq!(
        schema::NEWEST,
        OLDER.len() as i64 + 1,
        "a new version needs the file that the one before it writes"
    );
    let fresh = tempfile::tempdir().unwrap();
    open(fresh.path()).await.close().await;
    let wanted = tables(fresh.path()).await;
    for (version, sql) in (1..).zip(OLDER) {
        let dir = older(sql).await;
        let ledger = open(dir.path()).await;
        for state in STATES {
            let entry = read(&ledger, state).await;
            let gone = state == "live" && version >= 3;
            let shown = if gone { "gone" } else { state };
            assert_eq!(entry.state.word(), shown, "version {version}");
            let tried = !matches!(state, "planned" | "prepared");
            assert_eq!(
                entry.attempts,
                u32::from(tried),
                "version {version}: {state}"
            );
            let taken = matches!(state, "submitted" | "in_review" | "live" | "rejected");
            assert_eq!(entry.receipt.is_some(), taken, "version {version}: {state}");
            let ours = plan(state);
            assert_eq!(
                (&*entry.plan, entry.began),
                (&ours, 50),
                "version {version}"
            );
        }
        let mut turns: Vec<i64> = (ledger.entries(&Filter::default()).await.unwrap().iter())
            .map(|e| e.turn)
            .collect();
        turns.sort_unstable();
        assert_eq!(turns, (1..=9).collect::<Vec<_>>(), "version {version}");
        let under_way = read(&ledger, "unknown").await;
        assert_eq!(under_way.before.is_some(), version >= 3);
        let why = ("lost".to_owned(), "the answer was lost".to_owned());
        assert_eq!(under_way.problem, Some(why));
        // Six of the seven submits may have been paid for: the one that is proved not done was not.
        assert_eq!(ledger.spent("jz", 0).await.unwrap(), Money::fen(6 * 1300));
        if version >= 2 {
            let uri = ledger.upload("juejin", "s1").await.unwrap();
            assert_eq!(uri.as_deref(), Some("tos/1"), "version {version}");
        }
        if version >= 4 {
            assert_eq!(ledger.content(1).await.unwrap(), "<p>正文。</p>");
        }
        if version >= 5 {
            let known = ledger.media("jz", 12786).await.unwrap();
            assert_eq!(known.len(), 1, "version {version}");
        }
        if version >= 7 {
            let rows = ledger.scheduled().await.unwrap();
            assert_eq!(
                (rows.len(), rows[0].sum.as_str(), rows[0].updated),
                (1, "", 60)
            );
        }
        let found = ledger.soundness().await.unwrap();
        assert_eq!(
            (found.entries, found.flaws),
            (9, vec![]),
            "version {version}"
        );
        ledger.close().await;
        assert_eq!(tables(dir.path()).await, wanted, "version {version}");
    }
}

#[tokio::test]
async fn a_migration_that_is_cut_off_leaves_the_old_file() {
    let dir = older(OLDER[2]).await;
    let mut conn = raw(dir.path()).await;
    // The next version's table is there already, so that its migration fails in the middle.
    sqlx::raw_sql("CREATE TABLE inbox_nonces (x)")
        .execute(&mut conn)
        .await
        .unwrap();
    SqliteLedger::open(dir.path()).await.unwrap_err();
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(version, 3);
    sqlx::raw_sql("DROP TABLE inbox_nonces")
        .execute(&mut conn)
        .await
        .unwrap();
    let ledger = open(dir.path()).await;
    assert_eq!(read(&ledger, "live").await.state, LedgerState::Gone);
}

#[tokio::test]
async fn a_newer_file_is_refused_and_stays_as_it_is_to_the_byte() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    ledger.close().await;
    let mut conn = raw(dir.path()).await;
    sqlx::raw_sql("PRAGMA user_version = 99; ALTER TABLE entries ADD COLUMN later TEXT")
        .execute(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    let file = dir.path().join("ledger.db");
    let before = std::fs::read(&file).unwrap();
    let error = SqliteLedger::open(dir.path()).await.unwrap_err();
    assert!(
        matches!(error, LedgerError::Newer { found: 99, known, .. } if known == schema::NEWEST),
        "{error}"
    );
    assert!(std::fs::read(&file).unwrap() == before);
}
