-- A ledger of schema 8: the tables as that version made them, and what it wrote into them.
PRAGMA foreign_keys = OFF;
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
INSERT INTO "attempts" VALUES(3,1,'jz','api',1300,100,160,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "attempts" VALUES(4,1,'jz','api',1300,100,160,'unknown',NULL,'lost','the answer was lost',110);
INSERT INTO "attempts" VALUES(5,1,'jz','api',1300,100,160,'done','{"state":"submitted","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}',NULL,NULL,110);
INSERT INTO "attempts" VALUES(6,1,'jz','api',1300,100,160,'done','{"state":"in_review","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}',NULL,NULL,110);
INSERT INTO "attempts" VALUES(7,1,'jz','api',1300,100,160,'done','{"state":"live","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}',NULL,NULL,110);
INSERT INTO "attempts" VALUES(8,1,'jz','api',1300,100,160,'done','{"state":"rejected","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}',NULL,NULL,110);
INSERT INTO "attempts" VALUES(9,1,'jz','api',1300,100,160,'not_done',NULL,'jzguai.13','no money',110);
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
        updated          INTEGER NOT NULL, before TEXT, gone INTEGER,
        UNIQUE (article, account, target, generation)
    ) STRICT;
INSERT INTO "entries" VALUES(1,'planned','jz','1/12786',0,'jzguai','planned.md','一个标题','aa','{"key":{"article":"planned","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"planned.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','planned',0,'{}',NULL,NULL,'r1',NULL,NULL,0,50,NULL,NULL,110,NULL,NULL);
INSERT INTO "entries" VALUES(2,'prepared','jz','1/12786',0,'jzguai','prepared.md','一个标题','aa','{"key":{"article":"prepared","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"prepared.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','prepared',1,'{"order_id":"A1"}',NULL,NULL,'r1',NULL,NULL,0,50,NULL,NULL,110,NULL,NULL);
INSERT INTO "entries" VALUES(3,'submitting','jz','1/12786',0,'jzguai','submitting.md','一个标题','aa','{"key":{"article":"submitting","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"submitting.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','submitting',1,'{"order_id":"A1"}',NULL,'api','r1',NULL,NULL,1,50,100,160,110,NULL,NULL);
INSERT INTO "entries" VALUES(4,'unknown','jz','1/12786',0,'jzguai','unknown.md','一个标题','aa','{"key":{"article":"unknown","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"unknown.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','unknown',1,'{"order_id":"A1"}',NULL,'api','r1','lost','the answer was lost',1,50,100,160,110,'{"state":"live","plan":{"key":{"article":"unknown","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"unknown.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"},"slots":{"draft_id":"73"},"receipt":{"state":"live","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]},"via":"api"}',NULL);
INSERT INTO "entries" VALUES(5,'submitted','jz','1/12786',0,'jzguai','submitted.md','一个标题','aa','{"key":{"article":"submitted","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"submitted.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','submitted',1,'{"order_id":"A1"}','{"state":"submitted","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}','api','r1',NULL,NULL,1,50,100,160,110,NULL,NULL);
INSERT INTO "entries" VALUES(6,'in_review','jz','1/12786',0,'jzguai','in_review.md','一个标题','aa','{"key":{"article":"in_review","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"in_review.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','in_review',1,'{"order_id":"A1"}','{"state":"in_review","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}','api','r1',NULL,NULL,1,50,100,160,110,NULL,NULL);
INSERT INTO "entries" VALUES(7,'live','jz','1/12786',0,'jzguai','live.md','一个标题','aa','{"key":{"article":"live","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"live.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','live',1,'{"order_id":"A1"}','{"state":"live","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}','api','r1',NULL,NULL,1,50,100,160,110,NULL,120);
INSERT INTO "entries" VALUES(8,'rejected','jz','1/12786',0,'jzguai','rejected.md','一个标题','aa','{"key":{"article":"rejected","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"rejected.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','rejected',1,'{"order_id":"A1"}','{"state":"rejected","url":"https://example.com/1","external_id":"7","price":"13.00","evidence":["status 1011"]}','api','r1',NULL,NULL,1,50,100,160,110,NULL,NULL);
INSERT INTO "entries" VALUES(9,'failed','jz','1/12786',0,'jzguai','failed.md','一个标题','aa','{"key":{"article":"failed","account":"jz","target":"1/12786","generation":0},"platform":"jzguai","article":{"file":"failed.md","title":"一个标题","hash":"aa"},"site_files":["jzguai/api/2026-11-21"],"notes":[],"given":{"order":{"b":1,"a":[null]}},"milestones":[],"look":[],"expect":"submitted"}','failed',1,'{"order_id":"A1"}',NULL,'api','r1','jzguai.13','no money',1,50,100,160,110,NULL,NULL);
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
INSERT INTO "inbox" VALUES(1,'ys','h1','article','一个标题','<p>正文。</p>',130,2,'ys/1.md',4);
CREATE TABLE inbox_nonces (
        account          TEXT    NOT NULL,
        nonce            TEXT    NOT NULL,
        item             INTEGER NOT NULL REFERENCES inbox (id),
        PRIMARY KEY (account, nonce)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "inbox_nonces" VALUES('ys','n0nce',1);
CREATE TABLE uploads (
        account          TEXT    NOT NULL,
        sha256           TEXT    NOT NULL,
        uri              TEXT    NOT NULL,
        uploaded         INTEGER NOT NULL,
        PRIMARY KEY (account, sha256)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "uploads" VALUES('juejin','s1','tos/1',10);
CREATE INDEX entries_by_hash ON entries (account, hash);
CREATE INDEX attempts_by_account ON attempts (account, begun);
CREATE INDEX inbox_waiting ON inbox (id) WHERE file IS NULL;
CREATE INDEX inbox_by_title ON inbox (account, title);
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
CREATE INDEX media_in_order_of_price
    ON media (account, price IS NULL, price, id, model, status) WHERE gone IS NULL;
CREATE INDEX media_in_order_of_name
    ON media (account, name, id, model, status, price) WHERE gone IS NULL;
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
    tokenize="unicode61 remove_diacritics 0");
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
INSERT INTO media (row, account, model, id, name, price_original, price_proxy, price, status, attributes, seen, sync)
    VALUES (1, 'jz', 1, 12786, '一家网站', 1500, 1300, 1300, 1, '{}', 60, 1);
INSERT INTO media_prices VALUES ('jz', 1, 12786, 60, 1500, 1300);
INSERT INTO media_words (rowid, words, facts) VALUES (1, '一 家 网 站', '');
INSERT INTO media_syncs VALUES (1, 'jz', '[1]', 50, 60);
INSERT INTO media_pages VALUES (1, 1, 1, 1, 60);
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
    , sum TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "schedule" VALUES(1,4039376400,'/posts/a.md','["jz"]','["publish","--to=jz","--yes","--at=now","--","/posts/a.md"]','aa','cancelled',0,NULL,NULL,60,'');
CREATE INDEX schedule_by_time ON schedule (standing, at);
PRAGMA application_id = 1717659503;
PRAGMA user_version = 8;
