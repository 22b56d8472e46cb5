//! What these tests do with a [`Place`]: its ledger, its account's lock, runs that are killed.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, Output, Stdio};

use fagao::ledger::{AccountLock, Entry, Filter, Ledger, SqliteLedger};
use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

use crate::common::Place;

/// What a command did.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// Fails with all that was printed unless the exit code is as wanted.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// The JSON document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}\n{}", self.stdout, self.stderr))
    }

    /// The state of the only result.
    pub fn state(&self) -> String {
        let document = self.json();
        let rows = document["results"].as_array().expect("results");
        assert_eq!(rows.len(), 1, "{document:#}");
        rows[0]["state"].as_str().expect("a state").to_owned()
    }
}

/// Runs a command in the sandbox.
pub fn run(place: &Place, args: &[&str]) -> Ran {
    let args: Vec<&str> = args.iter().copied().chain(["--sandbox"]).collect();
    place.run(&args).into()
}

/// Publishes an article to an account.
pub fn publish(place: &Place, file: &str, account: &str) -> Ran {
    let args = [
        "publish", file, "--to", account, "--via", "api", "--yes", "--json",
    ];
    run(place, &args)
}

/// Starts a command in the sandbox.
pub fn start(place: &Place, args: &[&str]) -> Child {
    let args: Vec<&str> = args.iter().copied().chain(["--sandbox"]).collect();
    let mut command = place.command(&args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the binary starts")
}

/// Reads what a command says until a line has a word; the rest is for whoever goes on reading.
pub fn heard(child: &mut Child, word: &str) -> Lines<BufReader<ChildStderr>> {
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let found = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|l| l.contains(word));
    assert!(found, "it ended before it said {word:?}");
    lines
}

/// Waits until something has come about, as long as anything may take.
pub fn until(what: &str, mut came: impl FnMut() -> bool) {
    for _ in 0..1200 {
        if came() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what} did not come about");
}

/// Whether the script's only fault has struck.
pub fn has_struck(place: &Place) -> bool {
    let counts = place.dir.path().join("sandbox/faults.met.json");
    std::fs::read_to_string(counts).is_ok_and(|text| text.contains("[1]"))
}

/// Holds an account as another process would.
pub fn hold(place: &Place, account: &str) -> AccountLock {
    let state = place.dir.path().join("sandbox");
    AccountLock::take(&state, account, "another").expect("a free account")
}

/// Does something with the sandbox's ledger, as another process would.
pub fn with_ledger<T>(place: &Place, how: impl AsyncFnOnce(&SqliteLedger) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let ledger = SqliteLedger::open(&place.dir.path().join("sandbox")).await;
        let ledger = ledger.expect("a ledger");
        let came = how(&ledger).await;
        ledger.close().await;
        came
    })
}

/// Changes the ledger's file, behind the back of all that keeps it.
pub fn alter(place: &Place, changes: &[String]) {
    let file = place.dir.path().join("sandbox/ledger.db");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let address = format!("sqlite://{}", file.display());
        let mut db = SqliteConnection::connect(&address).await.expect("a ledger");
        for sql in changes {
            sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                .execute(&mut db)
                .await
                .expect("a change");
        }
        db.close().await.expect("a closed file");
    });
}

/// The only entry of the ledger.
pub async fn only(ledger: &SqliteLedger) -> Entry {
    let mut all = ledger.entries(&Filter::default()).await.expect("entries");
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The only entry of the sandbox's ledger.
pub fn entry(place: &Place) -> Entry {
    with_ledger(place, async |ledger| only(ledger).await)
}

/// What the ledger has of the only entry, its plan by its hash.
pub fn shown(place: &Place) -> String {
    let e = entry(place);
    let hash = e.plan.article.hash.clone();
    format!(
        "{:?} {hash} {:?} {:?} {:?} {} {}",
        e.state, e.slots, e.receipt, e.problem, e.attempts, e.updated
    )
}
