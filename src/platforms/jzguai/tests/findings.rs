use std::fmt::Write as _;

use super::*;

/// Sections that have something wrong, by what that is.
const WRONG: &[(&str, &str)] = &[
    ("nothing at all", ""),
    (
        "unknown keys",
        "    resource: 1\n    model: 1\n    pricetype: 0\n    标题: x",
    ),
    (
        "a kind whose key is misspelt",
        "    resource: 1\n    modle: 1",
    ),
    ("no medium in the list", "    resource: []\n    model: 1"),
    (
        "a medium that is no number",
        "    resource: 荆楚财经网\n    model: 1",
    ),
    (
        "media that cannot be",
        "    resource: [0, -1, 5, 5]\n    model: 1",
    ),
    ("an unknown kind", "    resource: 1\n    model: 14"),
    ("a kind misspelt", "    resource: 1\n    model: 微信号"),
    ("no type of price", "    resource: 1\n    model: 4"),
    (
        "a type of price of another kind",
        "    resource: 1\n    model: 3\n    price_type: 1\n    cover: https://a.cn/c.png",
    ),
    (
        "a type of price where there is none",
        "    resource: 1\n    model: 1\n    price_type: 0",
    ),
    (
        "a WeChat order without a cover",
        "    resource: 1\n    model: 微信\n    price_type: 头条",
    ),
    (
        "a WeChat order with a local cover",
        "    resource: 1\n    model: 3\n    price_type: 0\n    cover: images/c.png",
    ),
    (
        "a ghost writer's order without its fields",
        "    resource: 1\n    model: 9",
    ),
    (
        "an encyclopaedia's order without its fields",
        "    resource: 1\n    model: 11",
    ),
    (
        "addresses that are none",
        "    resource: 1\n    model: 1\n    source: juejin\n    news_link: www.a.cn\n    logo: ftp://a.cn/l.png",
    ),
    (
        "slots that are none",
        "    resource: 1\n    model: 1\n    source: \"${url}\"\n    original_link: \"${juejin.id}\"",
    ),
    (
        "a link of an account that is not in the run",
        "    resource: 1\n    model: 1\n    source: \"${csdn.url}\"",
    ),
    (
        "after something else",
        "    resource: 1\n    model: 1\n    after: tomorrow",
    ),
    (
        "after nothing",
        "    resource: 1\n    model: 1\n    after: live",
    ),
    (
        "one number of the other side for two media",
        "    resource: [1, 2]\n    model: 1\n    out_resource: 7",
    ),
    (
        "kinds of values that do not fit",
        "    resource: {a: 1}\n    model: [1]\n    note: [a]\n    sale_id: x\n    kind: 1.5\n    out_model: 0",
    ),
];

#[test]
fn every_mistake_is_found_at_its_place() {
    let mut all = String::new();
    for (what, section) in WRONG {
        let found = lines(&article(section, "正文"), &jz(), &known());
        assert!(!found.is_empty(), "{what} was not found");
        writeln!(all, "## {what}\n{found}\n").unwrap();
    }
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn local_images_are_found_one_by_one() {
    let body = "![a](images/a.png) ![r](https://a.cn/r.png) ![d](data:image/png;base64,AAAA)\n\n<img src=\"b.png\">";
    let found = lines(
        &article("    resource: 1\n    model: 1", body),
        &jz(),
        &known(),
    );
    insta::assert_snapshot!(found);
}

#[test]
fn what_is_wrong_with_the_account_is_found() {
    let plain = article("    resource: 1\n    model: 1", "正文");
    let bad = account("jz", "base_url = \"open-rw.jzguai.com\"");
    let mut all = lines(&plain, &bad, &known());
    for (settings, secrets) in [
        ("", Secrets::default()),
        ("app_key = \"k\"", Secrets::default()),
        ("app_key = \"k\"\nkey = \"secret\"", secrets()),
        ("app_key = [1]", secrets()),
    ] {
        let found = Jzguai
            .dialect(&account("jz", settings), &secrets)
            .err()
            .unwrap();
        for f in found {
            write!(all, "\n[{}] {f}", f.message.code()).unwrap();
        }
    }
    assert!(!all.contains(SECRET));
    insta::assert_snapshot!(all);
}

#[test]
fn the_v55_dialect_needs_no_secret() {
    let settings = "app_key = \"k\"\nkey = \"app_key\"";
    assert!(
        Jzguai
            .dialect(&account("jz", settings), &Secrets::default())
            .is_ok()
    );
}
