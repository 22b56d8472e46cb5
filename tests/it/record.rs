//! A recording by somebody's hand, of every element that the site file has: what it writes is what publishes.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::hand::Hand;
use crate::home::Home;
use crate::watch::Watched;

const PHONE: &str = "13800138000";
const CODE: &str = "246810";

/// Cover, columns, topic, tags and pictures: every element of the panel is used.
const ARTICLE: &str = "fixtures/articles/images";

/// Names of classes that the pages have unless they have other ones.
const OLD_CLASSES: [&str; 12] = [
    "title-input",
    "publish-popup",
    "CodeMirror",
    "bytemd",
    "byte-select",
    "panel",
    "category-list",
    "item",
    "ui-btn",
    "status-text",
    "form-item",
    "CodeMirror-lines",
];

/// A home with a directory of site files, and the configuration that names it.
struct Desk {
    home: Home,
    config: String,
    dir: PathBuf,
}

impl Desk {
    fn new(settings: &Value) -> Self {
        let home = Home::new();
        home.set_book(&json!({ "juejin": { "settings": settings } }));
        let config = home.dir.path().join("fagao.toml");
        std::fs::write(&config, "selectors = \"mine\"\n").expect("a configuration");
        let dir = home.dir.path().join("mine");
        std::fs::create_dir(&dir).expect("a directory");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLE),
            &home.dir.path().join("article"),
        );
        Self {
            config: config.display().to_string(),
            dir,
            home,
        }
    }

    fn publishes(&self) -> usize {
        self.home.counts().0
    }

    /// Begins a recording in a browser without a window.
    fn record(&self, more: &[&str]) -> (Watched, std::process::ChildStdout) {
        let args = [
            "selectors",
            "record",
            "juejin",
            "--sandbox",
            "--headless",
            "--json",
            "--config",
            &self.config,
        ];
        let mut command = self.home.command(&[&args[..], more].concat());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stdout = child.stdout.take().expect("a pipe");
        (Watched::new(child), stdout)
    }

    fn publish(&self, site_file: &str) -> crate::home::Ran {
        let more = [
            "--via",
            "browser",
            "--config",
            &self.config,
            "--site-file",
            site_file,
        ];
        let article = self.article().display().to_string();
        self.home.publish(&article, "juejin", &more)
    }

    fn article(&self) -> PathBuf {
        self.home.dir.path().join("article/article.md")
    }

    /// Writes another paragraph at the article's end.
    fn add(&self, words: &str) {
        let text = std::fs::read_to_string(self.article()).expect("the article");
        std::fs::write(self.article(), format!("{text}\n{words}\n")).expect("the article");
    }
}

/// Copies a directory with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a directory");
    for entry in std::fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry").path();
        let to = to.join(entry.file_name().expect("a name"));
        match entry.is_dir() {
            true => copy(&entry, &to),
            false => drop(std::fs::copy(&entry, &to).expect("a copy")),
        }
    }
}

/// The hand in the browser that a recording says that it has opened.
fn hand(recording: &mut Watched) -> Hand {
    let line = recording.until("WebDriver session");
    Hand::beside(line.rsplit(' ').next().expect("an id"))
}

/// The page for those who are not signed in.
fn show_login(hand: &Hand) {
    hand.show("login-phone", "refs.phone");
    hand.show("login-send-code", "refs.send");
    hand.show("login-code", "refs.code");
    hand.show("login-agree", "refs.agreement");
    hand.show("login-button", "refs.login");
    hand.show("login-qr", "refs.qr");
    // The box that was just shown is checked by itself.
    hand.show("login-agreed", "refs.agreement");
    hand.is_asked_for("login-sms-tab");
    hand.on_the_page(|h| h.click("refs['to-password']"));
    hand.show("login-sms-tab", "refs['to-sms']");
    hand.is_asked_for("login-resend");
    hand.on_the_page(|h| {
        h.click("refs['to-sms']");
        h.type_into("refs.phone", PHONE);
        h.click("refs.send");
        h.until("refs.send.textContent === '重新发送'");
    });
    hand.show("login-resend", "refs.send");
    // What the page says for three seconds is picked by a key while clicks go to the page.
    hand.is_asked_for("login-says");
    hand.act("browse");
    hand.sees("browsing", |s| !s.picking);
    hand.until("!document.querySelector('[role=alert]')");
    hand.click("refs.login");
    hand.until("document.querySelector('[role=alert]')");
    hand.over("document.querySelector('[role=alert]')");
    hand.alt("p");
    hand.widen("login-says", "document.querySelector('[role=alert]')");
    hand.act("use");
}

/// Signing in on the way: what the next pages want.
fn sign_in(hand: &Hand) {
    hand.is_asked_for("sign-in");
    hand.type_into("refs.code", CODE);
    hand.click("refs.login");
}

/// The editor, with something taken back, done again and skipped.
fn show_editor(hand: &Hand) {
    let editor = "[...refs.editor.querySelectorAll('*')].find((e) => e.CodeMirror)";
    hand.until("refs.editor && [...refs.editor.querySelectorAll('*')].some((e) => e.CodeMirror)");
    hand.show("title", "refs.title");
    hand.is_asked_for("editor");
    hand.act("undo");
    hand.is_asked_for("title");
    hand.act("redo");
    hand.is_asked_for("editor");
    hand.act("undo");
    hand.is_asked_for("title");
    hand.show("title", "refs.title");
    hand.show("editor", editor);
    hand.is_asked_for("save-status");
    hand.alt("s");
    hand.is_asked_for("publish-button");
    hand.alt("z");
    hand.show("save-status", "refs.status");
    hand.show("publish-button", "refs.publish");
}

/// What is in the panel, which opens by the button that was just recorded.
fn show_panel(hand: &Hand) {
    hand.is_asked_for("panel");
    hand.until("refs.popup.getBoundingClientRect().width > 0 && refs.panel.getBoundingClientRect().width > 0");
    hand.show("panel", "refs.panel");
    hand.show("category", "refs.categories.children[0]");
    let tag_box = "refs['tag-wrap'].parentElement.parentElement";
    hand.show("tag-box", tag_box);
    hand.show("tag-input", "refs['tag-input']");
    hand.pick("cover-input", "refs['cover-button']", "refs.cover");
    hand.act("use");
    hand.show("column-box", "refs['column-wrap'].parentElement");
    hand.show("column-input", "refs['column-input']");
    hand.show("topic-box", "refs['theme-wrap'].parentElement");
    hand.show("topic-input", "refs['theme-input']");
    hand.show("summary", "refs.summary");
    // The button that hands in is picked and never pressed, whoever presses it.
    hand.is_asked_for("confirm");
    hand.act("browse");
    hand.sees("browsing", |s| !s.picking);
    hand.click("refs.confirm");
    hand.sees("that it is not pressed", |s| s.kind == "submit");
    hand.act("browse");
    hand.sees("picking", |s| s.picking);
    hand.show("confirm", "refs.confirm");
}

/// The lists that open below the boxes, and what is there once something was chosen.
fn show_lists(hand: &Hand, cover: &Path) {
    for (name, list) in [
        ("tag-option", "tag"),
        ("column-option", "column"),
        ("topic-option", "theme"),
    ] {
        hand.is_asked_for(name);
        let option = format!("refs['{list}-options'].querySelector('li')");
        hand.until(&format!("{option}.getBoundingClientRect().width > 0"));
        hand.show(name, &option);
    }
    hand.is_asked_for("category-chosen");
    hand.on_the_page(|h| {
        h.click("refs.categories.children[0]");
        for list in ["tag", "column", "theme"] {
            let option = format!("refs['{list}-options'].querySelector('li')");
            // An open list lies over the next box.
            h.click("refs['panel-title']");
            h.click(&format!("refs['{list}-wrap']"));
            h.until(&format!("{option}.getBoundingClientRect().width > 0"));
            h.click(&option);
            h.until(&format!(
                "refs['{list}-chips'].querySelector('[data-chip]')"
            ));
        }
        h.type_into("refs.cover", &cover.display().to_string());
        h.until("refs.cover.parentElement.querySelector('img[alt=cover]').naturalWidth > 0");
        h.click("refs['panel-title']");
    });
    hand.show("category-chosen", "refs.categories.children[0]");
    let chip = |list: &str| format!("refs['{list}-chips'].querySelector('[data-chip]')");
    hand.show("tag-chip", &chip("tag"));
    hand.show(
        "cover-preview",
        "refs.cover.parentElement.querySelector('img[alt=cover]')",
    );
    hand.show("column-chip", &chip("column"));
    hand.show("topic-chip", &chip("theme"));
}

/// The page after a publish, as it is for somebody who has published: nothing is published here.
fn show_published(hand: &Hand) {
    hand.is_asked_for("published-link");
    hand.js(
        "sessionStorage.setItem('published', JSON.stringify({ id: '7218019389664067999', title: '从前的一篇文章' })); \
         location.href = 'https://juejin.cn/published'",
    );
    hand.until("location.pathname === '/published' && refs.link.textContent");
    hand.show("published-link", "refs.link");
}

/// Records everything; gives what the command printed.
fn record_everything(desk: &Desk, old_classes: bool) -> Value {
    let (mut recording, stdout) = desk.record(&["--by", "somebody"]);
    let hand = hand(&mut recording);
    show_login(&hand);
    sign_in(&hand);
    show_editor(&hand);
    let cover = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/images/cover.png");
    show_panel(&hand);
    for class in OLD_CLASSES {
        let there = hand.js(&format!(
            "return document.getElementsByClassName('{class}').length > 0"
        ));
        assert_eq!(there, old_classes, "{class}");
    }
    show_lists(&hand, &cover);
    show_published(&hand);
    hand.sees("the end", |s| s.name == "finish");
    hand.act("write");
    drop(hand);
    let (code, told) = recording.end();
    assert_eq!(code, 0, "{told}");
    assert_eq!(desk.publishes(), 0, "nothing is handed in while recording");
    let printed = std::io::read_to_string(stdout).expect("what it printed");
    serde_json::from_str(&printed).unwrap_or_else(|e| panic!("{e}: {printed} {told}"))
}

/// A file of today that is there before; gives what it says.
fn file_of_today(desk: &Desk) -> (PathBuf, String) {
    let recording = desk.home.dir.path().join("flow.json");
    let flow = json!({ "title": "one click", "steps": [{ "type": "click", "selectors": [["aria/发布"]] }] });
    std::fs::write(&recording, flow.to_string()).expect("a recording");
    let file = recording.display().to_string();
    let args = [
        "selectors",
        "record",
        "juejin",
        "--import",
        &file,
        "--sandbox",
        "--json",
        "--config",
        &desk.config,
    ];
    let ran = desk.home.run(&args).expect(0);
    let path = PathBuf::from(ran.json()["file"].as_str().expect("a file"));
    let text = std::fs::read_to_string(&path).expect("the file");
    (path, text)
}

fn everything_is_recorded_and_publishes(settings: &Value, old_classes: bool) {
    let desk = Desk::new(settings);
    let (older, said) = file_of_today(&desk);
    let told = record_everything(&desk, old_classes);
    let all = fagao::site::Library
        .pages("juejin/pages/2026-09-27")
        .expect("the embedded file");
    assert_eq!(
        told["recorded"].as_array().map(Vec::len),
        Some(all.elements.len()),
        "{told:#}"
    );
    let file = PathBuf::from(told["file"].as_str().expect("a file"));
    assert!(file.starts_with(&desk.dir) && file != older, "{file:?}");
    assert_eq!(
        std::fs::read_to_string(&older).expect("the older file"),
        said,
        "an older file stays as it is"
    );
    let text = std::fs::read_to_string(&file).expect("the new file");
    for who in [
        "by = \"somebody\"",
        "browser = \"chrome",
        "driver = \"chromedriver",
        "on = \"sandbox\"",
    ] {
        assert!(text.contains(who), "{who}");
    }
    let check = &told["check"];
    assert_eq!(
        (&check["ok"], &check["site_file"]),
        (&json!(true), &told["site_file"]),
        "{check:#}"
    );
    if !old_classes {
        let ran = desk.publish("juejin/pages/2026-09-27").expect(4);
        assert_eq!(
            ran.result("juejin", "error")["code"],
            "page.element-missing"
        );
        assert_eq!(
            desk.publishes(),
            0,
            "the embedded file finds nothing of this"
        );
    }
    let site_file = told["site_file"].as_str().expect("a name").to_owned();
    let ran = desk.publish(&site_file).expect(0);
    assert_eq!(
        ran.result("juejin", "route"),
        "browser",
        "{}\n{text}",
        ran.stderr
    );
    assert_eq!(desk.publishes(), 1);
    let published = desk.home.book()["juejin"]["publishes"][0].clone();
    assert_eq!(published["column_names"], json!(["Rust 手记", "工程周刊"]));
    assert_eq!(published["theme_names"], json!(["技术写作"]));
    // Where the article is published already the button that opens the panel says 更新, which nobody was shown.
    desk.add("后来补上的一段。");
    let again = desk.publish(&site_file).expect(0);
    let says = format!("{}\n{text}", again.stderr);
    assert_eq!(again.result("juejin", "route"), "browser", "{says}");
    assert_eq!(again.result("juejin", "healed"), json!([]), "{says}");
    assert_eq!(
        again.result("juejin", "external_id"),
        ran.result("juejin", "external_id")
    );
    let juejin = &desk.home.book()["juejin"];
    assert_eq!(juejin["articles"].as_array().map(Vec::len), Some(1));
    assert_eq!(juejin["publishes"].as_array().map(Vec::len), Some(2));
    let now = juejin["articles"][0]["content"]["mark_content"].as_str();
    assert!(now.is_some_and(|t| t.contains("后来补上的一段")), "{now:?}");
}

#[test]
fn what_a_hand_records_publishes() {
    everything_is_recorded_and_publishes(&json!({ "seconds_between_codes": 2 }), true);
}

#[test]
fn where_every_class_has_another_name_what_is_recorded_there_publishes() {
    everything_is_recorded_and_publishes(
        &json!({ "seconds_between_codes": 2, "other_classes": 7 }),
        false,
    );
}

#[test]
fn nobody_who_shows_anything_is_exit_6_and_no_file() {
    let desk = Desk::new(&json!({}));
    let (recording, _stdout) = desk.record(&["--wait-for-person", "1s", "--only", "login-phone"]);
    let (code, told) = recording.end();
    assert_eq!(code, 6, "{told}");
    assert!(told.contains("selectors.nothing-shown"), "{told}");
    assert!(!desk.dir.join("juejin").exists());
}

#[test]
fn a_file_that_is_there_is_refused_before_anything_is_recorded() {
    let desk = Desk::new(&json!({}));
    let file = desk.home.dir.path().join("there.toml");
    std::fs::write(&file, "mine").expect("a file");
    let (recording, _stdout) = desk.record(&["--out", &file.display().to_string()]);
    let (code, told) = recording.end();
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("never written over") && !told.contains("WebDriver session"),
        "{told}"
    );
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "mine");
}
