//! `fagao selectors`: the site files, listed, and checked against the pages.

use serde_json::Value;

use crate::home::{Home, Ran};

fn check(home: &Home, more: &[&str]) -> Ran {
    let mut args = vec!["selectors", "check", "juejin", "--sandbox"];
    args.extend(more);
    home.run(&args)
}

fn element(checked: &Value, name: &str) -> Value {
    let rows = checked["elements"].as_array().expect("elements");
    let row = rows.iter().find(|r| r["element"] == name);
    row.unwrap_or_else(|| panic!("no {name}: {checked:#}"))
        .clone()
}

#[test]
fn every_element_is_found_with_one_page_load_and_at_most_three_commands_a_state() {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let ran = check(&home, &["--json", "-vvv"]).expect(0);
    let checked = ran.json();
    assert_eq!(checked["ok"], true);
    assert_eq!(checked["lacks"], serde_json::json!([]));
    for name in ["title", "publish-button", "panel", "category", "confirm"] {
        let row = element(&checked, name);
        assert_eq!(
            (&row["result"], &row["needed"]),
            (&"found".into(), &true.into()),
            "{row}"
        );
        assert_eq!(row["candidate"], 1, "{row}");
        assert_eq!(row["differ"], 0, "{row}");
    }
    for state in checked["states"].as_array().expect("states") {
        if state["looked"] == true {
            assert!(
                state["commands"].as_u64().is_some_and(|n| n <= 3),
                "{state}"
            );
        }
    }
    let looked = |state: &str| {
        let rows = checked["states"].as_array().expect("states");
        rows.iter()
            .any(|s| s["page"] == "editor" && s["state"] == state && s["looked"] == true)
    };
    for state in ["opened", "panel", "tags", "columns", "topics"] {
        assert!(looked(state), "{state}: {checked:#}");
    }
    // A page is opened once, whatever its states are.
    let loads = ran.stderr.lines();
    let loads = loads
        .filter(|l| l.contains("POST") && l.contains("/url"))
        .count();
    let rows = checked["states"].as_array().expect("states");
    let pages = rows
        .iter()
        .filter(|s| s["looked"] == true && s["state"] == "opened");
    assert_eq!(loads, pages.count(), "{}", ran.stderr);
    // Nothing was written: no draft, and nothing published.
    let book = home.book();
    assert_eq!(book["juejin"]["drafts"].as_array().map_or(0, Vec::len), 0);
    assert_eq!(home.counts(), (0, 0, 0));
}

#[test]
fn what_publishing_needs_and_is_not_there_is_told_and_ends_with_4() {
    let home = Home::new();
    home.faults("[[fault]]\nelement = \"summary\"\ndo = \"break\"\n");
    let ran = check(&home, &[]).expect(4);
    let last = ran.stdout.trim_end().lines().last().unwrap_or_default();
    assert!(last.ends_with("publishing lacks summary"), "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("  1  css textarea.byte-input__textarea: no match"),
        "{}",
        ran.stdout
    );
    let zh = home
        .run(&["selectors", "check", "juejin", "--sandbox", "--lang", "zh"])
        .expect(4);
    assert!(
        zh.stdout.trim_end().ends_with("发布缺少：summary"),
        "{}",
        zh.stdout
    );
}

#[test]
fn saved_pages_are_checked_without_a_browser_and_say_the_same() {
    let home = Home::new();
    let dir = home.dir.path().join("pages");
    let dir = dir.to_string_lossy();
    home.run(&["selectors", "capture", "juejin", "--sandbox", "--out", &dir])
        .expect(0);
    let live = check(&home, &["--json"]).expect(0).json();
    let saved = check(&home, &["--json", "--html", &dir]).expect(0).json();
    assert_eq!(saved["html"], &*dir);
    let mut same = 0;
    for row in saved["elements"].as_array().expect("elements") {
        let name = row["element"].as_str().unwrap_or_default();
        let other = element(&live, name);
        // What a saved page does not say is told as that, and nothing that is there is told to be missing.
        if row["result"] != "unjudged" {
            assert_eq!(row["result"], other["result"], "{row}\n{other}");
            same += 1;
        }
    }
    assert!(same >= 25, "{saved:#}");
    // And in the same order, which is that of the site file.
    let order = |checked: &Value| -> Vec<String> {
        let states = checked["states"].as_array().expect("states").iter();
        let named = states.map(|s| format!("{} {}", s["page"], s["state"]));
        let rows = checked["elements"].as_array().expect("elements").iter();
        named
            .chain(rows.map(|e| e["element"].to_string()))
            .collect()
    };
    assert_eq!(order(&saved), order(&live));
    assert_eq!(element(&saved, "login-agreed")["result"], "unjudged");

    let file = format!("{dir}/editor-panel.html");
    let page = std::fs::read_to_string(&file).expect("the panel");
    std::fs::write(
        &file,
        page.replace("确定并发布", "提交")
            .replace("primary", "first"),
    )
    .expect("a change");
    let ran = check(&home, &["--html", &dir]).expect(4);
    assert!(
        ran.stdout.trim_end().ends_with("publishing lacks confirm"),
        "{}",
        ran.stdout
    );
    let ran = home
        .run(&[
            "selectors",
            "check",
            "juejin",
            "--sandbox",
            "--html",
            "nowhere",
        ])
        .expect(3);
    assert!(
        ran.stderr.contains("nowhere/manifest.json"),
        "{}",
        ran.stderr
    );
}

#[test]
fn whoever_is_not_signed_in_is_told_how() {
    let home = Home::new();
    let config = home.dir.path().join("fagao.toml");
    let text = "[accounts.juejin]\nplatform = \"juejin\"\n";
    std::fs::write(&config, text).expect("a configuration");
    let config = config.to_string_lossy();
    let ran = home
        .run(&["selectors", "check", "juejin", "--config", &config])
        .expect(4);
    assert!(ran.stderr.contains("fagao login juejin"), "{}", ran.stderr);
}

#[test]
fn the_site_files_are_listed_with_what_is_used() {
    let home = Home::new();
    let ran = home
        .run(&["selectors", "list", "--sandbox", "--json"])
        .expect(0);
    let list = ran.json();
    let used = |name: &str| {
        let rows = list["files"].as_array().expect("files");
        let row = rows.iter().find(|r| r["name"] == name);
        row.unwrap_or_else(|| panic!("{list:#}"))["used"].clone()
    };
    assert_eq!(used("juejin/pages/2026-09-27")[0]["order"], 1);
    assert_eq!(used("juejin/pages/2026-02-02")[0]["order"], 2);
    assert_eq!(used("juejin/api/2026-09-13")[0]["account"], "juejin");
    assert_eq!(used("juejin/api/2026-02-02"), serde_json::json!([]));

    let mine = home.dir.path().join("mine/juejin/pages");
    std::fs::create_dir_all(&mine).expect("a directory");
    std::fs::write(mine.join("2027-01-01.toml"), "schema = 1\nsite = 3\n").expect("a mistake");
    let config = home.dir.path().join("fagao.toml");
    std::fs::write(&config, "selectors = \"mine\"\n").expect("a configuration");
    let config = config.to_string_lossy();
    let ran = home
        .run(&["selectors", "list", "--sandbox", "--config", &config])
        .expect(3);
    assert!(ran.stdout.contains("mistakes"), "{}", ran.stdout);
    assert!(ran.stderr.contains("2027-01-01.toml:2:8"), "{}", ran.stderr);
}
