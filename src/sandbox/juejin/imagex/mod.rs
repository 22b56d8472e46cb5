//! ImageX and its stores: facts, section 4. Token and addresses on `api.juejin.cn`, apply and commit on
//! `imagex.bytedanceapi.com`, the bytes on a host of their own, the pictures on two more.

mod address;
mod aws4;
mod calls;
mod crc;
mod page_upload;
mod pictures;
mod state;
mod store;

pub use state::{Image, Images, UploadKey, UploadSession};

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::response::Response;

use super::state::Account;
use crate::sandbox::Shared;

/// The id of Juejin's service, which every URI names.
const SERVICE: &str = "73owjymdk6";

/// The host that takes the bytes.
const UPLOAD_HOST: &str = "tos-hl-x.snssdk.com";

/// The largest picture, in bytes.
const LARGEST: usize = 10_000_000;

/// Serves the hosts that are ImageX's alone; none when the host is another's.
pub fn serve(shared: &Shared, host: &str, parts: &Parts, bytes: &Bytes) -> Option<Response> {
    if host == "imagex.bytedanceapi.com" {
        return Some(calls::serve(shared, parts, bytes));
    }
    if host == UPLOAD_HOST {
        return Some(store::serve(shared, parts, bytes));
    }
    let private = host.ends_with("-xtjj-private.juejin.cn");
    (private || host.ends_with(".byteimg.com")).then(|| pictures::serve(shared, parts, private))
}

/// Serves the calls of `api.juejin.cn`; none when the path is another's.
pub fn api(
    shared: &Shared,
    parts: &Parts,
    bytes: &Bytes,
    user: Option<&Account>,
) -> Option<Response> {
    match parts.uri.path() {
        "/imagex/v2/gen_token" => Some(address::token(shared, parts, user)),
        "/imagex/v2/get_img_url" => Some(address::address(shared, parts, user)),
        page_upload::PATH => Some(page_upload::serve(shared, parts, bytes, user)),
        _ => None,
    }
}

/// A value of the query, decoded.
fn asked(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.filter(|(n, _)| *n == name).map(|(_, v)| v).next()?;
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = (byte == b'%')
            .then(|| tail.get(..2).and_then(|digits| hex::decode(digits).ok()))
            .flatten();
        match escaped {
            Some(decoded) => {
                bytes.extend(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
