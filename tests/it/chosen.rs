//! Of several versions of the pages the newest is used that is true of the page.

use crate::home::{HELLO, Home, Ran};

/// The sandbox's pages with the title's field renamed.
const RENAMED: &str = "[[fault]]\nelement = \"title\"\ndo = \"break\"\n";

/// An element of a file of the user's over 2026-09-27.
fn over(date: &str, element: &str) -> String {
    format!(
        "schema = 1\nsite = \"juejin\"\nkind = \"pages\"\ndate = \"{date}\"\nextends = \"2026-09-27\"\n\n{element}"
    )
}

/// A file of the user's that is newer than any.
fn newer(home: &Home, element: &str) -> String {
    mine(home, "2027-01-01", &over("2027-01-01", element))
}

/// It was published once, by this route and by this site file.
fn published(home: &Home, ran: &Ran, route: &str, site_file: &str) {
    assert_eq!(ran.result("juejin", "route"), route);
    assert_eq!(ran.result("juejin", "site_file"), site_file);
    assert_eq!(home.counts().0, 1);
}

fn title(css: &str) -> String {
    format!(
        "[elements.title]\nabout = \"the title's field\"\npage = \"editor\"\ncandidates = [{{ css = \"{css}\" }}]\nexpect = {{ tag = \"input\" }}\n"
    )
}

/// Writes a file of the user's; gives the configuration that names its directory.
fn mine(home: &Home, date: &str, text: &str) -> String {
    let dir = home.dir.path().join("mine/juejin/pages");
    std::fs::create_dir_all(&dir).expect("a directory");
    std::fs::write(dir.join(format!("{date}.toml")), text).expect("a site file");
    let config = home.dir.path().join("fagao.toml");
    std::fs::write(&config, "selectors = \"mine\"\n").expect("a configuration");
    config.to_string_lossy().into_owned()
}

fn publish(home: &Home, config: &str, more: &[&str]) -> Ran {
    let mut how = vec!["--config", config];
    how.extend(more);
    home.publish(HELLO, "juejin", &how)
}

#[test]
fn a_newer_file_is_used_on_the_pages_that_it_was_made_for() {
    let home = Home::new();
    home.faults(RENAMED);
    let config = newer(&home, &title("input.headline"));
    let ran = publish(&home, &config, &[]).expect(0);
    published(&home, &ran, "browser", "juejin/pages/2027-01-01");
}

#[test]
fn a_newer_file_that_does_not_match_is_passed_over_and_the_run_says_so() {
    let home = Home::new();
    let config = newer(&home, &title("input.headline"));
    let ran = publish(&home, &config, &[]).expect(0);
    published(&home, &ran, "browser", "juejin/pages/2026-09-27");
    assert!(
        ran.stderr
            .contains("juejin/pages/2027-01-01 does not find title"),
        "{}",
        ran.stderr
    );
    assert_eq!(home.counts().0, 1);
    let record = home.files().into_iter().find(|f| f.ends_with("run.jsonl"));
    let record = std::fs::read_to_string(record.expect("a record")).expect("lines");
    let chose = record.lines().find(|l| l.contains("\"event\":\"chose\""));
    let chose: serde_json::Value =
        serde_json::from_str(chose.unwrap_or_else(|| panic!("{record}"))).expect("JSON");
    assert_eq!(chose["site_file"], "juejin/pages/2026-09-27");
    assert_eq!(
        chose["passed"],
        serde_json::json!([["juejin/pages/2027-01-01", ["title"]]])
    );
    // Chosen by name it is used, whatever is on the page.
    let file = home.dir.path().join("other.md");
    std::fs::write(
        &file,
        std::fs::read_to_string(HELLO)
            .expect("an article")
            .replace("title: ", "title: 另"),
    )
    .expect("an article");
    let pinned = [
        "--config",
        &config,
        "--site-file",
        "2027-01-01",
        "--via",
        "browser",
    ];
    let ran = home
        .publish(&file.to_string_lossy(), "juejin", &pinned)
        .expect(4);
    assert_eq!(
        ran.result("juejin", "error")["code"],
        "page.element-missing"
    );
    assert_eq!(home.counts().0, 1);
}

#[test]
fn files_that_differ_in_the_panel_are_told_apart_before_anything_is_written() {
    let home = Home::new();
    let summary = "[elements.summary]\nabout = \"the summary's field\"\npage = \"editor\"\nstate = \"panel\"\ncandidates = [{ css = \".abstract\" }]\n";
    let config = newer(&home, summary);
    let ran = publish(&home, &config, &[]).expect(0);
    published(&home, &ran, "browser", "juejin/pages/2026-09-27");
    let book = home.book();
    assert_eq!(book["juejin"]["drafts"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_file_of_the_users_wins_over_the_one_of_the_same_date() {
    let home = Home::new();
    home.faults(RENAMED);
    let own = include_str!("../../selectors/juejin/pages/2026-09-27.toml");
    let own = own.replace("css = \"input.title-input\"", "css = \"input.headline\"");
    // It was recorded on other pages, so it looked otherwise.
    let print = own
        .find("[elements.title.fingerprint]")
        .expect("a fingerprint");
    let end = own[print..].find("\n\n").expect("an end") + print;
    let own = [&own[..print], &own[end..]].concat();
    let config = mine(&home, "2026-09-27", &own);
    let ran = publish(&home, &config, &[]).expect(0);
    published(&home, &ran, "browser", "juejin/pages/2026-09-27");
}

#[test]
fn where_no_file_matches_the_newest_says_what_it_lacks_and_the_api_goes_on() {
    let home = Home::new();
    home.faults(RENAMED);
    let config = newer(&home, &title("input.nowhere"));
    let ran = publish(&home, &config, &[]).expect(0);
    published(&home, &ran, "api", "juejin/api/2026-09-13");
    assert!(
        ran.stderr
            .contains("juejin/pages/2027-01-01 is used, which does not find title"),
        "{}",
        ran.stderr
    );
}

/// A page that no file knows any more, a publish that was stopped by it, and a file for the page; what resuming comes to.
fn resumed_with_a_newer_file(pinned: &[&str]) -> (Home, Ran) {
    let home = Home::new();
    home.faults(RENAMED);
    let config = mine(&home, "2025-01-01", &over("2025-01-01", ""));
    let more = [&["--via", "browser", "--no-heal"], pinned].concat();
    let ran = publish(&home, &config, &more).expect(4);
    let code = &ran.result("juejin", "error")["code"];
    assert_eq!(code, "page.element-missing");
    newer(&home, &title("input.headline"));
    let resume = ["resume", "--sandbox", "--json", "--no-heal", "--config"];
    let ran = home.run(&[&resume[..], &[&config]].concat());
    (home, ran)
}

#[test]
fn what_a_changed_page_stopped_is_resumed_with_the_file_that_was_made_since() {
    let (home, ran) = resumed_with_a_newer_file(&[]);
    let ran = ran.expect(0);
    published(&home, &ran, "browser", "juejin/pages/2027-01-01");
    assert_eq!(
        home.book()["juejin"]["drafts"].as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn what_was_begun_with_a_file_chosen_by_name_is_resumed_with_it() {
    let (home, ran) = resumed_with_a_newer_file(&["--site-file", "juejin/pages/2026-09-27"]);
    let ran = ran.expect(4);
    let code = &ran.result("juejin", "error")["code"];
    assert_eq!(code, "page.element-missing");
    assert_eq!(ran.result("juejin", "site_file"), "juejin/pages/2026-09-27");
    assert_eq!(home.counts().0, 0);
}
