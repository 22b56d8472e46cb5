//! Every kind that goes by HTTP: the signature, made here anew, and the shape.

use super::home::Home;
use super::receiver::{Receiver, base64, hmac, is_now, ok};

const FEISHU_OK: &str = r#"{"code":0,"msg":"success","data":{}}"#;
const ROBOT_OK: &str = r#"{"errcode":0,"errmsg":"ok"}"#;

/// Configures one notice and sends a sample of it.
fn one(kind: &str, url: &str, more: &str) -> (Home, i32, String) {
    let home = Home::new(&format!(
        "[notify.team]\nkind = \"{kind}\"\nurl = \"{url}\"\n{more}"
    ));
    let (ran, row) = home.test();
    assert_eq!(row["kind"], kind);
    (home, ran.code, row.to_string())
}

const SIGNED: &str = "secret = { env = \"ROBOT_SECRET\" }\n";

#[test]
fn a_webhook_gets_json_that_is_signed_with_its_time() {
    let receiver = Receiver::new(vec![ok("")]);
    let (_, code, row) = one("webhook", &receiver.url("/hook?a=1"), SIGNED);
    assert_eq!(code, 0, "{row}");
    let all = receiver.all();
    let [got] = all.as_slice() else {
        panic!("{all:?}")
    };
    assert_eq!(got.line, "POST /hook?a=1 HTTP/1.1");
    assert!(got.header("content-type").starts_with("application/json"));
    assert_eq!(got.header("fagao-event"), "done");
    let time = got.header("fagao-timestamp");
    assert!(is_now(time.parse().unwrap()), "{time}");
    let signed = [time.as_bytes(), b".", &got.body].concat();
    let want = format!("v1={}", hex::encode(hmac("SEC-of-the-robot", &signed)));
    assert_eq!(got.header("fagao-signature"), want);
    let body = got.json();
    assert_eq!(body["schema"], 1);
    assert_eq!(body["event"], "done");
    assert_eq!(body["id"], got.header("fagao-delivery"));
    assert_eq!(body["results"][0]["state"], "live");
    assert!(body["title"].as_str().is_some_and(|t| t.contains("sample")));
    assert!(body["text"].as_str().is_some_and(|t| t.contains("Hello")));
}

#[test]
fn a_webhook_without_a_secret_is_not_signed() {
    let receiver = Receiver::new(vec![ok("anything")]);
    let (_, code, row) = one("webhook", &receiver.url("/"), "");
    assert_eq!(code, 0, "{row}");
    assert_eq!(receiver.next().header("fagao-signature"), "");
}

#[test]
fn feishus_robot_gets_a_signed_post() {
    let receiver = Receiver::new(vec![ok(FEISHU_OK)]);
    let (_, code, row) = one("feishu", &receiver.url("/open-apis/bot/v2/hook/x"), SIGNED);
    assert_eq!(code, 0, "{row}");
    let body = receiver.next().json();
    let time = body["timestamp"].as_str().expect("a time as a text");
    assert!(is_now(time.parse().unwrap()), "{time}");
    let key = format!("{time}\nSEC-of-the-robot");
    assert_eq!(body["sign"], base64(&hmac(&key, b"")));
    assert_eq!(body["msg_type"], "post");
    let post = &body["content"]["post"]["en_us"];
    assert!(post["title"].as_str().is_some_and(|t| t.contains("sample")));
    assert_eq!(post["content"][0][0]["tag"], "text");
    assert!(
        post["content"][0][0]["text"]
            .as_str()
            .is_some_and(|t| t.contains("Hello"))
    );
}

#[test]
fn dingtalks_robot_gets_a_text_at_a_signed_address() {
    let receiver = Receiver::new(vec![ok(ROBOT_OK)]);
    let url = receiver.url("/robot/send?access_token=0123456789abcdef0123");
    let (_, code, row) = one("dingtalk", &url, SIGNED);
    assert_eq!(code, 0, "{row}");
    let got = receiver.next();
    assert_eq!(
        got.parameter("access_token").as_deref(),
        Some("0123456789abcdef0123")
    );
    let time = got.parameter("timestamp").expect("a time");
    assert!(is_now(time.parse::<i64>().unwrap() / 1000), "{time}");
    let signed = format!("{time}\nSEC-of-the-robot");
    let sign = base64(&hmac("SEC-of-the-robot", signed.as_bytes()));
    let sign = sign
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    assert_eq!(got.parameter("sign"), Some(sign));
    let body = got.json();
    assert_eq!(body["msgtype"], "text");
    assert!(
        body["text"]["content"]
            .as_str()
            .is_some_and(|t| t.contains("Hello"))
    );
}

#[test]
fn wecoms_robot_gets_a_text_that_it_takes() {
    let receiver = Receiver::new(vec![ok(ROBOT_OK)]);
    let url = receiver.url("/cgi-bin/webhook/send?key=693a91f6-7e0c-4bc4-97a0-0ec2");
    let long = "text = \"{% for n in range(3000) %}发稿{% endfor %}\"\n";
    let (_, code, row) = one("wecom", &url, long);
    assert_eq!(code, 0, "{row}");
    let got = receiver.next();
    assert!(got.parameter("key").is_some());
    let body = got.json();
    assert_eq!(body["msgtype"], "text");
    let content = body["text"]["content"].as_str().expect("a text");
    assert!(
        content.len() <= 2048 && content.ends_with('…'),
        "{}",
        content.len()
    );
}

#[test]
fn templates_say_it_in_the_users_words_by_event() {
    let receiver = Receiver::new(vec![ok("")]);
    let home = Home::new(&format!(
        "[notify.a]\nkind = \"webhook\"\nurl = \"{}\"\ntitle = \"发稿 {{{{ event }}}}\"\ntext = '''\n{{% for r in results %}}{{{{ r.account }}}}={{{{ r.state }}}} {{% endfor %}}'''\n[notify.a.failed]\ntitle = \"出事了\"\n",
        receiver.url("/")
    ));
    for (event, title, text) in [
        ("done", "发稿 done", "juejin=live"),
        ("failed", "出事了", "juejin=live jz=failed"),
        ("person", "发稿 person", "juejin=live jz=waiting"),
    ] {
        let ran = home.with_config(&["notify", "test", "a", "--event", event]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let body = receiver.next().json();
        assert_eq!(
            (body["title"].as_str(), body["text"].as_str()),
            (Some(title), Some(text))
        );
    }
}
