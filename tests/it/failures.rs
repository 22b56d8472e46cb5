//! The API's ways to fail: what each answer comes to, and what is said of it. Nothing is sent here.

use std::fmt::Write as _;

use fagao::article::Section;
use fagao::http::SendError;
use fagao::pipeline::Trouble;
use fagao::plan::{Account, Answer, ClearCall, Effect, Platform, Reading, Secrets};
use fagao::platforms::juejin::Juejin;
use fagao::text::{Lang, RunMessage, say};

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    Answer {
        status,
        headers: headers
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

const HTML: &[(&str, &str)] = &[("content-type", "text/html")];

/// The rows: what comes, in words, and the answer; none for a connection that is cut.
fn rows() -> Vec<(&'static str, Option<Answer>)> {
    let json = |body: &str| Some(answer(200, &[], body));
    vec![
        (
            "must login",
            json(r#"{"err_no":403,"err_msg":"must login","data":null}"#),
        ),
        (
            "must bind phone",
            json(r#"{"err_no":403,"err_msg":"must bind phone","data":null}"#),
        ),
        (
            "must bind phone, nested",
            json(
                r#"{"err_no":0,"err_msg":"","data":{"err_no":403,"err_msg":"must bind phone","data":null}}"#,
            ),
        ),
        (
            "another's draft",
            json(r#"{"err_no":403,"err_msg":"权限不足","data":null}"#),
        ),
        (
            "参数错误",
            json(r#"{"err_no":2,"err_msg":"参数错误","data":null}"#),
        ),
        (
            "请求路由不存在",
            json(r#"{"err_no":2,"err_msg":"请求路由不存在","data":null}"#),
        ),
        (
            "4031",
            json(r#"{"err_no":4031,"err_msg":"您最多可以为文章添加3个标签","data":null}"#),
        ),
        ("HTML", Some(answer(200, HTML, "<html>请登录</html>"))),
        ("HTML with 502", Some(answer(502, HTML, "<html></html>"))),
        ("401", Some(answer(401, HTML, ""))),
        ("403", Some(answer(403, HTML, "<html></html>"))),
        ("429", Some(answer(429, HTML, ""))),
        (
            "429 with Retry-After",
            Some(answer(429, &[("retry-after", "30")], "")),
        ),
        ("a cut connection", None),
    ]
}

fn said(message: RunMessage) -> String {
    let sentence = say(Lang::En, &message.clone().into());
    format!(
        "{}\n    {}\n    -> {}",
        message.code(),
        sentence.what,
        sentence.hint.unwrap_or_default()
    )
}

#[test]
fn each_way_to_fail_says_what_to_do() {
    let account = Account {
        name: "juejin".to_owned(),
        platform: "juejin".to_owned(),
        settings: Section::default(),
        budget: None,
        site_files: Default::default(),
        shelf: Default::default(),
    };
    let Ok(dialect) = Juejin.dialect(&account, &Secrets::default()) else {
        panic!("the site file is fine");
    };
    let call = ClearCall {
        name: "draft_update".to_owned(),
        effect: Effect::Set,
        method: "POST".to_owned(),
        url: "https://api.juejin.cn/content_api/v1/article_draft/update".to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        body: None,
        reads: Vec::new(),
    };
    let mut table = String::new();
    for (name, answer) in rows() {
        let message = match answer.map(|a| dialect.open(&call, &a)) {
            None => {
                let lost = SendError::Lost {
                    host: "api.juejin.cn".to_owned(),
                    why: "connection reset".to_owned(),
                };
                Trouble::wire(&lost).message
            }
            Some(Reading::Refused(r)) => Trouble::refused(&call.name, &r, "juejin").message,
            Some(Reading::Unclear(what)) => RunMessage::Unclear {
                call: call.name.clone(),
                what,
            },
            Some(Reading::Done(_)) => panic!("{name} is no success"),
        };
        let _ = writeln!(table, "{name}: {}", said(message));
    }
    insta::assert_snapshot!(table);
}
