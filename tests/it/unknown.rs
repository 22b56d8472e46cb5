//! Where there is no look an unknown stays unknown until a person settles it, and nothing is sent meanwhile.

use crate::again::article;
use crate::home::Home;

fn lose(home: &Home, how: &str) {
    home.faults(&format!(
        "[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"{how}\"\n"
    ));
}

#[test]
fn a_lost_answer_of_yunsuo_is_unknown_until_it_is_settled_as_live() {
    let home = Home::new();
    let file = article(&home, "title: 答案丢失的文章标题\nid: lost");
    lose(&home, "lose-answer");
    let first = home.publish(&file, "ys", &[]).expect(5);
    assert_eq!(first.result("ys", "state"), "unknown");
    assert_eq!(home.counts().2, 1);
    let second = home.publish(&file, "ys", &[]).expect(5);
    assert_eq!(second.result("ys", "state"), "unknown");
    assert_eq!(home.counts().2, 1, "nothing is sent again");
    // The command that the message names is one that works.
    let hint = second.result("ys", "error")["hint"].clone();
    let hint = hint.as_str().expect("a hint");
    let at = hint.find("fagao settle ").expect("a command") + "fagao settle ".len();
    let run = hint[at..].split_whitespace().next().expect("a run");
    let url = "https://example.com/1";
    home.run(&[
        "settle",
        run,
        "ys",
        "--as",
        "live",
        "--url",
        url,
        "--sandbox",
    ])
    .expect(0);
    let third = home.publish(&file, "ys", &[]).expect(0);
    assert_eq!(third.result("ys", "state"), "unchanged");
    assert_eq!(third.result("ys", "url"), url);
    assert_eq!(home.counts().2, 1);
}

#[test]
fn what_a_person_settles_as_failed_is_sent_once_more() {
    let home = Home::new();
    let file = article(&home, "title: 没有到达的文章标题\nid: lost");
    lose(&home, "lose-before");
    let first = home.publish(&file, "ys", &[]).expect(5);
    let run = first.json()["run"].as_str().expect("a run").to_owned();
    home.run(&["settle", &run, "ys", "--as", "failed", "--sandbox"])
        .expect(0);
    home.publish(&file, "ys", &[]).expect(0);
    assert_eq!(home.counts().2, 1);
    // What is settled is not settled again.
    home.run(&["settle", &run, "ys", "--as", "failed", "--sandbox"])
        .expect(2);
}
