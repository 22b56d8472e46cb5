//! A page that changed: the API goes on with the same draft, or nothing happens at all.

use crate::home::{HELLO, Home, body};

const BROKEN_CATEGORY: &str = "[[fault]]\nelement = \"category\"\ndo = \"break\"\n";

#[test]
fn a_broken_panel_is_published_by_the_api_on_the_same_draft_once() {
    let home = Home::new();
    home.faults(BROKEN_CATEGORY);
    let ran = home.publish(HELLO, "juejin", &[]).expect(0);
    assert_eq!(ran.result("juejin", "route"), "api");
    let why = ran.result("juejin", "route_reason");
    assert!(
        why.as_str().is_some_and(|w| w.contains("category")),
        "{why}"
    );
    let book = home.book();
    assert_eq!(home.counts().0, 1);
    assert_eq!(book["juejin"]["drafts"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        book["juejin"]["publishes"][0]["content"]["mark_content"],
        body(HELLO)
    );
}

#[test]
fn with_the_browser_alone_nothing_is_published_and_the_evidence_is_kept() {
    let home = Home::new();
    home.faults(BROKEN_CATEGORY);
    let ran = home
        .publish(HELLO, "juejin", &["--via", "browser"])
        .expect(4);
    let error = ran.result("juejin", "error");
    assert_eq!(error["code"], "page.element-missing");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|m| m.contains("category")),
        "{error}"
    );
    assert_eq!(home.counts().0, 0);
    let kept: Vec<_> = home
        .files()
        .into_iter()
        .filter(|f| f.starts_with(home.sandbox().join("runs")))
        .filter(|f| f.extension().is_some_and(|e| e == "png" || e == "html"))
        .collect();
    assert!(kept.len() >= 2, "{kept:?}");
}
