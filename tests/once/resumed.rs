//! What `resume` goes on with when no run is named: what failed in the run that began something last.

use std::fs;

use crate::clock::set_back_by_a_day;
use crate::common::Place;
use crate::place::{publish, run};

/// An article for jzguai that needs no link of another account.
fn article(place: &Place, name: &str) -> String {
    let file = place.article(name, "正文。");
    let path = place.dir.path().join(&file);
    let text = fs::read_to_string(&path).expect("the article");
    fs::write(path, text.replace("${juejin.url}", "https://example.com/")).expect("the article");
    file
}

fn refuse(place: &Place, site: &str, call: &str) {
    place.faults(&format!(
        "[[fault]]\nsite = \"{site}\"\ncall = \"{call}\"\ndo = \"logged-out\"\ntimes = 0\n"
    ));
}

#[test]
fn a_clock_that_was_set_back_does_not_hide_what_failed_last() {
    let place = Place::new();
    let (first, second) = (article(&place, "first"), article(&place, "second"));
    publish(&place, &first, "jz").expect(0);
    // The one before is a day ahead now.
    set_back_by_a_day(&place);
    refuse(&place, "jzguai", "/api/v1/publish");
    publish(&place, &second, "jz").expect(4);
    place.faults("");
    assert_eq!(place.counts().1, 1);
    run(&place, &["resume", "--yes"]).expect(0);
    assert_eq!(place.counts().1, 2);
}

#[test]
fn an_update_that_was_stopped_is_gone_on_with() {
    let place = Place::new();
    let file = place.article("update", "正文。");
    publish(&place, &file, "juejin").expect(0);
    place.article("update", "第二版。");
    refuse(&place, "juejin", "/content_api/v1/article/publish");
    let ran = publish(&place, &file, "juejin");
    assert!(matches!(ran.code, 4 | 6), "{}\n{}", ran.stdout, ran.stderr);
    assert_eq!(place.counts().0, 1);
    // Still refused: it is not told as done, and not forgotten.
    let ran = run(&place, &["resume", "--yes"]);
    assert!(matches!(ran.code, 4 | 6), "{}\n{}", ran.stdout, ran.stderr);
    place.faults("");
    run(&place, &["resume", "--yes"]).expect(0);
    assert_eq!(place.counts().0, 2);
    let book = place.book();
    let text = book.pointer("/juejin/articles/0/content/mark_content");
    let text = text.and_then(|t| t.as_str()).unwrap_or_default();
    assert!(text.contains("第二版"), "{text}");
    let ran = run(&place, &["resume", "--yes"]).expect(0);
    assert!(
        ran.stdout.is_empty() || !ran.stdout.contains("live"),
        "nothing is left: {}",
        ran.stdout
    );
    assert_eq!(place.counts().0, 2);
}
