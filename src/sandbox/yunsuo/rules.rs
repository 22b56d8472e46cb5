//! What a push must be, with the document's own messages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::POOL_ACCOUNTS;

/// Says what is wrong with a push, the first thing in the document's order.
pub(super) fn check(push: &Value) -> Result<(), &'static str> {
    let kind = kind(push)?;
    title(push)?;
    account_ids(push)?;
    keywords(push)?;
    if text(push, "description").is_some_and(|t| length(t) > 255) {
        return Err("描述过长");
    }
    categories(push)?;
    if !is_url(text(push, "cover")) {
        return Err("封面图URL格式错误");
    }
    match kind {
        0 => content(push),
        1 => media(push, "video_url", "请上传视频文件", "视频URL格式错误"),
        2 => images(push),
        _ => media(push, "audio_url", "请上传音频文件", "音频URL格式错误"),
    }
}

fn kind(push: &Value) -> Result<i64, &'static str> {
    let kind = push["type"].as_i64().filter(|k| (0..=3).contains(k));
    kind.ok_or("类型参数有误")
}

/// 6 to 60 characters.
fn title(push: &Value) -> Result<(), &'static str> {
    match length(text(push, "title").unwrap_or_default().trim()) {
        0 => Err("请填写文章标题"),
        // The table has 标题过短 alone, the example says what to do about it.
        1..6 => Err("标题过短,请增加标题长度"),
        6..=60 => Ok(()),
        _ => Err("标题过长"),
    }
}

/// 36-character strings. That each must be of the pool is this simulator's own rule: a wrong id in
/// a configuration is to be seen here, whatever the real one says.
fn account_ids(push: &Value) -> Result<(), &'static str> {
    let ids = match push["account_ids"].as_array() {
        Some(ids) if !ids.is_empty() => ids,
        Some(_) => return Err("请选择要发布的平台"),
        None if push["account_ids"].is_null() => return Err("请选择要发布的平台"),
        None => return Err("账号池参数有误"),
    };
    let known = |id: &Value| id.as_str().is_some_and(|id| POOL_ACCOUNTS.contains(&id));
    match ids.iter().all(known) {
        true => Ok(()),
        false => Err("账号池参数有误"),
    }
}

fn keywords(push: &Value) -> Result<(), &'static str> {
    match length(text(push, "keywords").unwrap_or_default().trim()) {
        0 => Err("请填写关键词"),
        1..=255 => Ok(()),
        _ => Err("关键词过长"),
    }
}

/// At least five that differ, between commas.
fn categories(push: &Value) -> Result<(), &'static str> {
    let names = text(push, "categories").ok_or("分类选项有误")?;
    let names = names.split(',').map(str::trim).filter(|n| !n.is_empty());
    match names.collect::<BTreeSet<_>>().len() {
        0..5 => Err("最少选择五个类别,更好的匹配更多平台"),
        _ => Ok(()),
    }
}

/// Something must be left once the tags are gone.
fn content(push: &Value) -> Result<(), &'static str> {
    let mut in_tag = false;
    let mut left = false;
    let html = text(push, "content_html").unwrap_or_default();
    for c in html.replace("&nbsp;", " ").chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => left |= !in_tag && !c.is_whitespace(),
        }
    }
    match left {
        true => Ok(()),
        false => Err("图文内容不能为空"),
    }
}

fn media(
    push: &Value,
    name: &str,
    missing: &'static str,
    wrong: &'static str,
) -> Result<(), &'static str> {
    match text(push, name) {
        None | Some("") => Err(missing),
        url if is_url(url) => Ok(()),
        _ => Err(wrong),
    }
}

/// At least four, each with a URL and a text of up to 255 characters.
fn images(push: &Value) -> Result<(), &'static str> {
    let images = push["images"].as_array().ok_or("请上传相册图集")?;
    match images.len() {
        0 => return Err("请上传相册图集"),
        1..4 => return Err("最少上传4张图片"),
        _ => {}
    }
    for image in images {
        if !is_url(text(image, "url")) {
            return Err("相册图片URL格式错误");
        }
        match length(text(image, "text").unwrap_or_default()) {
            0 => return Err("请填写图片描述"),
            1..=255 => {}
            _ => return Err("图片描述文本过长"),
        }
    }
    Ok(())
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A scheme of the web, a host, no blank.
fn is_url(text: Option<&str>) -> bool {
    let Some(text) = text else { return false };
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.starts_with('/') && !r.is_empty() && !r.contains(char::is_whitespace))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The document's example.
    pub(in crate::sandbox) fn example() -> Value {
        json!({
            "type": 0,
            "title": "测试文章标题(6-60字符)",
            "keywords": "测试,API,内容发布",
            "description": "这是一篇测试文章的描述(可选,最多255字符)",
            "categories": "科技,互联网,教育,科普,工具",
            "account_ids": POOL_ACCOUNTS,
            "cover": "https://example.com/cover.jpg",
            "content_html": "<p>这是图文内容HTML</p><img src='https://example.com/img1.jpg'>",
        })
    }

    fn image(url: &str, text: &str) -> Value {
        json!({"url": url, "text": text})
    }

    #[test]
    fn the_documents_example_is_right() {
        assert_eq!(check(&example()), Ok(()));
    }

    #[test]
    fn every_rule_has_its_message() {
        let long = "长".repeat(256);
        let good = image("https://e.com/1.jpg", "图");
        let four = |last: Value| json!([good, good, good, last]);
        let table = [
            (json!({"type": 4}), "类型参数有误"),
            (json!({"type": "0"}), "类型参数有误"),
            (json!({"title": ""}), "请填写文章标题"),
            (json!({"title": "五个字的题"}), "标题过短,请增加标题长度"),
            (json!({"title": "题".repeat(61)}), "标题过长"),
            (json!({"account_ids": []}), "请选择要发布的平台"),
            (json!({"account_ids": null}), "请选择要发布的平台"),
            (json!({"account_ids": "ap123456"}), "账号池参数有误"),
            (json!({"account_ids": ["ap123456"]}), "账号池参数有误"),
            (json!({"keywords": " "}), "请填写关键词"),
            (json!({"keywords": long}), "关键词过长"),
            (json!({"description": long}), "描述过长"),
            (json!({"categories": ["科技"]}), "分类选项有误"),
            (
                json!({"categories": "科技,互联网,教育,科普,科技"}),
                "最少选择五个类别,更好的匹配更多平台",
            ),
            (json!({"cover": "cover.jpg"}), "封面图URL格式错误"),
            (
                json!({"content_html": "<p> &nbsp;<img src='x'></p>"}),
                "图文内容不能为空",
            ),
            (json!({"type": 1}), "请上传视频文件"),
            (json!({"type": 1, "video_url": "x.mp4"}), "视频URL格式错误"),
            (json!({"type": 3}), "请上传音频文件"),
            (json!({"type": 3, "audio_url": "x.mp3"}), "音频URL格式错误"),
            (json!({"type": 2}), "请上传相册图集"),
            (json!({"type": 2, "images": [good]}), "最少上传4张图片"),
            (
                json!({"type": 2, "images": four(image("1.jpg", "图"))}),
                "相册图片URL格式错误",
            ),
            (
                json!({"type": 2, "images": four(image("https://e.com/1.jpg", ""))}),
                "请填写图片描述",
            ),
            (
                json!({"type": 2, "images": four(image("https://e.com/1.jpg", &long))}),
                "图片描述文本过长",
            ),
        ];
        for (change, message) in table {
            let mut push = example();
            for (name, value) in change.as_object().unwrap() {
                push[name] = value.clone();
            }
            assert_eq!(check(&push), Err(message), "{change:.80}");
        }
    }

    #[test]
    fn lengths_are_characters_at_their_limits() {
        for (name, n) in [
            ("title", 6),
            ("title", 60),
            ("keywords", 255),
            ("description", 255),
        ] {
            let mut push = example();
            push[name] = "字".repeat(n).into();
            assert_eq!(check(&push), Ok(()), "{name} of {n}");
        }
    }

    #[test]
    fn the_other_kinds_need_no_html() {
        let good = image("https://e.com/1.jpg", "图");
        for (name, value, kind) in [
            ("video_url", json!("https://e.com/1.mp4"), 1),
            ("images", json!([good, good, good, good]), 2),
            ("audio_url", json!("http://e.com/1.mp3"), 3),
        ] {
            let mut push = example();
            push.as_object_mut().unwrap().remove("content_html");
            push["type"] = kind.into();
            push[name] = value;
            assert_eq!(check(&push), Ok(()), "{name}");
        }
    }
}
