//! Ten ways in which the site's next version may differ: what the candidates find, what healing finds, and that the article
//! is published once all the same, or not at all.

use std::fmt::Write as _;

use fagao::browser::Located;
use fagao::sandbox::juejin::VARIANTS;
use serde_json::{Value, json};

use super::stage::{ONE, Stage, embedded};
use crate::home::{HELLO, Home, body};

/// What is in the page from the start, and what is in the open panel.
const OPENED: [&str; 4] = ["title", "editor", "save-status", "publish-button"];
const PANEL: [&str; 9] = [
    "panel",
    "category",
    "tag-box",
    "tag-input",
    "cover-input",
    "column-box",
    "topic-box",
    "summary",
    "confirm",
];

#[tokio::test]
async fn what_candidates_and_healing_find_in_ten_changed_pages() {
    let mut stage = Stage::open(embedded(), &ONE).await;
    stage.sign_in().await;
    let mut told = String::new();
    for variant in &VARIANTS {
        stage.turn_into(variant.name).await;
        stage.go("editor").await;
        let mounted = "return new Promise((done) => { const look = () =>
            document.querySelector('.mounting') || !document.querySelector('.CodeMirror') ? setTimeout(look, 30) : done(true);
            look(); });";
        stage.script(mounted, json!([])).await;
        writeln!(told, "{}", variant.name).expect("a line");
        tell(&mut stage, &OPENED, &mut told).await;
        stage.script("refs.publish.click()", json!([])).await;
        tell(&mut stage, &PANEL, &mut told).await;
    }
    stage.close().await;
    insta::assert_snapshot!(told);
}

/// Tells of the elements that the first candidate does not find.
async fn tell(stage: &mut Stage, names: &[&str], told: &mut String) {
    let wanted: Vec<_> = names.iter().map(|name| stage.element(name)).collect();
    let checked = stage.page.locate(&wanted, false).await.expect("a look");
    let healed = stage.page.locate(&wanted, true).await.expect("a look");
    for (row, healed) in checked.iter().zip(&healed) {
        if row.candidate == Some(0) {
            continue;
        }
        let line = match row.candidate {
            Some(n) => format!("candidate {}", n + 1),
            None => format!("{}; {}", why(row), found(healed)),
        };
        writeln!(told, "  {:16} {line}", row.element).expect("a line");
    }
}

/// What the candidates came to, each result once.
fn why(row: &Located) -> String {
    let mut all: Vec<&str> = row.tried.iter().map(|t| t.result.as_str()).collect();
    all.dedup();
    all.join(", ")
}

fn found(row: &Located) -> String {
    match &row.healed {
        Some(healed) => format!("healed: {} ({:.1})", healed.found, healed.score),
        None => "not healed".to_owned(),
    }
}

/// The page as a later version of the site has it.
fn home(variant: &str) -> Home {
    let home = Home::new();
    home.set_book(&json!({"juejin": {"settings": {"variant": variant}}}));
    home
}

#[test]
fn ten_changed_pages_are_each_published_once_and_the_decoy_is_never_clicked() {
    let mut told = String::new();
    for variant in &VARIANTS {
        let home = home(variant.name);
        let ran = home.publish(HELLO, "juejin", &[]).expect(0);
        let row = ran.json()["results"][0].clone();
        let healed = row["healed"].as_array().expect("a list").iter();
        let healed: Vec<&str> = healed.filter_map(|h| h["element"].as_str()).collect();
        writeln!(
            told,
            "{:20} by the {:8} healed: {:40} {}",
            variant.name,
            row["route"].as_str().unwrap_or_default(),
            healed.join(", "),
            row["route_reason"].as_str().unwrap_or_default()
        )
        .expect("a line");
        let book = home.book();
        assert_eq!(home.counts().0, 1, "{}", variant.name);
        assert_eq!(book["juejin"]["decoys"], 0, "{}", variant.name);
        let published = &book["juejin"]["publishes"][0];
        assert_eq!(published["content"]["mark_content"], body(HELLO));
        assert_eq!(published["category_name"], "后端");
        assert_eq!(published["tag_names"], json!(["后端", "架构"]));
        // What healing found is kept as a change to the site file, and every step's picture with it.
        let kept = |suffix: &str| {
            home.files()
                .iter()
                .any(|f| f.to_string_lossy().ends_with(suffix))
        };
        assert_eq!(
            kept("heal-juejin-pages-2026-09-27.toml"),
            !healed.is_empty()
        );
        if !healed.is_empty() {
            assert!(
                kept(".jpg") || kept(".jpeg") || kept(".png"),
                "{}",
                variant.name
            );
            assert!(
                ran.stderr.contains("fagao selectors heal juejin"),
                "{}",
                ran.stderr
            );
        }
    }
    insta::assert_snapshot!(told);
}

/// Buttons 确定并发布 that do nothing but be counted, each in another place, and the route by which the article goes out.
const DECOYS: [(&str, &str, &str); 4] = [
    (
        "transparent, and the one in the panel says something else",
        "refs.confirm.textContent = '提交审核'; refs.confirm.before(decoy('opacity: 0'))",
        "api",
    ),
    (
        "transparent beside the one in the panel",
        "refs.confirm.before(decoy('opacity: 0'))",
        "browser",
    ),
    (
        "a second one in the panel",
        "refs.confirm.before(decoy(''))",
        "api",
    ),
    (
        "in what is called like the panel, after the one in the panel is gone",
        "refs.confirm.remove(); const panel = make('div', 'panel'); panel.append(make('div', 'title', '发布文章'), decoy('')); \
         panel.style = 'position: fixed; left: 0; bottom: 0; display: block'; const popup = make('div', 'publish-popup active'); \
         popup.append(panel); document.body.append(popup)",
        "api",
    ),
];

#[test]
fn no_decoy_is_clicked_wherever_it_is() {
    for (what, does, route) in DECOYS {
        let script = format!(
            "<script>if (typeof refs !== 'undefined' && refs.confirm) {{ const name = refs.confirm.className; \
             const decoy = (style) => {{ const b = make('button', name, '确定并发布'); b.style = style; \
             b.addEventListener('click', () => fetch('/decoy', {{ method: 'POST' }})); return b; }}; {does} }}</script>"
        );
        let home = Home::new();
        home.set_book(&json!({"juejin": {"settings": {"planted": script}}}));
        let ran = home.publish(HELLO, "juejin", &[]).expect(0);
        assert_eq!(ran.result("juejin", "route"), route, "{what}");
        assert_eq!(home.counts().0, 1, "{what}");
        assert_eq!(home.book()["juejin"]["decoys"], 0, "{what}");
    }
}

#[test]
fn a_removed_tag_box_publishes_nothing_by_the_browser_alone() {
    let home = home("removed-tag-box");
    let ran = home
        .publish(HELLO, "juejin", &["--via", "browser"])
        .expect(4);
    let error = ran.result("juejin", "error");
    assert_eq!(error["code"], "page.element-missing", "{error}");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|m| m.contains("tag-")),
        "{error}"
    );
    assert_eq!(home.counts().0, 0);
}

#[test]
fn without_healing_a_renamed_page_is_left_to_the_api() {
    let home = home("changed-placeholder");
    let ran = home.publish(HELLO, "juejin", &["--no-heal"]).expect(0);
    assert_eq!(ran.result("juejin", "route"), "api");
    assert_eq!(ran.result("juejin", "healed"), Value::Array(Vec::new()));
    assert_eq!(home.counts().0, 1);
}

#[test]
fn what_is_healed_is_written_as_a_new_file_that_needs_no_healing() {
    let home = home("id-for-class");
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let out = home.dir.path().join("mine");
    let heal = [
        "selectors",
        "heal",
        "juejin",
        "--sandbox",
        "--write",
        "--out",
    ];
    let ran = home.run(&[&heal[..], &[&out.to_string_lossy()]].concat());
    let ran = ran.expect(0);
    assert!(
        ran.stdout.contains("[elements.panel]"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let config = home.dir.path().join("fagao.toml");
    std::fs::write(&config, "selectors = \"mine\"\n").expect("a configuration");
    let how = ["--config", &config.to_string_lossy(), "--via", "browser"];
    let ran = home.publish(HELLO, "juejin", &how).expect(0);
    let row = ran.json()["results"][0].clone();
    assert_eq!(
        (&row["route"], &row["healed"]),
        (&json!("browser"), &json!([]))
    );
    assert_ne!(row["site_file"], "juejin/pages/2026-09-27");
    assert_eq!(home.counts().0, 1);
}
