//! The main job: one article, three platforms, with proof.

use crate::home::{HELLO, Home, body};

#[test]
fn one_command_publishes_on_three_platforms_with_proof() {
    let home = Home::new();
    let ran = home.publish(HELLO, "juejin,jz,ys", &[]).expect(0);
    assert_eq!(ran.json()["sandbox"], true);
    assert_eq!(ran.result("juejin", "route"), "browser");
    let url = ran.result("juejin", "url");
    assert!(
        url.as_str()
            .is_some_and(|u| u.starts_with("https://juejin.cn/post/")),
        "{url}"
    );
    assert!(ran.result("jz", "external_id").is_string());
    assert_eq!(ran.result("jz", "price"), "13.00");
    assert_eq!(ran.result("ys", "state"), "submitted");
    assert_eq!(home.counts(), (1, 1, 1));

    let book = home.book();
    let published = &book["juejin"]["publishes"][0];
    assert_eq!(published["content"]["mark_content"], body(HELLO));
    assert_eq!(published["category_name"], "后端");
    assert_eq!(published["tag_names"], serde_json::json!(["后端", "架构"]));
    // The order names the article on Juejin as its source.
    let order = &book["jzguai"]["orders"][0]["fields"];
    assert!(
        order.to_string().contains(url.as_str().unwrap_or("-")),
        "{order}"
    );
}

#[test]
fn the_api_alone_publishes_the_same() {
    let home = Home::new();
    let ran = home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(ran.result("juejin", "route"), "api");
    let published = &home.book()["juejin"]["publishes"][0];
    assert_eq!(published["content"]["mark_content"], body(HELLO));
    assert_eq!(published["tag_names"], serde_json::json!(["后端", "架构"]));
}

#[test]
fn a_publish_with_one_tag_takes_at_most_25_webdriver_commands_once_signed_in() {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let text = std::fs::read_to_string(HELLO).expect("the article");
    let article = home.dir.path().join("one-tag.md");
    std::fs::write(&article, text.replace("tags: [后端, 架构]", "tags: [后端]"))
        .expect("an article");
    let ran = home
        .publish(
            &article.to_string_lossy(),
            "juejin",
            &["-vv", "--trace", "off"],
        )
        .expect(0);
    assert_eq!(ran.result("juejin", "route"), "browser");
    assert_eq!(
        home.book()["juejin"]["publishes"][0]["tag_names"],
        serde_json::json!(["后端"])
    );
    let counted = ran.stderr.lines().find_map(|line| {
        let (before, _) = line.split_once(" WebDriver commands")?;
        before.rsplit(' ').next()?.parse::<u32>().ok()
    });
    assert!(counted.is_some_and(|n| n <= 25), "{counted:?}");
}
