//! What a fault does to a request and its answer, for all sites alike.

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_LENGTH, CONTENT_TYPE,
    ORIGIN, RETRY_AFTER,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use futures_util::stream;
use serde_json::{Value, json};

use super::FaultKind;
use super::connection::Connection;
use super::hosts::Site;
use super::late::Late;

/// The most that a request or an answer may hold here.
const LIMIT: usize = 64 << 20;

/// Lets a request go wrong in one way.
pub(super) async fn befall(
    kind: FaultKind,
    site: Site,
    connection: &Connection,
    late: &Late,
    request: Request,
    inner: MethodRouter,
) -> Response {
    match kind {
        FaultKind::ErrorBefore
        | FaultKind::LoggedOut
        | FaultKind::Captcha
        | FaultKind::RateLimited => refuse(kind, site, request).await,
        FaultKind::LoseBefore => lose(connection),
        FaultKind::HangBefore => {
            whole(request).await;
            hang(connection).await
        }
        FaultKind::Late => {
            let _arrives = late.when_dropped(site, whole(request).await, inner);
            hang(connection).await
        }
        FaultKind::LoseAnswer => {
            inner.call(request, ()).await;
            lose(connection)
        }
        FaultKind::Hang => {
            inner.call(request, ()).await;
            hang(connection).await
        }
        FaultKind::Cut => cut(connection, inner.call(request, ()).await).await,
        FaultKind::Html => {
            inner.call(request, ()).await;
            let page = "<html><head><title>502 Bad Gateway</title></head>\
                <body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";
            (StatusCode::BAD_GATEWAY, Html(page)).into_response()
        }
        FaultKind::Garbage => rewrite(inner.call(request, ()).await, half_and_rubbish).await,
        FaultKind::WrongType => rewrite(inner.call(request, ()).await, other_types).await,
        FaultKind::ContentType => {
            let mut answer = inner.call(request, ()).await;
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            answer.headers_mut().insert(CONTENT_TYPE, html);
            answer
        }
        FaultKind::Duplicate => {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, LIMIT).await.unwrap_or_default();
            let copy = || Request::from_parts(parts.clone(), Body::from(body.clone()));
            inner.clone().call(copy(), ()).await;
            inner.call(copy(), ()).await
        }
    }
}

/// The request with its whole body: only one that has been read to its end lets the server see the client leave.
async fn whole(request: Request) -> Request {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LIMIT).await.unwrap_or_default();
    Request::from_parts(parts, Body::from(body))
}

/// Closes the connection; the answer that is returned goes nowhere.
fn lose(connection: &Connection) -> Response {
    connection.close();
    StatusCode::NO_CONTENT.into_response()
}

/// Waits until the client leaves (the server then drops this) or the server stops.
async fn hang(connection: &Connection) -> Response {
    connection.leaving().await;
    lose(connection)
}

/// Refuses before anything is committed, in the site's own way.
async fn refuse(kind: FaultKind, site: Site, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // An answer to half a request would come as a broken pipe.
    let _ = to_bytes(body, LIMIT).await;
    let mut answer = match (kind, site) {
        (FaultKind::RateLimited, _) => {
            let page = Html("<html><body>Too Many Requests</body></html>");
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "1")], page).into_response()
        }
        (FaultKind::Captcha, _) => captcha(&parts),
        (FaultKind::LoggedOut, Site::Juejin) if is_navigation(&parts) => sign_in(&parts),
        (FaultKind::LoggedOut, Site::Juejin) => {
            Json(json!({"err_no": 403, "err_msg": "must login", "data": null})).into_response()
        }
        (FaultKind::LoggedOut, Site::Jzguai) => Json(json!({
            "data": "", "errorCode": "ERROR00013", "message": "app_key异常", "t": 0
        }))
        .into_response(),
        (FaultKind::LoggedOut, Site::Yunsuo) => {
            Json(json!({"code": -1, "msg": "签名验证失败", "time": 0, "data": {}})).into_response()
        }
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response(),
    };
    // Without these the page's script would see a network error in place of the answer.
    if let Some(origin) = parts.headers.get(ORIGIN) {
        let headers = answer.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
    }
    answer
}

/// Whether a browser is opening a page, not calling.
fn is_navigation(parts: &Parts) -> bool {
    parts.method == "GET"
        && parts
            .headers
            .get("accept")
            .is_some_and(|v| v.as_bytes().starts_with(b"text/html"))
}

/// The page that asks for a captcha, with the markers at which a bot must stop (named by public tools, 2026-11).
fn captcha(parts: &Parts) -> Response {
    let status = match is_navigation(parts) {
        true => StatusCode::OK,
        false => StatusCode::FORBIDDEN,
    };
    let page = "<!doctype html><html><head><meta charset=\"utf-8\"><title>安全验证</title></head><body>\
        <div id=\"captcha_container\"><div id=\"vc_captcha_box\">请完成验证，拖动滑块</div></div></body></html>";
    (status, Html(page)).into_response()
}

/// The way that a visitor who is not signed in is sent.
fn sign_in(parts: &Parts) -> Response {
    let there = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    let to: String = there
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect();
    Redirect::to(&format!(
        "https://juejin.cn/login?to=https%3A%2F%2Fjuejin.cn{to}"
    ))
    .into_response()
}

/// Promises the whole body, sends the first half, closes the connection.
async fn cut(connection: &Connection, answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let Ok(whole) = to_bytes(body, LIMIT).await else {
        return lose(connection);
    };
    let half = whole.slice(..whole.len() / 2);
    parts.headers.insert(CONTENT_LENGTH, whole.len().into());
    let connection = connection.clone();
    let enough = connection.written() + half.len() as u64;
    let rest = async move {
        // The half is under way only once the connection has written that much.
        connection.wrote(enough).await;
        connection.close();
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    };
    let first = stream::once(std::future::ready(Ok(half)));
    let halves = futures_util::StreamExt::chain(first, stream::once(rest));
    Response::from_parts(parts, Body::from_stream(halves))
}

/// Answers the same with another body.
async fn rewrite(answer: Response, change: fn(Bytes) -> Vec<u8>) -> Response {
    let (mut parts, body) = answer.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let body = to_bytes(body, LIMIT).await.unwrap_or_default();
    Response::from_parts(parts, Body::from(change(body)))
}

fn half_and_rubbish(body: Bytes) -> Vec<u8> {
    [&body[..body.len() / 2], b"\x00]]>"].concat()
}

/// Turns each object and list at the top into a text; where there is none, each value into a value of another type.
fn other_types(body: Bytes) -> Vec<u8> {
    let Ok(Value::Object(mut object)) = serde_json::from_slice::<Value>(&body) else {
        return b"[]".to_vec();
    };
    let nested = |v: &Value| v.is_object() || v.is_array();
    let only_nested = object.values().any(nested);
    for value in object.values_mut().filter(|v| !only_nested || nested(v)) {
        *value = match value {
            Value::String(_) | Value::Null => json!(7),
            Value::Number(_) | Value::Bool(_) => json!([]),
            Value::Array(_) | Value::Object(_) => json!("wrong type"),
        };
    }
    Value::Object(object).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(json: &str) -> Value {
        serde_json::from_slice(&other_types(Bytes::from(json.to_owned()))).unwrap()
    }

    #[test]
    fn a_wrong_type_spares_the_code_of_success() {
        let got = typed(r#"{"err_no":0,"err_msg":"success","data":{"id":"1"}}"#);
        assert_eq!(
            got,
            json!({"err_no": 0, "err_msg": "success", "data": "wrong type"})
        );
    }

    fn request(path: &str, accept: &str) -> Request {
        let request = Request::get(path).header("accept", accept);
        request
            .header(ORIGIN, "https://juejin.cn")
            .body(Body::empty())
            .unwrap()
    }

    #[tokio::test]
    async fn a_visitor_who_is_not_signed_in_is_sent_to_the_sign_in_page() {
        let page = request("/editor/drafts/new?v=2", "text/html,*/*");
        let answer = refuse(FaultKind::LoggedOut, Site::Juejin, page).await;
        assert_eq!(
            answer.headers()["location"],
            "https://juejin.cn/login?to=https%3A%2F%2Fjuejin.cn%2Feditor%2Fdrafts%2Fnew%3Fv%3D2"
        );
    }

    #[tokio::test]
    async fn a_call_that_is_not_signed_in_is_told_in_json_that_the_page_may_read() {
        let call = request("/user_api/v1/user/get", "*/*");
        let answer = refuse(FaultKind::LoggedOut, Site::Juejin, call).await;
        assert_eq!(
            answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN],
            "https://juejin.cn"
        );
        let body = to_bytes(answer.into_body(), LIMIT).await.unwrap();
        assert!(body.starts_with(br#"{"err_no":403,"err_msg":"must login""#));
    }

    #[tokio::test]
    async fn a_captcha_is_a_page_to_a_visitor_and_an_error_to_a_call() {
        for (accept, status) in [("text/html", 200), ("application/json", 403)] {
            let asked = request("/", accept);
            let answer = refuse(FaultKind::Captcha, Site::Juejin, asked).await;
            assert_eq!(answer.status(), status);
        }
    }

    #[test]
    fn a_sealed_answer_becomes_numbers() {
        assert_eq!(
            typed(r#"{"response":"x","sign":"y"}"#),
            json!({"response": 7, "sign": 7})
        );
    }
}
