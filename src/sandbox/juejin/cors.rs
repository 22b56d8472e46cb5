//! What lets a page of `juejin.cn` ask `api.juejin.cn` with its cookies.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The headers that a page's script may read.
const EXPOSED: &str = "x-ware-csrf-token, x-tt-logid";

/// Answers a preflight; none when it is not one.
pub fn preflight(method: &Method, asked: &HeaderMap) -> Option<Response> {
    if method != Method::OPTIONS || !asked.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    allow(asked, response.headers_mut());
    if origin(asked).is_some() {
        let headers = response.headers_mut();
        let methods = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE, OPTIONS");
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        headers.insert(
            header::ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static("1800"),
        );
        if let Some(names) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
        }
    }
    Some(response)
}

/// Adds the permission to an answer, for pages of the site alone.
pub fn allow(asked: &HeaderMap, answer: &mut HeaderMap) {
    answer.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin(asked) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        answer.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        answer.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}

/// The origin, when it is one of the site's own; with cookies a `*` would not do.
fn origin(asked: &HeaderMap) -> Option<&HeaderValue> {
    let origin = asked.get(header::ORIGIN)?;
    let (_, host) = origin.to_str().ok()?.split_once("://")?;
    (host == "juejin.cn" || host.ends_with(".juejin.cn")).then_some(origin)
}
