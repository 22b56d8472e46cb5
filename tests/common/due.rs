//! The schedule of a test's ledger, changed behind the program's back: a test does not wait for a time, it has it come.
#![allow(dead_code, reason = "each test uses a part of this")]

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;

/// A time that no test reaches.
pub const FAR: &str = "2099-01-01 09:00";

/// Runs a statement on the sandbox's ledger of a state directory; each `?` is one of the values.
pub fn change(state: &Path, statement: &'static str, values: &[Option<i64>]) {
    let file = state.join("sandbox/ledger.db");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(file);
        let mut conn = sqlx::ConnectOptions::connect(&options)
            .await
            .expect("a ledger");
        let mut query = sqlx::query(statement);
        for value in values {
            query = query.bind(*value);
        }
        query.execute(&mut conn).await.expect("a change");
    });
}

/// Has the time come, or another one be: what is scheduled for, and when it is tried again.
pub fn set(state: &Path, at: i64, again: Option<i64>) {
    let statement = "UPDATE schedule SET at = ?, again = ?";
    change(state, statement, &[Some(at), again]);
}
