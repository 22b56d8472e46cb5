//! The host that takes the bytes: step 3.

use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::calls::answer;
use super::crc::crc32;
use super::{LARGEST, SERVICE};
use crate::sandbox::Shared;
use crate::sandbox::file::write_whole;
use crate::sandbox::juejin::passport;

/// Takes the bytes of an upload that was applied for.
pub fn serve(shared: &Shared, parts: &Parts, bytes: &Bytes) -> Response {
    let header = |name: &str| {
        let value = parts.headers.get(name).and_then(|v| v.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let uri = parts.uri.path().trim_start_matches('/').to_owned();
    let (auth, sum) = (header("authorization"), header("content-crc32"));
    let taken = shared.book.change(|s| {
        let mut sessions = s.juejin.images.sessions.iter_mut();
        let session = sessions.find(|s| s.uri == uri && s.auth == auth);
        let wrong = match &session {
            _ if parts.method != Method::POST && parts.method != Method::PUT => "no such method",
            None => "the authorization is another upload's",
            _ if bytes.is_empty() || bytes.len() > LARGEST => "empty or too large",
            _ if !sum.eq_ignore_ascii_case(&format!("{:08x}", crc32(bytes))) => {
                "the CRC32 is not that of the bytes"
            }
            _ => "",
        };
        let Some(session) = session.filter(|_| wrong.is_empty()) else {
            return Err(wrong);
        };
        session.came = Some((hex::encode(Sha256::digest(bytes)), bytes.len()));
        session.times += 1;
        Ok(())
    });
    let kept = match taken {
        Err(e) => return passport::broken_book(&e),
        Ok(Err(words)) => {
            let error = json!({"code": 4024, "error": "Forbidden", "message": words});
            return answer(
                StatusCode::FORBIDDEN,
                &json!({"success": 1, "error": error}),
            );
        }
        Ok(Ok(())) => keep(shared, &uri, bytes),
    };
    match kept {
        Ok(()) => {
            let payload = json!({"hash": sum, "key": uri});
            let error = json!({"code": 200, "error": "", "message": ""});
            answer(
                StatusCode::OK,
                &json!({"success": 0, "error": error, "payload": payload}),
            )
        }
        Err(e) => passport::broken_book(&e),
    }
}

/// Writes the bytes of a URI that was given out here.
pub fn keep(shared: &Shared, uri: &str, bytes: &[u8]) -> std::io::Result<()> {
    let file = file(shared.book.dir(), uri)
        .ok_or_else(|| std::io::Error::other("the URI was not given out here"))?;
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir)?;
    }
    write_whole(&file, bytes)
}

/// Where the bytes of a URI are; none for what is no URI of this service.
pub fn file(dir: &Path, uri: &str) -> Option<PathBuf> {
    let id = uri.strip_prefix(&format!("tos-cn-i-{SERVICE}/"))?;
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then(|| dir.join(crate::sandbox::book::IMAGES).join(id))
}
