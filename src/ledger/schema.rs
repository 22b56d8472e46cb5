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
    "
    -- What is published while an update of it is under way, as JSON; when what was published was found gone.
    ALTER TABLE entries ADD COLUMN before TEXT;
    ALTER TABLE entries ADD COLUMN gone INTEGER;
",
    "
    CREATE TABLE inbox (
        id               INTEGER PRIMARY KEY,
        account          TEXT    NOT NULL,
        hash             TEXT    NOT NULL,
        kind             TEXT    NOT NULL,
        title            TEXT    NOT NULL,
        content          TEXT    NOT NULL,
        received         INTEGER NOT NULL,
        deliveries       INTEGER NOT NULL DEFAULT 1,
        file             TEXT,
        proved           INTEGER REFERENCES entries (id),
        UNIQUE (account, hash)
    ) STRICT;
    CREATE INDEX inbox_waiting ON inbox (id) WHERE file IS NULL;
    CREATE INDEX inbox_by_title ON inbox (account, title);
    CREATE TABLE inbox_nonces (
        account          TEXT    NOT NULL,
        nonce            TEXT    NOT NULL,
        item             INTEGER NOT NULL REFERENCES inbox (id),
        PRIMARY KEY (account, nonce)
    ) STRICT, WITHOUT ROWID;
",
    MEDIA,
    // In the orders that media are shown in, with what is asked of most: a search reads a row's table when it shows it.
    "
    DROP INDEX media_by_price;
    CREATE INDEX media_in_order_of_price
        ON media (account, price IS NULL, price, id, model, status) WHERE gone IS NULL;
    CREATE INDEX media_in_order_of_name
        ON media (account, name, id, model, status, price) WHERE gone IS NULL;
",
    "
    -- What is to be published at a time; standing as in schedule.rs, lists as JSON.
    CREATE TABLE schedule (
        id               INTEGER PRIMARY KEY,
        at               INTEGER NOT NULL,
        file             TEXT    NOT NULL,
        accounts         TEXT    NOT NULL,
        args             TEXT    NOT NULL,
        hash             TEXT    NOT NULL,
        standing         TEXT    NOT NULL CHECK (standing IN ('waiting', 'running', 'done', 'person', 'cancelled')),
        tries            INTEGER NOT NULL DEFAULT 0,
        again            INTEGER,
        note             TEXT,
        updated          INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX schedule_by_time ON schedule (standing, at);
",
    // What the article was made of: what was called off stays so until that changes.
    "
    ALTER TABLE schedule ADD COLUMN sum TEXT NOT NULL DEFAULT '';
",
    // The order in which plans were begun, which no clock tells; the plan of an update that came to nothing, as JSON.
    "
    ALTER TABLE entries ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE entries ADD COLUMN stopped TEXT;
    UPDATE entries SET turn = begun.turn
        FROM (SELECT id, row_number() OVER (ORDER BY updated, id) AS turn FROM entries) AS begun
        WHERE begun.id = entries.id;
    CREATE INDEX entries_by_turn ON entries (turn);
",
];

/// The catalogue of paid media, what platforms list, and where local images were uploaded to.
const MEDIA: &str = "
    CREATE TABLE media (
        row              INTEGER PRIMARY KEY,
        account          TEXT    NOT NULL,
        model            INTEGER NOT NULL,
        id               INTEGER NOT NULL,
        name             TEXT    NOT NULL,
        price_original   INTEGER,
        price_proxy      INTEGER,
        price            INTEGER,
        status           INTEGER NOT NULL,
        attributes       TEXT    NOT NULL,
        seen             INTEGER NOT NULL,
        sync             INTEGER NOT NULL,
        gone             INTEGER,
        UNIQUE (account, model, id)
    ) STRICT;
    CREATE INDEX media_by_price ON media (account, price);
    CREATE TABLE media_prices (
        account          TEXT    NOT NULL,
        model            INTEGER NOT NULL,
        id               INTEGER NOT NULL,
        at               INTEGER NOT NULL,
        price_original   INTEGER,
        price_proxy      INTEGER
    ) STRICT;
    CREATE INDEX media_prices_by_medium ON media_prices (account, model, id, at);
    CREATE VIRTUAL TABLE media_words USING fts5(words, facts, content='', contentless_delete=1,
        tokenize=\"unicode61 remove_diacritics 0\");
    CREATE TABLE media_syncs (
        id               INTEGER PRIMARY KEY,
        account          TEXT    NOT NULL,
        models           TEXT    NOT NULL,
        began            INTEGER NOT NULL,
        ended            INTEGER
    ) STRICT;
    CREATE TABLE media_pages (
        sync             INTEGER NOT NULL REFERENCES media_syncs (id),
        model            INTEGER NOT NULL,
        page             INTEGER NOT NULL,
        total            INTEGER NOT NULL,
        at               INTEGER NOT NULL,
        PRIMARY KEY (sync, model, page)
    ) STRICT;
    CREATE TABLE lists (
        account          TEXT    NOT NULL,
        name             TEXT    NOT NULL,
        body             TEXT    NOT NULL,
        at               INTEGER NOT NULL,
        PRIMARY KEY (account, name)
    ) STRICT;
    CREATE TABLE hosted_images (
        hash             TEXT    NOT NULL,
        host             TEXT    NOT NULL,
        url              TEXT    NOT NULL,
        at               INTEGER NOT NULL,
        PRIMARY KEY (hash, host)
    ) STRICT;
";

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
