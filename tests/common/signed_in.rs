//! Juejin's test user, signed in by the simulated site's own routes.

use std::time::Duration;

use fagao::http::{HttpWire, Wire};
use fagao::plan::{Body, Request};
use fagao::sandbox::juejin::{TEST_CODE, TEST_PHONE};
use fagao::secret::{Cookie, Secret};
use fagao::session::{Session, Store};
use serde_json::{Value, json};

/// Signs in, and keeps the session under `juejin`.
pub async fn sign_in(wire: &HttpWire, sessions: &Store) {
    let post = |path: &str, body: Value| {
        let request = Request {
            method: "POST".to_owned(),
            url: format!("https://juejin.cn/passport/web/{path}"),
            headers: Vec::new(),
            body: Body::Json(body),
        };
        wire.send(request, Duration::from_secs(30))
    };
    let sent = post("send_code/", json!({"mobile": TEST_PHONE})).await;
    assert_eq!(sent.expect("an answer").status, 200);
    let body = json!({"mobile": TEST_PHONE, "code": TEST_CODE});
    let answer = post("sms_login/", body).await.expect("an answer");
    let set = answer.headers.iter().filter(|(n, _)| n == "set-cookie");
    let cookies: Vec<Cookie> = set
        .filter_map(|(_, v)| {
            let (name, value) = v.split(';').next()?.split_once('=')?;
            Some(Cookie {
                name: name.to_owned(),
                value: Secret::new(value.to_owned()),
                domain: ".juejin.cn".to_owned(),
                path: "/".to_owned(),
                expires: None,
                secure: true,
                http_only: true,
                same_site: None,
            })
        })
        .collect();
    assert!(!cookies.is_empty(), "no session");
    let session = Session {
        cookies,
        ..Session::default()
    };
    sessions.save("juejin", &session).expect("a kept session");
}
