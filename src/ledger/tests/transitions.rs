use super::*;
use crate::ledger::Filter;

const STATES: [LedgerState; 9] = [
    LedgerState::Planned,
    LedgerState::Prepared,
    LedgerState::Submitting,
    LedgerState::Unknown,
    LedgerState::Submitted,
    LedgerState::InReview,
    LedgerState::Live,
    LedgerState::Rejected,
    LedgerState::Failed,
];

/// What may follow which state, written down a second time on purpose. A dot is a conflict; otherwise
/// the first letters of the state that follows.
const TABLE: [(&str, [&str; 6]); 9] = [
    // begin, fill, intend, settle(live), amend(failed), fail
    ("planned", ["pl", "pl", "su", ".", ".", "fa"]),
    ("prepared", ["pr", "pr", "su", ".", ".", "fa"]),
    ("submitting", [".", "su", ".", "li", "fa", "."]),
    ("unknown", [".", "un", ".", ".", "fa", "."]),
    ("submitted", [".", "su", ".", ".", ".", "."]),
    ("in_review", [".", "in", ".", ".", ".", "."]),
    ("live", [".", "li", ".", ".", ".", "."]),
    ("rejected", [".", ".", ".", ".", ".", "."]),
    ("failed", ["pr", ".", ".", ".", ".", "."]),
];

#[tokio::test]
async fn every_change_follows_only_the_states_that_it_may() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    for (state, (word, row)) in STATES.into_iter().zip(TABLE) {
        assert_eq!(state.word(), word);
        for (change, expected) in row.into_iter().enumerate() {
            let article = format!("{word}-{change}");
            let attempt = reach(&ledger, &article, state).await;
            let key = key(&article);
            let attempt = attempt.unwrap_or(Attempt {
                key: key.clone(),
                number: 1,
            });
            let before = format!("{:?}", read(&ledger, &article).await);
            let result = match change {
                0 => ledger.begin(&plan(&article), "r2", 200).await.map(drop),
                1 => ledger.fill(&key, &slots("x", "1"), false, 200).await,
                2 => intend(&ledger, &key).await.map(drop),
                3 => {
                    let how = Settlement::Done(receipt(State::Live));
                    ledger.settle(attempt, &how, 200).await
                }
                4 => ledger.amend(&key, &not_done(), 200).await,
                _ => ledger.fail(&key, "page", "gone", 200).await,
            };
            let after = read(&ledger, &article).await;
            if expected == "." {
                let error = result.expect_err(&article);
                assert!(
                    matches!(&error, LedgerError::Conflict { found: Some(f), key: k, .. } if *f == state && **k == key),
                    "{article}: {error}"
                );
                assert_eq!(format!("{after:?}"), before, "{article}");
            } else {
                result.unwrap_or_else(|e| panic!("{article}: {e}"));
                assert!(
                    after.state.word().starts_with(expected),
                    "{article}: {after:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_key_that_was_never_begun_takes_no_change() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let nobody = key("nobody");
    let lone = Attempt {
        key: nobody.clone(),
        number: 1,
    };
    for result in [
        ledger.fill(&nobody, &Slots::default(), true, 1).await,
        intend(&ledger, &nobody).await.map(drop),
        ledger.settle(lone, &unknown(), 1).await,
        ledger.amend(&nobody, &unknown(), 1).await,
        ledger.fail(&nobody, "c", "w", 1).await,
    ] {
        assert!(matches!(
            result,
            Err(LedgerError::Conflict { found: None, .. })
        ));
    }
    assert!(ledger.entry(&nobody).await.unwrap().is_none());
}

#[tokio::test]
async fn a_failed_entry_begun_again_keeps_its_slots_and_takes_the_new_plan() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Failed).await;
    let failed = read(&ledger, "a").await;
    assert_eq!(
        failed.problem,
        Some(("jzguai.13".into(), "no money".into()))
    );
    let mut changed = plan("a");
    changed.article.title = "另一个".into();
    changed.article.hash = "bb".into();
    let begun = ledger.begin(&changed, "r2", 300).await.unwrap();
    assert_eq!(begun.state, LedgerState::Prepared);
    assert_eq!(begun.slots.text("order_id").as_deref(), Some("A1"));
    assert_eq!((&*begun.plan, begun.run.as_str()), (&changed, "r2"));
    assert_eq!((begun.began, begun.updated, begun.problem), (50, 300, None));
    let second = intend(&ledger, &key("a")).await.unwrap();
    assert_eq!(second.number(), 2);
}

#[tokio::test]
async fn a_failure_before_anything_existed_goes_back_to_planned() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Planned).await;
    ledger.fail(&key("a"), "c", "w", 60).await.unwrap();
    let begun = ledger.begin(&plan("a"), "r2", 70).await.unwrap();
    assert_eq!(begun.state, LedgerState::Planned);
}

#[tokio::test]
async fn an_attempt_of_before_cannot_settle_the_one_of_now() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let old = reach(&ledger, "a", LedgerState::Submitting).await.unwrap();
    ledger.amend(&key("a"), &not_done(), 200).await.unwrap();
    ledger.begin(&plan("a"), "r2", 210).await.unwrap();
    let new = intend(&ledger, &key("a")).await.unwrap();
    let done = Settlement::Done(receipt(State::Live));
    let late = ledger.settle(old, &done, 220).await;
    assert!(matches!(late, Err(LedgerError::Conflict { .. })));
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Submitting);
    ledger.settle(new, &done, 230).await.unwrap();
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Live);
}

#[tokio::test]
async fn money_counts_from_the_intent_until_it_is_proved_unspent() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let spent = async |since| ledger.spent("jz", since).await.unwrap().as_fen();
    reach(&ledger, "a", LedgerState::Submitting).await;
    assert_eq!(spent(100).await, 1300);
    assert_eq!(spent(101).await, 0);
    reach(&ledger, "b", LedgerState::Live).await;
    reach(&ledger, "c", LedgerState::Unknown).await;
    reach(&ledger, "d", LedgerState::Failed).await;
    assert_eq!(spent(0).await, 3900);
    ledger.amend(&key("c"), &not_done(), 300).await.unwrap();
    assert_eq!(spent(0).await, 2600);
    assert_eq!(ledger.spent("ys", 0).await.unwrap(), Money::default());
}

#[tokio::test]
async fn what_is_published_is_never_said_to_be_unknown_or_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    for how in [unknown(), not_done()] {
        let refused = ledger.amend(&key("a"), &how, 300).await;
        assert!(matches!(refused, Err(LedgerError::Conflict { .. })));
    }
    assert_eq!(read(&ledger, "a").await.receipt, Some(receipt(State::Live)));
    let gone = Settlement::Done(receipt(State::Gone));
    ledger.amend(&key("a"), &gone, 310).await.unwrap();
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Gone);
}

#[tokio::test]
async fn a_receipt_that_is_no_answer_to_a_submit_never_permits_another() {
    for (n, state) in [
        State::Draft,
        State::Waiting,
        State::Failed,
        State::Unchanged,
    ]
    .into_iter()
    .enumerate()
    {
        let dir = tempfile::tempdir().unwrap();
        let ledger = open(dir.path()).await;
        let attempt = reach(&ledger, "a", LedgerState::Submitting).await.unwrap();
        let how = Settlement::Done(receipt(state));
        ledger.settle(attempt, &how, 110).await.unwrap();
        assert_eq!(read(&ledger, "a").await.state, LedgerState::Unknown, "{n}");
    }
}

#[tokio::test]
async fn a_filter_gives_what_fits_all_of_it_the_newest_first() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Unknown).await;
    reach(&ledger, "b", LedgerState::Submitting).await;
    reach(&ledger, "c", LedgerState::Live).await;
    ledger
        .fill(&key("a"), &slots("x", "1"), false, 500)
        .await
        .unwrap();
    let found = async |filter: Filter| -> Vec<String> {
        let entries = ledger.entries(&filter).await.unwrap();
        entries.into_iter().map(|e| e.key.article).collect()
    };
    assert_eq!(found(Filter::default()).await, ["a", "c", "b"]);
    let open = Filter {
        open: true,
        ..Filter::default()
    };
    assert_eq!(found(open.clone()).await, ["a", "b"]);
    let both = Filter {
        article: Some("b".into()),
        hash: Some("aa".into()),
        run: Some("r1".into()),
        account: Some("jz".into()),
        ..open
    };
    assert_eq!(found(both.clone()).await, ["b"]);
    let none = Filter {
        run: Some("r9".into()),
        ..both
    };
    assert!(found(none).await.is_empty());
}

#[tokio::test]
async fn a_secret_slot_is_not_stored() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Planned).await;
    let mut secret = slots("draft_id", "73");
    secret.set_secret("csrf", "MARKER-csrf");
    ledger.fill(&key("a"), &secret, true, 60).await.unwrap();
    let kept = read(&ledger, "a").await.slots;
    assert_eq!(kept.text("draft_id").as_deref(), Some("73"));
    assert!(!kept.knows("csrf"));
    ledger.close().await;
    let bytes = std::fs::read(dir.path().join("ledger.db")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("draft_id") && !text.contains("MARKER"));
}

/// The same plan with another content.
fn changed(article: &str) -> Plan {
    let mut plan = plan(article);
    plan.article.hash = "bb".into();
    plan.given = BTreeMap::from([("draft_id".to_owned(), serde_json::json!("73"))]);
    plan
}

#[tokio::test]
async fn an_update_keeps_what_is_published_until_it_is_proved() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    for (n, how) in [
        not_done(),
        unknown(),
        Settlement::Done(receipt(State::InReview)),
    ]
    .iter()
    .enumerate()
    {
        let article = format!("u{n}");
        reach(&ledger, &article, LedgerState::Live).await;
        let before = read(&ledger, &article).await;
        let begun = ledger
            .begin_update(&changed(&article), "r2", 200)
            .await
            .unwrap();
        assert_eq!(begun.state, LedgerState::Prepared);
        assert_eq!(
            begun.slots,
            slots("draft_id", "73"),
            "nothing of the old text is kept"
        );
        assert_eq!(begun.receipt, before.receipt);
        let attempt = intend(&ledger, &key(&article)).await.unwrap();
        ledger.settle(attempt, how, 300).await.unwrap();
        let after = read(&ledger, &article).await;
        match n {
            0 => {
                assert_eq!(
                    (after.state, after.receipt),
                    (LedgerState::Live, before.receipt)
                );
                assert_eq!(
                    (after.plan.article.hash.as_str(), after.slots),
                    ("aa", before.slots)
                );
                assert!(after.before.is_none() && after.problem.is_some());
            }
            1 => {
                assert_eq!(after.state, LedgerState::Unknown);
                assert!(after.before.is_some());
                ledger
                    .amend(&key(&article), &not_done(), 400)
                    .await
                    .unwrap();
                let after = read(&ledger, &article).await;
                assert_eq!(
                    (after.state, after.receipt),
                    (LedgerState::Live, before.receipt)
                );
            }
            _ => {
                assert_eq!(
                    (after.state, after.plan.article.hash.as_str()),
                    (LedgerState::InReview, "bb")
                );
                assert!(after.before.is_none());
            }
        }
    }
}

#[tokio::test]
async fn what_is_begun_last_has_the_last_turn_whatever_the_clock_says() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Live).await;
    ledger.begin(&plan("b"), "r2", -900).await.unwrap();
    ledger.fail(&key("b"), "c", "w", -900).await.unwrap();
    ledger.begin(&plan("c"), "r3", -1800).await.unwrap();
    ledger.begin(&plan("b"), "r4", -2700).await.unwrap();
    ledger
        .begin_update(&changed("a"), "r5", -3600)
        .await
        .unwrap();
    // What a look writes begins nothing.
    let mut all = ledger.entries(&Filter::default()).await.unwrap();
    all.sort_by_key(|e| e.turn);
    let runs: Vec<&str> = all.iter().map(|e| e.run.as_str()).collect();
    assert_eq!(runs, ["r3", "r4", "r5"]);
}

#[tokio::test]
async fn an_update_that_fails_before_its_submit_leaves_what_is_published() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "f", LedgerState::InReview).await;
    ledger.begin_update(&changed("f"), "r2", 200).await.unwrap();
    ledger
        .fail(&key("f"), "page.stuck", "why", 210)
        .await
        .unwrap();
    let after = read(&ledger, "f").await;
    assert_eq!(
        (after.state, after.plan.article.hash.as_str()),
        (LedgerState::InReview, "aa")
    );
    // A resume goes on with it; it is nothing any more once it is begun again.
    assert_eq!(after.stopped.as_deref(), Some(&changed("f")));
    assert!(
        ledger.begin(&plan("f"), "r3", 220).await.is_err(),
        "it is published"
    );
    ledger.begin_update(&changed("f"), "r3", 220).await.unwrap();
    assert_eq!(read(&ledger, "f").await.stopped, None);
    assert!(ledger.begin_update(&changed("f"), "r4", 230).await.is_err());
    ledger.begin(&changed("f"), "r4", 230).await.unwrap();
    assert!(
        read(&ledger, "f").await.before.is_some(),
        "a crash in between forgets nothing"
    );
}

#[tokio::test]
async fn what_is_gone_stays_known_and_is_not_published_again_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "g", LedgerState::Live).await;
    let how = Settlement::Done(receipt(State::Gone));
    ledger.amend(&key("g"), &how, 200).await.unwrap();
    assert_eq!(read(&ledger, "g").await.state, LedgerState::Gone);
    assert!(ledger.begin(&plan("g"), "r2", 210).await.is_err());
    assert!(ledger.begin_update(&changed("g"), "r2", 210).await.is_err());
    let back = Settlement::Done(receipt(State::Live));
    ledger.amend(&key("g"), &back, 220).await.unwrap();
    assert_eq!(read(&ledger, "g").await.state, LedgerState::Live);
}

#[tokio::test]
async fn adopted_and_counted_are_two_things() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    let found = receipt(State::Live);
    ledger
        .adopt(&plan("h"), &slots("draft_id", "73"), &found, "r1", 100)
        .await
        .unwrap();
    let entry = read(&ledger, "h").await;
    assert_eq!((entry.state, entry.attempts), (LedgerState::Live, 0));
    assert_eq!(ledger.submits("jz", 0).await.unwrap(), Vec::<i64>::new());
    reach(&ledger, "i", LedgerState::Live).await;
    reach(&ledger, "j", LedgerState::Failed).await;
    assert_eq!(ledger.submits("jz", 0).await.unwrap(), [100]);
    assert_eq!(ledger.submits("jz", 101).await.unwrap(), Vec::<i64>::new());
}

#[tokio::test]
async fn what_was_begun_in_one_second_keeps_its_order() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    for article in ["juejin", "jz", "ys"] {
        ledger.begin(&plan(article), "r1", 50).await.unwrap();
    }
    let named = slots("draft_id", "73");
    ledger.fill(&key("jz"), &named, true, 50).await.unwrap();
    ledger.fill(&key("juejin"), &named, true, 51).await.unwrap();
    ledger.begin(&plan("juejin"), "r2", 51).await.unwrap();
    let mut all = ledger.entries(&Filter::default()).await.unwrap();
    assert_eq!(all[0].key.article, "juejin", "the last touched comes first");
    all.sort_by_key(|e| e.number);
    let order: Vec<_> = all.iter().map(|e| e.key.article.as_str()).collect();
    assert_eq!(order, ["juejin", "jz", "ys"]);
}
