//! `resume` in another directory than the one that the article was published from.

use std::fs;

use crate::common::Place;
use crate::place::{Ran, publish};

/// Fails the first run at a call, then goes on in an empty directory; the articles of the three platforms in the end.
fn resumed(account: &str, site: &str, call: &str) -> (usize, usize, usize) {
    let place = Place::new();
    fs::create_dir_all(place.dir.path().join("img")).expect("a directory");
    let picture = format!(
        "{}/fixtures/articles/images/img/flat.webp",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::copy(picture, place.dir.path().join("img/a.webp")).expect("a picture");
    let file = place.article("elsewhere", "正文。\n\n![图](img/a.webp)");
    let path = place.dir.path().join(&file);
    let text = fs::read_to_string(&path).expect("the article");
    let text = text.replace("${juejin.url}", "https://example.com/");
    fs::write(path, text).expect("the article");
    place.faults(&format!(
        "[[fault]]\nsite = \"{site}\"\ncall = \"{call}\"\ndo = \"logged-out\"\n"
    ));
    let ran = publish(&place, &file, account);
    assert!(matches!(ran.code, 4 | 6), "{}\n{}", ran.stdout, ran.stderr);
    assert_eq!(place.counts(), (0, 0, 0));
    let elsewhere = tempfile::tempdir().expect("a directory");
    let mut command = place.command(&["resume", "--yes", "--json", "--sandbox"]);
    command.current_dir(elsewhere.path());
    let ran = Ran::from(command.output().expect("the binary runs"));
    ran.expect(0);
    place.counts()
}

#[test]
fn the_pictures_of_an_article_are_found_by_the_api_of_juejin() {
    let all = resumed("juejin", "juejin", "/user_api/v1/user/get");
    assert_eq!(all, (1, 0, 0));
}

#[test]
fn the_pictures_of_an_article_are_found_for_the_image_host() {
    let all = resumed("jz", "jzguai", "/api/v1/resource");
    assert_eq!(all, (0, 1, 0));
}
