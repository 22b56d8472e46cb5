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
    let (credential, names, signature) = (
        field("Credential")?,
        field("SignedHeaders")?,
        field("Signature")?,
    );
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

    let expected = expected(parts, &signed, body, (date, scope), &key.secret)
        .ok_or(("IncompleteSignature", "a signed header is missing"))?;
    match expected == signature {
        true => Ok(key),
        false => Err((
            "SignatureDoesNotMatch",
            "the signature is not that of the request",
        )),
    }
}

/// What the signature should be; none when a header that is signed is not there.
fn expected(
    parts: &Parts,
    signed: &[&str],
    body: &[u8],
    (date, scope): (&str, &str),
    secret: &str,
) -> Option<String> {
    let mut pairs: Vec<&str> = parts.uri.query().unwrap_or_default().split('&').collect();
    pairs.sort_unstable();
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        parts.method,
        parts.uri.path(),
        pairs.join("&")
    );
    for name in signed {
        let value = parts.headers.get(*name)?.to_str().ok()?;
        canonical.push_str(&format!("{name}:{}\n", value.trim()));
    }
    let sum = hex::encode(Sha256::digest(body));
    canonical.push_str(&format!("\n{}\n{sum}", signed.join(";")));
    let text = format!(
        "AWS4-HMAC-SHA256\n{date}\n{scope}\n{}",
        hex::encode(Sha256::digest(canonical))
    );
    let derived = scope
        .split('/')
        .fold(format!("AWS4{secret}").into_bytes(), |k, part| {
            mac(&k, part.as_bytes())
        });
    Some(hex::encode(mac(&derived, text.as_bytes())))
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const AT: i64 = 1_440_938_160;

    fn request(query: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::get(format!("https://h/?{query}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    /// The example of AWS's documentation: `ListUsers` of IAM, 30 August 2015.
    #[test]
    fn the_example_of_the_documentation_is_expected() {
        let parts = request(
            "Action=ListUsers&Version=2010-05-08",
            &[
                (
                    "content-type",
                    "application/x-www-form-urlencoded; charset=utf-8",
                ),
                ("host", "iam.amazonaws.com"),
                ("x-amz-date", "20150830T123600Z"),
            ],
        );
        let names = ["content-type", "host", "x-amz-date"];
        let when = ("20150830T123600Z", "20150830/us-east-1/iam/aws4_request");
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        assert_eq!(
            expected(&parts, &names, b"", when, secret).unwrap(),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        );
    }

    #[test]
    fn what_is_not_signed_as_it_came_is_not_believed() {
        let images = Images {
            keys: vec![UploadKey {
                id: "AK".into(),
                secret: "s".into(),
                token: "T".into(),
                user_id: "7".into(),
                expires: AT + 60,
            }],
            ..Images::default()
        };
        let names = ["x-amz-date", "x-amz-security-token"];
        let scope = "20150830/cn-north-1/imagex/aws4_request";
        let date = ("x-amz-date", "20150830T123600Z");
        let plain = request("Action=A&B=1", &[date, (names[1], "T")]);
        let good = expected(&plain, &names, b"", (date.1, scope), "s").unwrap();
        let told = |query: &str, token: &str, scope: &str, signature: &str, now: i64| {
            let line = format!(
                "AWS4-HMAC-SHA256 Credential=AK/{scope}, SignedHeaders=x-amz-date;x-amz-security-token, Signature={signature}"
            );
            let parts = request(query, &[date, (names[1], token), ("authorization", &line)]);
            signer(&images, &parts, b"", now)
                .map(|k| k.user_id.clone())
                .map_err(|(code, _)| code)
        };
        assert_eq!(
            told("Action=A&B=1", "T", scope, &good, AT),
            Ok("7".to_owned())
        );
        let no = "SignatureDoesNotMatch";
        assert_eq!(told("Action=A&B=2", "T", scope, &good, AT), Err(no));
        assert_eq!(told("Action=A&B=1", "T", scope, &good[1..], AT), Err(no));
        assert_eq!(
            told("Action=A&B=1", "U", scope, &good, AT),
            Err("InvalidClientTokenId")
        );
        let other = "20150830/us-east-1/imagex/aws4_request";
        assert_eq!(told("Action=A&B=1", "T", other, &good, AT), Err(no));
        assert_eq!(told("Action=A&B=1", "T", scope, &good, AT - 901), Err(no));
        assert_eq!(
            told("Action=A&B=1", "T", scope, &good, AT + 60),
            Err("ExpiredToken")
        );
        assert_eq!(
            signer(&images, &plain, b"", AT).map(|k| k.id.clone()),
            Err(("MissingAuthenticationToken", "no signature"))
        );
    }
}
