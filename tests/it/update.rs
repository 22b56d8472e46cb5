//! What is published and changes: updated in place, drafted first, followed through the review, deleted, taken in.

use serde_json::{Value, json};

use crate::home::{Home, Ran};

const PUBLISH: &str = "/content_api/v1/article/publish";

/// A small article for Juejin.
pub fn article(home: &Home, name: &str, title: &str, body: &str) -> String {
    let file = home.dir.path().join(format!("{name}.md"));
    let summary = "这是一段足够长的摘要，它说明这篇文章讲了什么，为什么值得一读，以及读完之后能做什么，长度在五十到一百个字之间。";
    let text = format!(
        "---\ntitle: {title}\nid: {name}\nfagao:\n  juejin: {{ category: 后端, tags: [Rust], summary: \"{summary}\" }}\n---\n\n{body}\n"
    );
    std::fs::write(&file, text).expect("an article");
    file.to_string_lossy().into_owned()
}

fn by_api(home: &Home, file: &str) -> Ran {
    home.publish(file, "juejin", &["--via", "api"])
}

/// Changes the sandbox's settings of Juejin, while it is not up.
fn settings(home: &Home, name: &str, value: Value) {
    let mut book = home.book();
    book["juejin"]["settings"][name] = value;
    std::fs::write(home.sandbox().join("book.json"), book.to_string()).expect("a book");
}

/// Lets the next publish go wrong.
fn next_publish(home: &Home, kind: &str) {
    let counts = home.sandbox().join("faults.met.json");
    if counts.exists() {
        std::fs::remove_file(counts).expect("counts to forget");
    }
    home.faults(&format!(
        "[[fault]]\nsite = \"juejin\"\ncall = \"{PUBLISH}\"\ndo = \"{kind}\"\n"
    ));
}

/// One article, published so many times, the last time with this text.
fn stands(home: &Home, times: usize, text: &str) {
    let juejin = &home.book()["juejin"];
    assert_eq!(juejin["articles"].as_array().map(Vec::len), Some(1));
    assert_eq!(juejin["drafts"].as_array().map(Vec::len), Some(1));
    assert_eq!(juejin["publishes"].as_array().map(Vec::len), Some(times));
    let found = juejin["articles"][0]["content"]["mark_content"].as_str();
    assert!(found.is_some_and(|t| t.contains(text)), "{found:?}");
}

#[test]
fn a_changed_article_is_updated_in_place_and_the_same_content_is_left_alone() {
    let home = Home::new();
    let file = article(&home, "a", "会被修改的文章", "第一版。");
    let first = by_api(&home, &file).expect(0);
    article(&home, "a", "会被修改的文章", "第二版。");
    let second = by_api(&home, &file).expect(0);
    assert_eq!(
        first.result("juejin", "external_id"),
        second.result("juejin", "external_id")
    );
    stands(&home, 2, "第二版");
    assert_eq!(
        by_api(&home, &file).expect(0).result("juejin", "state"),
        "unchanged"
    );
    stands(&home, 2, "第二版");
}

#[test]
fn the_browser_updates_through_the_articles_own_draft_and_a_title_that_lags_is_no_failure() {
    let home = Home::new();
    let file = article(&home, "b", "旧的标题在这里", "第一版。");
    home.publish(&file, "juejin", &["--via", "browser"])
        .expect(0);
    settings(&home, "title_lag_reads", json!(1000));
    article(&home, "b", "新的标题在这里", "第二版。");
    let ran = home
        .publish(&file, "juejin", &["--via", "browser"])
        .expect(0);
    assert_eq!(ran.result("juejin", "route"), "browser");
    stands(&home, 2, "第二版");
    let juejin = &home.book()["juejin"];
    assert_eq!(juejin["articles"][0]["content"]["title"], "新的标题在这里");
    assert_eq!(juejin["articles"][0]["listed_title"], "旧的标题在这里");
}

#[test]
fn an_update_whose_answer_is_lost_is_known_by_its_text() {
    let home = Home::new();
    let file = article(&home, "c", "回答会丢失的文章", "第一版。");
    by_api(&home, &file).expect(0);
    article(&home, "c", "回答会丢失的文章", "第二版。");
    next_publish(&home, "lose-answer");
    by_api(&home, &file).expect(0);
    stands(&home, 2, "第二版");
}

#[test]
fn an_update_that_did_not_arrive_leaves_what_is_published_and_is_done_by_the_next_run() {
    let home = Home::new();
    let file = article(&home, "d", "请求会丢失的文章", "第一版。");
    let url = by_api(&home, &file).expect(0).result("juejin", "url");
    article(&home, "d", "请求会丢失的文章", "第二版。");
    next_publish(&home, "lose-before");
    let ran = by_api(&home, &file).expect(4);
    assert_eq!(ran.result("juejin", "state"), "failed");
    stands(&home, 1, "第一版");
    let status = home.run(&["status", "--sandbox", "--json"]);
    assert_eq!(status.result("juejin", "url"), url, "{}", status.stdout);
    by_api(&home, &file).expect(0);
    stands(&home, 2, "第二版");
}

#[test]
fn a_draft_is_stopped_at_and_gone_on_with() {
    let home = Home::new();
    let file = article(&home, "e", "先存成草稿的文章", "正文。");
    let text = std::fs::read_to_string(&file).expect("it");
    std::fs::write(&file, text.replace("id: e\n", "id: e\ndraft: true\n")).expect("a draft");
    by_api(&home, &file).expect(3);
    let ran = home
        .publish(&file, "juejin", &["--via", "api", "--draft"])
        .expect(0);
    assert_eq!(ran.result("juejin", "state"), "draft");
    let id = ran.result("juejin", "external_id");
    let id = id.as_str().expect("a draft's number").to_owned();
    let url = format!("https://juejin.cn/editor/drafts/{id}");
    assert_eq!(ran.result("juejin", "url"), url.as_str());
    assert_eq!(home.counts().0, 0);
    let status = home.run(&["status", "--sandbox", "--json"]).expect(0);
    assert_eq!(status.result("juejin", "state"), "draft");
    article(&home, "e", "先存成草稿的文章", "正文。");
    by_api(&home, &file).expect(0);
    stands(&home, 1, "正文");
    assert_eq!(
        home.book()["juejin"]["publishes"][0]["draft_id"],
        id.as_str()
    );
    let ran = home
        .publish(crate::home::HELLO, "jz", &["--draft"])
        .expect(3);
    assert_eq!(ran.json()["findings"][0]["code"], "config.no-drafts");
}

#[test]
fn a_review_is_followed_until_it_is_decided() {
    let home = Home::new();
    let file = article(&home, "f", "审核之后公开的文章", "正文。");
    let ran = home
        .publish(&file, "juejin", &["--via", "api", "--wait", "5m"])
        .expect(0);
    assert_eq!(ran.result("juejin", "state"), "live");
    let url = ran.result("juejin", "url");
    assert!(
        url.as_str()
            .is_some_and(|u| u.starts_with("https://juejin.cn/post/")),
        "{url}"
    );

    settings(&home, "rejected_titles", json!(["不会通过"]));
    let file = article(&home, "g", "不会通过审核的文章", "正文。");
    let ran = home
        .publish(&file, "juejin", &["--via", "api", "--wait", "5m"])
        .expect(4);
    assert_eq!(ran.result("juejin", "state"), "rejected");
    let error = ran.result("juejin", "error");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|m| m.contains("推广类内容")),
        "{error}"
    );
}

#[test]
fn what_was_deleted_is_gone_and_published_anew_only_when_asked_for() {
    let home = Home::new();
    let file = article(&home, "h", "会被删除的文章", "正文。");
    let id = by_api(&home, &file)
        .expect(0)
        .result("juejin", "external_id");
    // Deleted on the site, behind the ledger's back.
    let mut book = home.book();
    for part in ["articles", "drafts"] {
        book["juejin"][part] = json!([]);
    }
    std::fs::write(home.sandbox().join("book.json"), book.to_string()).expect("a book");
    let status = home
        .run(&["status", "--refresh", "--sandbox", "--json"])
        .expect(4);
    assert_eq!(status.result("juejin", "state"), "gone");
    let ran = by_api(&home, &file).expect(4);
    assert_eq!(ran.result("juejin", "error")["code"], "platform.gone");
    assert_eq!(home.counts().0, 1);
    let again = home
        .publish(&file, "juejin", &["--via", "api", "--again"])
        .expect(0);
    assert_ne!(again.result("juejin", "external_id"), id);
}

#[test]
fn a_title_that_is_there_already_stops_and_can_be_taken_in() {
    let home = Home::new();
    let file = article(&home, "i", "在网页上发过的文章", "正文。");
    let url = by_api(&home, &file).expect(0).result("juejin", "url");
    let url = url.as_str().expect("a link").to_owned();
    // The ledger of another machine knows nothing of it.
    for part in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(home.sandbox().join(part));
    }
    let ran = by_api(&home, &file).expect(4);
    assert_eq!(ran.result("juejin", "error")["code"], "juejin.same-title");
    stands(&home, 1, "正文");
    let adopt = [
        "adopt",
        &file,
        "--to",
        "juejin",
        "--url",
        &url,
        "--sandbox",
        "--json",
    ];
    let ran = home.run(&adopt).expect(0);
    assert_eq!(ran.result("juejin", "url"), url.as_str());
    assert_eq!(
        by_api(&home, &file).expect(0).result("juejin", "state"),
        "unchanged"
    );
    article(&home, "i", "在网页上发过的文章", "改过的正文。");
    by_api(&home, &file).expect(0);
    stands(&home, 2, "改过的正文");
}

#[test]
fn links_between_articles_become_addresses_and_shortcodes_are_told() {
    let home = Home::new();
    let first = article(&home, "first", "被链接的文章标题", "正文。");
    let url = by_api(&home, &first).expect(0).result("juejin", "url");
    let url = url.as_str().expect("a link");
    let body = "见[上一篇](first.md#x)与[下一篇](third.md)。\n\n{{< figure src=\"a\" >}}";
    let second = article(&home, "second", "链接别人的文章标题", body);
    let ran = by_api(&home, &second).expect(0);
    assert!(
        ran.stderr.contains("third.md") && ran.stderr.contains("{{< figure"),
        "{}",
        ran.stderr
    );
    let text = home.book()["juejin"]["publishes"][1]["content"]["mark_content"].clone();
    assert!(
        text.as_str()
            .is_some_and(|t| t.contains(&format!("[上一篇]({url})"))),
        "{text}"
    );
}
