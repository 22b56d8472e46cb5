//! Looking again later: what is published stays published until a look shows another state.

use crate::again::article;
use crate::home::{HELLO, Home, Ran};

#[test]
fn a_look_that_sees_nothing_takes_nothing_back() {
    let home = Home::new();
    home.publish(HELLO, "juejin,jz", &["--via", "api"])
        .expect(0);
    home.faults(
        "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/status\"\ndo = \"html\"\ntimes = 0\n\
         [[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/list_by_user\"\ndo = \"lose-before\"\ntimes = 0\n",
    );
    let ran = home
        .run(&["status", "--refresh", "--sandbox", "--json"])
        .expect(0);
    assert_eq!(ran.result("jz", "state"), "submitted");
    assert_eq!(ran.result("juejin", "state"), "in_review");
    assert!(ran.stderr.contains("could not be seen"), "{}", ran.stderr);
}

#[test]
fn a_look_later_sees_the_order_go_on() {
    let home = Home::new();
    home.publish(HELLO, "juejin,jz", &["--via", "api"])
        .expect(0);
    for _ in 0..4 {
        home.run(&["status", "--refresh", "--sandbox"]).expect(0);
    }
    let ran = home.run(&["status", "--sandbox", "--json"]).expect(0);
    assert_eq!(ran.result("juejin", "state"), "live");
    assert_eq!(ran.result("jz", "state"), "live");
    assert_eq!(home.counts(), (1, 1, 0));
}

#[test]
fn what_changed_while_its_outcome_is_unknown_is_not_sent() {
    let home = Home::new();
    home.faults(
        "[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"lose-answer\"\n",
    );
    let file = article(&home, "title: 回音丢失的一篇文章\nid: lost");
    home.publish(&file, "ys", &[]).expect(5);
    let text = std::fs::read_to_string(&file).expect("the article");
    std::fs::write(&file, text + "\n多了一句。\n").expect("a change");
    let ran = home.publish(&file, "ys", &[]).expect(3);
    assert_eq!(
        ran.json()["findings"][0]["code"],
        "ledger.changed-while-unknown"
    );
    assert_eq!(home.counts().2, 1);
    let looked = home.run(&["resume", "--sandbox", "--json"]).expect(5);
    let shown = home.run(&["status", "--sandbox", "--json"]).expect(5);
    // Both name the run by which it is settled.
    assert_eq!(run_to_settle(&looked), run_to_settle(&shown));
    let run = run_to_settle(&shown);
    let settled = home
        .run(&[
            "settle",
            &run,
            "ys",
            "--as",
            "failed",
            "--sandbox",
            "--json",
        ])
        .expect(0);
    assert_eq!(settled.result("ys", "state"), "failed");
    home.publish(&file, "ys", &[]).expect(0);
    assert_eq!(home.counts().2, 2);
}

/// The run that the hint of Yunsuo's result says to settle.
fn run_to_settle(ran: &Ran) -> String {
    let error = ran.result("ys", "error");
    let hint = error["hint"].as_str().expect("a hint");
    let (_, rest) = hint.split_once("fagao settle ").expect("how to settle it");
    rest.split(' ').next().expect("a run").to_owned()
}
