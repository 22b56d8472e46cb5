//! SIGKILL while the ledger writes: it opens again, and all that was said to be written is there.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::*;

const NAME: &str = "ledger::tests::writing::a_process_that_is_killed_while_it_writes_loses_nothing";
const DIR: &str = "FAGAO_TEST_WRITING_DIR";
const FROM: &str = "FAGAO_TEST_WRITING_FROM";

/// After how many acknowledged writes each process is killed: it goes on writing while the signal is on its way.
const KILLED_AFTER: [usize; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 19, 27, 38, 54, 75];

/// Runs itself anew as the processes that are killed, all on one file.
#[tokio::test]
async fn a_process_that_is_killed_while_it_writes_loses_nothing() {
    if let Ok(dir) = std::env::var(DIR) {
        let from = std::env::var(FROM).unwrap().parse().unwrap();
        return write_on(Path::new(&dir), from).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    for (round, after) in KILLED_AFTER.into_iter().enumerate() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env(DIR, dir.path())
            .env(FROM, (round * 1000).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        // What the pipe still holds was acknowledged too, so it is read to its end.
        for line in lines.map_while(Result::ok) {
            let Some((_, said)) = line.split_once("wrote ") else {
                continue;
            };
            let (article, state) = said.split_once(' ').unwrap();
            acknowledged.insert(article.to_owned(), state.to_owned());
            seen += 1;
            if seen == after {
                child.kill().unwrap();
            }
        }
        assert!(seen >= after, "it ended by itself after {seen} writes");
        child.wait().unwrap();
        let ledger = open(dir.path()).await;
        let found = ledger.soundness().await.unwrap();
        assert_eq!(found.flaws, [], "killed after {after}");
        for (article, state) in &acknowledged {
            let entry = read(&ledger, article).await;
            let order = |word: &str| STEPS.iter().position(|s| *s == word).unwrap();
            // The write behind the last that was acknowledged may have been made as well.
            let (is, said) = (order(entry.state.word()), order(state));
            assert!(
                (said..=said + 1).contains(&is),
                "{article}: {is} for {said}"
            );
        }
        ledger.close().await;
    }
}

/// What is written of each article, in order.
const STEPS: [&str; 4] = ["planned", "prepared", "submitting", "live"];

/// Writes on until it is killed, and says of each write that it is on the disk.
async fn write_on(dir: &Path, from: usize) {
    let ledger = open(dir).await;
    let said = |article: &str, state: &str| {
        let mut out = std::io::stdout();
        // When whoever reads it is gone, this ends with a panic, and so does the process.
        writeln!(out, "wrote {article} {state}").unwrap();
        out.flush().unwrap();
    };
    for n in from..from + 1000 {
        let article = format!("a{n}");
        let key = key(&article);
        ledger.begin(&plan(&article), "r1", 50).await.unwrap();
        said(&article, STEPS[0]);
        ledger
            .fill(&key, &slots("order_id", "A1"), true, 60)
            .await
            .unwrap();
        said(&article, STEPS[1]);
        let attempt = intend(&ledger, &key).await.unwrap();
        said(&article, STEPS[2]);
        let how = Settlement::Done(receipt(State::Live));
        ledger.settle(attempt, &how, 110).await.unwrap();
        said(&article, STEPS[3]);
    }
}
