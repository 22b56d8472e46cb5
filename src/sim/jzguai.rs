//! jzguai's answers, and Yunsuo's one.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::juejin::ok;
use super::memo::Memo;
use super::model::{Change, Model, price};
use super::placed::JZ_SECRET;
use crate::plan::{Answer, Body, Request};
use crate::platforms::jzguai::{
    envelope,
    php::{PhpValue, unserialize},
};
use crate::secret::Secret;

thread_local! {
    static OPENED: Memo<String, Value> = const { Memo::new() };
    static SEALED: Memo<Value, Answer> = const { Memo::new() };
}

/// The body of a request, opened.
pub(super) fn body(request: &Request) -> Value {
    let Body::Multipart(fields) = &request.body else {
        return Value::Null;
    };
    let response = fields.iter().find(|(n, _)| n == "response");
    let sealed = &response.expect("a sealed request").1;
    let open = || {
        let clear = envelope::open(sealed, &secret()).expect("our own key");
        let value = unserialize(&clear).expect("PHP's notation");
        let mut body = value.to_json().expect("a JSON value");
        // The fields of an order are a text of JSON within it.
        if let Some(fields) = body["prop"].as_str() {
            body["prop"] = serde_json::from_str(fields).expect("JSON");
        }
        body
    };
    OPENED.with(|known| known.of(|s| s == sealed, || sealed.clone(), open))
}

/// What a request changes.
pub(super) fn change(path: &str, body: &Value) -> Option<Change> {
    (path == "/api/v1/publish").then(|| {
        let id = body["customer_order_id"].as_str().unwrap_or_default();
        let text = body["prop"]["neirong"].as_str().unwrap_or_default();
        Change::Order(id.to_owned(), medium(body), text.into())
    })
}

fn medium(body: &Value) -> String {
    format!("{}/{}", body["model_id"], body["resource_id"])
}

/// Answers a request.
pub(super) fn answer(model: &mut Model, path: &str, body: &Value, now: Instant) -> Answer {
    let fine = |mut answer: Value| {
        answer["errorCode"] = "".into();
        answer
    };
    sealed(match path {
        "/api/v1/resource" => fine(json!({"message": "", "data": {"data": [{
            "id": body["resource_id"], "model_id": body["model_id"], "name": "一个媒体", "status": 1,
            "price_original": price(&medium(body)).to_string(), "price_proxy": "9.00",
        }]}})),
        "/api/v1/wallet" => fine(json!({"message": "", "data": {"remaining": "100000.00"}})),
        "/api/v1/status" => {
            let id = body["order_id"].as_str().unwrap_or_default();
            match model.orders.contains_key(id) {
                true => fine(json!({"status": "1011", "message": "待安排", "data": ""})),
                false => json!({"errorCode": "ERROR00015", "message": "订单不存在", "data": ""}),
            }
        }
        _ => match change(path, body).map(|c| model.change(&c, now)) {
            Some(Some(_)) => fine(json!({"message": "", "data": [{
                "model_id": body["model_id"], "resource_id": body["resource_id"],
                "resource_order_id": 5, "resource_order_num": "N5",
            }]})),
            _ => json!({"errorCode": "ERROR00022", "message": "订单已存在", "data": ""}),
        },
    })
}

fn sealed(body: Value) -> Answer {
    let seal = || {
        let clear = PhpValue::from(body.clone()).serialize();
        let sealed = envelope::seal(&clear, &secret(), [9; 16]);
        ok(&json!({"response": sealed.response, "sign": sealed.sign}))
    };
    SEALED.with(|known| known.of(|b| *b == body, || body.clone(), seal))
}

fn secret() -> Secret<String> {
    Secret::new(JZ_SECRET.to_owned())
}
