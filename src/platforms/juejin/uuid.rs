//! The `aid` and `uuid` of the site's calls, from the cookie in which its web app keeps them.

use serde_json::Value;

use super::url_decode::decoded;
use crate::plan::Slots;
use crate::secret::Cookie;

/// The cookie: doubly URL-encoded JSON with `web_id` and `user_unique_id` (seen in two public clients, 2022 to 2026).
const COOKIE: &str = "__tea_cookie_tokens_2608";

/// The web app's number, the end of the cookie's name.
const AID: &str = "2608";

/// Fills `aid` and `uuid` from the cookie; without the cookie they stay empty and the calls go without, as an invented
/// `uuid` has been seen to get the connection cut.
pub(super) fn slots(cookies: &[Cookie]) -> Slots {
    let mut slots = Slots::default();
    let cookie = cookies.iter().find(|c| c.name == COOKIE);
    if cookie.is_some() {
        slots.set("aid", AID);
    }
    let found = cookie
        .map(|c| decoded(&decoded(c.value.expose())))
        .and_then(|json| serde_json::from_str::<Value>(&json).ok())
        .and_then(|v| v.get("user_unique_id")?.as_str().map(str::to_owned))
        .filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()));
    if let Some(id) = found {
        slots.set("uuid", id);
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn without_the_cookie_neither_is_sent() {
        assert!(slots(&[]).is_empty());
    }

    fn uuid(value: &str) -> Option<String> {
        let cookie = Cookie {
            name: COOKIE.into(),
            value: Secret::new(value.into()),
            domain: ".juejin.cn".into(),
            path: "/".into(),
            expires: None,
            secure: false,
            http_only: false,
            same_site: None,
        };
        let found = slots(&[cookie]);
        assert_eq!(found.text("aid").as_deref(), Some(AID));
        found.text("uuid")
    }

    #[test]
    fn the_id_is_read_from_doubly_encoded_json() {
        let once =
            "%7B%22web_id%22%3A%227%22%2C%22user_unique_id%22%3A%227400000000000000007%22%7D";
        let twice = once.replace('%', "%25");
        assert_eq!(uuid(&twice).as_deref(), Some("7400000000000000007"));
    }

    #[test]
    fn what_is_no_id_is_left_out() {
        for value in [
            "",
            "%",
            "%zz",
            "{\"user_unique_id\":\"\"}",
            "{\"user_unique_id\":\"<x>\"}",
        ] {
            assert_eq!(uuid(value), None, "{value}");
        }
    }
}
