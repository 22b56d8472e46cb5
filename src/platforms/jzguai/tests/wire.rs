use std::fmt::Write as _;

use serde_json::{Value, json};

use super::*;
use crate::plan::{Answer, Body, Moment, Reading, Request};
use crate::platforms::jzguai::envelope;
use crate::platforms::jzguai::php::PhpValue;
use crate::site::ErrorMeaning;

const MOMENT: Moment = Moment {
    unix: 1_790_000_000,
    random: [9; 32],
};

fn golden(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/fixtures/wire/jzguai/serialized/{name}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read(path).unwrap()
}

fn key() -> Secret {
    Secret::new(SECRET.to_owned())
}

/// What was sealed into a request.
fn opened(request: &Request) -> Vec<u8> {
    let Body::Multipart(fields) = &request.body else {
        panic!("not multipart");
    };
    let names: Vec<_> = fields.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["response", "sign", "app_key"]);
    assert_eq!(fields[2].1, "the-app-key");
    envelope::open(&fields[0].1, &key()).unwrap()
}

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer {
        status,
        headers: Vec::new(),
        body: body.into(),
    }
}

fn sealed_bytes(clear: &[u8]) -> Answer {
    let sealed = envelope::seal(clear, &key(), [3; 16]);
    answer(
        200,
        json!({"response": sealed.response, "sign": sealed.sign, "app_key": "the-app-key"})
            .to_string(),
    )
}

fn sealed(clear: Value) -> Answer {
    sealed_bytes(&PhpValue::from(clear).serialize())
}

fn order() -> Plan {
    plan_of("    resource: 12786\n    model: 1")
}

fn open(call: &str, answer: &Answer) -> Reading {
    dialect().open(&clear(&order(), call), answer)
}

fn done(reading: Reading) -> Slots {
    match reading {
        Reading::Done(slots) => slots,
        other => panic!("{other:?}"),
    }
}

/// The document's order: its clear text is PHP's, byte for byte.
#[test]
fn the_documents_order_is_sealed_as_php_seals_it() {
    let section = "    resource: 12786\n    model: 1\n    out_resource: 12222\n    source: http://example.com\n    note: 测试备注";
    let mut article = article(section, "测试文章内容");
    article.title.value = "测试文章标题".into();
    let plans = Jzguai.plan(&article, &jz(), &known()).unwrap();
    let call = calls(&plans[0])
        .into_iter()
        .find(|c| c.name == "publish")
        .unwrap();
    let mut slots = Slots::default();
    slots.set("order_id", "ORDER20231215001");
    let mut call = call.fill(&slots).unwrap();
    // The only difference: our HTML ends with a line break.
    let html = &mut call.body.as_mut().unwrap()["prop"]["neirong"];
    assert_eq!(*html, "<p>测试文章内容</p>\n");
    *html = "<p>测试文章内容</p>".into();
    let text = opened(&dialect().seal(&call, &MOMENT));
    assert_eq!(
        String::from_utf8(text),
        String::from_utf8(golden("request-publish"))
    );
}

#[test]
fn the_documents_status_request_is_sealed_as_php_seals_it() {
    let call = calls(&order())
        .into_iter()
        .find(|c| c.name == "status")
        .unwrap();
    let mut slots = Slots::default();
    slots.set("order_id", "ORDER20231215001");
    let request = dialect().seal(&call.fill(&slots).unwrap(), &MOMENT);
    assert_eq!(opened(&request), golden("request-status"));
    assert_eq!(request.method, "POST");
    assert_eq!(request.url, "https://open-rw-cs.jzguai.com/api/v1/status");
}

#[test]
fn every_moment_seals_with_a_vector_of_its_own() {
    let call = clear(&order(), "status");
    let other = Moment {
        random: [8; 32],
        ..MOMENT
    };
    let response = |moment| match dialect().seal(&call, moment).body {
        Body::Multipart(fields) => fields[0].1.clone(),
        _ => panic!("not multipart"),
    };
    assert_ne!(response(&MOMENT), response(&other));
}

#[test]
fn a_price_type_is_sent_where_the_kind_has_one() {
    let plan = plan_of(
        "    resource: 30101\n    model: 3\n    price_type: 普条\n    cover: https://a.cn/c.png",
    );
    let body = clear(&plan, "publish").body.unwrap();
    let keys: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys[6..], ["price_type", "sale_id", "sale_name", "prop"]);
    assert_eq!(body["price_type"], 2);
}

#[test]
fn the_documents_answers_are_read() {
    let medium = plan_of("    resource: 24065\n    model: 1");
    let resource = clear(&medium, "resource");
    let slots = done(dialect().open(&resource, &sealed_bytes(&golden("answer-resource"))));
    assert_eq!(slots.text("price").as_deref(), Some("13.00"));
    assert_eq!(slots.text("medium_name").as_deref(), Some("汉网财经首发"));
    let slots = done(open("publish", &sealed_bytes(&golden("answer-publish"))));
    assert_eq!(
        slots.text("resource_order_num").as_deref(),
        Some("MP20231215123456")
    );
    assert_eq!(slots.text("echo_resource").as_deref(), Some("12786"));
    let slots = done(open("status", &sealed_bytes(&golden("answer-status"))));
    assert_eq!(slots.text("order_status").as_deref(), Some("1002"));
    assert_eq!(
        slots.text("order_link").as_deref(),
        Some("http://www.example.com/news/123.html")
    );
    let Reading::Refused(r) = open("publish", &sealed_bytes(&golden("answer-error"))) else {
        panic!("not refused");
    };
    assert_eq!(
        (r.code.as_str(), r.means, r.not_done),
        ("ERROR00022", ErrorMeaning::AlreadyThere, false)
    );
}

fn row(change: Value) -> Answer {
    let mut row = json!({"id": 12786, "model_id": 1, "name": "荆楚财经网", "price_original": "10.00",
        "price_proxy": "13.00", "status": 1, "attributes": []});
    for (name, value) in change.as_object().unwrap() {
        row[name] = value.clone();
    }
    sealed(
        json!({"data": {"current_page": 1, "data": [row], "total": 1}, "errorCode": "", "message": "", "t": 1}),
    )
}

#[test]
fn the_highest_price_counts_in_whatever_type_it_comes() {
    for (change, price) in [
        (json!({}), "13.00"),
        (json!({"price_original": "14.5"}), "14.50"),
        (
            json!({"price_proxy": 13, "status": "1", "id": "12786", "model_id": "1"}),
            "13.00",
        ),
        (json!({"price_proxy": 13.5, "status": 1.0}), "13.50"),
        (json!({"price_original": null}), "13.00"),
        (
            json!({"price_proxy": "1080.00", "price_original": 960}),
            "1080.00",
        ),
    ] {
        let slots = done(open("resource", &row(change.clone())));
        assert_eq!(slots.text("price").as_deref(), Some(price), "{change}");
    }
}

#[test]
fn a_medium_that_cannot_be_ordered_stops_before_the_order() {
    let mut all = String::new();
    let closed = [
        json!({"status": 0}),
        json!({"status": "0"}),
        json!({"status": null}),
        json!({"id": 12787}),
        json!({"model_id": 2}),
        json!({"price_proxy": "面议"}),
        json!({"price_proxy": "-1"}),
        json!({"price_proxy": "0.00", "price_original": 0}),
        json!({"price_proxy": null, "price_original": null}),
    ];
    for change in closed {
        writeln!(
            all,
            "{change}\n  {:?}",
            open("resource", &row(change.clone()))
        )
        .unwrap();
    }
    let none = json!({"data": [], "errorCode": "", "message": "", "t": 1});
    writeln!(all, "no rows\n  {:?}", open("resource", &sealed(none))).unwrap();
    assert!(!all.contains("Done("), "{all}");
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn what_every_error_code_means_for_an_order() {
    let mut all = String::new();
    for code in [
        "ERROR00001",
        "ERROR00013",
        "ERROR00015",
        "ERROR00020",
        "ERROR00021",
        "ERROR00022",
        "ERROR00023",
        "ERROR00024",
        "ERROR00025",
        "ERROR00099",
        "ERROR00077",
    ] {
        let body = json!({"data": "", "errorCode": code, "message": "", "t": 1});
        let in_clear = open("publish", &answer(200, body.to_string()));
        let Reading::Refused(r) = open("publish", &sealed(body.clone())) else {
            panic!("{code} is not refused");
        };
        assert_eq!(
            format!("{in_clear:?}"),
            format!("{:?}", Reading::Refused(r.clone()))
        );
        writeln!(
            all,
            "{code} {} {:?} not done: {}",
            r.says, r.means, r.not_done
        )
        .unwrap();
        // A server's fault proves nothing, whatever it says.
        let failed = open("publish", &answer(502, body.to_string()));
        assert!(matches!(failed, Reading::Unclear(_)), "{failed:?}");
    }
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn what_is_no_answer_of_the_api_is_unclear() {
    let mut tampered = sealed(json!({"errorCode": "", "data": [], "message": ""}));
    // The first J is the third letter of `response`: base64 of `{"` is `eyJ`.
    let at = tampered.body.iter().position(|b| *b == b'J').unwrap();
    tampered.body[at] = b'K';
    let other = envelope::seal(b"N;", &Secret::new("another".to_owned()), [3; 16]);
    let mut all = String::new();
    for (what, answer) in [
        (
            "HTML",
            answer(502, "<html><title>502 Bad Gateway</title></html>"),
        ),
        (
            "HTML with 200",
            answer(200, "<html><title>login</title></html>"),
        ),
        ("nothing", answer(200, "")),
        ("a list", answer(200, "[]")),
        ("tampered", tampered),
        (
            "another key",
            answer(
                200,
                json!({"response": other.response, "sign": other.sign}).to_string(),
            ),
        ),
        (
            "a success in clear",
            answer(200, r#"{"errorCode": "", "data": []}"#),
        ),
        (
            "a sealed success with 404",
            Answer {
                status: 404,
                ..sealed(json!({"errorCode": ""}))
            },
        ),
        (
            "a sealed answer with 500",
            Answer {
                status: 500,
                ..sealed(json!({"errorCode": "ERROR00020"}))
            },
        ),
        ("no errorCode", sealed(json!({"data": []}))),
        (
            "errorCode as a number",
            sealed(json!({"errorCode": 0, "data": []})),
        ),
        ("a sealed text", sealed(json!("ok"))),
    ] {
        let Reading::Unclear(why) = open("publish", &answer) else {
            panic!("{what} is believed");
        };
        assert!(
            !why.contains(SECRET) && !why.contains("the-app-key"),
            "{why}"
        );
        writeln!(all, "{what}: {why}").unwrap();
    }
    insta::assert_snapshot!(all.trim_end());
}

fn no_such_order() -> Value {
    json!({"data": [], "errorCode": "ERROR00015", "message": "订单不存在", "t": 1})
}

fn status_error(code: &str, message: &str) -> Value {
    json!({"data": [], "errorCode": code, "message": message, "t": 1})
}

#[test]
fn only_a_sealed_word_says_that_an_order_is_not_there() {
    for (call, slot) in [("status", "order_status"), ("status_before", "order_known")] {
        let slots = done(open(call, &sealed(no_such_order())));
        assert!(slots.knows(slot) && slots.get(slot).is_none());
        for doubtful in [
            answer(200, no_such_order().to_string()),
            answer(502, no_such_order().to_string()),
            sealed(status_error("ERROR00099", "系统内部错误")),
            sealed(status_error("ERROR00024", "签名验证失败")),
        ] {
            let reading = open(call, &doubtful);
            assert!(!matches!(reading, Reading::Done(_)), "{call}: {reading:?}");
        }
    }
    // The same words about an order that is placed are a refusal.
    let reading = open("publish", &sealed(no_such_order()));
    assert!(matches!(reading, Reading::Refused(_)), "{reading:?}");
}

#[test]
fn before_the_order_less_proof_is_enough_than_after_it() {
    for vague in [
        status_error("ERROR00015", "请求参数错误"),
        status_error("ERROR00021", "媒体资源不存在"),
        json!({"data": "", "errorCode": "", "message": ""}),
        json!({"data": "", "errorCode": "", "message": "", "status": ""}),
    ] {
        let slots = done(open("status_before", &sealed(vague.clone())));
        assert!(slots.get("order_known").is_none(), "{vague}");
        let after = open("status", &sealed(vague.clone()));
        assert!(!matches!(after, Reading::Done(_)), "{vague}: {after:?}");
    }
}

#[test]
fn an_order_that_is_there_before_we_ordered_stops_us() {
    for status in [json!(1001), json!("1002")] {
        let body = json!({"data": "http://a.cn/1", "errorCode": "", "message": "稿件状态", "status": status});
        let Reading::Refused(r) = open("status_before", &sealed(body)) else {
            panic!("not stopped");
        };
        assert_eq!(r.means, ErrorMeaning::AlreadyThere);
        assert!(
            r.says.contains(order().given["order_id"].as_str().unwrap()),
            "{}",
            r.says
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_answer_panics_or_is_believed(status in 200u16..600, body: Vec<u8>, text in ".*") {
        let (plan, dialect) = (order(), dialect());
        for body in [body, text.into_bytes()] {
            for call in ["resource", "status_before", "publish", "status"] {
                let call = clear(&plan, call);
                let plain = dialect.open(&call, &answer(status, body.clone()));
                assert!(!matches!(plain, Reading::Done(_)));
                // Sealed rubbish is rubbish.
                let reading = dialect.open(&call, &sealed_bytes(&body));
                assert!(!matches!(reading, Reading::Done(_)), "{reading:?}");
            }
        }
    }
}
