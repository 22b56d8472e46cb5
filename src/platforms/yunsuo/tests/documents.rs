//! Every request of the document in clear and signed, and its example answers.

use std::fmt::Write as _;

use super::*;
use crate::plan::{Answer, Body, ClearCall, Moment, Reading};
use crate::platforms::yunsuo::lists::{self, Category, PoolAccount};

fn sealed(call: &ClearCall) -> String {
    let moment = Moment {
        unix: 1_620_000_000,
        random: [7; 32],
    };
    let request = Yunsuo
        .dialect(&account(SETTINGS), &secrets())
        .unwrap()
        .seal(call, &moment);
    let mut text = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        writeln!(text, "{name}: {value}").unwrap();
    }
    match request.body {
        Body::Json(body) => writeln!(text, "{body}").unwrap(),
        Body::Empty => text.push_str("no body\n"),
        Body::Multipart(_) | Body::Bytes(_) => panic!("no JSON"),
    }
    text
}

/// The document's own push, with the fields of each type.
fn pushes() -> Vec<ClearCall> {
    let base = "title: 测试文章标题(6-60字符)\nkeywords: 测试,API,内容发布\ndescription: 这是一篇测试文章的描述(可选,最多255字符)\ncategories: 科技,互联网,教育,科普,工具\ncover: https://example.com/cover.jpg\nfagao:\n  ys: ";
    let image = |n| format!("{{url: https://example.com/{n}.jpg, text: 图{n}}}");
    let images: Vec<String> = (1..=4).map(image).collect();
    let kinds = [
        "{type: 0}".to_owned(),
        "{type: 1, video_url: https://example.com/v.mp4}".to_owned(),
        format!("{{type: 2, images: [{}]}}", images.join(", ")),
        "{type: 3, audio_url: https://example.com/a.mp3}".to_owned(),
    ];
    let body = "这是图文内容HTML\n\n![](https://example.com/img1.jpg)";
    let call = |kind: &String| {
        let article = article(&format!("{base}{kind}"), body);
        push(&plan(&article)).fill(&Slots::default()).unwrap()
    };
    kinds.iter().map(call).collect()
}

#[test]
fn every_request_of_the_document_in_clear_and_signed() {
    let account = account(SETTINGS);
    let mut calls = pushes();
    for call in [
        lists::categories_call(&account),
        lists::accounts_call(&account),
    ] {
        calls.push(call.unwrap().fill(&Slots::default()).unwrap());
    }
    let all: Vec<String> = calls.iter().map(sealed).collect();
    insta::assert_snapshot!(all.join("\n").trim_end());
}

fn opened(call: &ClearCall, body: &str) -> Reading {
    let answer = Answer {
        status: 200,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    };
    Yunsuo
        .dialect(&account(SETTINGS), &secrets())
        .unwrap()
        .open(call, &answer)
}

#[test]
fn the_documents_refusals_are_refusals_in_its_own_words() {
    for says in [
        "标题过短,请增加标题长度",
        "最少选择五个类别,更好的匹配更多平台",
        "图文内容不能为空",
    ] {
        let body = serde_json::json!({"code": -1, "msg": says, "time": 1_620_000_000, "data": {}});
        let Reading::Refused(refusal) = opened(&pushes()[0], &body.to_string()) else {
            panic!("{says} is not refused");
        };
        assert_eq!((refusal.says.as_str(), refusal.not_done), (says, true));
    }
}

/// The document's example, whose lists end with a comma.
const CATEGORIES: &str = r#"{"code": 1, "msg": "ok", "time": 1620000000, "data": {"categories": [
    {"top": "体育", "sub": ["体育", "体育趣闻", "体育教学", "网球", "羽毛球", "跑步",]},
    {"top": "文化", "sub": ["文化", "文学", "网络小说", "宗教", "农人", "收藏鉴宝"]},
]}}"#;

#[test]
fn the_documents_categories_become_typed_once_its_commas_are_mended() {
    let call = lists::categories_call(&account(SETTINGS)).unwrap();
    let call = call.fill(&Slots::default()).unwrap();
    // From the server it is no JSON, and nothing is made of it.
    assert!(matches!(opened(&call, CATEGORIES), Reading::Unclear(_)));
    let mended = CATEGORIES.replace(",]", "]").replace("},\n]", "}]");
    let Reading::Done(slots) = opened(&call, &mended) else {
        panic!("not read");
    };
    let found = lists::categories(&slots).unwrap();
    let sub = ["文化", "文学", "网络小说", "宗教", "农人", "收藏鉴宝"];
    let wanted = Category {
        top: "文化".into(),
        sub: sub.map(str::to_owned).into(),
    };
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], wanted);
}

const POOLS: &str = r#"{"code": 1, "msg": "ok", "time": 1620000000, "data": {"pools": [
    {"pk": "ap123456", "name": "我的微信公众号", "platform_name": "微信公众号", "login_status": "正常", "publish_status": "正常", "last_used_time": "2025-09-16 04:16:48"},
    {"pk": "ap789012", "name": "头条号", "platform_name": "今日头条", "login_status": "正常", "publish_status": "无法发布", "last_used_time": "2025-09-16 04:16:48"},
    {"pk": 3, "name": "x", "platform_name": "y", "login_status": "已失效,请更新", "publish_status": "正常", "last_used_time": null}
]}}"#;

#[test]
fn the_documents_accounts_become_typed_and_tell_which_cannot_publish() {
    let call = lists::accounts_call(&account(SETTINGS)).unwrap();
    let call = call.fill(&Slots::default()).unwrap();
    let Reading::Done(slots) = opened(&call, POOLS) else {
        panic!("not read");
    };
    let found = lists::accounts(&slots).unwrap();
    let wanted = PoolAccount {
        pk: "ap789012".into(),
        name: "头条号".into(),
        platform_name: "今日头条".into(),
        login_status: "正常".into(),
        publish_status: "无法发布".into(),
        last_used_time: "2025-09-16 04:16:48".into(),
    };
    assert_eq!(found[1], wanted);
    let troubles: Vec<_> = found.iter().map(PoolAccount::trouble).collect();
    assert_eq!(troubles, [None, Some("无法发布"), Some("已失效,请更新")]);
    assert!(lists::accounts(&Slots::default()).is_err());
}
