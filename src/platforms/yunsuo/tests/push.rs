use serde_json::{Value, json};
use sha2::{Digest, Sha512};

use super::*;
use crate::platforms::yunsuo::push::{NotAPush, decode};

const POOL_KEY: &str = "marker-pool-key-0123456789";

/// A push as the platform sends it.
fn sent(kind: &Value, nonce: &str, data: &Value) -> Vec<u8> {
    let word = kind.as_str().map_or(kind.to_string(), str::to_owned);
    let text = format!("{POOL_KEY}&data_type={word}&nonce={nonce}");
    let signature = hex::encode(Sha512::digest(text));
    json!({"type": kind, "signature": signature, "nonce": nonce, "data": data})
        .to_string()
        .into_bytes()
}

fn key() -> Secret {
    Secret::new(POOL_KEY.to_owned())
}

fn data_of(article: &Article) -> Value {
    let body = body(article);
    json!({"title": body["title"], "html": body["content_html"], "cover": body["cover"]})
}

#[test]
fn a_push_of_ours_is_known_again_in_either_spelling_and_layout() {
    let (article, mut data) = (hello(), data_of(&hello()));
    for kind in [json!("article"), json!("0"), json!(0)] {
        let push = decode(&key(), &sent(&kind, "n", &data)).unwrap();
        assert!(push.is_of(&plan(&article)), "{kind}");
    }
    let html = data["html"].as_str().unwrap().replace("</p>", "</p>\r\n  ");
    data["html"] = html.into();
    let push = decode(&key(), &sent(&json!("article"), "n", &data)).unwrap();
    assert!(push.is_of(&plan(&article)));
    assert_eq!(push.receipt().evidence.len(), 1);
}

#[test]
fn another_type_title_or_text_is_another_push() {
    let (article, data) = (hello(), data_of(&hello()));
    let ours = decode(&key(), &sent(&json!(0), "n", &data)).unwrap();
    for (kind, name, value) in [
        (json!("video"), "cover", ""),
        (json!(0), "title", "另一个标题"),
        (json!(0), "html", "<p>另一篇</p>"),
        (json!(0), "html", ""),
    ] {
        let mut other = data.clone();
        other[name] = value.into();
        let push = decode(&key(), &sent(&kind, "n", &other)).unwrap();
        assert!(!push.is_of(&plan(&article)), "{kind} {name} {value}");
        assert_ne!(push.identity(), ours.identity());
    }
    let again = decode(&key(), &sent(&json!("article"), "m", &data)).unwrap();
    assert_eq!(again.identity(), ours.identity());
}

#[test]
fn what_is_not_signed_with_the_pools_key_proves_nothing() {
    let data = data_of(&hello());
    let push = sent(&json!("article"), "n", &data);
    let other = Secret::new("another".to_owned());
    assert_eq!(decode(&other, &push), Err(NotAPush::Signature));
    let mut forged: Value = serde_json::from_slice(&push).unwrap();
    forged["type"] = "video".into();
    let forged = forged.to_string();
    assert_eq!(decode(&key(), forged.as_bytes()), Err(NotAPush::Signature));
    assert_eq!(decode(&key(), b"<html>"), Err(NotAPush::Field("type")));
    let odd = sent(&json!("poem"), "n", &data);
    assert_eq!(decode(&key(), &odd), Err(NotAPush::Kind));
    let empty = sent(&json!("article"), "n", &Value::Null);
    assert_eq!(decode(&key(), &empty), Err(NotAPush::Field("data")));
}
