//! What must change before anything is sent.

use super::*;

/// An article that is fine but for what a case puts into its front matter and body.
fn with(front: &str, body: &str) -> Article {
    article("bad.md", &format!("---\n{front}\n---\n{body}\n"))
}

fn cases() -> Vec<(&'static str, Article)> {
    let body = "字".repeat(60);
    let fine = "category: 后端, tags: [Rust]";
    let section = |keys: &str| with(&format!("title: t\nfagao:\n  juejin: {{{keys}}}"), &body);
    let title = |t: &str| with(&format!("title: {t}\nfagao: {{juejin: {{{fine}}}}}"), &body);
    vec![
        ("a title of 81", title(&"题".repeat(81))),
        ("a title of 41 emoji", title(&"🎉".repeat(41))),
        ("no category, no tags", with("title: t", &body)),
        ("no tags in the list", section("category: 后端, tags: []")),
        ("four tags", section("category: 后端, tags: [a, b, c, d]")),
        (
            "the same tag twice",
            section("category: 后端, tags: [Rust, rust]"),
        ),
        (
            "four tags at the top",
            with("title: t\ncategories: 后端\ntags: [a, b, c, d]", &body),
        ),
        (
            "a category with a slip",
            section("category: 后瑞, tags: [Rust]"),
        ),
        (
            "a category of nowhere",
            section("category: 随笔, tags: [Rust]"),
        ),
        (
            "two categories at once",
            section("category: [后端, 前端], tags: [Rust]"),
        ),
        (
            "two of the site's categories at the top",
            with("title: t\ncategories: [后端, 前端]\ntags: [Rust]", &body),
        ),
        (
            "a summary of 49",
            section(&format!("{fine}, summary: {}", "要".repeat(49))),
        ),
        (
            "a summary of 101",
            section(&format!("{fine}, summary: {}", "要".repeat(101))),
        ),
        (
            "a description that is too short",
            with(
                &format!("title: t\ndescription: 短\nfagao: {{juejin: {{{fine}}}}}"),
                &body,
            ),
        ),
        (
            "a text too short for a summary",
            with(&format!("title: t\nfagao: {{juejin: {{{fine}}}}}"), "短文"),
        ),
        ("an unknown key", section("catgory: 后端, tags: [Rust]")),
        (
            "a cover that is not there, and a theme that is no name",
            section(&format!("{fine}, cover: a.png, theme: \"a: b\"")),
        ),
        (
            "a cover from elsewhere",
            section(&format!("{fine}, cover: \"ftp://a/b.png\"")),
        ),
        (
            "four columns",
            section(&format!("{fine}, columns: [a, b, c, d]")),
        ),
        (
            "a column twice",
            section(&format!("{fine}, columns: [a, a]")),
        ),
        ("two topics", section(&format!("{fine}, topic: [a, b]"))),
        (
            "a policy that there is not",
            section(&format!("{fine}, images: maybe")),
        ),
        (
            "images that are not on the web",
            with(
                &format!("title: t\nfagao: {{juejin: {{{fine}}}}}"),
                &format!(
                    "{body}\n\n![a](img/a.png) ![b](data:image/png;base64,AA==) ![c](https://a/c.png)"
                ),
            ),
        ),
        (
            "several at once",
            with(
                &format!(
                    "title: {}\nfagao: {{juejin: {{category: 后瑞, tag: [Rust]}}}}",
                    "题".repeat(81)
                ),
                "![a](a.png)",
            ),
        ),
    ]
}

#[test]
fn each_mistake_is_told_with_its_place_and_what_to_write() {
    let mut told = String::new();
    for (name, article) in cases() {
        told.push_str(&format!("{name}\n"));
        match plan_of(&article, &known(Via::Auto)) {
            Err(PlanError::Findings(findings)) => {
                for finding in &findings {
                    told.push_str(&format!("  {} {finding}\n", finding.message.code()));
                }
            }
            Err(other) => panic!("{name}: {other}"),
            Ok(_) => panic!("{name}: nothing was found"),
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_just_within_the_limits_is_taken() {
    let body = "字".repeat(50);
    for front in [
        format!("title: {}\ntags: [a]\ncategories: 后端", "题".repeat(80)),
        format!(
            "title: {}\ntags: [a, b, c]\ncategories: android",
            "🎉".repeat(40)
        ),
        format!(
            "title: t\ntags: a\ncategories: ios\nsummary: {}",
            "要".repeat(50)
        ),
        format!(
            "title: t\ntags: a\ncategories: 阅读\nsummary: {}",
            "要".repeat(100)
        ),
    ] {
        let plan = plan_of(&with(&front, &body), &known(Via::Auto));
        assert!(plan.is_ok(), "{front}: {:?}", plan.err());
    }
}

#[test]
fn a_finding_names_the_account_that_minds() {
    let article = with(
        "title: t\nfagao: {me: {category: 后端, tags: [a, b, c, d]}}",
        &"字".repeat(60),
    );
    let found = Juejin.plan(&article, &account("me", ""), &known(Via::Auto));
    let Err(PlanError::Findings(findings)) = found else {
        panic!("four tags are too many")
    };
    assert!(findings.iter().all(|f| f.account.as_deref() == Some("me")));
}

#[test]
fn a_site_file_that_is_not_there_is_an_error() {
    let mut chosen = account("juejin", "");
    let name = "juejin/api/1999-01-01".to_owned();
    chosen.site_files.insert("api".to_owned(), name);
    let plan = Juejin.plan(&hello(), &chosen, &known(Via::Api));
    assert!(matches!(plan, Err(PlanError::SiteFile(_))));
    let dialect = Juejin.dialect(&chosen, &crate::plan::Secrets::default());
    let findings = dialect.err().expect("there is no such file");
    assert_eq!(findings[0].message.code(), "juejin.site-file");
}
