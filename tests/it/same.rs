//! What counts as the same article, and what is told when it is not clear.

use std::fmt::Write as _;

use serde_json::Value;

use crate::home::{Home, Ran};

/// Writes an article for Yunsuo alone; its path.
fn write(home: &Home, file: &str, front: &str, body: &str) -> String {
    let path = home.dir.path().join(file);
    std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    let text = format!(
        "---\n{front}\nkeywords: [一, 二]\nfagao:\n  ys: {{ categories: [科技, 互联网, 教育, 科普, 工具], cover: \"https://example.com/c.png\" }}\n---\n\n{body}\n"
    );
    std::fs::write(&path, text).expect("an article");
    path.to_string_lossy().into_owned()
}

/// What a command told, a line each.
fn told(what: &str, ran: &Ran, home: &Home) -> String {
    let mut text = format!("{what}: exit {}\n", ran.code);
    let json = ran.json();
    let rows = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let text_of = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    for row in rows("results") {
        let _ = writeln!(text, "  result {}", text_of(&row["state"]));
    }
    for f in rows("findings") {
        let _ = writeln!(
            text,
            "  finding {}: {}\n    {}",
            text_of(&f["code"]),
            text_of(&f["message"]),
            text_of(&f["hint"])
        );
    }
    let _ = writeln!(text, "  the book has {}", home.counts().2);
    text
}

#[test]
fn what_counts_as_the_same_article() {
    let mut all = String::new();
    let mut tell = |what: &str, ran: &Ran, home: &Home| all.push_str(&told(what, ran, home));

    let home = Home::new();
    let one = write(&home, "one.md", "title: 第一篇文章标题\nslug: same", "甲。");
    let two = write(&home, "two.md", "title: 第二篇文章标题\nslug: same", "乙。");
    let ran = home.publish(&one, "ys", &[]);
    tell("the first of two articles with one slug", &ran, &home);
    let ran = home.publish(&two, "ys", &[]);
    tell("the second of them", &ran, &home);

    let home = Home::new();
    let old = write(&home, "old.md", "title: 改名的文章标题\nslug: kept", "甲。");
    let ran = home.publish(&old, "ys", &[]);
    tell("a file with a slug", &ran, &home);
    let new = home.dir.path().join("new.md");
    std::fs::rename(&old, &new).expect("a new name");
    let new = new.to_string_lossy().into_owned();
    tell(
        "the same under a new name",
        &home.publish(&new, "ys", &[]),
        &home,
    );

    let home = Home::new();
    let old = write(&home, "old.md", "title: 改名的文章标题", "甲。");
    tell(
        "a file without a slug",
        &home.publish(&old, "ys", &[]),
        &home,
    );
    let new = home.dir.path().join("new.md");
    std::fs::rename(&old, &new).expect("a new name");
    let new = new.to_string_lossy().into_owned();
    tell(
        "the same under a new name",
        &home.publish(&new, "ys", &[]),
        &home,
    );
    let ran = home.publish(&new, "ys", &["--again"]);
    tell("the same with --again", &ran, &home);
    let ran = home.publish(&new, "ys", &[]);
    tell("the same once more, without", &ran, &home);

    let home = Home::new();
    let one = write(&home, "one.md", "title: 同一篇的文章标题\nid: a", "甲。");
    let two = write(&home, "two.md", "title: 同一篇的文章标题\nid: b", "甲。");
    tell(
        "the first of two files with one text",
        &home.publish(&one, "ys", &[]),
        &home,
    );
    tell("the second of them", &home.publish(&two, "ys", &[]), &home);
    let ran = home.publish(&one, "ys", &["--again"]);
    tell("the first with --again", &ran, &home);
    let ran = home.publish(&one, "ys", &[]);
    tell("the first once more, without", &ran, &home);

    insta::assert_snapshot!(all);
}
