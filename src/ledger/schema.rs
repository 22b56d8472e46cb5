//! The tables, as migrations: version N of the file is the first N of them applied.

use sqlx::{Connection, SqliteConnection};

/// Marks a file as fagao's ("fago"), so that another program's database is never written.
const APPLICATION: i64 = 0x6661_676f;

/// The migrations. What was released is never edited: the next change is the next entry.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE entries (
        id               INTEGER PRIMARY KEY,
        article          TEXT    NOT NULL,
        account          TEXT    NOT NULL,
        target           TEXT    NOT NULL,
        generation       INTEGER NOT NULL,
        platform         TEXT    NOT NULL,
        file             TEXT    NOT NULL,
        title            TEXT    NOT NULL,
        hash             TEXT    NOT NULL,
        plan             TEXT    NOT NULL,
        state            TEXT    NOT NULL CHECK (state IN ('planned', 'prepared', 'submitting',
                             'unknown', 'submitted', 'in_review', 'live', 'rejected', 'failed')),
        prepared         INTEGER NOT NULL DEFAULT 0,
        slots            TEXT    NOT NULL DEFAULT '{}',
        receipt          TEXT,
        via              TEXT    CHECK (via IN ('browser', 'api')),
        run              TEXT    NOT NULL,
        problem_code     TEXT,
        problem          TEXT,
        attempts         INTEGER NOT NULL DEFAULT 0,
        began            INTEGER NOT NULL,
        submitted        INTEGER,
        decided          INTEGER,
        updated          INTEGER NOT NULL,
        UNIQUE (article, account, target, generation)
    ) STRICT;
    CREATE INDEX entries_by_hash ON entries (account, hash);
    CREATE TABLE attempts (
        entry            INTEGER NOT NULL REFERENCES entries (id),
        number           INTEGER NOT NULL,
        account          TEXT    NOT NULL,
        via              TEXT    NOT NULL CHECK (via IN ('browser', 'api')),
        cost             INTEGER,
        begun            INTEGER NOT NULL,
        decided          INTEGER NOT NULL,
        outcome          TEXT    CHECK (outcome IN ('done', 'not_done', 'unknown')),
        receipt          TEXT,
        problem_code     TEXT,
        problem          TEXT,
        ended            INTEGER,
        PRIMARY KEY (entry, number)
    ) STRICT;
    CREATE INDEX attempts_by_account ON attempts (account, begun);
",
    // What identifies a file on its platform: never an address, which expires.
    "
    CREATE TABLE uploads (
        account          TEXT    NOT NULL,
        sha256           TEXT    NOT NULL,
        uri              TEXT    NOT NULL,
        uploaded         INTEGER NOT NULL,
        PRIMARY KEY (account, sha256)
    ) STRICT, WITHOUT ROWID;
",
];

/// The newest version known here.
pub(super) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// Why a file is not brought up to date.
pub(super) enum Refused {
    /// It is newer than this program: its version.
    Newer(i64),
    /// It is another program's.
    Foreign,
    /// SQLite said no.
    Sql(sqlx::Error),
}

impl From<sqlx::Error> for Refused {
    fn from(e: sqlx::Error) -> Self {
        Refused::Sql(e)
    }
}

/// Brings a file up to date, in one transaction. A file that is not ours or newer stays as it is.
pub(super) async fn migrate(conn: &mut SqliteConnection) -> Result<(), Refused> {
    // Two processes may open a new file at once: the version is read under the write lock.
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *tx)
        .await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *tx)
        .await?;
    let things: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
        .fetch_one(&mut *tx)
        .await?;
    let untouched = application == 0 && version == 0 && things == 0;
    if application != APPLICATION && !untouched {
        return Err(Refused::Foreign);
    }
    if version > NEWEST {
        return Err(Refused::Newer(version));
    }
    let done = usize::try_from(version).map_err(|_| Refused::Foreign)?;
    if done == MIGRATIONS.len() {
        return Ok(());
    }
    for migration in &MIGRATIONS[done..] {
        sqlx::raw_sql(*migration).execute(&mut *tx).await?;
    }
    // Pragmas take no bound values; both numbers are this file's own constants.
    let stamp = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {NEWEST};");
    sqlx::raw_sql(sqlx::AssertSqlSafe(stamp))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
