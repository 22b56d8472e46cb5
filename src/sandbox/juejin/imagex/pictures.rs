//! The hosts that show the pictures: drafts' by signed addresses, published ones' to everybody.

use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{address, asked, store};
use crate::sandbox::Shared;

/// Gives a picture's bytes as they were uploaded; the real hosts give them re-encoded.
pub fn serve(shared: &Shared, parts: &Parts, private: bool) -> Response {
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = parts.uri.path().trim_start_matches('/');
    let uri = path.split('~').next().unwrap_or_default();
    let now = (shared.clock)();
    let allowed = shared.book.read(|s| {
        let images = &s.juejin.images;
        let there = images.stored.iter().any(|i| i.uri == uri);
        let expires = asked(parts, "x-orig-expires").and_then(|e| e.parse::<i64>().ok());
        let signed = expires.is_some_and(|at| {
            let sign = asked(parts, "x-orig-sign");
            at > now && sign == Some(address::signature(images, uri, at))
        });
        there.then_some(!private || signed)
    });
    match allowed {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(false) => StatusCode::FORBIDDEN.into_response(),
        Some(true) => {
            let bytes = store::file(shared.book.dir(), uri).and_then(|f| std::fs::read(f).ok());
            match bytes {
                Some(bytes) => {
                    let headers = [
                        (header::CONTENT_TYPE, kind(&bytes)),
                        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
                    ];
                    (headers, bytes).into_response()
                }
                None => StatusCode::NOT_FOUND.into_response(),
            }
        }
    }
}

fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', ..] => "image/png",
        [0xff, 0xd8, ..] => "image/jpeg",
        [b'G', b'I', b'F', ..] => "image/gif",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}
