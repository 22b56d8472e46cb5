//! The sealed envelope: serialized, AES-256-CBC, base64, JSON, base64 again, with an MD5 over it.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde::Deserialize;

use super::php::Php;

/// What is inside the base64 of a `response`.
#[derive(Deserialize)]
struct Sealed {
    iv: String,
    value: String,
}

/// The key as `openssl_encrypt` takes it: padded with NUL bytes or cut to 32.
fn key(secret: &str) -> [u8; 32] {
    let mut key = [0; 32];
    let bytes = secret.as_bytes();
    let length = bytes.len().min(32);
    key[..length].copy_from_slice(&bytes[..length]);
    key
}

/// Seals a value; gives the `response` field.
pub(super) fn seal(value: &Php, secret: &str, iv: [u8; 16]) -> String {
    let sealed = cbc::Encryptor::<aes::Aes256>::new(&key(secret).into(), &iv.into())
        .encrypt_padded_vec::<Pkcs7>(&value.serialize());
    // PHP's json_encode escapes the slashes that base64 is full of.
    let escaped = |bytes: &[u8]| STANDARD.encode(bytes).replace('/', "\\/");
    let json = format!(
        r#"{{"iv":"{}","value":"{}"}}"#,
        escaped(&iv),
        escaped(&sealed)
    );
    STANDARD.encode(json)
}

/// Opens a `response` field; `None` when it is not one, or was sealed with another key.
pub(super) fn open(response: &str, secret: &str) -> Option<Php> {
    let sealed: Sealed = serde_json::from_slice(&STANDARD.decode(response).ok()?).ok()?;
    let iv: [u8; 16] = STANDARD.decode(sealed.iv).ok()?.try_into().ok()?;
    let value = STANDARD.decode(sealed.value).ok()?;
    let clear = cbc::Decryptor::<aes::Aes256>::new(&key(secret).into(), &iv.into())
        .decrypt_padded_vec::<Pkcs7>(&value)
        .ok()?;
    Php::unserialize(&clear)
}

/// The `sign` of a `response`: its MD5 in hex.
pub(super) fn sign(response: &str) -> String {
    hex::encode(Md5::digest(response))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_secret_of_any_length() {
        let value = Php::map([("title", Php::from("汉字/😀"))]);
        for secret in [
            "",
            "12345",
            "0123456789abcdef",
            &"k".repeat(32),
            &"k".repeat(40),
        ] {
            let sealed = seal(&value, secret, [7; 16]);
            assert_eq!(open(&sealed, secret), Some(value.clone()));
            assert_eq!(open(&sealed, "another secret"), None);
        }
    }

    #[test]
    fn a_long_secret_counts_to_its_32nd_byte() {
        let sealed = seal(&Php::Int(1), &"k".repeat(40), [1; 16]);
        assert_eq!(open(&sealed, &"k".repeat(32)), Some(Php::Int(1)));
    }

    /// Made by PHP 8.2.36 with the document's own lines.
    #[test]
    fn what_php_sealed_opens_and_is_sealed_the_same() {
        let response = "eyJpdiI6IitcL1wvN1wvXC92XC8rXC9cLzdcL1wvdlwvK1wvXC83XC93PT0iLCJ2YWx1ZSI6IlFxNDRs\
            XC9iZXlBajFSSk9ZTVFYcjVYNjNVT0tSb1hzXC9mWkNQc3Q2RFZKKzRYcmhKclppckJoeU0wbno3WWUw\
            bTQ3azQyK3I2c0NkT2VObUVTSm5EbnZaQ284OGp3cU42YitkN1MzNE1QTGxSa1RvT0VQeDAxQ2pMUDlu\
            azZIdzUwRjZuaTFIUDljUkhwSEhzRFI2Z29xWU8rRWE1SzllMDBtVWtLVkFZY3RZPSJ9";
        let value = Php::map([
            ("model_id", Php::Int(1)),
            ("name", Php::from("汉字/😀")),
            (
                "x",
                Php::list([Php::Float(1.5), Php::Null, Php::Bool(true)]),
            ),
            ("12", Php::from("a")),
            ("e", Php::list([])),
        ]);
        let iv = *b"\xfb\xff\xfb\xff\xfb\xff\xfb\xff\xfb\xff\xfb\xff\xfb\xff\xfb\xff";
        assert_eq!(open(response, "sandbox-app-secret"), Some(value.clone()));
        assert_eq!(seal(&value, "sandbox-app-secret", iv), response);
        assert_eq!(sign(response), "16aa3a9cf9058296bf87c65683f3d6a2");
    }
}
