//! The schedule on disk.

use super::*;
use crate::ledger::{Schedule, Scheduled, Standing};

fn wanted(file: &str, at: i64) -> Scheduled {
    Scheduled {
        id: 0,
        at,
        file: file.to_owned(),
        accounts: vec!["juejin".to_owned(), "jz".to_owned()],
        args: vec!["publish".to_owned(), "--yes".to_owned(), file.to_owned()],
        hash: "aa".to_owned(),
        sum: "a1".to_owned(),
        standing: Standing::Waiting,
        tries: 0,
        again: None,
        note: None,
        updated: 1,
    }
}

/// The ids and words of all, by their time.
async fn all(ledger: &SqliteLedger) -> Vec<(i64, &'static str)> {
    let rows = ledger.scheduled().await.unwrap();
    rows.iter().map(|s| (s.id, s.standing.word())).collect()
}

#[tokio::test]
async fn what_is_taken_in_comes_out_as_it_was_in_order_of_its_time() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let later = ledger.schedule(&wanted("b", 200), 1).await.unwrap();
    let sooner = ledger.schedule(&wanted("a", 100), 1).await.unwrap();
    ledger.close().await;
    let ledger = open(dir.path()).await;
    let rows = ledger.scheduled().await.unwrap();
    let mut first = wanted("a", 100);
    first.id = sooner;
    assert_eq!(rows[0], first);
    assert_eq!(rows[1].id, later);
    assert_eq!(ledger.due(99).await.unwrap(), None);
    assert_eq!(ledger.due(100).await.unwrap(), Some(first));
    // The same file for the same accounts keeps its number and gets the new time and plan.
    let mut moved = wanted("b", 50);
    moved.hash = "bb".to_owned();
    assert_eq!(ledger.schedule(&moved, 2).await.unwrap(), later);
    assert_eq!(
        all(&ledger).await,
        [(later, "waiting"), (sooner, "waiting")]
    );
    assert_eq!(ledger.due(60).await.unwrap().unwrap().hash, "bb");
}

#[tokio::test]
async fn one_is_begun_by_one_alone_and_again_by_whoever_follows_a_crash() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let id = ledger.schedule(&wanted("a", 100), 1).await.unwrap();
    assert!(ledger.take_up(id, 100).await.unwrap());
    assert!(!ledger.take_up(id, 100).await.unwrap());
    assert_eq!(ledger.due(500).await.unwrap(), None);
    // What is being published is neither called off nor moved.
    assert!(!ledger.call_off(id, 100).await.unwrap());
    let other = ledger.schedule(&wanted("a", 300), 100).await.unwrap();
    assert_ne!(other, id);
    ledger.take_back(101).await.unwrap();
    let due = ledger.due(101).await.unwrap().unwrap();
    assert_eq!((due.id, due.tries), (id, 1));
    // Tried again at its time, and not before.
    assert!(ledger.take_up(id, 102).await.unwrap());
    let put = |standing, again, note| ledger.put_down(id, standing, again, note, 103);
    put(Standing::Waiting, Some(160), Some("no")).await.unwrap();
    assert_eq!(ledger.due(159).await.unwrap(), None);
    let due = ledger.due(160).await.unwrap().unwrap();
    assert_eq!((due.tries, due.note.as_deref()), (2, Some("no")));
    assert!(ledger.take_up(id, 160).await.unwrap());
    put(Standing::Done, None, None).await.unwrap();
    // Done is done: nothing brings it back.
    ledger.take_back(200).await.unwrap();
    assert!(!ledger.take_up(id, 200).await.unwrap());
    put(Standing::Waiting, None, None).await.unwrap();
    assert!(ledger.call_off(other, 200).await.unwrap());
    assert_eq!(all(&ledger).await, [(id, "done"), (other, "cancelled")]);
    assert_eq!(ledger.due(i64::MAX).await.unwrap(), None);
}

#[tokio::test]
async fn what_ended_is_forgotten_and_what_waits_or_runs_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let mut ids = Vec::new();
    for (n, file) in ["waits", "runs", "done", "off"].into_iter().enumerate() {
        let at = i64::try_from(n).unwrap();
        ids.push(ledger.schedule(&wanted(file, at), 1).await.unwrap());
    }
    for id in [ids[1], ids[2]] {
        assert!(ledger.take_up(id, 2).await.unwrap());
    }
    let done = ledger.put_down(ids[2], Standing::Done, None, None, 3);
    done.await.unwrap();
    assert!(ledger.call_off(ids[3], 4).await.unwrap());
    let updated = |rows: Vec<Scheduled>| rows.iter().map(|s| s.updated).collect::<Vec<_>>();
    assert_eq!(updated(ledger.scheduled().await.unwrap()), [1, 2, 3, 4]);
    ledger.forget(&ids).await.unwrap();
    assert_eq!(
        all(&ledger).await,
        [(ids[0], "waiting"), (ids[1], "running")]
    );
}

#[test]
fn every_standing_has_a_word_of_its_own() {
    let words: std::collections::BTreeSet<_> = Standing::ALL.map(Standing::word).into();
    assert_eq!(words.len(), Standing::ALL.len());
}
