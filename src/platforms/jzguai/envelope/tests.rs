//! What each layer of the envelope takes and refuses.

use super::*;
use serde_json::json;

fn key(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn body(sealed: &Sealed) -> Value {
    json!({ "response": sealed.response, "sign": sealed.sign })
}

fn answer(body: &Value, secret: &str) -> Result<Opened, EnvelopeError> {
    open_answer(body.to_string().as_bytes(), &key(secret))
}

/// Wraps a text as `response`, bypassing `seal`.
fn wrap(inner: &str) -> String {
    STANDARD.encode(inner)
}

#[test]
fn what_is_sealed_opens_with_the_same_key_and_no_other() {
    let clear = b"s:6:\"marker\";";
    for secret in ["", "short", "exactly-32-bytes-of-secret-text!", "钥匙🔑"] {
        let sealed = seal(clear, &key(secret), [9; 16]);
        assert_eq!(open(&sealed.response, &key(secret)).unwrap(), clear);
        let other = open(&sealed.response, &key("another key"));
        assert_ne!(other.as_deref(), Ok(&clear[..]), "{secret}");
    }
}

#[test]
fn a_key_is_filled_with_nul_and_cut_at_32_bytes() {
    let sealed = seal(b"N;", &key("abc"), [1; 16]);
    assert_eq!(sealed, seal(b"N;", &key("abc\0\0"), [1; 16]));
    let long = "0123456789abcdef0123456789abcdef";
    let sealed = seal(b"N;", &key(long), [1; 16]);
    assert_eq!(sealed, seal(b"N;", &key(&format!("{long}more")), [1; 16]));
}

#[test]
fn a_sealed_answer_a_plain_one_and_a_page_are_told_apart() {
    let sealed = seal(b"i:5;", &key("k"), [0; 16]);
    assert_eq!(
        answer(&body(&sealed), "k"),
        Ok(Opened::Sealed(PhpValue::Int(5)))
    );
    let plain = json!({ "errorCode": "ERROR00013", "message": "app_key异常", "response": "" });
    assert_eq!(answer(&plain, "k"), Ok(Opened::Plain(plain.clone())));
    let page = b"<html>\r\n<head><title>502 Bad Gateway</title></head>";
    let Err(EnvelopeError::NotJson { bytes, prefix }) = open_answer(page, &key("k")) else {
        panic!("a page is not JSON");
    };
    assert_eq!(bytes, page.len());
    assert_eq!(
        prefix,
        "<html>  <head><title>502 Bad Gateway</title></head>"
    );
    for scalar in ["null", "[]", "\"ERROR00099\"", "5"] {
        let opened = open_answer(scalar.as_bytes(), &key("k"));
        assert_eq!(opened, Err(EnvelopeError::NotAnObject), "{scalar}");
    }
}

#[test]
fn a_page_is_repeated_only_in_its_first_80_characters() {
    let page = "页".repeat(5_000);
    for page in [page.as_bytes(), &page.as_bytes()[1..], b""] {
        let Err(EnvelopeError::NotJson { prefix, .. }) = open_answer(page, &key("k")) else {
            panic!("a page is not JSON");
        };
        assert!(prefix.chars().count() <= 80);
    }
}

#[test]
fn a_byte_order_mark_before_the_answer_is_skipped() {
    let sealed = seal(b"N;", &key("k"), [0; 16]);
    let text = format!("\u{feff}{}", body(&sealed));
    let opened = open_answer(text.as_bytes(), &key("k"));
    assert_eq!(opened, Ok(Opened::Sealed(PhpValue::Null)));
}

#[test]
fn a_sign_is_checked_when_there_is_one() {
    let sealed = seal(b"N;", &key("k"), [0; 16]);
    let signed = |sign: Value| {
        let mut body = body(&sealed);
        body["sign"] = sign;
        answer(&body, "k")
    };
    let opened = Ok(Opened::Sealed(PhpValue::Null));
    assert_eq!(signed(Value::Null), opened);
    assert_eq!(signed(json!("")), opened);
    assert_eq!(signed(json!(sealed.sign.to_uppercase())), opened);
    assert_eq!(answer(&json!({ "response": sealed.response }), "k"), opened);
    let wrong = Err(EnvelopeError::SignMismatch);
    assert_eq!(signed(json!(5)), wrong);
    assert_eq!(signed(json!(sealed.sign[1..])), wrong);
    assert_eq!(signed(json!("d41d8cd98f00b204e9800998ecf8427e")), wrong);
}

#[test]
fn each_layer_that_is_wrong_has_its_own_error() {
    use EnvelopeError as E;
    let iv = STANDARD.encode([0; 16]);
    let some = STANDARD.encode([0; 16]);
    for (response, error) in [
        ("%".to_owned(), E::NotBase64("response")),
        (wrap("<html>"), E::NotAnEnvelope),
        (wrap("[]"), E::NotAnEnvelope),
        (wrap(r#"{"iv":"AA=="}"#), E::IvLength(1)),
        (wrap(r#"{"value":"AA=="}"#), E::NotAnEnvelope),
        (wrap(r#"{"iv":5,"value":"AA=="}"#), E::NotAnEnvelope),
        (wrap(r#"{"iv":"*","value":""}"#), E::NotBase64("iv")),
        (
            wrap(&format!(r#"{{"iv":"{iv}","value":"*"}}"#)),
            E::NotBase64("value"),
        ),
        (
            wrap(&format!(r#"{{"iv":"{iv}","value":""}}"#)),
            E::Undecipherable,
        ),
        (
            wrap(&format!(r#"{{"iv":"{iv}","value":"AAAA"}}"#)),
            E::Undecipherable,
        ),
        (
            wrap(&format!(r#"{{"iv":"{iv}","value":"{some}"}}"#)),
            E::Undecipherable,
        ),
    ] {
        assert_eq!(open(&response, &key("k")), Err(error), "{response}");
    }
}

#[test]
fn errors_repeat_neither_the_key_nor_the_clear_text() {
    let secret = "KEY-MARKER";
    // Serialized text that is damaged in many ways, each with the marker in it.
    for clear in [
        "CLEAR-MARKER",
        "s:99:\"CLEAR-MARKER\";",
        "a:1:{CLEAR-MARKER",
        "d:CLEAR-MARKER;",
        "s:12:\"CLEAR-MARKER\";CLEAR-MARKER",
        "O:12:\"CLEAR-MARKER\":0:{}",
    ] {
        let sealed = seal(clear.as_bytes(), &key(secret), [3; 16]);
        let error = answer(&body(&sealed), secret).unwrap_err();
        assert!(matches!(error, EnvelopeError::NotPhp(_)));
        let said = format!("{error} {error:?}");
        assert!(!said.contains("MARKER"), "{said}");
    }
}

#[test]
fn a_response_cut_anywhere_is_an_error() {
    let sealed = seal(
        b"s:40:\"0123456789012345678901234567890123456789\";",
        &key("k"),
        [5; 16],
    );
    let whole = open(&sealed.response, &key("k"));
    for end in 0..sealed.response.len() {
        let cut = open(&sealed.response[..end], &key("k"));
        // Without its final `=` it is whole all the same.
        let only_padding_lost = sealed.response[end..].bytes().all(|b| b == b'=');
        assert!(cut.is_err() || only_padding_lost && cut == whole, "{end}");
    }
}
