//! Updates that change no word of the text, and whose submit is lost: a picture, a title.

use std::fs;

use serde_json::Value;

use crate::common::Place;
use crate::place::{entry, publish, run};

const PUBLISH: &str = "/content_api/v1/article/publish";

/// An article with a picture, published on Juejin.
fn published() -> (Place, String) {
    let place = Place::new();
    fs::create_dir_all(place.dir.path().join("img")).expect("a directory");
    picture(&place, "flat.webp");
    let file = place.article("lost", "正文。\n\n![图](img/a.webp)");
    let ran = publish(&place, &file, "juejin").expect(0);
    assert_eq!(ran.state(), "in_review");
    (place, file)
}

/// Puts another file in place of the picture.
fn picture(place: &Place, which: &str) {
    let from = format!(
        "{}/fixtures/articles/images/img/{which}",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::copy(from, place.dir.path().join("img/a.webp")).expect("a picture");
}

fn retitle(place: &Place, file: &str) {
    let path = place.dir.path().join(file);
    let text = fs::read_to_string(&path).expect("the article");
    fs::write(path, text.replace("批量发布的文章", "改了标题的文章")).expect("the article");
}

/// Lets the next publish go wrong.
fn lose(place: &Place, how: &str) {
    place.faults(&format!(
        "[[fault]]\nsite = \"juejin\"\ncall = \"{PUBLISH}\"\ndo = \"{how}\"\nafter = 1\n"
    ));
    // The counts begin anew with a new script.
    place.faults(&format!(
        "[[fault]]\nsite = \"juejin\"\ncall = \"{PUBLISH}\"\ndo = \"{how}\"\n"
    ));
}

fn of_juejin(place: &Place, pointer: &str) -> Value {
    place.book()["juejin"]
        .pointer(pointer)
        .cloned()
        .unwrap_or_default()
}

/// How often it was published, and the text and the title of the only article.
fn there(place: &Place) -> (usize, Value, Value) {
    assert!(
        of_juejin(place, "/articles/1").is_null(),
        "never a second one"
    );
    let content = of_juejin(place, "/articles/0/content");
    let times = of_juejin(place, "/publishes")
        .as_array()
        .map_or(0, Vec::len);
    (
        times,
        content["mark_content"].clone(),
        content["title"].clone(),
    )
}

#[test]
fn another_picture_whose_submit_is_lost_is_unknown_until_a_person_says_so() {
    let (place, file) = published();
    let before = there(&place);
    let hash = entry(&place).plan.article.hash.clone();
    picture(&place, "photo.jpg");
    lose(&place, "lose-before");
    let ran = publish(&place, &file, "juejin").expect(5);
    assert_eq!(ran.state(), "unknown");
    assert_eq!(there(&place), before, "it did not arrive");
    // Looking again shows no more, and sends nothing.
    let ran = publish(&place, &file, "juejin").expect(5);
    assert_eq!(ran.state(), "unknown");
    assert_eq!(there(&place), before);
    let unknown = entry(&place);
    let kept = unknown.before.as_ref().expect("what is published");
    assert_eq!(kept.plan.article.hash, hash);
    run(
        &place,
        &["settle", &unknown.run, "juejin", "--as", "failed"],
    )
    .expect(0);
    let ran = publish(&place, &file, "juejin").expect(0);
    assert!(["in_review", "live"].contains(&ran.state().as_str()));
    let after = there(&place);
    assert_eq!(after.0, 2);
    assert_ne!(after.1, before.1, "the new picture");
}

#[test]
fn another_picture_whose_answer_is_lost_is_known_by_the_picture() {
    let (place, file) = published();
    picture(&place, "photo.jpg");
    lose(&place, "lose-answer");
    let ran = publish(&place, &file, "juejin").expect(0);
    assert!(["in_review", "live"].contains(&ran.state().as_str()));
    let evidence = ran.json()["results"][0]["evidence"].to_string();
    assert!(
        evidence.contains("a picture that is new in it"),
        "{evidence}"
    );
    assert_eq!(there(&place).0, 2);
    assert_eq!(
        publish(&place, &file, "juejin").expect(0).state(),
        "unchanged"
    );
    assert_eq!(there(&place).0, 2);
}

#[test]
fn another_title_whose_submit_is_lost_is_unknown_and_known_once_it_shows() {
    for (how, arrives) in [("lose-before", false), ("lose-answer", true)] {
        let (place, file) = published();
        let before = there(&place);
        retitle(&place, &file);
        lose(&place, how);
        let ran = publish(&place, &file, "juejin");
        // The site goes on showing the old title for some reads.
        let mut state = ran.state();
        for _ in 0..4 {
            if state != "unknown" {
                break;
            }
            state = publish(&place, &file, "juejin").state();
        }
        let now = there(&place);
        match arrives {
            true => {
                assert!(
                    ["in_review", "live", "unchanged"].contains(&state.as_str()),
                    "{state}"
                );
                assert_eq!(now.0, 2);
                assert_ne!(now.2, before.2);
            }
            false => {
                assert_eq!(state, "unknown");
                assert_eq!(now, before);
            }
        }
    }
}
