//! Bad input: a clear message, the right exit code, nothing sent.

use crate::home::{HELLO, Home};

#[test]
fn all_findings_of_all_accounts_come_at_once() {
    let home = Home::new();
    let file = home.dir.path().join("bad.md");
    let text = "---\ntitle: 短\nfagao:\n  juejin: { category: 后瑞, tags: [] }\n  jz: {}\n  ys: { categories: [一] }\n---\n\n字。\n";
    std::fs::write(&file, text).expect("an article");
    let ran = home
        .publish(&file.to_string_lossy(), "juejin,jz,ys", &[])
        .expect(3);
    let document = ran.json();
    let findings = document["findings"].as_array().expect("findings");
    for account in ["juejin", "jz", "ys"] {
        assert!(
            findings.iter().any(|f| f["account"] == account),
            "{account}: {document:#}"
        );
    }
    assert!(
        findings.iter().all(|f| f["hint"].is_string()),
        "{document:#}"
    );
    assert!(!home.sandbox().join("book.json").exists());
}

#[test]
fn an_unknown_account_names_the_nearest() {
    let home = Home::new();
    let ran = home
        .run(&["publish", HELLO, "--to", "juejinn", "--sandbox"])
        .expect(3);
    assert!(
        ran.stderr.contains("did you mean \"juejin\""),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_dry_run_needs_no_driver_and_is_the_same_from_any_directory() {
    let home = Home::new();
    let args = |article: &str| {
        [
            "publish",
            article,
            "--to",
            "juejin,jz,ys",
            "--sandbox",
            "--dry-run",
        ]
        .map(str::to_owned)
    };
    let run = |dir: &str, article: &str| {
        let mut command = home.command(&[]);
        command
            .args(args(article))
            .current_dir(dir)
            .env_remove("FAGAO_WEBDRIVER_URL")
            .env_remove("HOME")
            .env_remove("FAGAO_STATE_DIR");
        let output = command.output().expect("the binary runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let root = env!("CARGO_MANIFEST_DIR");
    let here = run(root, HELLO);
    let there = run("/", &format!("{root}/{HELLO}"));
    assert_eq!(here, there);
    assert!(here.contains("SUBMIT, once"));
}
