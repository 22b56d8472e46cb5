//! `fagao watch`: what is marked ready is published, once.

use std::io::Write;

use super::*;

/// An article's text, marked or not.
fn article(place: &Place, name: &str, ready: bool, body: &str) -> String {
    let file = place.article("draft", body);
    let path = place.dir.path().join(&file);
    let written = std::fs::read_to_string(&path).expect("the article");
    std::fs::remove_file(path).expect("a file to remove");
    let written = written
        .replace("id: draft", &format!("id: {name}"))
        .replace("文章 draft", &format!("文章 {name}"));
    written.replacen("---\n", &format!("---\nready: {ready}\n"), 1)
}

/// What a run in the sandbox says last.
const OVER: &str = "This was the sandbox";

/// Starts watching the articles.
fn watch(place: &Place) -> Watched {
    let mut watch = start(place, &[&["watch", "posts"][..], &HOW].concat());
    watch.until("watching posts");
    watch
}

#[test]
fn what_is_marked_ready_is_published_once() {
    let place = Place::new();
    place.write("posts/a.md", &article(&place, "a", true, "正文。"));
    place.write("posts/b.md", &article(&place, "b", false, "正文二。"));
    let mut first = watch(&place);
    first.until("a.md is ready");
    first.until(OVER);
    // The author decides, and then corrects a word of what is published.
    place.write("posts/b.md", &article(&place, "b", true, "正文二。"));
    first.until("b.md is ready");
    first.until(OVER);
    place.write("posts/b.md", &article(&place, "b", true, "正文三。"));
    first.until("b.md was changed since it was published on juejin,jz,ys");
    assert_eq!(place.counts(), (2, 2, 2));
    first.kill();
    // Started again it publishes nothing again, and goes on.
    place.write("posts/z/c.md", &article(&place, "c", true, "正文四。"));
    let mut second = watch(&place);
    second.until("b.md was changed since it was published");
    second.until("c.md is ready");
    second.until(OVER);
    let told = second.seen.iter().filter(|l| l.ends_with("is ready"));
    assert_eq!(told.count(), 1, "{:?}", second.seen);
    second.kill();
    assert_eq!(place.counts(), (3, 3, 3));
}

#[test]
fn mistakes_are_told_once_and_do_not_stop_the_watch() {
    let place = Place::new();
    place.write("posts/bad.md", "---\ntitle: [\nready: true\n---\n正文。\n");
    let lacking = article(&place, "pictured", true, "正文。\n\n![](missing.png)");
    place.write("posts/lacking.md", &lacking);
    let mut watch = watch(&place);
    watch.until("bad.md:2");
    watch.until("bad.md is not published");
    watch.until("lacking.md is not published");
    place.write("posts/good.md", &article(&place, "good", true, "正文。"));
    watch.until("good.md is ready");
    watch.until(OVER);
    let told = watch
        .seen
        .iter()
        .filter(|l| l.contains("bad.md is not published"));
    assert_eq!(told.count(), 1, "{:?}", watch.seen);
    place.write(
        "posts/bad.md",
        &article(&place, "bad", true, "改好的正文。"),
    );
    watch.until("bad.md is ready");
    watch.until(OVER);
    watch.kill();
    assert_eq!(place.counts(), (2, 2, 2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_being_written_is_not_taken() {
    let place = Place::new();
    std::fs::create_dir(place.dir.path().join("posts")).expect("a directory");
    let whole = article(&place, "slow", true, "前半。\n\n后半。");
    let (head, tail) = whole.split_once("后半").expect("two halves");
    let mut watch = watch(&place);
    let mut slow = std::fs::File::create(place.dir.path().join("posts/slow.md")).expect("a file");
    slow.write_all(head.as_bytes()).expect("a half");
    place.write("posts/quick.md", &article(&place, "quick", true, "正文。"));
    watch.until("quick.md is ready");
    watch.until(OVER);
    assert_eq!(place.counts(), (1, 1, 1));
    slow.write_all(format!("后半{tail}").as_bytes())
        .expect("the rest");
    drop(slow);
    watch.until("slow.md is ready");
    watch.until(OVER);
    assert!(watch.seen.iter().all(|l| !l.contains("changed since")));
    watch.kill();
    assert_eq!(place.counts(), (2, 2, 2));
    assert!(
        place.book()["yunsuo"]["pushes"]
            .to_string()
            .contains("后半")
    );
}

#[test]
fn a_directory_that_is_not_there_is_told() {
    let place = Place::new();
    let ran = run(&place, &[&["watch", "none"][..], &HOW].concat(), 4);
    assert!(text(&ran).contains("watch.not-watched"), "{}", text(&ran));
}

#[test]
fn what_was_called_off_stays_so_until_its_text_changes() {
    let place = Place::new();
    let timed = |body: &str| {
        let text = article(&place, "a", true, body);
        text.replacen("---\n", &format!("---\npublish_at: {FAR}\n"), 1)
    };
    place.write("posts/a.md", &timed("正文。"));
    let mut first = watch(&place);
    first.until("number 1: ");
    run(&place, &["schedule", "cancel", "1", "--sandbox"], 0);
    first.kill();
    let mut second = watch(&place);
    second.until("a.md was called off for juejin,jz,ys, and stays so");
    assert_eq!(state(&place), "cancelled");
    // Its text changes: it is another decision.
    place.write("posts/a.md", &timed("另一段正文。"));
    second.until("number 2: ");
    let rows = schedule(&place);
    let states: Vec<&str> = rows.iter().filter_map(|r| r["state"].as_str()).collect();
    assert_eq!(states, ["cancelled", "waiting"]);
    second.kill();
    assert_eq!(place.counts(), (0, 0, 0));
}
