//! A ledger that fails between the intent and the receipt: the platform has it, and the next run does not know.

use crate::common::Place;
use crate::place::{alter, publish};

#[test]
fn what_was_taken_and_not_written_down_is_told_and_not_taken_for_well() {
    let place = Place::new();
    let before = place.article("before", "正文。");
    publish(&place, &before, "ys").expect(0);
    // As a disk that fails between the intent and the receipt.
    let fails = "CREATE TRIGGER full BEFORE UPDATE OF state ON entries WHEN NEW.state = 'submitted'
         BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    alter(&place, &[fails.to_owned()]);
    let file = place.article("unkept", "正文。");
    let ran = publish(&place, &file, "ys").expect(5);
    assert_eq!(ran.state(), "submitted");
    let error = &ran.json()["results"][0]["error"];
    assert_eq!(error["code"], "ledger.failed");
    assert_eq!(place.counts().2, 2);
    // As long as it is not written down, it is not well, and nothing is sent again.
    publish(&place, &file, "ys").expect(5);
    assert_eq!(place.counts().2, 2);
    alter(&place, &["DROP TRIGGER full".to_owned()]);
    let ran = publish(&place, &file, "ys");
    assert!(matches!(ran.code, 0 | 5), "{}", ran.stdout);
    assert_eq!(place.counts().2, 2);
}
