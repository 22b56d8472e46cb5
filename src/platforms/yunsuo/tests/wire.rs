use serde_json::{Value, json};

use super::*;
use crate::plan::{Answer, Body, Dialect, Moment, Reading, Refusal, State};
use crate::platforms::yunsuo::signature::sign;
use crate::site::ErrorMeaning;

fn dialect() -> Box<dyn Dialect> {
    Yunsuo.dialect(&account(SETTINGS), &secrets()).unwrap()
}

fn moment(byte: u8) -> Moment {
    Moment {
        unix: 1_790_000_000,
        random: [byte; 32],
    }
}

fn open(status: u16, body: impl AsRef<[u8]>) -> Reading {
    let call = push(&plan(&hello())).fill(&Slots::default()).unwrap();
    let answer = Answer {
        status,
        headers: Vec::new(),
        body: body.as_ref().to_vec(),
    };
    dialect().open(&call, &answer)
}

fn json_answer(code: &Value) -> String {
    json!({"code": code, "msg": "标题过短,请增加标题长度", "time": 1_620_000_000, "data": {}})
        .to_string()
}

#[test]
fn a_call_is_signed_with_a_fresh_nonce() {
    let call = push(&plan(&hello())).fill(&Slots::default()).unwrap();
    let mut nonces = Vec::new();
    for byte in [1, 2] {
        let request = dialect().seal(&call, &moment(byte));
        let header = |name: &str| {
            let found = request.headers.iter().find(|(n, _)| n == name);
            found.unwrap().1.clone()
        };
        let nonce = header("Nonce");
        assert_eq!(header("User-Code"), "user-1");
        let key = Secret::new(SECRET.to_owned());
        assert_eq!(header("Signature"), sign(&key, &nonce, "user-1"));
        assert!(request.headers.iter().all(|(_, v)| !v.contains(SECRET)));
        assert_eq!(
            request.url,
            "https://api.yunsuofabu.com/v1/distribution/push"
        );
        let Body::Json(body) = request.body else {
            panic!("not JSON");
        };
        assert_eq!(Some(body), call.body);
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[test]
fn one_or_more_is_taken_and_proves_it() {
    for code in [json!(1), json!(2), json!("1")] {
        let Reading::Done(slots) = open(200, json_answer(&code)) else {
            panic!("{code} is not done");
        };
        let Verdict::Found(receipt) = Yunsuo.verdict(&plan(&hello()), &slots) else {
            panic!("{code} proves nothing");
        };
        assert_eq!(receipt.state, State::Submitted);
        let code = code.to_string().replace('"', "");
        assert!(
            receipt.evidence[0].contains(&format!("code {code} ")),
            "{receipt:?}"
        );
    }
}

#[test]
fn minus_one_or_less_is_refused_and_not_done() {
    for code in [json!(-1), json!(-401), json!("-1")] {
        for status in [200, 400] {
            let Reading::Refused(refusal) = open(status, json_answer(&code)) else {
                panic!("{code} is not refused");
            };
            let wanted = Refusal {
                code: code.to_string().replace('"', ""),
                says: "标题过短,请增加标题长度".into(),
                means: ErrorMeaning::Invalid,
                not_done: true,
                retry_after: None,
            };
            assert_eq!(refusal, wanted);
        }
    }
}

#[test]
fn everything_else_is_unclear() {
    for (status, body) in [
        (200, json_answer(&json!(0))),
        (200, json_answer(&json!(null))),
        (200, json_answer(&json!(true))),
        (200, json_answer(&json!(0.5))),
        (200, json!({"msg": "ok"}).to_string()),
        (200, "[1]".to_owned()),
        (200, String::new()),
        (200, "<html><title>login</title></html>".to_owned()),
        (302, json_answer(&json!(1))),
        (404, json_answer(&json!(1))),
        (500, json_answer(&json!(-1))),
        (
            502,
            "<html><title>502 Bad Gateway</title></html>".to_owned(),
        ),
    ] {
        let reading = open(status, &body);
        let Reading::Unclear(why) = reading else {
            panic!("{status} {body} is believed: {reading:?}");
        };
        assert!(!why.contains(SECRET), "{why}");
    }
}

#[test]
fn a_lost_answer_proves_nothing() {
    let found = Yunsuo.verdict(&plan(&hello()), &Slots::default());
    assert!(matches!(found, Verdict::Unclear(_)), "{found:?}");
}
