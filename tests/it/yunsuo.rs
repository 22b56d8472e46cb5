//! What Yunsuo lists, and what a push learns of it.

use crate::home::Home;

#[test]
fn categories_are_listed_kept_and_used_to_warn() {
    let home = Home::new();
    let document = home
        .run(&["yunsuo", "categories", "--sandbox", "--json"])
        .expect(0)
        .json();
    assert_eq!(document["categories"][0]["top"], "体育");
    let article = home.dir.path().join("a.md");
    let text = "---\ntitle: 六个字的标题\ntags: a\ncategories: [科技, 互联网, 教育, 科普类, 工具]\ncover: https://example.com/c.png\n---\n正文\n";
    std::fs::write(&article, text).expect("an article");
    let ran = home
        .publish(&article.to_string_lossy(), "ys", &[])
        .expect(0);
    assert!(
        ran.stderr.contains("科普类; the nearest is 科普"),
        "{}",
        ran.stderr
    );
    assert_eq!(home.counts().2, 1);
}

#[test]
fn the_accounts_of_the_pool_are_listed_with_what_they_can_do() {
    let home = Home::new();
    let document = home
        .run(&["yunsuo", "accounts", "--sandbox", "--json"])
        .expect(0)
        .json();
    let accounts = document["accounts"].as_array().expect("accounts");
    let stuck: Vec<_> = accounts
        .iter()
        .filter(|a| a["publish_status"] == "无法发布")
        .collect();
    assert_eq!((accounts.len(), stuck.len()), (4, 1));
    let text = home
        .run(&["yunsuo", "accounts", "--sandbox"])
        .expect(0)
        .stdout;
    assert!(
        text.contains("头条号") && text.contains("无法发布"),
        "{text}"
    );
}
