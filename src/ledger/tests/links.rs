use std::collections::BTreeSet;

use super::*;
use crate::ledger::MemoryLedger;

fn files(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

/// Publishes an article as one generation of it, at an address.
async fn publish(ledger: &dyn Ledger, article: &str, generation: u32, url: &str, now: i64) {
    let mut plan = plan(article);
    plan.key.generation = generation;
    ledger.begin(&plan, "r1", now).await.unwrap();
    let attempt = ledger
        .intend(&plan.key, RouteVia::Api, None, now, now)
        .await
        .unwrap();
    let mut receipt = receipt(State::Live);
    receipt.url = Some(url.to_owned());
    ledger
        .settle(attempt, &Settlement::Done(receipt), now)
        .await
        .unwrap();
}

async fn links_are_those_of_the_files_asked_for(ledger: &dyn Ledger) {
    // The first generation was looked at later than the second one was published.
    publish(ledger, "a", 0, "https://example.com/a0", 90).await;
    publish(ledger, "a", 1, "https://example.com/a1", 60).await;
    publish(ledger, "b", 0, "https://example.com/b", 70).await;
    publish(ledger, "c", 0, "https://example.com/c", 80).await;
    ledger.begin(&plan("d"), "r1", 50).await.unwrap();
    let wanted = files(&["a.md", "b.md", "d.md", "e.md"]);
    let found = ledger.links("jz", &wanted).await.unwrap();
    let found: Vec<(&str, &str)> = found.iter().map(|(f, u)| (&**f, &**u)).collect();
    let (a, b) = ("https://example.com/a1", "https://example.com/b");
    assert_eq!(found, [("a.md", a), ("b.md", b)]);
    let another = ledger.links("another", &wanted).await.unwrap();
    assert!(another.is_empty(), "{another:?}");
    assert!(ledger.links("jz", &files(&[])).await.unwrap().is_empty());
}

#[tokio::test]
async fn links_are_found_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    links_are_those_of_the_files_asked_for(&open(dir.path()).await).await;
}

#[tokio::test]
async fn links_are_found_in_memory() {
    links_are_those_of_the_files_asked_for(&MemoryLedger::default()).await;
}

#[tokio::test]
async fn what_is_gone_has_no_link() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    publish(&ledger, "a", 0, "https://example.com/a", 90).await;
    let mut gone = receipt(State::Gone);
    gone.url = Some("https://example.com/a".to_owned());
    let how = Settlement::Done(gone);
    ledger.amend(&key("a"), &how, 95).await.unwrap();
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Gone);
    assert!(
        ledger
            .links("jz", &files(&["a.md"]))
            .await
            .unwrap()
            .is_empty()
    );
}
