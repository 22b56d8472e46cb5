//! What another process does while an account is waited for: `resume` and `status --refresh` read again, then act. And a
//! signal in the middle of an update.

use fagao::ledger::{Ledger, LedgerState, Settlement};
use fagao::plan::{Receipt, RouteVia, State};

use crate::common::Place;
use crate::place::{
    Ran, entry, has_struck, heard, hold, only, publish, run, shown, start, until, with_ledger,
};

fn seen(state: State) -> Settlement {
    Settlement::Done(Receipt {
        state,
        url: Some("https://example.com/seen".to_owned()),
        external_id: Some("7".to_owned()),
        price: None,
        evidence: vec!["the other process saw it".to_owned()],
    })
}

#[test]
fn resume_leaves_alone_what_another_process_has_published_with_another_text_meanwhile() {
    let place = Place::new();
    let file = place.article("meanwhile", "旧的正文。");
    place.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article_draft/create\"\ndo = \"error-before\"\n",
    );
    publish(&place, &file, "juejin").expect(4);
    place.faults("");
    let lock = hold(&place, "juejin");
    let mut resume = start(&place, &["resume", "--yes", "--json"]);
    let rest = heard(&mut resume, "run another");
    with_ledger(&place, async |ledger| {
        let mut plan = std::sync::Arc::unwrap_or_clone(only(ledger).await.plan);
        plan.article.hash = "of another text".to_owned();
        ledger
            .begin(&plan, "another", 1)
            .await
            .expect("a beginning");
        let attempt = ledger.intend(&plan.key, RouteVia::Api, None, 3, 2).await;
        let attempt = attempt.expect("an intent");
        let settled = ledger.settle(attempt, &seen(State::InReview), 3).await;
        settled.expect("a settlement");
    });
    let before = shown(&place);
    drop(lock);
    rest.for_each(drop);
    let ran = Ran::from(resume.wait_with_output().expect("its end")).expect(0);
    assert_eq!(ran.json()["results"].as_array().map(Vec::len), Some(0));
    // The old text is not put over the new one, and nothing of the entry is touched.
    assert_eq!(place.counts().0, 0, "{}", ran.stdout);
    assert_eq!(shown(&place), before);
}

/// An order that is placed and unknown, and which a look would find from now on.
fn lost(place: &Place, name: &str) {
    let file = place.article(name, "正文。");
    let text = std::fs::read_to_string(place.dir.path().join(&file)).expect("the article");
    place.write(
        &file,
        &text.replace("${juejin.url}", "https://example.com/"),
    );
    place.faults(
        "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/publish\"\ndo = \"lose-answer\"\n\
         [[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/status\"\ndo = \"html\"\ntimes = 0\nafter = 1\n",
    );
    publish(place, &file, "jz").expect(5);
    place.faults("");
}

#[test]
fn status_refresh_leaves_alone_what_another_process_has_settled_meanwhile() {
    let place = Place::new();
    lost(&place, "meanwhile");
    let lock = hold(&place, "jz");
    let mut status = start(&place, &["status", "--refresh", "--json"]);
    let rest = heard(&mut status, "run another");
    with_ledger(&place, async |ledger| {
        let key = only(ledger).await.key;
        let amended = ledger.amend(&key, &seen(State::Live), 3).await;
        amended.expect("an open entry");
    });
    let before = shown(&place);
    assert_eq!(entry(&place).state, LedgerState::Live);
    drop(lock);
    rest.for_each(drop);
    Ran::from(status.wait_with_output().expect("its end")).expect(0);
    assert_eq!(shown(&place), before);
    assert_eq!(place.counts().1, 1);
}

#[test]
fn with_nobody_in_between_the_same_look_settles_it() {
    let place = Place::new();
    lost(&place, "calm");
    let ran = run(&place, &["status", "--refresh", "--json"]).expect(0);
    // The looks that showed nothing have let the order go on.
    assert!(matches!(ran.state().as_str(), "submitted" | "live"));
    assert_eq!((place.counts().1, entry(&place).attempts), (1, 1));
}

/// What is on the site is the old text: an update that a signal ended is not told as done.
#[cfg(unix)]
#[test]
fn an_update_that_is_told_to_end_waits_and_is_not_told_by_what_was_there_before() {
    let place = Place::new();
    let file = place.article("told", "旧的正文。");
    publish(&place, &file, "juejin").expect(0);
    place.article("told", "新的正文。");
    place.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article_draft/update\"\ndo = \"hang-before\"\n",
    );
    let how = ["--via", "api", "--yes", "--json"];
    let args: Vec<&str> = ["publish", &file, "--to", "juejin"]
        .into_iter()
        .chain(how)
        .collect();
    let child = start(&place, &args);
    until("the call under way", || has_struck(&place));
    let pid = child.id().to_string();
    let told = std::process::Command::new("kill")
        .args(["-TERM", &pid])
        .status();
    assert!(told.is_ok_and(|s| s.success()));
    let ran = Ran::from(child.wait_with_output().expect("its end")).expect(4);
    assert_eq!(ran.state(), "waiting");
    assert_eq!(place.counts().0, 1);
    place.faults("");
    let ran = publish(&place, &file, "juejin").expect(0);
    assert!(matches!(ran.state().as_str(), "in_review" | "live"));
    let book = place.book();
    let last = book["juejin"]["publishes"][1]["content"].to_string();
    assert!(last.contains("新的正文"), "{last}");
}
