//! The fingerprints of the site file are those of the pages: they are taken again here, from two looks at pages that
//! hold different things, so that nothing of what changes is in them. `FAGAO_RENEW=1` writes them into the file.

use std::collections::BTreeMap;

use fagao::site::{Fingerprint, PagesFile, to_toml};
use serde_json::json;

use super::stage::{Content, FILE, ONE, OTHER, Stage, embedded, root};

type Taken = BTreeMap<String, Fingerprint>;

const OPENED: [&str; 4] = ["title", "editor", "save-status", "publish-button"];
const PANEL: [&str; 10] = [
    "panel",
    "category",
    "tag-box",
    "tag-input",
    "cover-input",
    "column-box",
    "column-input",
    "topic-box",
    "topic-input",
    "summary",
];
const FILLED: [&str; 6] = [
    "category-chosen",
    "tag-chip",
    "column-chip",
    "topic-chip",
    "cover-preview",
    "confirm",
];
const LOGIN: [&str; 7] = [
    "login-sms-tab",
    "login-phone",
    "login-send-code",
    "login-code",
    "login-agree",
    "login-button",
    "login-qr",
];

/// Everything once, with this content; the second time what can be there before is there before.
async fn look(content: &'static Content, second: bool) -> Taken {
    let mut stage = Stage::open(embedded(), content).await;
    let mut taken = Taken::new();
    stage.go("login").await;
    stage.press("login-qr", "login-qr").await;
    taken.extend(stage.take("login", &LOGIN).await);
    if second {
        stage.fill("login-phone", "13800000000").await;
        stage.press("login-agree", "login-agreed").await;
        stage.press("login-button", "login-says").await;
    } else {
        stage
            .fill("login-phone", fagao::sandbox::juejin::TEST_PHONE)
            .await;
        stage.press("login-send-code", "login-says").await;
    }
    taken.extend(stage.take("login", &["login-says"]).await);
    if second {
        stage.press("login-send-code", "login-resend").await;
    } else {
        stage.press("login-agree", "login-agreed").await;
        let resend = stage.element("login-resend");
        stage.holds(fagao::plan::Condition::Shows(resend)).await;
    }
    taken.extend(stage.take("login", &["login-agreed", "login-resend"]).await);

    stage.sign_in().await;
    stage.go("editor").await;
    stage.press("editor", "editor").await;
    if second {
        stage.write().await;
    }
    taken.extend(stage.take("editor", &OPENED).await);
    if !second {
        stage.write().await;
    }
    stage.press("publish-button", "panel").await;
    if second {
        stage.choose().await;
    }
    taken.extend(stage.take("editor", &PANEL).await);
    for name in ["tag", "column", "topic"] {
        let (shown, option) = (format!("{name}-box"), format!("{name}-option"));
        stage.press(&shown, &option).await;
        if second {
            // What is searched for stands alone: whatever else the list has is no part of what a row is known by.
            let value = content.value(&option).expect("a value");
            stage.fill(&format!("{name}-input"), &value).await;
            let alone = format!(
                "return new Promise((done) => {{ const look = () => {{
                   const there = [...document.querySelectorAll('.byte-select-dropdown.open li')];
                   there.length === 1 && there[0].textContent === {} ? done(true) : setTimeout(look, 50);
                 }}; look(); }});",
                json!(value)
            );
            stage.script(&alone, json!([])).await;
        }
        taken.extend(stage.take("editor", &[&option]).await);
        // The open list lies over the next box.
        stage
            .script("document.activeElement.blur()", json!([]))
            .await;
    }
    if !second {
        stage.choose().await;
    }
    taken.extend(stage.take("editor", &FILLED).await);
    stage.saved().await;
    let confirm = stage.element("confirm");
    stage.page.click_once(&confirm).await.expect("a click");
    let link = stage.element("published-link");
    stage.holds(fagao::plan::Condition::Shows(link)).await;
    taken.extend(stage.take("published", &["published-link"]).await);
    stage.close().await;
    taken
}

#[tokio::test]
async fn every_element_has_the_fingerprint_that_two_looks_at_the_pages_share() {
    let one = look(&ONE, false).await;
    let other = look(&OTHER, true).await;
    let mut fresh = embedded();
    for (name, element) in &mut fresh.elements {
        let mut print = one[name].common(&other[name]);
        if element.expect.words_vary {
            print = print.without_words();
        }
        element.fingerprint = Some(Box::new(print));
    }
    if std::env::var("FAGAO_RENEW").is_ok() {
        renew(&fresh);
        return;
    }
    let known = embedded();
    for (name, element) in &fresh.elements {
        assert_eq!(
            known.elements[name].fingerprint, element.fingerprint,
            "{name}: run this test with FAGAO_RENEW=1 and read what it wrote"
        );
    }
    // The two looks, and the file, tell nothing of what somebody wrote.
    let text = to_toml(&fresh);
    for content in [&ONE, &OTHER] {
        for words in [content.title, content.body, content.column, content.topic] {
            assert!(!text.contains(words), "{words}");
        }
    }
    let submits = known.elements.values().filter(|e| e.expect.submits);
    let submits: Vec<&str> = submits.map(|e| e.name.as_str()).collect();
    assert_eq!(submits, ["confirm"]);
}

/// Writes the fingerprints into the file, each after its element; all else stays as it was written by hand.
fn renew(fresh: &PagesFile) {
    let path = root().join(format!("selectors/{FILE}.toml"));
    let old = std::fs::read_to_string(&path).expect("the file");
    let generated = to_toml(fresh);
    let mut new = String::new();
    for block in old
        .split_inclusive("\n\n")
        .filter(|b| !b.contains(".fingerprint]"))
    {
        new.push_str(block);
        let lines = block.lines().find_map(|l| l.strip_prefix("[elements."));
        let Some(name) = lines.and_then(|l| l.strip_suffix(']')) else {
            continue;
        };
        let head = format!("[elements.{name}.fingerprint]");
        let print = generated.split("\n\n").find(|b| b.starts_with(&head));
        new.push_str(print.expect("a fingerprint"));
        new.push_str("\n\n");
    }
    std::fs::write(&path, new).expect("the file");
}

/// The rule in the page, which leaves generated classes out of fingerprints, is the one that judges candidates.
#[tokio::test]
async fn the_page_and_the_site_files_call_the_same_classes_generated() {
    const PARTS: [&str; 12] = [
        "css-", "sc-", "jsx-", "_", "x", "title", "Btn", "1a2b3c", "bdVaJa", "12", "deadbeef", "h1",
    ];
    let names: Vec<String> = PARTS
        .iter()
        .flat_map(|a| PARTS.iter().map(move |b| (a, b)))
        .flat_map(|(a, b)| PARTS.iter().map(move |c| format!("{a}{b}{c}")))
        .collect();
    let stage = Stage::open(embedded(), &ONE).await;
    let script = concat!(
        include_str!("../../../src/browser/in_page/find.js"),
        include_str!("../../../src/browser/in_page/fingerprint.js"),
        "return arguments[0].map(generated);"
    );
    let said = stage.script(script, json!([names])).await;
    let ours: Vec<bool> = names.iter().map(|n| fagao::site::is_generated(n)).collect();
    let differ: Vec<&String> = names
        .iter()
        .zip(said.as_array().expect("answers").iter().zip(&ours))
        .filter(|(_, (page, ours))| page.as_bool() != Some(**ours))
        .map(|(name, _)| name)
        .collect();
    stage.close().await;
    assert!(differ.is_empty(), "{differ:?}");
    assert!(ours.contains(&true) && ours.contains(&false));
}
