//! A submit that arrives after its deadline, when the platform has been looked at already.

use crate::common::Place;
use crate::place::{entry, publish};

fn late(site: &str, call: &str) -> Place {
    let place = Place::new();
    place.faults(&format!(
        "[[fault]]\nsite = \"{site}\"\ncall = \"{call}\"\ndo = \"late\"\n"
    ));
    place
}

#[test]
fn an_order_that_is_placed_after_the_first_look_is_waited_for() {
    let place = late("jzguai", "/api/v1/publish");
    let file = place.article("late", "正文。");
    let text = std::fs::read_to_string(place.dir.path().join(&file)).expect("the article");
    place.write(
        &file,
        &text.replace("${juejin.url}", "https://example.com/"),
    );
    let ran = publish(&place, &file, "jz").expect(0);
    assert_eq!(ran.state(), "submitted");
    assert_eq!(place.counts().1, 1);
    assert_eq!(entry(&place).attempts, 1, "nothing was sent again");
    assert_eq!(publish(&place, &file, "jz").expect(0).state(), "unchanged");
    assert_eq!(place.counts().1, 1);
}

#[test]
fn an_article_that_is_published_after_its_deadline_is_waited_for() {
    let place = late("juejin", "/content_api/v1/article/publish");
    let file = place.article("late", "正文。");
    let ran = publish(&place, &file, "juejin").expect(0);
    assert_eq!(ran.state(), "in_review");
    assert_eq!(place.counts().0, 1);
    assert_eq!(entry(&place).attempts, 1, "nothing was sent again");
    let again = publish(&place, &file, "juejin").expect(0);
    assert_eq!(again.state(), "unchanged");
    assert_eq!(place.counts().0, 1);
}

#[test]
fn a_push_that_arrives_after_its_deadline_is_unknown_and_not_sent_again() {
    let place = late("yunsuo", "/v1/distribution/push");
    let file = place.article("late", "正文。");
    let ran = publish(&place, &file, "ys").expect(5);
    assert_eq!(ran.state(), "unknown");
    let again = publish(&place, &file, "ys").expect(5);
    assert_eq!(again.state(), "unknown");
    assert!(place.counts().2 <= 1, "{:?}", place.counts());
}
