//! One router for both hosts: the API wherever its paths are asked for, pages on `juejin.cn`.

use std::sync::Arc;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State as Given};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::answer::{Refusal, Reply};
use super::routes::{Asked, Call, ROUTES, Who};
use super::{cookies, cors, imagex, pages, passport};
use crate::sandbox::Shared;

/// The largest body that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// The route whose answer is its headers.
const TOKEN: &str = "/user_api/v1/sys/token";

/// Serves `juejin.cn` and `api.juejin.cn`, told apart by the host that is asked for.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(serve).with_state(shared)
}

async fn serve(Given(shared): Given<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if let Some(response) = imagex::serve(&shared, host(&parts), &parts, &bytes) {
        return response;
    }
    let path = parts.uri.path();
    // The article API answers on the web host too.
    if is_api(path) || host(&parts) == "api.juejin.cn" {
        if let Some(response) = cors::preflight(&parts.method, &parts.headers) {
            return response;
        }
        let mut response = api(&shared, &parts, &bytes);
        cors::allow(&parts.headers, response.headers_mut());
        return response;
    }
    if path.starts_with("/passport/") {
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        let query = parts.uri.query().unwrap_or_default();
        let answer = passport::serve(&shared, &parts.method, path, query, &parts.headers, &body);
        return answer.unwrap_or_else(|| pages::not_found(&shared));
    }
    pages::serve(&shared, &parts).await
}

fn is_api(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next();
    first.is_some_and(|s| s.ends_with("_api"))
}

/// The host without its port, from `:authority` or `Host`.
fn host(parts: &Parts) -> &str {
    let named = parts.headers.get(header::HOST);
    let host = parts
        .uri
        .host()
        .or_else(|| named.and_then(|v| v.to_str().ok()));
    host.and_then(|h| h.split(':').next()).unwrap_or_default()
}

fn api(shared: &Shared, parts: &Parts, bytes: &Bytes) -> Response {
    let path = parts.uri.path();
    if path == TOKEN && parts.method == Method::HEAD {
        return csrf_token();
    }
    if parts.method == Method::POST
        && let Some(answer) = passport::documented(
            shared,
            path,
            &serde_json::from_slice(bytes).unwrap_or_default(),
        )
    {
        return answer;
    }
    if path.starts_with("/imagex/") {
        let now = (shared.clock)();
        let session = cookies::read(&parts.headers, "sessionid").unwrap_or_default();
        let user = shared
            .book
            .read(|s| s.juejin.signed_in(session, now).cloned());
        if let Some(response) = imagex::api(shared, parts, bytes, user.as_ref()) {
            return response;
        }
    }
    // No spelling but the measured one: `…/article_draft/` is not a route.
    let Some(route) = ROUTES
        .iter()
        .find(|r| r.path == path && r.method == parts.method)
    else {
        return Refusal::NoRoute.into_response();
    };
    let now = (shared.clock)();
    let session = cookies::read(&parts.headers, "sessionid").unwrap_or_default();
    let user = shared
        .book
        .read(|s| s.juejin.signed_in(session, now).cloned());
    match &user {
        None if route.who != Who::Anyone => return Refusal::MustLogin.into_response(),
        Some(u) if route.who == Who::Writer && u.must_bind_phone => {
            return Refusal::MustBindPhone.into_response();
        }
        _ => {}
    }
    let body = match parts.method {
        Method::POST if bytes.is_empty() => return Refusal::EmptyBody.into_response(),
        Method::POST => match serde_json::from_slice::<Value>(bytes) {
            Ok(body) if body.is_object() => body,
            _ => return Refusal::Parameter.into_response(),
        },
        _ => query(parts.uri.query().unwrap_or_default()),
    };
    let asked = Asked { user, body, now };
    let reply: Reply = match route.call {
        Call::Read(f) => shared.book.read(|s| f(&s.juejin, &asked)),
        Call::Write(f) => match shared.book.change(|s| f(&mut s.juejin, &asked)) {
            Ok(reply) => reply,
            Err(e) => return passport::broken_book(&e),
        },
    };
    match reply {
        Ok(done) => done.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// A query as an object of texts.
fn query(text: &str) -> Value {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), Value::from(cookies::decoded(value))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// `x-ware-csrf-token: 0,<token>,86370000,success,<session id>`.
fn csrf_token() -> Response {
    let (Some(token), Some(session)) = (passport::token(), passport::token()) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let value = format!("0,0001000000{token},86370000,success,{session}");
    let mut response = StatusCode::OK.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert("x-ware-csrf-token", value);
    }
    cookies::add(headers, vec![cookies::csrf(&session)]);
    response
}
