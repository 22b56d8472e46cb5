//! Checks AWS4-HMAC-SHA256 signatures, by the documentation and by no code of the client's.

use axum::http::request::Parts;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::state::{Images, UploadKey};

/// How far the signer's clock may be off, in seconds.
const DRIFT: i64 = 900;

/// Why a request is not believed: AWS's own code and words.
pub type Wrong = (&'static str, &'static str);

/// Finds whose key signed a request.
pub fn signer<'a>(
    images: &'a Images,
    parts: &Parts,
    body: &[u8],
    now: i64,
) -> Result<&'a UploadKey, Wrong> {
    let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let line = header("authorization").ok_or(("MissingAuthenticationToken", "no signature"))?;
    let fields = line
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .ok_or(("IncompleteSignature", "another algorithm"))?;
    let field = |name: &str| {
        let found = fields
            .split(',')
            .filter_map(|f| f.trim().split_once('='))
            .find(|(n, _)| *n == name);
        found
            .map(|(_, value)| value)
            .ok_or(("IncompleteSignature", "a field is missing"))
    };
    let (credential, names, signature) =
        (field("Credential")?, field("SignedHeaders")?, field("Signature")?);
    let (id, scope) = credential
        .split_once('/')
        .ok_or(("IncompleteSignature", "no scope"))?;
    let key = images
        .keys
        .iter()
        .find(|k| k.id == id)
        .ok_or(("InvalidAccessKeyId", "no such key"))?;
    if key.expires <= now {
        return Err(("ExpiredToken", "the token has expired"));
    }
    if header("x-amz-security-token") != Some(&key.token) {
        return Err(("InvalidClientTokenId", "the token is another key's"));
    }
    let date = header("x-amz-date").ok_or(("IncompleteSignature", "no date"))?;
    let at = Timestamp::strptime("%Y%m%dT%H%M%S%z", date.replace('Z', "+0000"))
        .map_err(|_| ("IncompleteSignature", "no date"))?;
    if (at.as_second() - now).abs() > DRIFT {
        return Err(("SignatureDoesNotMatch", "the signature has expired"));
    }
    let signed: Vec<&str> = names.split(';').collect();
    if !signed.is_sorted()
        || !["x-amz-date", "x-amz-security-token"]
            .iter()
            .all(|n| signed.contains(n))
    {
        return Err(("IncompleteSignature", "a header is not signed"));
    }
    let day = date.get(..8).unwrap_or_default();
    if scope != format!("{day}/cn-north-1/imagex/aws4_request") {
        return Err(("SignatureDoesNotMatch", "another scope"));
    }

    let mut pairs: Vec<&str> = parts.uri.query().unwrap_or_default().split('&').collect();
    pairs.sort_unstable();
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        parts.method,
        parts.uri.path(),
        pairs.join("&")
    );
    for name in &signed {
        let value = header(name).ok_or(("IncompleteSignature", "a signed header is missing"))?;
        canonical.push_str(&format!("{name}:{}\n", value.trim()));
    }
    canonical.push_str(&format!("\n{names}\n{}", hex::encode(Sha256::digest(body))));
    let text = format!(
        "AWS4-HMAC-SHA256\n{date}\n{scope}\n{}",
        hex::encode(Sha256::digest(canonical))
    );
    let derived = scope
        .split('/')
        .fold(format!("AWS4{}", key.secret).into_bytes(), |k, part| {
            mac(&k, part.as_bytes())
        });
    match hex::encode(mac(&derived, text.as_bytes())) == signature {
        true => Ok(key),
        false => Err(("SignatureDoesNotMatch", "the signature is not that of the request")),
    }
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}
