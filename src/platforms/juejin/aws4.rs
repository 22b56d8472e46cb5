//! AWS's Signature Version 4, as ImageX wants it (facts: section 4, step 2).
//!
//! <https://docs.aws.amazon.com/general/latest/gr/create-signed-request.html>

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::dialect::encode;

/// A key that was given for a while.
pub(super) struct Key<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a str,
}

/// What a signature is valid for.
pub(super) struct Scope<'a> {
    /// `20150830T123600Z`.
    pub(super) time: &'a str,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

/// A request as it is signed; names of headers in lower case.
pub(super) struct Signed<'a> {
    pub(super) method: &'a str,
    /// Encoded already.
    pub(super) path: &'a str,
    pub(super) query: &'a [(String, String)],
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) body: &'a [u8],
}

/// Gives the header `authorization`.
pub(super) fn authorization(request: &Signed<'_>, scope: &Scope<'_>, key: &Key<'_>) -> String {
    let mut headers = request.headers.to_vec();
    headers.sort_unstable();
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let lines: String = headers
        .iter()
        .map(|(name, value)| format!("{name}:{}\n", value.trim()))
        .collect();
    let canonical = [
        request.method,
        request.path,
        &canonical_query(request.query),
        &lines,
        &names,
        &hex::encode(Sha256::digest(request.body)),
    ]
    .join("\n");

    let day = scope.time.get(..8).unwrap_or(scope.time);
    let within = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let to_sign = format!(
        "AWS4-HMAC-SHA256\n{}\n{within}\n{}",
        scope.time,
        hex::encode(Sha256::digest(canonical))
    );
    let mut signing = format!("AWS4{}", key.secret).into_bytes();
    for part in [day, scope.region, scope.service, "aws4_request"] {
        signing = hmac(&signing, part);
    }
    let signature = hex::encode(hmac(&signing, &to_sign));
    format!(
        "AWS4-HMAC-SHA256 Credential={}/{within}, SignedHeaders={names}, Signature={signature}",
        key.id
    )
}

fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<(String, String)> = query
        .iter()
        .map(|(name, value)| (encode(name), encode(value)))
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    pairs.join("&")
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's documentation: `ListUsers` of IAM, 30 August 2015.
    #[test]
    fn the_example_of_the_documentation_is_signed_alike() {
        let query = [
            ("Action".to_owned(), "ListUsers".to_owned()),
            ("Version".to_owned(), "2010-05-08".to_owned()),
        ];
        let signed = authorization(
            &Signed {
                method: "GET",
                path: "/",
                query: &query,
                headers: &[
                    ("x-amz-date", "20150830T123600Z"),
                    ("host", "iam.amazonaws.com"),
                    (
                        "content-type",
                        "application/x-www-form-urlencoded; charset=utf-8",
                    ),
                ],
                body: b"",
            },
            &Scope {
                time: "20150830T123600Z",
                region: "us-east-1",
                service: "iam",
            },
            &Key {
                id: "AKIDEXAMPLE",
                secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            },
        );
        assert_eq!(
            signed,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date, \
             Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        );
    }
}
