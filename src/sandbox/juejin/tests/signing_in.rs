use serde_json::json;

use super::*;
use crate::sandbox::juejin::{BLOCKED_PHONE, SECOND_PHONE};

const WHO: &str = "/user_api/v1/user/get";

fn words(answer: &Value) -> &str {
    answer["data"]["description"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_phone_and_its_code_open_a_session() {
    let site = Site::start().await;
    assert_eq!(refusal(&site.get(WHO).await), (403, "must login"));
    site.sign_in(TEST_PHONE).await;
    let who = site.get(&format!("{WHO}?aid=2608&uuid=1&not_self=0")).await;
    assert_eq!(who["data"]["user_name"], "沙盒作者");
    assert_eq!(who["data"]["phone"], "138****8000");
    for name in [
        "sessionid",
        "sessionid_ss",
        "sid_tt",
        "sid_guard",
        "uid_tt",
        "uid_tt_ss",
        "sid_ucp_v1",
        "ssid_ucp_v1",
        "n_mh",
        "store-region",
    ] {
        assert!(site.cookie(name).is_some(), "{name}");
    }
}

#[tokio::test]
async fn the_session_cookie_is_hidden_and_for_the_whole_domain() {
    let site = Site::start().await;
    site.passport("send_code/", json!({"mobile": TEST_PHONE}))
        .await;
    let url = "http://juejin.cn/passport/web/sms_login/";
    let body = json!({"mobile": TEST_PHONE, "code": TEST_CODE});
    let response = site.send(site.ask(Method::POST, url).json(&body)).await;
    let set: Vec<&str> = response
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .map(|v| v.to_str().unwrap())
        .collect();
    let session = set.iter().find(|c| c.starts_with("sessionid=")).unwrap();
    assert!(session.contains("; HttpOnly") && session.contains("Domain=.juejin.cn"));
    let guard = set.iter().find(|c| c.starts_with("sid_guard=")).unwrap();
    let id = site.cookie("sessionid").unwrap();
    let wanted = format!("sid_guard={id}%7C1790000000%7C31536000%7C");
    assert!(guard.starts_with(&wanted), "{guard}");
}

#[tokio::test]
async fn everybody_has_a_web_id_doubly_encoded() {
    let site = Site::start().await;
    site.page("/").await;
    assert!(site.cookie("ttwid").is_some() && site.cookie("passport_csrf_token").is_some());
    let tea = site.cookie("__tea_cookie_tokens_2608").unwrap();
    assert!(tea.starts_with("%257B%2522web_id%2522%253A%2522"), "{tea}");
    let id = tea.split("user_unique_id%2522%253A%2522").nth(1).unwrap();
    assert!(id[..19].bytes().all(|b| b.is_ascii_digit()));
    site.page("/").await;
    assert_eq!(site.cookie("__tea_cookie_tokens_2608"), Some(tea));
}

#[tokio::test]
async fn a_wrong_code_opens_nothing() {
    let site = Site::start().await;
    let login = |code: &'static str| json!({"mobile": TEST_PHONE, "code": code});
    assert_eq!(
        words(&site.passport("sms_login/", login(TEST_CODE)).await),
        "请先获取验证码"
    );
    site.passport("send_code/", json!({"mobile": TEST_PHONE}))
        .await;
    assert_eq!(
        words(&site.passport("sms_login/", login("000000")).await),
        "验证码错误"
    );
    let soon = site
        .passport("send_code/", json!({"mobile": TEST_PHONE}))
        .await;
    assert_eq!(words(&soon), "操作太频繁，请稍后再试");
    site.pass(301);
    let late = site.passport("sms_login/", login(TEST_CODE)).await;
    assert_eq!(words(&late), "验证码已过期，请重新获取");
    assert!(site.state().sessions.is_empty());
}

#[tokio::test]
async fn a_blocked_account_and_a_bad_number_get_no_code() {
    let site = Site::start().await;
    let blocked = site
        .passport("send_code/", json!({"mobile": BLOCKED_PHONE}))
        .await;
    assert_eq!(words(&blocked), "账号异常，暂时无法登录");
    let short = site
        .passport("send_code/", json!({"mobile": "12345"}))
        .await;
    assert_eq!(words(&short), "手机号格式错误");
}

#[tokio::test]
async fn an_unknown_phone_registers() {
    let site = Site::start().await;
    site.sign_in("13900001234").await;
    assert_eq!(site.get(WHO).await["data"]["user_name"], "用户1234");
}

#[tokio::test]
async fn a_session_ends_by_logout_by_time_and_by_being_killed() {
    let site = Site::signed_in().await;
    site.change(|s| s.kill_sessions(TEST_PHONE));
    assert_eq!(refusal(&site.get(WHO).await), (403, "must login"));
    site.pass(61);
    site.sign_in(TEST_PHONE).await;
    site.pass(31_536_000);
    assert_eq!(refusal(&site.get(WHO).await), (403, "must login"));
    site.sign_in(TEST_PHONE).await;
    assert_eq!(site.get(WHO).await["err_no"], 0);
    site.passport("logout/", json!({})).await;
    assert_eq!(site.cookie("sessionid"), None);
    assert_eq!(refusal(&site.get(WHO).await), (403, "must login"));
}

#[tokio::test]
async fn a_qr_code_opens_a_session_once_it_is_confirmed() {
    let site = Site::start().await;
    let shown = site.passport("get_qrcode/", json!({})).await;
    let picture = shown["data"]["qrcode"].as_str().unwrap();
    assert!(picture.starts_with("data:image/svg+xml;base64,"));
    let token = shown["data"]["token"].as_str().unwrap();
    let url = format!("http://juejin.cn/passport/web/check_qrconnect/?token={token}");
    let waiting: Value = site
        .send(site.ask(Method::GET, &url))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(waiting["data"]["status"], "new");
    site.change(|s| assert!(s.confirm_qr(SECOND_PHONE)));
    let done: Value = site
        .send(site.ask(Method::GET, &url))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(done["data"]["status"], "confirmed");
    assert_eq!(site.get(WHO).await["data"]["user_name"], "第二位作者");
}
