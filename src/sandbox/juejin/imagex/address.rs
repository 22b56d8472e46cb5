//! `imagex/v2/gen_token` and `get_img_url` of `api.juejin.cn`: steps 1 and 5.

use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::state::{Images, UploadKey};
use super::{SERVICE, asked};
use crate::sandbox::Shared;
use crate::sandbox::juejin::answer::{Done, Refusal};
use crate::sandbox::juejin::cookies::percent;
use crate::sandbox::juejin::passport;
use crate::sandbox::juejin::state::Account;

/// How long a key is valid, in seconds.
const KEY_LIVES: i64 = 7200;

/// How long an address is valid, in seconds.
const ADDRESS_LIVES: i64 = 86_400;

/// Gives a key for uploads.
pub fn token(shared: &Shared, parts: &Parts, user: Option<&Account>) -> Response {
    if parts.method != Method::GET {
        return Refusal::NoRoute.into_response();
    }
    let Some(user) = user else {
        return Refusal::MustLogin.into_response();
    };
    let now = (shared.clock)();
    let random = || passport::token().unwrap_or_default();
    let key = UploadKey {
        id: format!("AKTP{}", random()),
        secret: format!("{}==", random()),
        token: format!("STS2{}", random()),
        user_id: user.user_id.clone(),
        expires: now + KEY_LIVES,
    };
    let time = |at: i64| Timestamp::from_second(at).unwrap_or_default().to_string();
    let answer = Done::new(json!({"token": {
        "AccessKeyId": key.id,
        "SecretAccessKey": key.secret,
        "SessionToken": key.token,
        "ExpiredTime": time(key.expires),
        "CurrentTime": time(now),
    }}));
    match shared.book.change(|s| {
        let keys = &mut s.juejin.images.keys;
        keys.retain(|k| k.expires > now);
        keys.push(key);
    }) {
        Ok(()) => answer.into_response(),
        Err(e) => passport::broken_book(&e),
    }
}

/// Gives an address of one of the caller's pictures.
pub fn address(shared: &Shared, parts: &Parts, user: Option<&Account>) -> Response {
    if parts.method != Method::GET {
        return Refusal::NoRoute.into_response();
    }
    let Some(user) = user else {
        return Refusal::MustLogin.into_response();
    };
    let uri = asked(parts, "uri").unwrap_or_default();
    let now = (shared.clock)();
    let found = shared.book.change(|s| {
        let own = |i: &super::Image| i.uri == uri && i.user_id == user.user_id;
        let images = &mut s.juejin.images;
        images.stored.iter().any(own).then(|| {
            sign_with(images);
            [0, 9].map(|n| signed(images, &uri, n, now))
        })
    });
    match found {
        Ok(Some([main, backup])) => {
            Done::new(json!({"main_url": main, "backup_url": backup})).into_response()
        }
        Ok(None) => Refusal::Parameter.into_response(),
        Err(e) => passport::broken_book(&e),
    }
}

/// Makes sure that there is something to sign addresses with.
pub fn sign_with(images: &mut Images) {
    if images.signing.is_empty() {
        images.signing = passport::token().unwrap_or_default();
    }
}

/// An address that is valid for a while.
pub fn signed(images: &Images, uri: &str, host: u32, now: i64) -> String {
    let expires = now + ADDRESS_LIVES;
    let sign = percent(&signature(images, uri, expires));
    format!(
        "https://p{host}-xtjj-private.juejin.cn/{uri}~tplv-{SERVICE}-jj-mark-v1:0:0:0:0:5o6Y6YeR:q75.awebp\
         ?policy=eyJ2bSI6Mywi&rk3s=f64ab15b&x-orig-authkey=f32326d3&x-orig-expires={expires}&x-orig-sign={sign}"
    )
}

/// The signature of an address; it ends as base64 does.
pub fn signature(images: &Images, uri: &str, expires: i64) -> String {
    let text = format!("{}\n{uri}\n{expires}", images.signing);
    format!("{}+/=", &hex::encode(Sha256::digest(text))[..24])
}
