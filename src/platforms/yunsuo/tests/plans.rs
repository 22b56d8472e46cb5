use super::*;
use crate::plan::{Effect, Note};
use crate::platforms::yunsuo;
use crate::site::Library;

#[test]
fn the_dry_run_of_an_article() {
    insta::assert_snapshot!("hello", plan(&hello()).to_string());
}

#[test]
fn the_plan_is_the_same_from_any_directory() {
    let bytes = include_bytes!("../../../../fixtures/articles/hello/article.md");
    let from =
        |dir: &str| plan(&Article::parse("hello/article.md", bytes, Path::new(dir)).unwrap());
    assert_eq!(from("/blog/hello"), from("/home/someone/else/hello"));
}

#[test]
fn a_push_is_a_submit_of_the_site_file_and_cannot_be_looked_at() {
    let plan = plan(&hello());
    assert!(plan.look.is_empty());
    assert_eq!(push(&plan).effect, Effect::Submit);
    let file = Library.api(yunsuo::API).unwrap();
    assert!(file.call(yunsuo::PUSH).is_ok());
}

#[test]
fn top_level_tags_become_keywords_and_the_author_is_told() {
    let front = "title: 六个字的标题\ntags: [Rust, 后端]\ncategories: [一, 二, 三, 四, 五, 一]\ncover: https://a.cn/c.png";
    let article = article(front, "正文");
    let sent = body(&article);
    assert_eq!(sent["keywords"], "Rust,后端");
    assert_eq!(sent["categories"], "一,二,三,四,五");
    assert!(sent.get("description").is_none());
    let tags = vec!["Rust".to_owned(), "后端".to_owned()];
    assert_eq!(plan(&article).notes, [Note::TagsFromTop(tags)]);
}

#[test]
fn the_sections_win_over_the_top_of_the_front_matter() {
    let front = "title: 六个字的标题\ndescription: top\nkeywords: top\nfagao:\n  yunsuo: {description: platform, keywords: platform, categories: '一,二，三,四,五', cover: https://a.cn/c.png}\n  ys: {description: account, accounts: d9153270-94a1-abcd-b645-00163e4c8b3c}";
    let sent = body(&article(front, "正文"));
    assert_eq!(sent["description"], "account");
    assert_eq!(sent["keywords"], "platform");
    assert_eq!(sent["categories"], "一,二,三,四,五");
    assert_eq!(
        sent["account_ids"],
        serde_json::json!(["d9153270-94a1-abcd-b645-00163e4c8b3c"])
    );
}

#[test]
fn the_other_kinds_send_their_own_fields_and_no_html() {
    let base = "title: 六个字的标题\ntags: a\ncategories: [一, 二, 三, 四, 五]\ncover: https://a.cn/c.png\nfagao:\n  ys: ";
    let image = "{url: https://a.cn/1.png, text: 图}";
    for (kind, section, field) in [
        (
            1,
            "{type: 1, video_url: https://a.cn/v.mp4}".to_owned(),
            "video_url",
        ),
        (
            2,
            format!("{{type: 2, images: [{image}, {image}, {image}, {image}]}}"),
            "images",
        ),
        (
            3,
            "{type: 3, audio_url: https://a.cn/a.mp3}".to_owned(),
            "audio_url",
        ),
    ] {
        // A local image of the text is not sent, so it does not matter.
        let sent = body(&article(&format!("{base}{section}"), "![](local.png)正文"));
        assert_eq!(sent["type"], kind);
        assert!(sent.get(field).is_some(), "{field}");
        assert!(sent.get("content_html").is_none());
    }
}

#[test]
fn a_category_that_is_not_listed_is_a_warning_with_the_nearest() {
    let front = "title: 六个字的标题\ntags: a\ncategories: [科技, 互联网, 教育, 科普类, 工具]\ncover: https://a.cn/c.png";
    let article = article(front, "正文");
    let listed = ["科技", "互联网", "教育", "科普", "职场"].map(str::to_owned);
    let known = Known {
        categories: listed.into(),
        ..known()
    };
    let plans = Yunsuo.plan(&article, &account(SETTINGS), &known).unwrap();
    let told: Vec<String> = plans[0]
        .notes
        .iter()
        .filter(|n| n.is_warning())
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "the platform does not list the category 科普类; the nearest is 科普",
            "the platform does not list the category 工具"
        ]
    );
    // Without a list at hand nothing is known, and nothing is said.
    assert!(plan(&article).notes.iter().all(|n| !n.is_warning()));
}

#[test]
fn a_plan_tells_to_which_accounts_it_pushes() {
    let ids = yunsuo::lists::pushed_to(&plan(&hello()));
    assert_eq!(ids, ["d9153270-94a0-abcd-b645-00163e4c8b3c"]);
}
