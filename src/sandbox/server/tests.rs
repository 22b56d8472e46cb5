use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::sandbox::harness::Up;
use crate::sandbox::{Fault, FaultKind};

const PUSH: &str = "/v1/distribution/push";

/// A push with everything right.
fn push(client: &reqwest::Client) -> reqwest::RequestBuilder {
    signed(client, &yunsuo::signature("n1"))
}

fn signed(client: &reqwest::Client, signature: &str) -> reqwest::RequestBuilder {
    client
        .post(format!("https://api.yunsuofabu.com{PUSH}"))
        .header("nonce", "n1")
        .header("user-code", yunsuo::USER_CODE)
        .header("signature", signature)
        .json(&yunsuo::example())
}

fn fault(up: &Up, kind: FaultKind) {
    let fault = Fault::once("yunsuo", PUSH, kind);
    up.shared.faults.set(vec![fault]).unwrap();
}

fn pushes(up: &Up) -> usize {
    up.shared.book.read(|s| s.yunsuo.pushes.len())
}

#[tokio::test]
async fn every_host_answers_under_its_own_name() {
    let up = Up::new().await;
    let client = up.client();
    for host in HOSTS.iter().map(|h| h.replace('*', "p3")) {
        let answer = client
            .get(format!("https://{host}/nowhere"))
            .send()
            .await
            .unwrap();
        assert_ne!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert_eq!(answer.version(), axum::http::Version::HTTP_2);
    }
}

#[tokio::test]
async fn a_host_that_is_not_of_the_sandbox_is_refused() {
    let up = Up::new().await;
    let client = up.builder().http1_only().build().unwrap();
    for (host, status) in [("example.com", 421), ("API.YUNSUOFABU.COM:443", 404)] {
        let call = client.get("https://juejin.cn/nowhere").header("host", host);
        assert_eq!(call.send().await.unwrap().status(), status, "{host}");
    }
}

#[tokio::test]
async fn a_client_that_does_not_know_the_authority_is_not_served() {
    let (up, other) = (Up::new().await, Up::new().await);
    let ca = reqwest::Certificate::from_pem(other.server.ca_pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([ca]).no_proxy();
    let client = client
        .resolve("juejin.cn", up.server.addr())
        .build()
        .unwrap();
    assert!(
        client
            .get("https://juejin.cn/")
            .send()
            .await
            .unwrap_err()
            .is_connect()
    );
}

#[tokio::test]
async fn a_client_that_never_shakes_hands_holds_up_no_other() {
    let up = Up::new().await;
    let _silent = tokio::net::TcpStream::connect(up.server.addr())
        .await
        .unwrap();
    assert!(
        push(&up.client())
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
}

#[tokio::test]
async fn the_same_push_twice_is_two_entries() {
    let up = Up::new().await;
    let client = up.client();
    for _ in 0..2 {
        let answer: Value = push(&client).send().await.unwrap().json().await.unwrap();
        assert_eq!((&answer["code"], &answer["msg"]), (&json!(1), &json!("ok")));
    }
    assert_eq!(pushes(&up), 2);
}

#[tokio::test]
async fn a_push_whose_signature_is_wrong_is_not_accepted() {
    let up = Up::new().await;
    let answer = signed(&up.client(), "00").send().await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], -1);
    assert_eq!(pushes(&up), 0);
}

#[tokio::test]
async fn faults_do_what_they_say_once() {
    use FaultKind::*;
    let up = Up::new().await;
    // What comes of the call, and whether it was committed.
    let table = [
        (ErrorBefore, "500 text", false),
        (LoseBefore, "no answer", false),
        (LoseAnswer, "no answer", true),
        (Cut, "200 cut", true),
        (Garbage, "200 text", true),
        (Html, "502 text", true),
        (
            WrongType,
            r#"200 {"code":1,"data":"wrong type","msg":"ok"}"#,
            true,
        ),
        (
            LoggedOut,
            r#"200 {"code":-1,"data":{},"msg":"签名验证失败"}"#,
            false,
        ),
        (Captcha, "403 text", false),
        (RateLimited, "429 text", false),
    ];
    for http1 in [true, false] {
        for (kind, outcome, committed) in table {
            let client = match http1 {
                true => up.builder().http1_only().build().unwrap(),
                false => up.client(),
            };
            let before = pushes(&up);
            fault(&up, kind);
            assert_eq!(outcome_of(push(&client)).await, outcome, "{kind:?} {http1}");
            assert_eq!(pushes(&up) - before, usize::from(committed), "{kind:?}");
            let next = outcome_of(push(&client)).await;
            assert_eq!(
                next, r#"200 {"code":1,"data":{},"msg":"ok"}"#,
                "after {kind:?}"
            );
        }
    }
}

async fn outcome_of(call: reqwest::RequestBuilder) -> String {
    let Ok(answer) = call.send().await else {
        return "no answer".into();
    };
    let status = answer.status().as_u16();
    let Ok(body) = answer.bytes().await else {
        return format!("{status} cut");
    };
    match serde_json::from_slice::<Value>(&body) {
        Ok(v) => {
            let shown = json!({"code": v["code"], "data": v["data"], "msg": v["msg"]});
            format!("{status} {shown}")
        }
        Err(_) => format!("{status} text"),
    }
}

#[tokio::test]
async fn a_call_that_hangs_ends_when_the_server_stops() {
    for (kind, committed) in [(FaultKind::Hang, 1), (FaultKind::HangBefore, 0)] {
        let up = Up::new().await;
        fault(&up, kind);
        let call = tokio::spawn(push(&up.client()).send());
        let reached = async {
            let met = up.dir.path().join("faults.met.json");
            let is_met = || std::fs::read_to_string(&met).is_ok_and(|t| t.contains("[1]"));
            while !(is_met() && pushes(&up) == committed) {
                tokio::task::yield_now().await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, reached)
            .await
            .expect("the fault is met");
        assert!(!call.is_finished());
        up.server.stop().await;
        assert!(call.await.unwrap().is_err());
        assert_eq!(up.shared.book.read(|s| s.yunsuo.pushes.len()), committed);
    }
}

#[tokio::test]
async fn a_late_call_arrives_once_its_client_has_left_and_something_else_was_answered() {
    let up = Up::new().await;
    fault(&up, FaultKind::Late);
    let client = up.client();
    let impatient = push(&client).timeout(Duration::from_millis(200)).send();
    assert!(impatient.await.unwrap_err().is_timeout());
    assert_eq!(pushes(&up), 0);
    // When the server sees that its client has left is for it to say.
    let arrived = async {
        while pushes(&up) == 0 {
            let other = client.get("https://api.yunsuofabu.com/nowhere").send();
            other.await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let patience = Duration::from_secs(30);
    tokio::time::timeout(patience, arrived)
        .await
        .expect("it arrives");
    assert_eq!(pushes(&up), 1);
}

#[tokio::test]
async fn a_duplicate_is_taken_twice_and_answered_once() {
    let up = Up::new().await;
    fault(&up, FaultKind::Duplicate);
    let answer: Value = push(&up.client())
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["code"], 1);
    assert_eq!(pushes(&up), 2);
}

#[tokio::test]
async fn another_content_type_changes_nothing_of_the_answer() {
    let up = Up::new().await;
    fault(&up, FaultKind::ContentType);
    let answer = push(&up.client()).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], 1);
    assert_eq!(pushes(&up), 1);
}

#[tokio::test]
async fn a_preflight_does_not_use_up_a_fault() {
    let up = Up::new().await;
    fault(&up, FaultKind::RateLimited);
    let url = format!("https://api.yunsuofabu.com{PUSH}");
    let preflight = up
        .client()
        .request(Method::OPTIONS, url)
        .send()
        .await
        .unwrap();
    assert_ne!(preflight.status(), StatusCode::TOO_MANY_REQUESTS);
    let answer = push(&up.client()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_script_that_makes_no_sense_is_the_answer_to_every_call() {
    let up = Up::new().await;
    std::fs::write(up.dir.path().join("faults.toml"), "[[fault]]\n").unwrap();
    let answer = push(&up.client()).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text().await.unwrap().contains("faults.toml"));
    assert_eq!(pushes(&up), 0);
}

#[tokio::test]
async fn a_book_opened_again_has_the_same_content() {
    let up = Up::new().await;
    push(&up.client()).send().await.unwrap();
    let shown = up.client().get(format!("https://{CONTROL_HOST}/book"));
    let shown: Value = shown.send().await.unwrap().json().await.unwrap();
    // Nothing is stopped or flushed first: a killed process does not do that either.
    let again = Shared::open(up.dir.path(), Path::new("assets")).unwrap();
    let read: Value = serde_json::from_slice(&again.book.to_json().unwrap()).unwrap();
    assert_eq!(read, shown);
    assert_eq!(read["yunsuo"]["pushes"][0]["data"], yunsuo::example());
}

#[tokio::test]
async fn a_stopped_server_is_gone() {
    let up = Up::new().await;
    let client = up.client();
    push(&client).send().await.unwrap();
    up.server.stop().await;
    assert!(push(&client).send().await.is_err());
}
