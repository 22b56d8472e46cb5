//! The first steps without a browser: `init`, `new`, `check`, `completions`, `man`, and the language they speak.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Dir(tempfile::TempDir);

impl Dir {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fagao"));
        command
            .args(args)
            .current_dir(self.path())
            .env("FAGAO_STATE_DIR", self.path().join("state"))
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env_remove("FAGAO_CONFIG")
            .env_remove("FAGAO_LANG")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str], code: i32) -> Output {
        let output = self.command(args).output().expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{said}");
        output
    }

    /// A new article for the sandbox's accounts.
    fn article(&self, title: &str) -> PathBuf {
        let output = self.run(&["new", title, "--sandbox"], 0);
        let name = String::from_utf8(output.stdout).expect("UTF-8");
        self.path().join(name.trim())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_skeleton_passes_the_checks_of_every_platform_in_both_languages() {
    for lang in ["en", "zh"] {
        let dir = Dir::new();
        for title in ["A bot: \"quoted\" # and more", "用 Rust 写发稿机器人"] {
            dir.run(&["new", title, "--sandbox", "--lang", lang], 0);
        }
        let found = std::fs::read_dir(dir.path()).expect("a directory");
        let articles: Vec<String> = found
            .map(|e| e.expect("an entry").path().to_string_lossy().into_owned())
            .filter(|p| p.ends_with(".md"))
            .collect();
        assert_eq!(articles.len(), 2);
        let mut args = vec!["check", "--sandbox", "--to", "juejin,jz,ys"];
        args.extend(articles.iter().map(String::as_str));
        dir.run(&args, 0);
    }
}

#[test]
fn nothing_is_ever_overwritten() {
    let dir = Dir::new();
    let file = dir.article("Hello, world");
    std::fs::write(&file, "mine").expect("a file");
    dir.run(&["new", "Hello, world", "--sandbox"], 4);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "mine");
    std::fs::write(dir.path().join("fagao.toml"), "mine").expect("a file");
    dir.run(&["init", "--platforms", "juejin", "--dir", "."], 4);
    let kept = std::fs::read_to_string(dir.path().join("fagao.toml"));
    assert_eq!(kept.expect("a file"), "mine");
}

#[test]
fn init_without_a_terminal_takes_options_and_never_waits() {
    let dir = Dir::new();
    let refused = dir.run(&["init"], 4);
    assert!(text(&refused.stderr).contains("--platforms"));
    let none: Vec<_> = std::fs::read_dir(dir.path())
        .expect("a directory")
        .collect();
    assert!(none.is_empty(), "{none:?}");
    dir.run(&["init", "--platforms", "juejin,jzguai,yunsuo"], 0);
    let written = std::fs::read_to_string(dir.path().join("fagao.toml")).expect("fagao.toml");
    assert!(
        written.contains("{ env = \"JZGUAI_APP_SECRET\" }"),
        "{written}"
    );
    // What was not answered is a finding, not a broken file.
    let new = dir.run(&["new", "A title that is long enough"], 3);
    assert!(
        text(&new.stderr).contains("push_to"),
        "{}",
        text(&new.stderr)
    );
    dir.run(
        &["new", "Another title of enough letters", "--to", "juejin"],
        0,
    );
    let unknown = dir.run(&["init", "--platforms", "weibo", "--dir", "other"], 3);
    assert!(text(&unknown.stderr).contains("juejin, jzguai, yunsuo"));
}

#[test]
fn check_says_the_same_in_three_forms() {
    let dir = Dir::new();
    let good = dir.article("A title that is long enough");
    let bad = dir.path().join("坏的 文章.md");
    std::fs::write(&bad, "---\ntags: [a]\n---\ntext\n").expect("a file");
    let (good, bad) = (good.to_string_lossy(), bad.to_string_lossy());
    let args = ["check", &good, &bad, "--sandbox", "--to", "juejin"];
    let human = dir.run(&args, 3);
    assert!(text(&human.stderr).contains("the front matter has no title"));
    assert!(human.stdout.is_empty());

    let json = dir.run(&[&args[..], &["--format", "json"]].concat(), 3);
    let json: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    assert!(!findings.is_empty());

    let sarif = dir.run(
        &[&args[..], &["--format", "sarif", "--lang", "zh"]].concat(),
        3,
    );
    let sarif: Value = serde_json::from_slice(&sarif.stdout).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let codes = |rows: &[Value], key: &str| -> Vec<String> {
        rows.iter().map(|r| r[key].to_string()).collect()
    };
    assert_eq!(codes(findings, "code"), codes(results, "ruleId"));
    assert!(text(sarif.to_string().as_bytes()).contains("没有标题"));

    let clean = dir.run(&["check", &good, "--sandbox", "--format", "sarif"], 0);
    let clean: Value = serde_json::from_slice(&clean.stdout).expect("JSON");
    assert_eq!(clean["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn two_articles_of_one_id_are_found_though_each_alone_is_good() {
    let dir = Dir::new();
    let first = dir.article("A title that is long enough");
    let second = dir.path().join("copy.md");
    std::fs::copy(&first, &second).expect("a copy");
    let (first, second) = (first.to_string_lossy(), second.to_string_lossy());
    dir.run(&["check", &first, "--sandbox"], 0);
    let both = dir.run(&["check", &first, &second, "--sandbox"], 3);
    assert!(text(&both.stderr).contains("belongs to"));
}

#[test]
fn completions_and_manual_pages_are_made_of_the_command_line() {
    let dir = Dir::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&dir.run(&["completions", shell], 0).stdout);
        assert!(
            script.contains("publish") && script.contains("check"),
            "{shell}"
        );
    }
    dir.run(&["man", "pages"], 0);
    for page in ["fagao.1", "fagao-publish.1", "fagao-media-sync.1"] {
        let page = dir.path().join("pages").join(page);
        let text = std::fs::read_to_string(&page).expect("a page");
        assert!(text.contains(".TH"), "{}", page.display());
    }
    // A reader that goes away is no error.
    let mut child = dir
        .command(&["completions", "bash"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let status = child.wait().expect("its end");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn init_elsewhere_says_first_where_to_go() {
    let dir = Dir::new();
    let args = ["init", "--platforms", "juejin", "--dir", "my posts"];
    let next = text(&dir.run(&args, 0).stderr);
    let go = next.find("cd \"my posts\"").expect("where to go");
    assert!(
        go < next.find("fagao doctor").expect("a next step"),
        "{next}"
    );
    let here = Dir::new();
    let next = text(&here.run(&["init", "--platforms", "juejin"], 0).stderr);
    assert!(!next.contains("  cd "), "{next}");
}

#[test]
fn the_language_follows_the_option_the_variable_and_the_locale() {
    let dir = Dir::new();
    let said = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = dir.command(args);
        for (name, value) in env {
            command.env(name, value);
        }
        text(&command.output().expect("the binary runs").stderr)
    };
    let chinese = "没有找到 fagao.toml";
    let english = "there is no fagao.toml";
    let args = ["status"];
    assert!(said(&args, &[]).contains(english));
    assert!(said(&args, &[("LC_ALL", "zh_CN.UTF-8")]).contains(chinese));
    assert!(said(&args, &[("FAGAO_LANG", "zh")]).contains(chinese));
    // What to do now is named, and no word of the other language is among it.
    let told = said(&args, &[("FAGAO_LANG", "zh")]);
    assert!(
        told.contains("`fagao init`") && !told.contains("upwards"),
        "{told}"
    );
    assert!(said(&["status", "--lang", "en"], &[("FAGAO_LANG", "zh")]).contains(english));
    // The code is the same in every language, and so is the document's shape.
    let json = |lang: &str| -> Value {
        let output = dir.run(&["status", "--json", "--lang", lang], 3);
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let (en, zh) = (json("en"), json("zh"));
    assert_eq!(en["findings"][0]["code"], zh["findings"][0]["code"]);
    assert_ne!(en["findings"][0]["message"], zh["findings"][0]["message"]);
    let unknown = dir.command(&["status"]).env("FAGAO_LANG", "fr").output();
    assert_eq!(unknown.expect("the binary runs").status.code(), Some(2));
}

#[test]
fn a_cloned_project_names_no_address_and_no_file_of_this_machine_without_consent() {
    let dir = Dir::new();
    let file = dir.path().join("fagao.toml");
    let write = |driver: &str, more: &str| {
        let text = format!(
            "project = \"cloned\"{more}\n[webdriver]\nurl = \"{driver}\"\n[accounts.jz]\nplatform = \"jzguai\"\n\
             app_key = \"a\"\nbase_url = \"https://evil.example\"\napp_secret = {{ file = \"/etc/hostname\" }}\n"
        );
        std::fs::write(&file, text).expect("a file");
    };
    let refused = |code: i32| text(&dir.run(&["status"], code).stderr);
    write("http://127.0.0.1:1", "");
    let said = refused(3);
    for key in [
        "[webdriver] url",
        "[accounts.jz] base_url",
        "[accounts.jz] app_secret",
    ] {
        assert!(said.contains(key), "{said}");
    }
    // Without a terminal nobody has agreed.
    dir.run(&["trust"], 3);
    refused(3);
    let shown = text(&dir.run(&["trust", "--yes"], 0).stderr);
    assert!(shown.contains("https://evil.example"), "{shown}");
    refused(0);
    // A change elsewhere asks nothing; one of what was agreed to does.
    write("http://127.0.0.1:1", " # mine");
    refused(0);
    write("http://127.0.0.1:2", "");
    refused(3);
    dir.run(&["trust", "--yes"], 0);
    refused(0);
    dir.run(&["trust", "--forget"], 0);
    refused(3);
}
