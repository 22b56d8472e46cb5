//! A recording of Chrome DevTools' Recorder becomes a site file, without a browser.

use std::path::PathBuf;

use fagao::site::{Candidate, PagesFile};
use serde_json::{Value, json};

use crate::home::{Home, Ran};

/// A recording as the Recorder panel exports it: `title`, `steps`, each with its `type`, `target`, `selectors` (a list of
/// lists: more than one for each shadow root on the way), `offsetX`, `offsetY`, `assertedEvents`, `timeout`.
fn recording() -> Value {
    let click = |selectors: Value| json!({ "type": "click", "target": "main", "selectors": selectors, "offsetX": 12.5, "offsetY": 8, "duration": 80 });
    json!({
        "title": "发布一篇文章", "timeout": 5000, "selectorAttribute": "data-testid",
        "steps": [
            { "type": "setViewport", "width": 1280, "height": 900, "deviceScaleFactor": 1, "isMobile": false, "hasTouch": false, "isLandscape": false },
            { "type": "navigate", "url": "https://juejin.cn/editor/drafts/new?v=2", "assertedEvents": [{ "type": "navigation", "url": "https://juejin.cn/editor/drafts/new?v=2", "title": "写文章 - 掘金" }] },
            { "type": "change", "value": "一个标题", "target": "main",
              "selectors": [["aria/输入文章标题...[role=\"textbox\"]"], ["input.headline"], ["xpath///*[@id=\"juejin-web-editor\"]/div/header/input"], ["pierce/input.headline"]] },
            { "type": "keyDown", "target": "main", "key": "Tab" },
            { "type": "keyUp", "key": "Tab", "target": "main" },
            click(json!([["aria/发布"], ["div.publish-popup > button"], ["xpath///*[@id=\"juejin-web-editor\"]/div[2]/button"], ["pierce/div.publish-popup > button"], ["text/发布"]])),
            click(json!([["aria/后端"], ["div.category-list > div:nth-of-type(1)"], ["text/后端"]])),
            { "type": "waitForElement", "selectors": [["#shadow-host", ".inside"]], "visible": true },
            click(json!([["div.somewhere-else"]])),
            click(json!([["aria/确定并发布"], ["div.footer button.primary"], ["text/确定并发布"]])),
        ],
    })
}

struct Desk {
    home: Home,
    config: String,
}

impl Desk {
    fn new() -> Self {
        // The directory that the configuration names is made when it is needed.
        let home = Home::new();
        let config = home.dir.path().join("fagao.toml");
        std::fs::write(&config, "selectors = \"mine\"\n").expect("a configuration");
        let config = config.display().to_string();
        Self { home, config }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let file = self.home.dir.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file.display().to_string()
    }

    fn import(&self, file: &str, more: &[&str]) -> Ran {
        let args = [
            "selectors",
            "record",
            "juejin",
            "--import",
            file,
            "--sandbox",
            "--json",
            "--config",
            &self.config,
        ];
        self.home.run(&[&args[..], more].concat())
    }
}

#[test]
fn a_recording_of_devtools_becomes_a_new_file_and_what_is_left_out_is_told() {
    let desk = Desk::new();
    let file = desk.file("flow.json", &recording().to_string());
    let mapping = desk.file("steps.json", r#"{"category": 7}"#);
    let ran = desk.import(&file, &["--mapping", &mapping]).expect(0);
    let told = ran.json();
    assert_eq!(
        told["recorded"],
        json!(["title", "publish-button", "category", "confirm"])
    );
    let path = PathBuf::from(told["file"].as_str().expect("a file"));
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(
        text.contains("from = \"juejin/pages/2026-09-27\""),
        "{text}"
    );
    let pages: PagesFile = toml::from_str(&text).expect("a site file");
    let first = |name: &str| pages.elements[name].candidates[0].clone();
    assert_eq!(
        first("title"),
        Candidate::role("textbox", "输入文章标题...")
    );
    assert_eq!(first("confirm"), Candidate::role("button", "确定并发布"));
    let category: Vec<String> = pages.elements["category"]
        .candidates
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        category.iter().any(|c| c.contains("$value"))
            && !category.iter().any(|c| c.contains("后端")),
        "{category:?}"
    );
    for words in [
        "title: xpath/",
        "is left out: an XPath",
        "title: pierce/",
        "step 9 shows no element",
        "#shadow-host >>> .inside",
        "nobody looked",
    ] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    // A second import is a second file of the day.
    let again = desk.import(&file, &["--mapping", &mapping]).expect(0);
    assert_ne!(again.json()["file"], told["file"]);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), text);
}

#[test]
fn what_is_no_recording_is_told_with_its_place() {
    let desk = Desk::new();
    let bad = desk.file(
        "bad.json",
        "{\n  \"title\": \"x\",\n  \"steps\": [ { \"type\": 3 } ]\n}\n",
    );
    let ran = desk.import(&bad, &[]).expect(3);
    let finding = ran.json()["findings"][0].clone();
    assert_eq!(finding["code"], "selectors.not-json");
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&json!(3), &json!(24))
    );
    assert!(
        finding["file"]
            .as_str()
            .is_some_and(|f| f.ends_with("bad.json")),
        "{finding}"
    );

    let good = desk.file("flow.json", &recording().to_string());
    let mapping = desk.file("steps.json", r#"{"nothing": 3, "title": 99, "editor": 1}"#);
    let ran = desk.import(&good, &["--mapping", &mapping]).expect(3);
    let codes: Vec<Value> = ran.json()["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| f["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [
            "selectors.no-element",
            "selectors.no-step",
            "selectors.step-without-element"
        ]
    );
    assert_eq!(ran.json()["findings"][1]["column"], 16);

    let nothing = desk.file("none.json", r#"{"title": "没有", "steps": []}"#);
    let ran = desk.import(&nothing, &[]).expect(3);
    assert_eq!(
        ran.json()["findings"][0]["code"],
        "selectors.nothing-imported"
    );
    let ran = desk.import("not-there.json", &[]).expect(3);
    assert_eq!(ran.json()["findings"][0]["code"], "selectors.unreadable");
    assert!(
        !desk.home.dir.path().join("mine/juejin").exists(),
        "nothing is written"
    );
}

#[test]
fn a_directory_that_is_not_there_is_made_by_who_writes_and_told_by_who_reads() {
    let desk = Desk::new();
    let list = ["selectors", "list", "--sandbox", "--config", &desk.config];
    let ran = desk.home.run(&list).expect(3);
    assert!(
        ran.stderr
            .starts_with("fagao.toml:1:13: there is no directory "),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("fagao selectors record"),
        "{}",
        ran.stderr
    );
    // What cannot be read makes nothing.
    let broken = desk.file("broken.json", "{");
    desk.import(&broken, &[]).expect(3);
    assert!(!desk.home.dir.path().join("mine").exists());

    let file = desk.file("flow.json", &recording().to_string());
    let ran = desk.import(&file, &[]).expect(0);
    assert!(
        ran.stderr.contains("it is used from now on"),
        "{}",
        ran.stderr
    );
    let listed = desk.home.run(&list).expect(0).stdout;
    assert!(listed.contains("Chrome DevTools Recorder"), "{listed}");

    let other = desk.home.dir.path().join("other");
    let ran = desk.import(&file, &["--out", &other.to_string_lossy()]);
    let ran = ran.expect(0);
    assert!(ran.stderr.contains("selectors = "), "{}", ran.stderr);
    let single = desk.home.dir.path().join("1.toml");
    let ran = desk.import(&file, &["--out", &single.to_string_lossy()]);
    let ran = ran.expect(0);
    assert!(
        ran.stderr.contains("put it into the directory"),
        "{}",
        ran.stderr
    );
}
