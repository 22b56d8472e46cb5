//! `fagao serve` keeps the clock: at its time an article is published, once, whatever happens meanwhile. A test does not
//! wait for a time: it has the time of what is scheduled come.

use super::*;

/// A place with one article on the schedule.
fn scheduled() -> Place {
    let place = Place::new();
    place.article("a", "正文。");
    publish(&place, &["a.md"], &["--at", FAR], 0);
    place
}

#[test]
fn at_its_time_an_article_is_published_once() {
    let place = scheduled();
    let serve_one = serve(&place, &[]);
    // Another one does not keep the clock, too.
    let ran = run(
        &place,
        &["serve", "--sandbox", "--listen", "127.0.0.1:0"],
        4,
    );
    assert!(text(&ran).contains("serve.another"), "{}", text(&ran));
    assert_eq!(place.counts(), (0, 0, 0));
    set(&place, now() - 1, None);
    until(&place, "done");
    assert_eq!(place.counts(), (1, 1, 1));
    // The clock is set back before its time, and its time comes once more.
    set(&place, now() + 3600, None);
    serve_one.kill();
    let again = serve(&place, &[]);
    set(&place, now() - 1, None);
    place.article("b", "正文二。");
    publish(&place, &["b.md"], &["--at", FAR], 0);
    set(&place, now() - 1, None);
    watched::poll("both", || {
        let rows = schedule(&place);
        (rows.iter().all(|r| r["state"] == "done")).then_some(())
    });
    again.kill();
    assert_eq!(place.counts(), (2, 2, 2));
}

#[test]
fn killed_in_the_middle_and_started_again_it_is_published_once() {
    for (site, call, book) in [
        (
            "juejin",
            "/content_api/v1/article/publish",
            "/juejin/publishes",
        ),
        ("jzguai", "/api/v1/publish", "/jzguai/orders"),
    ] {
        let place = scheduled();
        place.faults(&format!(
            "[[fault]]\nsite = \"{site}\"\ncall = \"{call}\"\ndo = \"hang\"\n"
        ));
        let serve_one = serve(&place, &[]);
        set(&place, now() - 1, None);
        watched::poll(book, || {
            let book_now = place.book();
            let taken = book_now.pointer(book)?.as_array()?;
            (!taken.is_empty()).then_some(())
        });
        serve_one.kill();
        place.faults("");
        assert_eq!(state(&place), "running", "{site}");
        let again = serve(&place, &[]);
        until(&place, "done");
        again.kill();
        assert_eq!(place.counts(), (1, 1, 1), "{site}");
    }
}

#[test]
fn what_changed_since_it_was_scheduled_is_left_alone() {
    let place = scheduled();
    place.article("a", "另一段正文。");
    set(&place, now() - 1, None);
    let mut serve = serve(&place, &[]);
    serve.until("its plan is not the one that was reviewed");
    until(&place, "person");
    serve.kill();
    assert_eq!(place.counts(), (0, 0, 0));
    let note = schedule(&place)[0]["note"].to_string();
    assert!(note.contains("not the one that was reviewed"), "{note}");
    // Scheduled again it is another row.
    publish(&place, &["a.md"], &["--at", FAR], 0);
    assert_eq!(schedule(&place).len(), 2);
}

#[test]
fn what_nobody_published_at_its_time_is_published_late_and_not_too_late() {
    let place = scheduled();
    set(&place, now() - 7200, None);
    let mut first = serve(&place, &[]);
    first.until("for longer than `--late` allows");
    until(&place, "person");
    first.kill();
    assert_eq!(place.counts(), (0, 0, 0));
    let place = scheduled();
    set(&place, now() - 7200, None);
    let second = serve(&place, &["--late", "3h"]);
    until(&place, "done");
    second.kill();
    assert_eq!(place.counts(), (1, 1, 1));
}

#[test]
fn what_did_not_get_everywhere_is_tried_again_until_it_is_too_late() {
    let place = scheduled();
    let fault = "[[fault]]\nsite = \"juejin\"\ncall = \"*\"\ndo = \"rate-limited\"\ntimes = 0\n";
    place.faults(fault);
    let serve_one = serve(&place, &[]);
    set(&place, now() - 1, None);
    watched::poll("a try to come", || {
        let rows = schedule(&place);
        let waits = rows[0]["state"] == "waiting" && rows[0]["retry_at"].is_i64();
        waits.then_some(())
    });
    place.faults("");
    set(&place, now() - 1, Some(now() - 1));
    until(&place, "done");
    assert_eq!(place.counts(), (1, 1, 1));
    serve_one.kill();
}

#[test]
fn told_to_end_while_it_publishes_it_settles_and_notes_what_came_of_it() {
    let place = scheduled();
    // Its answer does not come: it is looked for after the deadline, and found.
    place.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/publish\"\ndo = \"hang\"\n",
    );
    let serve_one = serve(&place, &[]);
    set(&place, now() - 1, None);
    watched::poll("a publish", || {
        let book = place.book();
        let taken = book["juejin"]["publishes"].as_array()?;
        (!taken.is_empty()).then_some(())
    });
    let (_, said) = serve_one.terminate();
    place.faults("");
    assert!(place.counts().0 == 1, "{said}");
    // Not everywhere: what waited for the link is left to the next one, which begins at once.
    let row = schedule(&place)[0].clone();
    assert!(
        row["state"] == "waiting" || row["state"] == "done",
        "{row} {said}"
    );
    let again = serve(&place, &[]);
    until(&place, "done");
    again.kill();
    assert_eq!(place.counts(), (1, 1, 1));
}

#[test]
fn what_ended_long_ago_is_forgotten_when_the_clock_starts() {
    let place = scheduled();
    place.article("b", "正文二。");
    publish(&place, &["b.md"], &["--at", FAR], 0);
    let ended = "UPDATE schedule SET standing = 'done', updated = ? WHERE id = 1";
    let day = 86_400;
    due::change(place.dir.path(), ended, &[Some(now() - 91 * day)]);
    assert_eq!(schedule(&place).len(), 2);
    serve(&place, &[]).kill();
    let rows = schedule(&place);
    assert_eq!(
        (rows.len(), &rows[0]["id"]),
        (1, &Value::from(2)),
        "{rows:?}"
    );
    // Younger ones stay.
    due::change(
        place.dir.path(),
        "UPDATE schedule SET standing = 'done', updated = ?",
        &[Some(now() - 89 * day)],
    );
    serve(&place, &[]).kill();
    assert_eq!(schedule(&place).len(), 1);
}

#[test]
fn what_a_site_rejected_is_not_tried_again() {
    let place = Place::with_book(r#"{"juejin": {"settings": {"rejected_titles": ["批量"]}}}"#);
    place.article("a", "正文。");
    let to_juejin = ["a.md", "--to", "juejin", "--via", "api", "--sandbox"];
    place.run(&[&["publish"][..], &to_juejin].concat());
    // The review takes some looks.
    watched::poll("a rejection", || {
        let told = document(&place.run(&["status", "--refresh", "--sandbox", "--json"]));
        (told["results"][0]["state"] == "rejected").then_some(())
    });
    let later = [&["publish"][..], &to_juejin, &["--at", FAR]].concat();
    run(&place, &later, 0);
    let mut serve = serve(&place, &[]);
    set(&place, now() - 1, None);
    serve.until("a.md needs a person");
    until(&place, "person");
    serve.kill();
    assert_eq!(place.counts().0, 1);
}
