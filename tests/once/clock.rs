//! The machine's clock set back by a day, between a run that died and the next one. A ledger that was written a day from
//! now is the same to the next run, and needs no right to set a clock.

use std::time::{Duration, Instant};

use crate::common::Place;
use crate::place::{alter, entry, has_struck, run, start, until};

/// Every time in the ledger's file, by its table.
const TIMES: [(&str, &str); 7] = [
    ("entries", "began"),
    ("entries", "submitted"),
    ("entries", "decided"),
    ("entries", "updated"),
    ("attempts", "begun"),
    ("attempts", "decided"),
    ("attempts", "ended"),
];

/// Makes the ledger one that was written by a clock a day ahead.
pub fn set_back_by_a_day(place: &Place) {
    let shift = |(table, column)| format!("UPDATE {table} SET {column} = {column} + 86400");
    alter(place, &TIMES.map(shift));
}

/// An order whose run was killed while it waited for the answer, and the clock set back since.
fn killed(how: &str) -> (Place, String) {
    let place = Place::new();
    let file = place.article("clock", "正文。");
    let text = std::fs::read_to_string(place.dir.path().join(&file)).expect("the article");
    place.write(
        &file,
        &text.replace("${juejin.url}", "https://example.com/"),
    );
    place.faults(&format!(
        "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/publish\"\ndo = \"{how}\"\n"
    ));
    let mut child = start(&place, &["publish", &file, "--to", "jz", "--yes"]);
    until("the request under way", || has_struck(&place));
    child.kill().expect("a child to kill");
    child.wait().expect("its end");
    set_back_by_a_day(&place);
    (place, file)
}

#[test]
fn what_was_placed_is_found_and_counts_as_spent() {
    let (place, file) = killed("hang");
    let ran = run(&place, &["resume", "--yes", "--json"]).expect(0);
    assert_eq!(ran.state(), "submitted");
    assert_eq!((place.counts().1, entry(&place).attempts), (1, 1));
    let publish = ["publish", &file, "--to", "jz", "--yes", "--json"];
    assert_eq!(run(&place, &publish).expect(0).state(), "unchanged");
    run(&place, &["ledger", "check"]).expect(0);
}

#[test]
fn what_was_not_is_placed_once_after_the_submits_own_window_and_not_after_a_day() {
    let (place, file) = killed("hang-before");
    let began = Instant::now();
    let publish = ["publish", &file, "--to", "jz", "--yes", "--json"];
    let ran = run(&place, &publish).expect(0);
    assert_eq!(ran.state(), "submitted");
    // A window is seconds in the sandbox; by the ledger's times alone it would be a day.
    assert!(began.elapsed() < Duration::from_secs(3600));
    assert_eq!((place.counts().1, entry(&place).attempts), (1, 2));
    run(&place, &["ledger", "check"]).expect(0);
}
