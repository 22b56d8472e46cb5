//! The cookies of `.juejin.cn`, by the names that public tools keep.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;

use super::state::Session;

const YEAR: i64 = 31_536_000;

/// Reads a cookie; HTTP/2 may spread them over several headers.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(n, value)| (n == name).then_some(value))
}

/// The cookies that everybody has, signed in or not; those already there are left alone.
pub fn anonymous(asked: &HeaderMap, web_id: &str, token: &str, now: i64) -> Vec<String> {
    let tea = format!(
        r#"{{"web_id":"{web_id}","user_unique_id":"{web_id}","timestamp":{}}}"#,
        now * 1000
    );
    let tea = percent(&percent(&tea));
    let pairs = [
        ("__tea_cookie_tokens_2608", tea, false),
        ("ttwid", format!("1%7C{token}%7C{now}%7C{token}"), true),
        ("s_v_web_id", format!("verify_{token}"), false),
        ("passport_csrf_token", token.to_owned(), false),
        ("passport_csrf_token_default", token.to_owned(), false),
    ];
    pairs
        .into_iter()
        .filter(|(name, ..)| read(asked, name).is_none())
        .map(|(name, value, hidden)| set(name, &value, YEAR, hidden))
        .collect()
}

/// The cookies of a session. Only `sessionid`, `sid_tt`, `sid_guard` and `uid_tt` are hidden
/// from scripts; those with `_ss` exist for other sites' frames.
pub fn session(session: &Session, uid: &str) -> Vec<String> {
    let life = session.expires - session.created;
    let id = session.id.as_str();
    let date = Timestamp::from_second(session.expires)
        .map(|t| t.strftime("%a, %d-%b-%Y %H:%M:%S GMT").to_string())
        .unwrap_or_default();
    let guard = percent(&format!("{id}|{}|{life}|{date}", session.created)).replace("%20", "+");
    let ucp = format!("1.0.0-{uid}");
    [
        ("sid_guard", guard.as_str(), true),
        ("uid_tt", uid, true),
        ("uid_tt_ss", uid, true),
        ("sid_tt", id, true),
        ("sessionid", id, true),
        ("sessionid_ss", id, true),
        ("sid_ucp_v1", &ucp, true),
        ("ssid_ucp_v1", &ucp, true),
        ("n_mh", uid, false),
        ("store-region", "cn-bj", false),
    ]
    .into_iter()
    .map(|(name, value, hidden)| set(name, value, life, hidden))
    .collect()
}

/// The cookies of a session as a document of 2026-02-02 has them.
pub fn documented(session: &Session, signature: &str) -> Vec<String> {
    let life = session.expires - session.created;
    vec![
        set("sessionid", &session.id, life, true),
        set("sessionid_sig", signature, life, true),
    ]
}

/// Takes a session's cookies away.
pub fn without_session() -> Vec<String> {
    [
        "sid_guard",
        "uid_tt",
        "uid_tt_ss",
        "sid_tt",
        "sessionid",
        "sessionid_ss",
        "sid_ucp_v1",
        "ssid_ucp_v1",
        "n_mh",
    ]
    .into_iter()
    .map(|name| set(name, "", 0, true))
    .collect()
}

/// The cookie that goes with a csrf token.
pub fn csrf(session_id: &str) -> String {
    set("csrf_session_id", session_id, 86_370, true)
}

/// Adds cookies to an answer.
pub fn add(headers: &mut HeaderMap, cookies: Vec<String>) {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

/// Percent-encodes like `encodeURIComponent`.
pub fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b);
    text.bytes().fold(String::new(), |mut out, b| {
        match plain(b) {
            true => out.push(char::from(b)),
            false => out.push_str(&format!("%{b:02X}")),
        }
        out
    })
}

/// Undoes percent-encoding; what is not valid stays as it is.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digits = (byte == b'%').then(|| tail.get(..2)).flatten();
        match digits.and_then(|d| hex::decode(d).ok()) {
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
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn set(name: &str, value: &str, life: i64, hidden: bool) -> String {
    let hidden = if hidden { "; HttpOnly" } else { "" };
    // `_ss` is "same site: none", which browsers take over TLS alone.
    let others = if name.ends_with("_ss") {
        "; Secure; SameSite=None"
    } else {
        ""
    };
    format!("{name}={value}; Path=/; Domain=.juejin.cn; Max-Age={life}{hidden}{others}")
}
