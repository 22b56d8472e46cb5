use std::fmt::Write as _;

use serde_json::{Value, json};

use super::*;
use crate::plan::{State, Verdict};

fn verdict(found: &Value) -> Verdict {
    let plan = plan_of("    resource: 12786\n    model: 1");
    let mut slots = Slots::from_stored(plan.given.clone());
    for (name, value) in found.as_object().unwrap() {
        slots.set(name, value.clone());
    }
    Jzguai.verdict(&plan, &slots)
}

#[test]
fn what_every_status_proves() {
    let mut all = String::new();
    for status in [1011, 1001, 1002, 1004, 1005, 1006] {
        let found = json!({"order_status": status, "order_says": "稿件状态", "price": "13.00",
            "price_original": "10.00", "price_proxy": 13,
            "order_link": if status == 1002 { "http://a.cn/1.html" } else { "" },
            "echo_model": "1", "echo_resource": "12786", "resource_order_num": "MP20231215123456"});
        let one = verdict(&found);
        writeln!(all, "{status}: {one:#?}").unwrap();
        // The number comes as a text or a float as well.
        for spelling in [json!(status.to_string()), json!(f64::from(status))] {
            let mut found = found.clone();
            found["order_status"] = spelling;
            assert_eq!(verdict(&found), one);
        }
    }
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn an_order_is_absent_only_when_the_status_was_read_as_none() {
    assert_eq!(verdict(&json!({"order_status": null})), Verdict::Absent);
    assert!(matches!(verdict(&json!({})), Verdict::Unclear(_)));
    for unknown in [json!(1003), json!(""), json!("published"), json!(true)] {
        let found = verdict(&json!({"order_status": unknown}));
        assert!(matches!(found, Verdict::Unclear(_)), "{found:?}");
    }
}

#[test]
fn live_needs_a_link() {
    for link in [json!(""), json!(null), json!([]), json!("待补")] {
        let Verdict::Found(receipt) = verdict(&json!({"order_status": 1002, "order_link": link}))
        else {
            panic!("not found");
        };
        assert_eq!((receipt.state, receipt.url), (State::Submitted, None));
    }
}

#[test]
fn an_order_for_another_medium_is_not_believed() {
    let found = json!({"order_status": 1002, "order_link": "http://a.cn/1.html",
        "echo_model": 1, "echo_resource": 12222});
    let Verdict::Unclear(why) = verdict(&found) else {
        panic!("believed");
    };
    assert!(why.contains("1/12222") && why.contains("1/12786"), "{why}");
}
