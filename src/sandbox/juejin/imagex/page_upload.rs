//! What the editor page calls to upload a picture. The real page goes through ImageX by a script of its own; here it is
//! one call, which leaves the same traces.

use axum::body::Bytes;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::state::Image;
use super::{LARGEST, SERVICE, address, store};
use crate::sandbox::Shared;
use crate::sandbox::juejin::answer::{Done, Refusal};
use crate::sandbox::juejin::passport;
use crate::sandbox::juejin::state::Account;

/// Made up.
pub const PATH: &str = "/imagex/v2/page_upload";

/// Takes a picture and gives its address.
pub fn serve(shared: &Shared, parts: &Parts, bytes: &Bytes, user: Option<&Account>) -> Response {
    if parts.method != Method::POST {
        return Refusal::NoRoute.into_response();
    }
    let Some(user) = user else {
        return Refusal::MustLogin.into_response();
    };
    if bytes.is_empty() || bytes.len() > LARGEST {
        return Refusal::Parameter.into_response();
    }
    let id = passport::token().unwrap_or_default();
    let uri = format!("tos-cn-i-{SERVICE}/{id}");
    if let Err(e) = store::keep(shared, &uri, bytes) {
        return passport::broken_book(&e);
    }
    let now = (shared.clock)();
    let image = Image {
        uri: uri.clone(),
        sha256: hex::encode(Sha256::digest(bytes)),
        size: bytes.len(),
        times: 1,
        user_id: user.user_id.clone(),
        at: now,
    };
    let url = shared.book.change(|s| {
        let images = &mut s.juejin.images;
        images.stored.push(image);
        address::sign_with(images);
        address::signed(images, &uri, 0, now)
    });
    match url {
        Ok(url) => Done::new(json!({"main_url": url, "uri": uri})).into_response(),
        Err(e) => passport::broken_book(&e),
    }
}
