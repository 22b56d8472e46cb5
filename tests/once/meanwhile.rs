//! What another process does while an account is waited for: `resume` and `status --refresh` read again, then act.

use fagao::ledger::{Ledger, LedgerState, Settlement};
use fagao::plan::{Receipt, RouteVia, State};

use crate::common::Place;
use crate::place::{Ran, entry, heard, hold, only, publish, run, shown, start, with_ledger};

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
        let mut plan = only(ledger).await.plan;
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
