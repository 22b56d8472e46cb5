//! The catalogue's methods as SQL. A page travels as one JSON text, so that it is four statements and not thousands.

use async_trait::async_trait;
use serde_json::json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, query, query_scalar};

use super::catalogue::{Catalogue, Kept, PricePoint, Progress, Search, Sort};
use super::fault::patiently;
use super::row::Unreadable;
use super::{LedgerError, SqliteLedger, words};
use crate::plan::{Medium, Money};

/// A page as rows of SQL: what JSON's functions of SQLite make of the text. Materialized, and joined from the left
/// (`CROSS JOIN`), or SQLite would read the whole text again for every row of the other table.
const PAGE: &str = "
    WITH page AS MATERIALIZED (SELECT j.value ->> 'model' AS model, j.value ->> 'id' AS id, j.value ->> 'name' AS name,
        j.value ->> 'original' AS original, j.value ->> 'proxy' AS proxy, j.value ->> 'price' AS price,
        j.value ->> 'status' AS status, j.value ->> 'attributes' AS attributes,
        j.value ->> 'words' AS words, j.value ->> 'facts' AS facts
        FROM json_each(?1) AS j) ";

#[async_trait]
impl Catalogue for SqliteLedger {
    async fn begin_sync(
        &self,
        account: &str,
        models: &[i64],
        younger: i64,
        now: i64,
    ) -> Result<i64, LedgerError> {
        let models = json!(models).to_string();
        let mut tx = self.write().await?;
        let open: Option<i64> = query_scalar(
            "SELECT max(id) FROM media_syncs
             WHERE account = ? AND models = ? AND ended IS NULL AND began >= ?",
        )
        .bind(account)
        .bind(&models)
        .bind(now - younger)
        .fetch_one(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        if let Some(open) = open {
            return Ok(open);
        }
        let id = query_scalar(
            "INSERT INTO media_syncs (account, models, began) VALUES (?, ?, ?) RETURNING id",
        )
        .bind(account)
        .bind(&models)
        .bind(now)
        .fetch_one(&mut *tx)
        .await
        .map_err(|e| self.sql(e))?;
        self.commit(tx).await?;
        Ok(id)
    }

    async fn progress(&self, sync: i64, model: i64) -> Result<Progress, LedgerError> {
        let rows = patiently!(
            query("SELECT page, total FROM media_pages WHERE sync = ? AND model = ? ORDER BY page")
                .bind(sync)
                .bind(model)
                .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        let mut progress = Progress::default();
        for row in rows {
            let page: u32 = row.try_get("page").map_err(|e| self.sql(e))?;
            if page == progress.pages + 1 {
                progress.pages = page;
                progress.total = Some(row.try_get("total").map_err(|e| self.sql(e))?);
            }
        }
        Ok(progress)
    }

    async fn keep_page(
        &self,
        sync: i64,
        model: i64,
        page: u32,
        total: u32,
        rows: &[Medium],
        now: i64,
    ) -> Result<(), LedgerError> {
        let text = json!(rows.iter().map(sql_row).collect::<Vec<_>>()).to_string();
        let account = "(SELECT account FROM media_syncs WHERE id = ?2)";
        let statements = [
            // A row of history when a price is another one than was kept, and for the first.
            format!(
                "{PAGE} INSERT INTO media_prices (account, model, id, at, price_original, price_proxy)
                 SELECT {account}, p.model, p.id, ?3, p.original, p.proxy
                 FROM page AS p LEFT JOIN media AS m
                     ON m.account = {account} AND m.model = p.model AND m.id = p.id
                 WHERE m.row IS NULL OR m.price_original IS NOT p.original OR m.price_proxy IS NOT p.proxy"
            ),
            // The words of another text are taken out before it is written over; words that stay are left alone: each
            // row that is written anew leaves a gravestone in the index, at which every search then looks.
            format!(
                "{PAGE} DELETE FROM media_words WHERE rowid IN (
                     SELECT m.row FROM page AS p CROSS JOIN media AS m
                         ON m.account = {account} AND m.model = p.model AND m.id = p.id
                     WHERE ?3 IS NOT NULL AND (m.name <> p.name OR m.attributes <> p.attributes))"
            ),
            format!(
                "{PAGE} INSERT INTO media (account, model, id, name, price_original, price_proxy, price,
                     status, attributes, seen, sync)
                 SELECT {account}, model, id, name, original, proxy, price, status, attributes, ?3, ?2
                 FROM page WHERE true
                 ON CONFLICT (account, model, id) DO UPDATE SET
                     name = excluded.name, price_original = excluded.price_original,
                     price_proxy = excluded.price_proxy, price = excluded.price,
                     status = excluded.status, attributes = excluded.attributes,
                     seen = excluded.seen, sync = excluded.sync, gone = NULL"
            ),
            format!(
                "{PAGE} INSERT OR REPLACE INTO media_words (rowid, words, facts)
                 SELECT m.row, p.words, p.facts FROM page AS p CROSS JOIN media AS m
                     ON m.account = {account} AND m.model = p.model AND m.id = p.id
                 WHERE ?3 IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM media_words AS w WHERE w.rowid = m.row)"
            ),
        ];
        let mut tx = self.write().await?;
        for statement in statements {
            query(sqlx::AssertSqlSafe(statement))
                .bind(&text)
                .bind(sync)
                .bind(now)
                .execute(&mut *tx)
                .await
                .map_err(|e| self.sql(e))?;
        }
        query("INSERT OR REPLACE INTO media_pages (sync, model, page, total, at) VALUES (?, ?, ?, ?, ?)")
            .bind(sync)
            .bind(model)
            .bind(page)
            .bind(total)
            .bind(now)
            .execute(&mut *tx)
            .await
            .map_err(|e| self.sql(e))?;
        self.commit(tx).await
    }

    async fn end_model(&self, sync: i64, model: i64, now: i64) -> Result<u64, LedgerError> {
        let done = patiently!(
            query(
                "UPDATE media SET gone = ?1
                 WHERE account = (SELECT account FROM media_syncs WHERE id = ?2)
                   AND model = ?3 AND sync <> ?2 AND gone IS NULL",
            )
            .bind(now)
            .bind(sync)
            .bind(model)
            .execute(&self.pool)
        );
        done.map(|d| d.rows_affected()).map_err(|e| self.sql(e))
    }

    async fn end_sync(&self, sync: i64, now: i64) -> Result<(), LedgerError> {
        let done = patiently!(
            query("UPDATE media_syncs SET ended = ? WHERE id = ?")
                .bind(now)
                .bind(sync)
                .execute(&self.pool)
        );
        done.map_err(|e| self.sql(e))?;
        // Takes the gravestones away (https://sqlite.org/fts5.html#the_optimize_command): with any of them a search takes
        // ten times as long. The sync is whole without it, and the next one does it again.
        let tidied = patiently!(
            query("INSERT INTO media_words (media_words) VALUES ('optimize')").execute(&self.pool)
        );
        if let Err(e) = tidied {
            tracing::debug!(
                "the catalogue's words were not put in order: {}",
                self.sql(e)
            );
        }
        Ok(())
    }

    async fn search(&self, search: &Search) -> Result<Vec<Kept>, LedgerError> {
        let mut asked = words::asked(&search.text);
        let fact = |(key, value): &(String, String)| format!("facts : {}", words::fact(key, value));
        asked.words.extend(search.facts.iter().map(fact));
        let way = self.way(&asked).await?;
        let index = match search.sort {
            Sort::Price => "media_in_order_of_price",
            Sort::Name => "media_in_order_of_name",
        };
        // Named, or SQLite may begin at the words and sort all that have them.
        let along = format!("media AS m INDEXED BY {index}");
        let (from, matched, letters) = match way {
            Way::Index => (format!("{along} WHERE ?7 IS NULL"), Vec::new(), Vec::new()),
            // From the words to their rows, which are few; a single letter, which many have, is looked for in these alone.
            Way::Words => (
                "media_words AS w CROSS JOIN media AS m ON m.row = w.rowid WHERE media_words MATCH ?7"
                    .to_owned(),
                asked.words.clone(),
                asked.letters.clone(),
            ),
            // Along the index in the order that is wanted, until enough have the words.
            Way::Walk => (
                format!(
                    "{along} WHERE m.row IN (SELECT rowid FROM media_words WHERE media_words MATCH ?7)"
                ),
                asked.all(),
                Vec::new(),
            ),
        };
        let ranged = search.price_min.is_some() || search.price_max.is_some();
        let order = match (search.sort, ranged) {
            (Sort::Price, false) => "m.price IS NULL, m.price, m.id",
            // The index begins at the price then.
            (Sort::Price, true) => "m.price, m.id",
            (Sort::Name, _) => "m.name, m.id",
        };
        // What is not asked for is left out, or the index could not be used for the rest.
        let given = |is: bool, condition: &'static str| if is { condition } else { "" };
        let sql = format!(
            "SELECT m.* FROM {from}
               AND m.account = ?1 AND m.gone IS NULL AND (?2 IS NULL OR m.model = ?2)
               AND (?5 OR m.status = 1) {} {} {} {}
             ORDER BY {order} LIMIT ?6",
            given(ranged, "AND (m.price IS NULL) = 0"),
            given(search.price_min.is_some(), "AND m.price >= ?3"),
            given(search.price_max.is_some(), "AND m.price <= ?4"),
            given(
                !letters.is_empty(),
                "AND NOT EXISTS (SELECT 1 FROM json_each(?8) AS letter
                     WHERE instr(m.name || m.attributes, letter.value) = 0)"
            ),
        );
        let matched = (!matched.is_empty()).then(|| matched.join(" AND "));
        let rows = patiently!(
            query(sqlx::AssertSqlSafe(sql.clone()))
                .bind(&search.account)
                .bind(search.model)
                .bind(search.price_min.map(Money::as_fen))
                .bind(search.price_max.map(Money::as_fen))
                .bind(search.closed)
                .bind(search.limit)
                .bind(&matched)
                .bind(json!(letters).to_string())
                .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        self.kept(&rows)
    }

    async fn media(&self, account: &str, id: i64) -> Result<Vec<Kept>, LedgerError> {
        let rows = patiently!(
            query(
                "SELECT * FROM media WHERE account = ?1 AND id = ?2
                   AND model IN (SELECT DISTINCT model FROM media WHERE account = ?1) ORDER BY model"
            )
            .bind(account)
            .bind(id)
            .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        self.kept(&rows)
    }

    async fn prices(
        &self,
        account: &str,
        model: i64,
        id: i64,
    ) -> Result<Vec<PricePoint>, LedgerError> {
        let rows = patiently!(
            query(
                "SELECT at, price_original, price_proxy FROM media_prices
                 WHERE account = ? AND model = ? AND id = ? ORDER BY at, rowid"
            )
            .bind(account)
            .bind(model)
            .bind(id)
            .fetch_all(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        let point = |row: &SqliteRow| {
            Ok(PricePoint {
                at: row.try_get("at")?,
                price_original: money(row, "price_original")?,
                price_proxy: money(row, "price_proxy")?,
            })
        };
        let points: Result<_, sqlx::Error> = rows.iter().map(point).collect();
        points.map_err(|e| self.sql(e))
    }

    async fn list(&self, account: &str, name: &str) -> Result<Option<(String, i64)>, LedgerError> {
        let row = patiently!(
            query("SELECT body, at FROM lists WHERE account = ? AND name = ?")
                .bind(account)
                .bind(name)
                .fetch_optional(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        let read = |row: SqliteRow| Ok((row.try_get("body")?, row.try_get("at")?));
        row.map(read).transpose().map_err(|e| self.sql(e))
    }

    async fn keep_list(
        &self,
        account: &str,
        name: &str,
        body: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        let done = patiently!(
            query("INSERT OR REPLACE INTO lists (account, name, body, at) VALUES (?, ?, ?, ?)")
                .bind(account)
                .bind(name)
                .bind(body)
                .bind(now)
                .execute(&self.pool)
        );
        done.map(drop).map_err(|e| self.sql(e))
    }

    async fn hosted(&self, hash: &str, host: &str) -> Result<Option<String>, LedgerError> {
        patiently!(
            query_scalar("SELECT url FROM hosted_images WHERE hash = ? AND host = ?")
                .bind(hash)
                .bind(host)
                .fetch_optional(&self.pool)
        )
        .map_err(|e| self.sql(e))
    }

    async fn keep_hosted(
        &self,
        hash: &str,
        host: &str,
        url: &str,
        now: i64,
    ) -> Result<(), LedgerError> {
        let done = patiently!(
            query("INSERT OR REPLACE INTO hosted_images (hash, host, url, at) VALUES (?, ?, ?, ?)")
                .bind(hash)
                .bind(host)
                .bind(url)
                .bind(now)
                .execute(&self.pool)
        );
        done.map(drop).map_err(|e| self.sql(e))
    }
}

/// How a search gets to its rows.
#[derive(Clone, Copy)]
enum Way {
    /// Along the index of the order that is wanted: there are no words.
    Index,
    /// From the index of words.
    Words,
    /// Along the index of the order, looking whether each has the words.
    Walk,
}

/// How many rows with some words are few: so many are sorted sooner than the index of the order is walked along.
const FEW: i64 = 1000;

impl SqliteLedger {
    async fn way(&self, asked: &words::Asked) -> Result<Way, LedgerError> {
        if asked.words.is_empty() {
            return Ok(match asked.letters.is_empty() {
                true => Way::Index,
                false => Way::Walk,
            });
        }
        let matched = asked.words.join(" AND ");
        let count: i64 = patiently!(
            query_scalar(
                "SELECT count(*) FROM
                     (SELECT rowid FROM media_words WHERE media_words MATCH ?1 LIMIT ?2)"
            )
            .bind(&matched)
            .bind(FEW + 1)
            .fetch_one(&self.pool)
        )
        .map_err(|e| self.sql(e))?;
        Ok(if count > FEW { Way::Walk } else { Way::Words })
    }

    fn kept(&self, rows: &[SqliteRow]) -> Result<Vec<Kept>, LedgerError> {
        let read = |row: &SqliteRow| -> Result<Kept, Unreadable> {
            let attributes: String = row.try_get("attributes")?;
            let medium = Medium {
                model: row.try_get("model")?,
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                price_original: money(row, "price_original")?,
                price_proxy: money(row, "price_proxy")?,
                status: row.try_get("status")?,
                attributes: serde_json::from_str(&attributes)
                    .map_err(|_| Unreadable::Column("attributes", "a medium".to_owned()))?,
            };
            Ok(Kept {
                medium,
                seen: row.try_get("seen")?,
                gone: row.try_get("gone")?,
            })
        };
        let kept: Result<_, Unreadable> = rows.iter().map(read).collect();
        kept.map_err(|e| self.unreadable(e))
    }
}

fn money(row: &SqliteRow, column: &str) -> Result<Option<Money>, sqlx::Error> {
    let fen: Option<i64> = row.try_get(column)?;
    Ok(fen.map(Money::fen))
}

fn sql_row(medium: &Medium) -> serde_json::Value {
    let values: Vec<&str> = medium.attributes.values().map(String::as_str).collect();
    json!({
        "model": medium.model,
        "id": medium.id,
        "name": medium.name,
        "original": medium.price_original.map(Money::as_fen),
        "proxy": medium.price_proxy.map(Money::as_fen),
        "price": medium.price().map(Money::as_fen),
        "status": medium.status,
        "attributes": json!(medium.attributes).to_string(),
        "words": words::index(&format!("{} {} {}", medium.name, medium.id, values.join(" "))),
        "facts": words::facts(medium.attributes.iter()),
    })
}
