//! The versions of Juejin's API, its lists, its pace, and reads that are sent again.

use crate::home::Home;
use crate::update::article;

/// Writes a configuration for the sandbox.
fn config(home: &Home, text: &str) -> String {
    let file = home.dir.path().join("fagao.toml");
    std::fs::write(&file, text).expect("a configuration");
    file.to_string_lossy().into_owned()
}

fn published(home: &Home, title: &str) -> serde_json::Value {
    let book = home.book();
    let all = book["juejin"]["publishes"]
        .as_array()
        .expect("publishes")
        .clone();
    let found = all.into_iter().find(|p| p["content"]["title"] == title);
    found.unwrap_or_else(|| panic!("{title}: {book:#}"))
}

#[test]
fn the_documented_version_publishes_and_updates_the_same() {
    let home = Home::new();
    let how = ["--via", "api", "--site-file", "2026-02-02"];
    let file = article(&home, "v", "按文档版本发布的文章", "第一版。");
    home.publish(&file, "juejin", &how).expect(0);
    let first = published(&home, "按文档版本发布的文章");
    assert_eq!(first["category_name"], "后端");
    assert_eq!(first["tag_names"], serde_json::json!(["Rust"]));
    article(&home, "v", "按文档版本发布的文章", "第二版。");
    home.publish(&file, "juejin", &how).expect(0);
    let book = home.book();
    assert_eq!(book["juejin"]["articles"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        book["juejin"]["articles"][0]["content"]["mark_content"],
        "第二版。\n"
    );
    assert_eq!(home.counts().0, 2);
}

#[test]
fn the_documented_entry_of_the_editor_leads_there_too() {
    let home = Home::new();
    let file = article(&home, "w", "从另一个入口发布的文章", "正文。");
    let how = ["--via", "browser", "--site-file", "juejin/pages/2026-02-02"];
    home.publish(&file, "juejin", &how).expect(0);
    assert_eq!(home.counts().0, 1);
}

/// A version that nobody measured: other paths, other shapes, and not a line of Rust.
const THIRD: &str = r#"
schema = 1
site = "juejin"
kind = "api"
date = "2027-01-01"
extends = "2026-02-02"

[calls.categories]
about = "find the category in the long list"
method = "POST"
path = "/tag_api/v1/query_category_list"
body = {}
[calls.categories.read]
category_id = { pick = "/data", one_of = ["/category/category_name"], equals = "$category", pointer = "/category/category_id" }

[calls.tag_search]
about = "find a tag by the recommendation"
method = "POST"
path = "/recommend_api/v1/tag/recommend/search"
body = { key_word = "$tag", cursor = "0", limit = 5 }
[calls.tag_search.read]
tag_id = { pick = "/data", one_of = ["/tag_name"], equals = "$tag", pointer = "/tag_id" }
"#;

#[test]
fn a_third_version_is_a_file_of_the_users_and_no_rust() {
    let home = Home::new();
    let dir = home.dir.path().join("mine/juejin/api");
    std::fs::create_dir_all(&dir).expect("a directory");
    std::fs::write(dir.join("2027-01-01.toml"), THIRD).expect("a site file");
    let config = config(
        &home,
        "selectors = \"mine\"\n[sandbox.juejin]\nsite_files = { api = \"juejin/api/2027-01-01\" }\n",
    );
    let file = article(&home, "x", "按第三个版本发布的文章", "正文。");
    let ran = home
        .publish(
            &file,
            "juejin",
            &["--via", "api", "--config", &config, "-v"],
        )
        .expect(0);
    assert_eq!(ran.result("juejin", "route"), "api");
    assert_eq!(
        published(&home, "按第三个版本发布的文章")["category_name"],
        "后端"
    );
    let dry = home.run(&[
        "publish",
        &file,
        "--to",
        "juejin",
        "--via",
        "api",
        "--dry-run",
        "--sandbox",
        "--config",
        &config,
    ]);
    assert!(
        dry.expect(0)
            .stdout
            .contains("/recommend_api/v1/tag/recommend/search")
    );

    std::fs::write(
        dir.join("2027-01-01.toml"),
        THIRD.replace("body = {}", "bdoy = {}"),
    )
    .expect("a mistake");
    let ran = home
        .publish(&file, "juejin", &["--via", "api", "--config", &config])
        .expect(3);
    let finding = ran.json()["findings"][0].clone();
    let file = finding["file"].as_str().unwrap_or_default();
    assert!(file.ends_with("2027-01-01.toml"), "{finding}");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&12.into(), &1.into())
    );
    assert_eq!(finding["code"], "site-file.unknown-key");
}

#[test]
fn the_pace_is_kept_across_runs_and_the_cap_says_when_to_come_back() {
    let home = Home::new();
    let config = config(
        &home,
        "[sandbox.juejin]\nmin_interval = \"6s\"\ndaily_cap = 2\n",
    );
    let how = ["--via", "api", "--config", config.as_str()];
    for (name, title) in [("p", "第一篇有节奏的文章"), ("q", "第二篇有节奏的文章")]
    {
        home.publish(&article(&home, name, title, "正文。"), "juejin", &how)
            .expect(0);
    }
    let publishes = home.book()["juejin"]["publishes"].clone();
    let at = |n: usize| publishes[n]["at"].as_i64().expect("a time");
    assert!(at(1) - at(0) >= 5, "{publishes:#}");
    let file = article(&home, "r", "第三篇有节奏的文章", "正文。");
    let ran = home.publish(&file, "juejin", &how).expect(4);
    assert_eq!(ran.result("juejin", "state"), "waiting");
    assert_eq!(ran.result("juejin", "error")["code"], "account.pace");
    assert!(ran.result("juejin", "retry_at").as_i64() > Some(at(0) + 80_000));
    assert_eq!(home.counts().0, 2);
}

#[test]
fn reads_are_sent_again_and_a_submit_never() {
    let home = Home::new();
    home.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/tag_api/v1/query_category_briefs\"\ndo = \"rate-limited\"\n\
         [[fault]]\nsite = \"juejin\"\ncall = \"/tag_api/v1/query_tag_list\"\ndo = \"html\"\n\
         [[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/publish\"\ndo = \"rate-limited\"\n",
    );
    let file = article(&home, "y", "读取会重试的文章", "正文。");
    let ran = home.publish(&file, "juejin", &["--via", "api"]).expect(4);
    assert_eq!(ran.result("juejin", "state"), "failed", "{}", ran.stdout);
    assert_eq!(home.counts().0, 0);
    home.publish(&file, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(home.counts().0, 1);
}

#[test]
fn the_lists_show_what_the_site_has_and_a_deletion_is_known_to_the_ledger() {
    let home = Home::new();
    let file = article(&home, "z", "会出现在列表里的文章", "正文。");
    let id = home
        .publish(&file, "juejin", &["--via", "api"])
        .expect(0)
        .result("juejin", "external_id");
    let id = id.as_str().expect("a number").to_owned();
    let ask = |args: &[&str]| {
        let mut all = vec!["juejin"];
        all.extend(args);
        all.extend(["--sandbox", "--json"]);
        home.run(&all).expect(0).json()["rows"].clone()
    };
    assert_eq!(ask(&["list"])[0]["id"], id.as_str());
    assert_eq!(ask(&["tags", "rust"])[0]["name"], "Rust");
    assert_eq!(ask(&["categories"]).as_array().map(Vec::len), Some(8));
    assert_eq!(ask(&["columns"])[0]["title"], "Rust 手记");
    assert_eq!(ask(&["topics"])[0]["name"], "技术写作");
    assert_eq!(ask(&["drafts"]), serde_json::json!([]));
    let delete = ["juejin", "delete", id.as_str(), "--sandbox"];
    home.run(&delete).expect(2);
    assert_eq!(ask(&["list"])[0]["id"], id.as_str());
    home.run(&["juejin", "delete", &id, "--yes", "--sandbox"])
        .expect(0);
    assert_eq!(ask(&["list"]), serde_json::json!([]));
    let status = home.run(&["status", "--sandbox", "--json"]).expect(4);
    assert_eq!(status.result("juejin", "state"), "gone");
}

#[test]
fn doctor_says_which_version_answers() {
    let home = Home::new();
    // The documented list of categories is another call than the measured one.
    home.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/categories\"\ndo = \"html\"\ntimes = 0\n",
    );
    let ran = home.run(&["doctor", "--sandbox", "--json"]);
    let checks = ran.json()["checks"].clone();
    let level = |name: &str| {
        let rows = checks.as_array().expect("checks");
        let row = rows
            .iter()
            .find(|c| c["what"] == format!("site file {name}"));
        row.unwrap_or_else(|| panic!("{checks:#}"))["level"].clone()
    };
    assert_eq!(level("juejin/api/2026-09-13"), "ok");
    assert_eq!(level("juejin/api/2026-02-02"), "warning");
    assert!(
        !home.sandbox().join("book.json").exists(),
        "nothing was written"
    );
}
