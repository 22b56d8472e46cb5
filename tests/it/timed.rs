//! `fagao serve` publishes at a time, by the browser's route.

use std::process::Stdio;

use crate::due::{self, FAR};
use crate::home::{HELLO, Home, body};
use crate::watch::{Watched, poll};

#[test]
fn at_its_time_an_article_is_published_through_the_browser_once() {
    let home = Home::new();
    home.publish(HELLO, "juejin", &["--via", "browser", "--at", FAR])
        .expect(0);
    let mut serve = home.command(&["serve", "--sandbox", "--listen", "127.0.0.1:0"]);
    serve.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut serve = Watched::new(serve.spawn().expect("the binary starts"));
    serve.until("the clock is kept");
    due::set(
        home.dir.path(),
        jiff::Timestamp::now().as_second() - 1,
        None,
    );
    let row = || home.run(&["schedule", "--sandbox", "--json"]).json()["schedule"][0].clone();
    poll("its end", || {
        let row = row();
        assert_ne!(row["state"], "person", "{row}");
        (row["state"] == "done").then_some(())
    });
    serve.kill();
    assert_eq!(home.counts().0, 1);
    let published = &home.book()["juejin"]["publishes"][0]["content"];
    assert_eq!(published["mark_content"], body(HELLO));
    // The page handed it in, and the same again has nothing to do.
    let records = home.files().into_iter();
    let records: String = records
        .filter(|f| f.ends_with("run.jsonl"))
        .map(|f| std::fs::read_to_string(f).expect("a record"))
        .collect();
    let handed_in = records
        .lines()
        .filter(|l| l.contains("\"event\":\"submitting\""));
    let by: Vec<bool> = handed_in
        .map(|l| l.contains("\"via\":\"browser\""))
        .collect();
    assert_eq!(by, [true], "{records}");
    let again = home.publish(HELLO, "juejin", &["--at", "now"]).expect(0);
    assert_eq!(again.result("juejin", "state"), "unchanged");
    assert_eq!(home.counts().0, 1);
}
