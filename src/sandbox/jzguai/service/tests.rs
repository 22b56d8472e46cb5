use serde_json::Value;

use super::*;
use crate::sandbox::harness::Up;
use crate::sandbox::jzguai::Fen;
use crate::sandbox::{Fault, FaultKind};

const HOST: &str = "https://open-rw-cs.jzguai.com/api/v1";
const IV: [u8; 16] = [9; 16];

/// Calls as the document does: sealed with the secret, sent as a multipart form.
async fn call(up: &Up, path: &str, sent: &Php) -> Value {
    try_call(up, path, sent).await.unwrap()
}

async fn try_call(up: &Up, path: &str, sent: &Php) -> reqwest::Result<Value> {
    let response = seal(sent, APP_SECRET, IV);
    let form = reqwest::multipart::Form::new()
        .text("sign", sign(&response))
        .text("response", response)
        .text("app_key", APP_KEY);
    let call = up.client().post(format!("{HOST}/{path}")).multipart(form);
    Ok(opened(&call.send().await?.json().await?, APP_SECRET))
}

fn opened(answer: &Value, secret: &str) -> Value {
    let response = answer["response"].as_str().unwrap();
    assert_eq!(answer["sign"], sign(response));
    open(response, secret).unwrap().to_json()
}

/// The document's example of an order.
fn order(changes: &[(&'static str, Php)]) -> Php {
    let prop = r#"{"biaoti":"测试文章标题","neirong":"<p>测试文章内容<\/p>","leixing":1}"#;
    let mut pairs = vec![
        ("model_id", Php::Int(1)),
        ("resource_id", Php::Int(12786)),
        ("customer_order_id", Php::from("ORDER20231215001")),
        ("customer_batch_id", Php::from("ORDER20231215001")),
        ("out_model_id", Php::Int(1)),
        ("out_resource_id", Php::Int(12222)),
        ("sale_id", Php::Int(0)),
        ("sale_name", Php::from("")),
        ("prop", Php::from(prop)),
    ];
    for (name, value) in changes {
        pairs.retain(|(n, _)| n != name);
        pairs.push((name, value.clone()));
    }
    Php::map(pairs)
}

fn order_of(id: &str) -> [(&'static str, Php); 2] {
    [
        ("customer_order_id", id.into()),
        ("customer_batch_id", id.into()),
    ]
}

async fn remaining(up: &Up) -> String {
    let answer = call(up, "wallet", &Php::list([])).await;
    answer["data"]["remaining"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_order_costs_its_price_and_goes_live_as_it_is_asked_for() {
    let up = Up::new().await;
    assert_eq!(remaining(&up).await, "5200.00");
    let placed = call(&up, "publish", &order(&[])).await;
    assert_eq!(placed["errorCode"], "");
    let row = &placed["data"][0];
    assert_eq!(row["resource_order_id"], "120");
    assert_eq!(row["model_id"], "1");
    assert_eq!(row["resource_id"], "12786");
    let number = row["resource_order_num"].as_str().unwrap();
    assert!(number.starts_with("MP20") && number.len() == 16, "{number}");

    let wallet = call(&up, "wallet", &Php::list([])).await;
    assert_eq!(wallet["data"]["remaining"], "5187.00");
    assert_eq!(wallet["data"]["consume"], "13.00");
    let long_ago = Php::map([("start", "2001-01-01".into()), ("end", "2001-12-31".into())]);
    let period = call(&up, "wallet", &long_ago).await;
    assert_eq!(period["data"]["period_consume"], "0.00");

    let ask = Php::map([
        ("model_id", Php::Int(1)),
        ("order_id", "ORDER20231215001".into()),
    ]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        let answer = call(&up, "status", &ask).await;
        seen.push((answer["status"].as_i64().unwrap(), answer["data"].clone()));
    }
    let link = json!("http://www.example.com/news/120.html");
    let wanted = [
        (1011, json!("")),
        (1001, json!("")),
        (1002, link.clone()),
        (1002, link),
    ];
    assert_eq!(seen, wanted);

    let kept = up.shared.book.read(|s| s.jzguai.orders[0].clone());
    assert_eq!(kept.fields["prop"]["neirong"], "<p>测试文章内容</p>");
    assert_eq!((kept.price, kept.asked), (Fen(1300), 4));
}

#[tokio::test]
async fn the_same_order_again_is_refused_and_charges_nothing() {
    let up = Up::new().await;
    call(&up, "publish", &order(&[])).await;
    let again = call(&up, "publish", &order(&[])).await;
    assert_eq!(again["errorCode"], "ERROR00022");
    assert_eq!(again["data"], json!([]));
    assert_eq!(remaining(&up).await, "5187.00");
    assert_eq!(up.shared.book.read(|s| s.jzguai.orders[0].repeated), 1);
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_there() {
    let up = Up::new().await;
    let fault = Fault::once("jzguai", "/api/v1/publish", FaultKind::LoseAnswer);
    up.shared.faults.set(vec![fault]).unwrap();
    assert!(try_call(&up, "publish", &order(&[])).await.is_err());
    let again = call(&up, "publish", &order(&[])).await;
    assert_eq!(again["errorCode"], "ERROR00022");
    assert_eq!(up.shared.book.read(|s| s.jzguai.orders.len()), 1);
}

#[tokio::test]
async fn what_is_wrong_with_an_order_has_its_code() {
    let up = Up::new().await;
    let prop = |json: &str| ("prop", Php::from(json));
    let table = [
        (vec![("model_id", Php::Int(14))], "ERROR00015"),
        (vec![("customer_order_id", Php::from(""))], "ERROR00015"),
        (
            vec![("customer_batch_id", Php::from("OTHER"))],
            "ERROR00015",
        ),
        (vec![("out_resource_id", Php::Null)], "ERROR00015"),
        (vec![prop("{}")], "ERROR00015"),
        (vec![prop("not json")], "ERROR00015"),
        (vec![("resource_id", Php::Int(1))], "ERROR00021"),
        (vec![("resource_id", Php::Int(12857))], "ERROR00021"),
        (vec![("model_id", Php::Int(2))], "ERROR00021"),
        (
            vec![("model_id", Php::Int(3)), ("resource_id", Php::Int(30101))],
            "ERROR00015",
        ),
        (
            vec![
                ("model_id", Php::Int(3)),
                ("resource_id", Php::Int(30101)),
                ("price_type", Php::Int(1)),
            ],
            "ERROR00015",
        ),
        (
            vec![("model_id", Php::Int(9)), ("resource_id", Php::Int(90101))],
            "ERROR00015",
        ),
    ];
    for (changes, code) in table {
        let answer = call(&up, "publish", &order(&changes)).await;
        assert_eq!(answer["errorCode"], code, "{changes:?}");
    }
    assert_eq!(up.shared.book.read(|s| s.jzguai.orders.len()), 0);
}

#[tokio::test]
async fn a_kind_with_types_of_price_takes_one_of_them() {
    let up = Up::new().await;
    // Numbers come as strings from many clients.
    let wechat = order(&[
        ("model_id", Php::from("3")),
        ("resource_id", Php::from("30101")),
        ("price_type", Php::from("2")),
    ]);
    assert_eq!(call(&up, "publish", &wechat).await["errorCode"], "");
    assert_eq!(remaining(&up).await, "4940.00");
}

#[tokio::test]
async fn an_order_that_costs_more_than_is_left_is_refused() {
    let up = Up::new().await;
    let dear = ("resource_id", Php::Int(12862));
    for (id, code) in [("A", ""), ("B", "ERROR00020")] {
        let [a, b] = order_of(id);
        let answer = call(&up, "publish", &order(&[a, b, dear.clone()])).await;
        assert_eq!(answer["errorCode"], code);
    }
    assert_eq!(remaining(&up).await, "1400.00");
}

#[tokio::test]
async fn an_order_that_is_not_there_is_a_sealed_answer() {
    let up = Up::new().await;
    let ask = Php::map([("model_id", Php::Int(1)), ("order_id", "NONE".into())]);
    let answer = call(&up, "status", &ask).await;
    assert_eq!(answer["errorCode"], "ERROR00015");
    assert_eq!(answer["message"], "订单不存在");
}

#[tokio::test]
async fn the_catalogue_comes_in_pages() {
    let up = Up::new().await;
    let page = |n| {
        Php::map([
            ("model_id", Php::Int(1)),
            ("limit", Php::Int(5)),
            ("page", Php::Int(n)),
        ])
    };
    let mut ids = Vec::new();
    for (n, rows) in [(1, 5), (2, 5), (3, 2), (4, 0)] {
        let answer = call(&up, "resource", &page(n)).await;
        assert_eq!(answer["data"]["current_page"], n);
        assert_eq!(answer["data"]["total"], 12);
        let data = answer["data"]["data"].as_array().unwrap();
        assert_eq!(data.len(), rows);
        ids.extend(data.iter().map(|row| row["id"].as_i64().unwrap()));
    }
    ids.dedup();
    assert_eq!(ids.len(), 12);
    let one = Php::map([("model_id", Php::Int(1)), ("resource_id", Php::Int(24065))]);
    let answer = call(&up, "resource", &one).await;
    let row = &answer["data"]["data"][0];
    assert_eq!(
        (&row["name"], &row["price_proxy"]),
        (&json!("汉网财经首发"), &json!("13.00"))
    );
    assert_eq!(row["attributes"]["quyu"], "湖北");
    assert_eq!(answer["message"], "查询成功");
    let many = Php::map([("model_id", Php::Int(1)), ("limit", Php::Int(1001))]);
    assert_eq!(
        call(&up, "resource", &many).await["errorCode"],
        "ERROR00015"
    );
}

#[tokio::test]
async fn the_book_can_change_a_price_and_refuse_a_call() {
    let up = Up::new().await;
    let change = |s: &mut crate::sandbox::State| {
        let mut medium = s.jzguai.catalogue().remove(1);
        medium.price_proxy = Fen(99_900);
        s.jzguai.media.push(medium);
        let refused = ("resource".to_owned(), "ERROR00025".to_owned());
        s.jzguai.refuse.extend([refused]);
    };
    up.shared.book.change(change).unwrap();
    let list = Php::map([("model_id", Php::Int(1))]);
    let answer = call(&up, "resource", &list).await;
    assert_eq!(answer["message"], "同步时间限制");
    call(&up, "publish", &order(&[])).await;
    assert_eq!(remaining(&up).await, "4201.00");
}

#[tokio::test]
async fn both_dialects_and_both_forms_are_understood() {
    let up = Up::new().await;
    for secret in [APP_SECRET, APP_KEY] {
        let response = seal(&Php::list([]), secret, IV);
        let escaped = response
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        let body = format!(
            "response={escaped}&sign={}&app_key={APP_KEY}",
            sign(&response)
        );
        let call = up
            .client()
            .post("https://open-rw.jzguai.com/api/v1/wallet")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let answer: Value = call.send().await.unwrap().json().await.unwrap();
        assert_eq!(opened(&answer, secret)["data"]["remaining"], "5200.00");
    }
}

#[tokio::test]
async fn who_is_not_known_gets_plain_json_and_who_is_gets_it_sealed() {
    let up = Up::new().await;
    let good = seal(&Php::list([]), APP_SECRET, IV);
    let foreign = seal(&Php::list([]), "another secret", IV);
    let table = [
        ("nobody", good.as_str(), sign(&good), "wallet", "ERROR00013"),
        (APP_KEY, &good, "0".repeat(32), "wallet", "ERROR00024"),
        (APP_KEY, &foreign, sign(&foreign), "wallet", "ERROR00015"),
        (APP_KEY, &good, sign(&good), "nowhere", "ERROR00001"),
    ];
    for (app_key, response, sign, path, code) in table {
        let form = reqwest::multipart::Form::new()
            .text("response", response.to_owned())
            .text("sign", sign)
            .text("app_key", app_key);
        let call = up.client().post(format!("{HOST}/{path}")).multipart(form);
        let answer: Value = call.send().await.unwrap().json().await.unwrap();
        let clear = match app_key {
            APP_KEY => opened(&answer, APP_SECRET),
            _ => answer,
        };
        assert_eq!(clear["errorCode"], code);
    }
}
