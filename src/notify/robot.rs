//! The robots of Feishu, DingTalk and WeCom groups: what they are sent, how it is signed, what their answers mean.
//!
//! Sources: the platforms' own pages about custom robots (Feishu: `sign` is the base64 of the HMAC-SHA-256 of nothing under
//! the key `timestamp\nsecret`, seconds; DingTalk: of `timestamp\nsecret` under the secret, milliseconds, in the address;
//! WeCom: the address's `key` alone). All answer 200 with a code of their own, and 0 alone is a success.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::channel::Kind;
use super::words::Worded;
use crate::plan::{Body, Request};
use crate::secret::Secret;
use crate::text::Lang;

/// How long a text may be for DingTalk and Feishu, whose robots take bodies of 20 KB.
const LONGEST: usize = 15_000;

/// How long a text may be for WeCom, in bytes.
const LONGEST_WECOM: usize = 2_048;

/// Codes by which a robot says that it is too busy now: another try may help.
/// Feishu 9499 and 11232, DingTalk 130101 and 410100, WeCom 45009 and -1.
const BUSY: [i64; 6] = [9_499, 11_232, 130_101, 410_100, 45_009, -1];

/// The request of a robot; of `kind` the robots alone.
pub(super) fn request(
    kind: Kind,
    worded: &Worded,
    url: &Secret,
    secret: Option<&Secret>,
    now_ms: i64,
    lang: Lang,
) -> Request {
    let mut url = url.expose().clone();
    let body = match kind {
        Kind::Feishu => feishu(worded, secret, now_ms / 1000, lang),
        Kind::Dingtalk => {
            if let Some(secret) = secret {
                let sign = dingtalk_sign(secret, now_ms);
                let joint = if url.contains('?') { '&' } else { '?' };
                url.push_str(&format!("{joint}timestamp={now_ms}&sign={sign}"));
            }
            text(&cut(worded.whole(), LONGEST))
        }
        _ => text(&cut(worded.whole(), LONGEST_WECOM)),
    };
    Request {
        method: "POST".to_owned(),
        url,
        headers: Vec::new(),
        body: Body::Json(body),
    }
}

/// A plain text, as DingTalk and WeCom take it: nothing of an article's title is markup in it.
fn text(content: &str) -> Value {
    json!({"msgtype": "text", "text": {"content": content}})
}

fn feishu(worded: &Worded, secret: Option<&Secret>, now: i64, lang: Lang) -> Value {
    let text = cut(worded.0.text.clone(), LONGEST);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| json!([{"tag": "text", "text": line}]))
        .collect();
    let lang = match lang {
        Lang::Zh => "zh_cn",
        Lang::En => "en_us",
    };
    let mut body = json!({
        "msg_type": "post",
        "content": {"post": {lang: {"title": worded.0.title, "content": lines}}},
    });
    if let Some(secret) = secret {
        body["timestamp"] = Value::from(now.to_string());
        body["sign"] = Value::from(feishu_sign(secret, now));
    }
    body
}

fn feishu_sign(secret: &Secret, now: i64) -> String {
    let key = format!("{now}\n{}", secret.expose());
    STANDARD.encode(hmac_sha256(key.as_bytes(), b""))
}

fn dingtalk_sign(secret: &Secret, now_ms: i64) -> String {
    let signed = format!("{now_ms}\n{}", secret.expose());
    let mac = hmac_sha256(secret.expose().as_bytes(), signed.as_bytes());
    // Of base64's letters these three alone mean something in an address.
    let sign = STANDARD.encode(mac);
    sign.replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D")
}

/// The HMAC-SHA-256 of some bytes.
pub(super) fn hmac_sha256(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("a key of any length is a key of HMAC");
    };
    mac.update(bytes);
    mac.finalize().into_bytes().to_vec()
}

/// A text of at most so many bytes, cut between characters.
fn cut(mut text: String, most: usize) -> String {
    const REST: &str = "\n…";
    if text.len() > most {
        let mut at = most - REST.len();
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.truncate(at);
        text.push_str(REST);
    }
    text
}

/// What a robot answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    /// It took the notice.
    Taken,
    /// It refused, with its code and words; whether it is only busy.
    Refused(i64, String, bool),
    /// That was no robot of this kind.
    Stranger,
}

/// Reads a robot's answer.
pub(super) fn read(kind: Kind, answer: &Value) -> Said {
    let names: &[(&str, &str)] = match kind {
        // The older one was answered by robots of the first version, and still is beside the newer.
        Kind::Feishu => &[("code", "msg"), ("StatusCode", "StatusMessage")],
        _ => &[("errcode", "errmsg")],
    };
    let mut taken = false;
    for (code, words) in names {
        match answer.get(code).and_then(Value::as_i64) {
            Some(0) => taken = true,
            Some(code) => {
                let says = answer
                    .get(words)
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                return Said::Refused(code, says.to_owned(), BUSY.contains(&code));
            }
            None => {}
        }
    }
    match taken {
        true => Said::Taken,
        false => Said::Stranger,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signatures_are_those_of_another_hand() {
        // By Python's hmac, as the platforms' own examples have it.
        let secret = Secret::new("SECab12".to_owned());
        assert_eq!(
            feishu_sign(&secret, 1_795_000_000),
            "dsE+hT9BL8r8fgIraT/kfng6+XLyyTuJ9sJO4zFs7/w="
        );
        assert_eq!(
            dingtalk_sign(&secret, 1_795_000_000_123),
            "CEAUykq15pbEzIgFIA5pkPlABu633dj%2BZr4gVwVOlws%3D"
        );
    }

    #[test]
    fn only_a_code_of_zero_is_a_success() {
        let read = |kind, text: &str| super::read(kind, &serde_json::from_str(text).unwrap());
        assert_eq!(
            read(Kind::Feishu, r#"{"code":0,"msg":"success","data":{}}"#),
            Said::Taken
        );
        assert_eq!(
            read(
                Kind::Feishu,
                r#"{"StatusCode":0,"StatusMessage":"success"}"#
            ),
            Said::Taken
        );
        assert_eq!(
            read(
                Kind::Feishu,
                r#"{"code":19021,"msg":"sign match fail","StatusCode":0}"#
            ),
            Said::Refused(19_021, "sign match fail".to_owned(), false)
        );
        assert_eq!(
            read(
                Kind::Dingtalk,
                r#"{"errcode":310000,"errmsg":"sign not match"}"#
            ),
            Said::Refused(310_000, "sign not match".to_owned(), false)
        );
        assert_eq!(
            read(
                Kind::Wecom,
                r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#
            ),
            Said::Refused(45_009, "api freq out of limit".to_owned(), true)
        );
        for strange in [
            r#"{"ok":true}"#,
            r#"{"code":0}"#,
            r#"{"errcode":"0"}"#,
            "[]",
            "\"ok\"",
        ] {
            assert_eq!(read(Kind::Wecom, strange), Said::Stranger, "{strange}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        let text = cut("发稿".repeat(1000), LONGEST_WECOM);
        assert!(
            text.len() <= LONGEST_WECOM && text.ends_with('…'),
            "{}",
            text.len()
        );
        assert_eq!(cut("发稿".to_owned(), LONGEST_WECOM), "发稿");
    }
}
