//! The same command again, and what changed in between.

use crate::home::{HELLO, Home};

#[test]
fn a_second_run_publishes_nothing() {
    let home = Home::new();
    home.publish(HELLO, "juejin,jz,ys", &["--via", "api"])
        .expect(0);
    let again = home
        .publish(HELLO, "juejin,jz,ys", &["--via", "api"])
        .expect(0);
    for account in ["juejin", "jz", "ys"] {
        assert_eq!(again.result(account, "state"), "unchanged", "{account}");
    }
    assert!(again.result("juejin", "url").is_string());
    assert_eq!(home.counts(), (1, 1, 1));
}

#[test]
fn again_publishes_once_more() {
    let home = Home::new();
    let article = article(&home, "title: 再发一次的文章标题\nid: again");
    home.publish(&article, "ys", &[]).expect(0);
    home.publish(&article, "ys", &["--again"]).expect(0);
    assert_eq!(home.counts().2, 2);
}

#[test]
fn changed_content_is_refused_before_anything_is_sent() {
    let home = Home::new();
    let file = article(&home, "title: 会被修改的文章标题\nid: changed");
    home.publish(&file, "ys", &[]).expect(0);
    let text = std::fs::read_to_string(&file).expect("the article");
    std::fs::write(&file, text + "\n多了一句。\n").expect("a change");
    let ran = home.publish(&file, "ys", &[]).expect(3);
    assert_eq!(ran.json()["findings"][0]["code"], "ledger.changed");
    assert_eq!(home.counts().2, 1);
}

#[test]
fn one_id_in_two_files_and_one_text_under_two_ids_are_findings() {
    let home = Home::new();
    let file = article(&home, "title: 同一个标识的文章\nid: same");
    home.publish(&file, "ys", &[]).expect(0);
    let twin = home.dir.path().join("twin.md");
    std::fs::copy(&file, &twin).expect("a copy");
    let twin = twin.to_string_lossy().into_owned();
    let ran = home.publish(&twin, "ys", &[]).expect(3);
    assert_eq!(ran.json()["findings"][0]["code"], "ledger.same-id");
    let other = std::fs::read_to_string(&twin)
        .expect("it")
        .replace("id: same", "id: other");
    std::fs::write(&twin, other).expect("a change");
    let ran = home.publish(&twin, "ys", &[]).expect(3);
    assert_eq!(ran.json()["findings"][0]["code"], "ledger.same-text");
    assert_eq!(home.counts().2, 1);
}

/// An article for Yunsuo alone.
pub fn article(home: &Home, front: &str) -> String {
    let file = home.dir.path().join("article.md");
    let text = format!(
        "---\n{front}\nkeywords: [一, 二]\nfagao:\n  ys: {{ categories: [科技, 互联网, 教育, 科普, 工具], cover: \"https://example.com/c.png\" }}\n---\n\n正文。\n"
    );
    std::fs::write(&file, text).expect("an article");
    file.to_string_lossy().into_owned()
}
