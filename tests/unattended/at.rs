//! `publish --at` and `publish_at`: what is put on the schedule, and what is not.

use super::*;

/// An article that says when it wants to be published.
fn timed(place: &Place, name: &str, at: &str) -> String {
    let file = place.article(name, "正文。");
    let path = place.dir.path().join(&file);
    let written = std::fs::read_to_string(&path).expect("the article");
    place.write(
        &file,
        &written.replacen("---\n", &format!("---\npublish_at: {at}\n"), 1),
    );
    file
}

#[test]
fn what_waits_for_its_time_is_listed_and_can_be_called_off() {
    let place = Place::new();
    place.article("a", "正文。");
    let ran = publish(&place, &["a.md"], &["--at", FAR, "--json"], 0);
    let taken = document(&ran);
    assert_eq!(taken["results"].as_array().map(Vec::len), Some(0));
    assert_eq!(taken["scheduled"][0]["state"], "waiting", "{taken}");
    assert_eq!(taken["scheduled"].as_array(), Some(&schedule(&place)));
    // Another time for the same: one row, with the new time.
    publish(&place, &["a.md"], &["--at", "2098-01-01T09:00+08:00"], 0);
    let rows = schedule(&place);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["at"], 4_039_376_400_i64);
    let shown = text(&run(&place, &["schedule", "--sandbox"], 0));
    assert!(
        shown.contains("a.md") && shown.contains("juejin,jz,ys"),
        "{shown}"
    );
    run(&place, &["schedule", "cancel", "1", "--sandbox"], 0);
    assert_eq!(state(&place), "cancelled");
    let ran = run(&place, &["schedule", "cancel", "1", "--sandbox"], 4);
    assert!(
        text(&ran).contains("schedule.not-waiting"),
        "{}",
        text(&ran)
    );
    // What was called off is not published when its time comes.
    set(&place, now() - 1, None);
    let mut serve = start(&place, &["serve", "--sandbox", "--listen", "127.0.0.1:0"]);
    serve.until("nothing waits");
    serve.kill();
    assert_eq!(place.counts(), (0, 0, 0));
}

#[test]
fn an_article_says_itself_when_it_is_published() {
    let place = Place::new();
    timed(&place, "later", FAR);
    timed(&place, "past", "2020-01-01 09:00");
    place.article("now", "正文三。");
    let ran = publish(&place, &["later.md", "past.md", "now.md"], &["--json"], 0);
    let document = document(&ran);
    let results = document["results"].as_array().expect("results");
    let files: Vec<&str> = results
        .iter()
        .filter_map(|r| r["article"].as_str())
        .collect();
    assert_eq!(files.len(), 6, "{files:?}");
    assert!(!files.contains(&"later.md"), "{files:?}");
    let scheduled = document["scheduled"][0]["article"].as_str();
    assert!(
        scheduled.is_some_and(|f| f.ends_with("/later.md")),
        "{document}"
    );
    assert_eq!(place.counts(), (2, 2, 2));
    // Its own word is set aside by the command line's.
    publish(&place, &["later.md"], &["--at", "now"], 0);
    assert_eq!(place.counts(), (3, 3, 3));
}

#[test]
fn a_time_that_is_none_or_past_or_needs_somebody_is_refused() {
    let place = Place::new();
    place.article("a", "正文。");
    for (more, said) in [
        (&["--at", "tomorrow"][..], "is no time"),
        (&["--at", "2026-12-01"], "is no time"),
        (&["--at", "2020-01-01 09:00"], "is past"),
        (&["--at", FAR, "--again"], "`--again` does not go"),
        (&["--at", FAR, "--wait", "1m"], "`--wait` does not go"),
        (&["--at", FAR, "--headed"], "`--headed` does not go"),
    ] {
        let ran = publish(&place, &["a.md"], more, 2);
        assert!(text(&ran).contains(said), "{more:?}: {}", text(&ran));
    }
    // What costs money is agreed to now or never.
    let ran = run(
        &place,
        &[
            "publish",
            "a.md",
            "--to",
            "juejin,jz,ys",
            "--sandbox",
            "--at",
            FAR,
            "--json",
        ],
        3,
    );
    assert_eq!(document(&ran)["findings"][0]["code"], "schedule.needs-yes");
    timed(&place, "b", "soon");
    for command in [
        &["check", "b.md", "--sandbox"][..],
        &["publish", "b.md", "--to", "ys", "--sandbox"],
    ] {
        let ran = run(&place, command, 3);
        assert!(text(&ran).contains("b.md:2:13"), "{}", text(&ran));
    }
    assert_eq!(schedule(&place), Vec::<Value>::new());
    assert_eq!(place.counts(), (0, 0, 0));
}

#[test]
fn what_was_reviewed_is_what_is_scheduled() {
    let place = Place::new();
    place.article("a", "正文。");
    place.article("b", "正文二。");
    let ran = publish(&place, &["a.md", "b.md"], &["--dry-run", "--json"], 0);
    let hash = document(&ran)["plan_hash"]
        .as_str()
        .expect("a hash")
        .to_owned();
    publish(&place, &["a.md"], &["--at", FAR, "--expect", &hash], 3);
    assert_eq!(schedule(&place), Vec::<Value>::new());
    publish(
        &place,
        &["a.md", "b.md"],
        &["--at", FAR, "--expect", &hash],
        0,
    );
    assert_eq!(schedule(&place).len(), 2);
}

#[test]
fn it_is_said_that_nobody_keeps_the_clock() {
    let place = Place::new();
    place.article("a", "正文。");
    let nobody = "no `fagao serve` runs here";
    let ran = publish(&place, &["a.md"], &["--at", FAR], 0);
    assert!(text(&ran).contains(nobody), "{}", text(&ran));
    let listed = || text(&run(&place, &["schedule", "--sandbox"], 0));
    let checked = || {
        let doctor = document(&place.run(&["doctor", "--sandbox", "--json"]));
        let checks = doctor["checks"].as_array().expect("checks").clone();
        let of = checks.into_iter().find(|c| c["check"] == "schedule");
        of.map(|c| (c["level"].clone(), c["hint"].clone()))
    };
    let kept = || {
        let listed = document(&run(&place, &["schedule", "--sandbox", "--json"], 0));
        listed["clock_kept"].clone()
    };
    assert!(listed().contains(nobody), "{}", listed());
    assert_eq!(kept(), false);
    let (level, hint) = checked().expect("a check of the schedule");
    assert_eq!(level, "warning");
    assert!(hint.to_string().contains("fagao serve --sandbox"), "{hint}");
    // While one runs nobody need be told.
    let serve_one = serve(&place, &[]);
    assert!(!listed().contains(nobody), "{}", listed());
    assert_eq!(kept(), true);
    assert_eq!(checked().expect("a check").0, "ok");
    place.article("b", "正文二。");
    let ran = publish(&place, &["b.md"], &["--at", FAR], 0);
    assert!(!text(&ran).contains(nobody), "{}", text(&ran));
    serve_one.kill();
    // Nothing waits: nothing is said.
    run(&place, &["schedule", "cancel", "1", "--sandbox"], 0);
    run(&place, &["schedule", "cancel", "2", "--sandbox"], 0);
    assert!(!listed().contains(nobody), "{}", listed());
    assert_eq!((checked(), kept()), (None, Value::Null));
}
