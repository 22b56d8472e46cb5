//! Looking again later: what is published stays published until a look shows another state.

use crate::again::article;
use crate::home::{HELLO, Home};

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
    let shown = home.run(&["status", "--sandbox", "--json"]).expect(5);
    let run = shown.result("ys", "error")["hint"].clone();
    let run = run.as_str().expect("a hint").to_owned();
    let run = run
        .split_once("fagao settle ")
        .and_then(|(_, rest)| rest.split_once(' '))
        .expect("the run to settle")
        .0;
    let settled = home
        .run(&["settle", run, "ys", "--as", "failed", "--sandbox", "--json"])
        .expect(0);
    assert_eq!(settled.result("ys", "state"), "failed");
    home.publish(&file, "ys", &[]).expect(0);
    assert_eq!(home.counts().2, 2);
}
