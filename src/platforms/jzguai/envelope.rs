//! The sealed envelope that carries every request and answer.
//!
//! Serialized text is encrypted with AES-256-CBC and PKCS#7 padding, its base64 goes into the JSON
//! `{"iv", "value"}`, and the base64 of that is `response`; `sign` is the MD5 of `response` in hex.
//! The sign proves nothing but that `response` arrived whole: it takes no key.
//!
//! Pure: the initialisation vector is an argument, and must be random and fresh for every request.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use md5::{Digest, Md5};
use serde_json::Value;

use super::php::{PhpValue, UnserializeError, unserialize};
use crate::secret::Secret;

/// Reads base64 with or without its `=`, as PHP does.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Characters of an answer that is not JSON which an error repeats: enough for a proxy's `<title>`.
const PREFIX_CHARS: usize = 80;

/// A sealed text, as the form fields `response` and `sign`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The base64 text; in a urlencoded form its `+` must be `%2B`.
    pub response: String,
    /// The MD5 of `response`, 32 lower-case hex digits.
    pub sign: String,
}

/// What an answer's body turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A sealed answer, opened: its errors and successes are the vendor's word under our key.
    Sealed(PhpValue),
    /// A JSON object without an envelope, such as `{"errorCode": …, "message": …}` of a server
    /// that does not know the `app_key`; nothing shows that it is the vendor's word.
    Plain(Value),
}

/// Why an answer could not be opened; never repeats a key or a clear text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The body is not JSON: an HTML page of a proxy, a PHP warning, an empty body.
    #[error("the answer is not JSON but {bytes} bytes that begin with {prefix:?}")]
    NotJson {
        /// The body's length.
        bytes: usize,
        /// Its first characters, at most 80, in one line.
        prefix: String,
    },
    /// The body is JSON, but not an object.
    #[error("the answer is JSON, but not an object")]
    NotAnObject,
    /// The answer's `sign` is not the MD5 of its `response`.
    #[error("the answer's sign does not fit its response: it was cut or changed on the way")]
    SignMismatch,
    /// A part of the envelope is not base64.
    #[error("the envelope's {0} is not base64")]
    NotBase64(&'static str),
    /// What `response` holds is not a JSON object with the texts `iv` and `value`.
    #[error("the envelope does not hold a JSON object with iv and value")]
    NotAnEnvelope,
    /// The initialisation vector is not 16 bytes.
    #[error("the envelope's iv has {0} bytes instead of 16")]
    IvLength(usize),
    /// The padding is wrong after decryption.
    #[error("the envelope cannot be decrypted: the key is another one, or it was damaged")]
    Undecipherable,
    /// It was decrypted, but to no serialized value; one wrong key in 256 gets as far as this.
    #[error("the envelope's content is {0}; is the key the right one?")]
    NotPhp(#[from] UnserializeError),
}

/// Seals serialized text, byte for byte as the document's PHP does with this vector.
///
/// ```
/// use fagao::{platforms::jzguai::envelope, secret::Secret};
///
/// let key = Secret::new("secret".to_owned());
/// let sealed = envelope::seal(b"N;", &key, [7; 16]);
/// assert_eq!(envelope::open(&sealed.response, &key).unwrap(), b"N;");
/// ```
pub fn seal(clear: &[u8], key: &Secret<String>, iv: [u8; 16]) -> Sealed {
    let value = cbc::Encryptor::<aes::Aes256>::new(&cipher_key(key).into(), &iv.into())
        .encrypt_padded_vec::<Pkcs7>(clear);
    let json = format!(
        r#"{{"iv":"{}","value":"{}"}}"#,
        php_json(&STANDARD.encode(iv)),
        php_json(&STANDARD.encode(value)),
    );
    let response = STANDARD.encode(json);
    let sign = sign(&response);
    Sealed { response, sign }
}

/// Opens the text `response` and gives the serialized text within.
///
/// # Errors
/// Says which layer is wrong. A wrong key is [`EnvelopeError::Undecipherable`] nearly always; by
/// chance the padding may fit, and then the bytes are no serialized value.
pub fn open(response: &str, key: &Secret<String>) -> Result<Vec<u8>, EnvelopeError> {
    let json = decode(response, "response")?;
    let parts: Value = serde_json::from_slice(&json).map_err(|_| EnvelopeError::NotAnEnvelope)?;
    let part = |name| {
        let text = parts.get(name).and_then(Value::as_str);
        decode(text.ok_or(EnvelopeError::NotAnEnvelope)?, name)
    };
    let iv = part("iv")?;
    let iv: [u8; 16] = iv
        .try_into()
        .map_err(|iv: Vec<u8>| EnvelopeError::IvLength(iv.len()))?;
    cbc::Decryptor::<aes::Aes256>::new(&cipher_key(key).into(), &iv.into())
        .decrypt_padded_vec::<Pkcs7>(&part("value")?)
        .map_err(|_| EnvelopeError::Undecipherable)
}

/// Reads the body of an answer: sealed when it has a `response` text, plain when it is any other JSON object.
///
/// A `sign` that is there (not null, not empty) is checked before anything is decrypted.
///
/// # Errors
/// [`EnvelopeError::NotJson`] for HTML and the like; else what is wrong with the envelope.
pub fn open_answer(body: &[u8], key: &Secret<String>) -> Result<Opened, EnvelopeError> {
    // PHP files saved with a byte order mark send it before every answer.
    let text = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let answer: Value = serde_json::from_slice(text).map_err(|_| not_json(body))?;
    if !answer.is_object() {
        return Err(EnvelopeError::NotAnObject);
    }
    let response = answer.get("response").and_then(Value::as_str);
    let Some(response) = response.filter(|r| !r.is_empty()) else {
        return Ok(Opened::Plain(answer));
    };
    match answer.get("sign") {
        None | Some(Value::Null) => {}
        Some(Value::String(given)) if given.is_empty() => {}
        Some(Value::String(given)) if given.eq_ignore_ascii_case(&sign(response)) => {}
        Some(_) => return Err(EnvelopeError::SignMismatch),
    }
    Ok(Opened::Sealed(unserialize(&open(response, key)?)?))
}

/// Computes the sign of a `response`.
fn sign(response: &str) -> String {
    hex::encode(Md5::digest(response))
}

/// Makes 32 bytes of any secret as PHP's openssl does: NUL bytes behind a short one, a long one cut.
fn cipher_key(secret: &Secret<String>) -> [u8; 32] {
    let mut key = [0; 32];
    for (to, from) in key.iter_mut().zip(secret.expose().bytes()) {
        *to = from;
    }
    key
}

/// Escapes base64 for JSON as PHP's `json_encode` does, so that the same vector gives the same bytes.
fn php_json(base64: &str) -> String {
    base64.replace('/', r"\/")
}

fn decode(text: &str, part: &'static str) -> Result<Vec<u8>, EnvelopeError> {
    let bytes = LENIENT.decode(text.trim_ascii());
    bytes.map_err(|_| EnvelopeError::NotBase64(part))
}

fn not_json(body: &[u8]) -> EnvelopeError {
    // A character has at most four bytes.
    let start = &body[..body.len().min(4 * PREFIX_CHARS)];
    let line = |c: char| if c.is_control() { ' ' } else { c };
    EnvelopeError::NotJson {
        bytes: body.len(),
        prefix: String::from_utf8_lossy(start)
            .chars()
            .take(PREFIX_CHARS)
            .map(line)
            .collect(),
    }
}

#[cfg(test)]
mod tests;
