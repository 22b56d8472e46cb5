//! A ledger that fails between the intent and the receipt: the platform has it, and the next run does not know.

use sqlx::{Connection, SqliteConnection};

use crate::common::Place;
use crate::place::publish;

/// Does something to the ledger's file, as a failing disk would.
fn alter(place: &Place, sql: &'static str) {
    let file = place.dir.path().join("sandbox/ledger.db");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let address = format!("sqlite://{}", file.display());
        let mut db = SqliteConnection::connect(&address).await.expect("a ledger");
        sqlx::query(sql).execute(&mut db).await.expect("a change");
        db.close().await.expect("a closed file");
    });
}

#[test]
fn what_was_taken_and_not_written_down_is_told_and_not_taken_for_well() {
    let place = Place::new();
    let before = place.article("before", "正文。");
    publish(&place, &before, "ys").expect(0);
    alter(
        &place,
        "CREATE TRIGGER full BEFORE UPDATE OF state ON entries WHEN NEW.state = 'submitted'
         BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
    );
    let file = place.article("unkept", "正文。");
    let ran = publish(&place, &file, "ys").expect(5);
    assert_eq!(ran.state(), "submitted");
    let error = &ran.json()["results"][0]["error"];
    assert_eq!(error["code"], "ledger.failed");
    assert_eq!(place.counts().2, 2);
    // As long as it is not written down, it is not well, and nothing is sent again.
    publish(&place, &file, "ys").expect(5);
    assert_eq!(place.counts().2, 2);
    alter(&place, "DROP TRIGGER full");
    let ran = publish(&place, &file, "ys");
    assert!(matches!(ran.code, 0 | 5), "{}", ran.stdout);
    assert_eq!(place.counts().2, 2);
}
