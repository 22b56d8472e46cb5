use std::fmt::Write as _;

use super::*;

const GOOD: &str =
    "title: 六个字的标题\ntags: a\ncategories: [一, 二, 三, 四, 五]\ncover: https://a.cn/c.png";

/// Front matter that has something wrong, by what that is.
fn wrong() -> Vec<(&'static str, String)> {
    let with = |line: &str| format!("{GOOD}\nfagao:\n  ys:\n    {line}");
    let image = "{url: https://a.cn/1.png, text: 图}";
    vec![
        ("nothing but a title", "title: 五个字标题".into()),
        (
            "nothing in the section",
            "title: 六个字的标题\nfagao:\n  ys:".into(),
        ),
        (
            "a title of 61",
            GOOD.replace("六个字的标题", &"题".repeat(61)),
        ),
        ("an unknown key", with("keyword: x")),
        (
            "keywords misspelt",
            with("keywrods: x").replace("tags: a\n", ""),
        ),
        ("unknown types", with("type: 4")),
        ("a type in words", with("type: article")),
        (
            "keywords of 256",
            with(&format!("keywords: {}", "字".repeat(256))),
        ),
        (
            "a description of 256",
            with(&format!("description: {}", "🚀".repeat(256))),
        ),
        (
            "four categories, one twice",
            with("categories: [一, 二, 三, 四, 一]"),
        ),
        ("a local cover", with("cover: images/c.png")),
        (
            "a cover that is no address",
            with("cover: ftp://a.cn/c.png"),
        ),
        (
            "accounts that are none",
            with(
                "accounts: [ap123456, d9153270-94a0-abcd-b645-00163e4c8b3c, d9153270-94a0-abcd-b645-00163e4c8b3c]",
            ),
        ),
        ("no video", with("type: 1")),
        (
            "a video that is no address",
            with("{type: 1, video_url: v.mp4}"),
        ),
        ("no sound", with("type: 3")),
        ("no images", with("type: 2")),
        (
            "three images",
            with(&format!("{{type: 2, images: [{image}, {image}, {image}]}}")),
        ),
        (
            "images without texts and addresses",
            with(&format!(
                "{{type: 2, images: [{image}, {{url: 1.png, text: 图}}, {{text: 图}}, https://a.cn/4.png, {{url: https://a.cn/5.png, text: {}, alt: x}}]}}",
                "字".repeat(256)
            )),
        ),
        (
            "kinds of values that do not fit",
            with("{description: [a], categories: {a: b}, cover: [a], accounts: {a: b}}"),
        ),
    ]
}

#[test]
fn every_mistake_is_found_at_its_place() {
    let mut all = String::new();
    for (what, front) in wrong() {
        let found = lines(&article(&front, "正文"), &account(SETTINGS));
        assert!(!found.is_empty(), "{what} was not found");
        let found = found.replace(&"字".repeat(256), "字…");
        writeln!(all, "## {what}\n{found}\n").unwrap();
    }
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn a_good_article_is_at_both_sides_of_its_limits() {
    for title in ["六".repeat(6), "🚀".repeat(60)] {
        let front = GOOD.replace("六个字的标题", &title);
        assert_eq!(lines(&article(&front, "正文"), &account(SETTINGS)), "");
    }
}

#[test]
fn what_is_wrong_with_the_text_is_found() {
    let images = article(
        GOOD,
        "![a](images/a.png)\n\n![b](b.png) ![d](data:image/png;base64,AAAA)",
    );
    let mut all = lines(&images, &account(SETTINGS));
    let remote = article(GOOD, "![a](https://a.cn/a.png)");
    write!(all, "\n{}", lines(&remote, &account(SETTINGS))).unwrap();
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_wrong_with_the_account_is_found() {
    let mut all = lines(&article(GOOD, "正文"), &account("base_url = \"api\""));
    for (settings, secrets) in [("", Secrets::default()), ("user_code = [1]", secrets())] {
        let found = Yunsuo.dialect(&account(settings), &secrets).err().unwrap();
        for f in found {
            write!(all, "\n[{}] {f}", f.message.code()).unwrap();
        }
    }
    assert!(!all.contains(SECRET));
    insta::assert_snapshot!(all);
}
