//! Every request and answer of the document, in clear and sealed, against what PHP itself made.

use std::fmt::Write as _;

use serde_json::Value;

use super::*;
use crate::plan::{Body, Medium, Moment, Money, Reading, TODAY};
use crate::platforms::jzguai::envelope;
use crate::platforms::jzguai::php::unserialize;
use crate::platforms::jzguai::{catalogue, wallet};

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/wire/jzguai")
}

fn golden(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(format!("serialized/{name}.txt"))).unwrap()
}

/// What PHP sealed of a payload, under each of its secrets.
fn sealed_by_php(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(fixtures().join("envelopes.json")).unwrap();
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    all.into_iter().filter(|e| e["payload"] == name).collect()
}

/// The document's four requests, as our code makes them.
fn requests() -> Vec<(&'static str, ClearCall)> {
    let mut slots = Slots::default();
    slots.set("order_id", "ORDER20231215001");
    slots.set(TODAY, "2023-12-15");
    // The document's page has 300 rows; ours has as many as are allowed.
    let page = catalogue::page_call(&jz(), 1, 1).unwrap();
    let mut page = page.fill(&slots).unwrap();
    assert_eq!(page.body.as_ref().unwrap()["limit"], catalogue::LIMIT);
    page.body.as_mut().unwrap()["limit"] = 300.into();

    let section = "    resource: 12786\n    model: 1\n    out_resource: 12222\n    source: http://example.com\n    note: 测试备注";
    let mut article = article(section, "测试文章内容");
    article.title.value = "测试文章标题".into();
    let plan = Jzguai.plan(&article, &jz(), &known()).unwrap().remove(0);
    let of_plan = |name: &str| {
        let call = calls(&plan).into_iter().find(|c| c.name == name).unwrap();
        call.fill(&slots).unwrap()
    };
    let mut publish = of_plan("publish");
    // The only difference: our HTML ends with a line break.
    let html = &mut publish.body.as_mut().unwrap()["prop"]["neirong"];
    assert_eq!(*html, "<p>测试文章内容</p>\n");
    *html = "<p>测试文章内容</p>".into();
    let wallet = wallet::wallet_call(&jz(), "2023-12-01", "2023-12-15").unwrap();
    vec![
        ("request-resource", page),
        ("request-publish", publish),
        ("request-status", of_plan("status")),
        ("request-wallet", wallet.fill(&slots).unwrap()),
    ]
}

#[test]
fn every_request_is_phps_own_in_clear_and_sealed() {
    let mut all = String::new();
    for (name, call) in requests() {
        let php = sealed_by_php(name);
        assert_eq!(php.len(), 4, "{name}");
        for by_php in &php {
            let secret = by_php["secret"].as_str().unwrap();
            let secrets = Secrets([("app_secret".to_owned(), Secret::new(secret.into()))].into());
            let dialect = Jzguai.dialect(&jz(), &secrets).unwrap();
            let mut random = [0; 32];
            hex::decode_to_slice(by_php["iv"].as_str().unwrap(), &mut random[..16]).unwrap();
            let request = dialect.seal(&call, &Moment { unix: 0, random });
            let Body::Multipart(fields) = &request.body else {
                panic!("not multipart");
            };
            assert_eq!(fields[0].1, by_php["response"].as_str().unwrap(), "{name}");
            assert_eq!(fields[1].1, by_php["sign"].as_str().unwrap(), "{name}");
            let key = Secret::new(secret.to_owned());
            let clear = envelope::open(&fields[0].1, &key).unwrap();
            assert_eq!(clear, golden(name), "{name}");
            if secret.len() == 5 {
                writeln!(all, "{} {}", request.method, request.url).unwrap();
                writeln!(all, "in clear: {}", String::from_utf8(clear).unwrap()).unwrap();
                for (field, value) in fields {
                    writeln!(all, "{field}: {value}").unwrap();
                }
                writeln!(all).unwrap();
            }
        }
    }
    insta::assert_snapshot!(all.trim_end());
}

#[test]
fn every_kind_orders_with_its_own_fields() {
    let image = "https://a.cn/i.png";
    let mut all = String::new();
    for (model, _) in catalogue::kinds() {
        let fields = match model {
            3 => format!("price_type: 普条\n    cover: {image}\n    original_link: https://a.cn/o"),
            4 => "price_type: 任务".to_owned(),
            9 => "subject: 某产品\n    points: 三个要点".to_owned(),
            11 => format!("news_link: https://a.cn/n\n    licence: {image}\n    logo: {image}"),
            13 => "price_type: 原创视频".to_owned(),
            _ => "sale_id: 7\n    sale_name: 某人\n    out_model: 2\n    kind: 3".to_owned(),
        };
        let plan = plan_of(&format!(
            "    resource: 99\n    model: {model}\n    {fields}"
        ));
        let body = clear(&plan, "publish").body.unwrap();
        assert_eq!(body["customer_batch_id"], body["customer_order_id"]);
        let line = body.to_string();
        let id = body["customer_order_id"].as_str().unwrap();
        assert!(id.len() <= 24, "{id}");
        writeln!(all, "{}", line.replace(id, "ORDER")).unwrap();
    }
    insta::assert_snapshot!(all.trim_end());
}

fn answered(call: &ClearCall, name: &str) -> Slots {
    let sealed = envelope::seal(&golden(name), &Secret::new(SECRET.to_owned()), [3; 16]);
    let body = serde_json::json!({"response": sealed.response, "sign": sealed.sign});
    let answer = crate::plan::Answer {
        status: 200,
        headers: Vec::new(),
        body: body.to_string().into_bytes(),
    };
    match dialect().open(call, &answer) {
        Reading::Done(slots) => slots,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_documents_catalogue_becomes_typed_media() {
    let call = catalogue::page_call(&jz(), 1, 1).unwrap();
    let call = call.fill(&Slots::default()).unwrap();
    let page = catalogue::page(1, &answered(&call, "answer-resource")).unwrap();
    assert_eq!((page.total, page.odd, page.rows.len()), (5144, 0, 2));
    let yuan = |fen| Some(Money::fen(fen));
    let attribute = |k: &str, v: &str| (k.to_owned(), v.to_owned());
    let wanted = Medium {
        model: 1,
        id: 24065,
        name: "汉网财经首发".into(),
        price_original: yuan(1000),
        price_proxy: yuan(1300),
        status: 1,
        attributes: [
            attribute("pindaoleixing", "财经金融"),
            attribute("zonghemenhu", "其他门户"),
            attribute("quyu", "湖北"),
            attribute(
                "meitianli",
                "http://www.cnhan.com/html/biz/20181225/983546.htm",
            ),
            attribute("lianjieleixing", "可带网址"),
            attribute("shouluxiaoguo", "不包网页收录"),
            attribute("weekend_active", "1"),
            attribute("meitiquanzhong", "1"),
            attribute("tebiehangye", "金融"),
            attribute("jiegaoshijian", "18:00"),
        ]
        .into(),
    };
    assert_eq!(page.rows[0], wanted);
    assert_eq!(wanted.price(), yuan(1300));
    // PHP's empty array is an empty map here.
    assert!(page.rows[1].attributes.is_empty());
}

#[test]
fn a_page_that_is_none_is_no_page_and_an_odd_row_is_counted() {
    let mut slots = Slots::default();
    assert!(catalogue::page(1, &slots).is_err());
    slots.set("total", "2");
    assert!(catalogue::page(1, &slots).is_err());
    slots.set(
        "rows",
        serde_json::json!([{"name": "no id"}, {"id": "7", "status": "1", "price_proxy": "面议"}]),
    );
    let page = catalogue::page(5, &slots).unwrap();
    assert_eq!((page.total, page.odd), (2, 1));
    assert_eq!((page.rows[0].id, page.rows[0].model), (7, 5));
    assert_eq!((page.rows[0].status, page.rows[0].price()), (1, None));
}

#[test]
fn the_documents_wallet_becomes_amounts() {
    let call = wallet::wallet_call(&jz(), "2023-12-01", "2023-12-15").unwrap();
    let call = call.fill(&Slots::default()).unwrap();
    let found = wallet::wallet(&answered(&call, "answer-wallet")).unwrap();
    let wanted = wallet::Wallet {
        remaining: Money::fen(520_000),
        recharge: Some(Money::fen(520_000)),
        consume: Some(Money::fen(0)),
        period_consume: Some(Money::fen(10_000)),
        period_recharge: Some(Money::fen(50_000)),
    };
    assert_eq!(found, wanted);
    assert!(wallet::wallet(&Slots::default()).is_err());
}

#[test]
fn every_answer_of_the_document_is_read_by_our_own_unserialize() {
    for name in ["resource", "publish", "status", "wallet", "error"] {
        let value = unserialize(&golden(&format!("answer-{name}"))).unwrap();
        assert!(value.to_json().unwrap()["errorCode"].is_string(), "{name}");
    }
}
