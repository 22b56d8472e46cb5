//! Until when a session lives, from the cookie in which the site says it.

use super::url_decode::decoded;
use crate::secret::Cookie;

/// The cookie: `sessionId|createTs|expiresInSec|expiryDate`, URL-encoded (30 and 365 days have been seen).
const COOKIE: &str = "sid_guard";

/// The cookie without which the site knows nobody.
const SESSION: &str = "sessionid";

/// When the session ends, in seconds since 1970: by the guard, else by the session cookie's own end; none without a session.
pub(super) fn expires(cookies: &[Cookie]) -> Option<i64> {
    let named = |name: &str| {
        let found = cookies.iter().find(|c| c.name == name);
        found.filter(|c| !c.value.expose().is_empty())
    };
    let session = named(SESSION)?;
    let guard = named(COOKIE).and_then(|c| guard(&decoded(c.value.expose())));
    // A session that does not say ends with the browser; it is there all the same.
    Some(guard.or(session.expires).unwrap_or(i64::MAX))
}

fn guard(text: &str) -> Option<i64> {
    let mut fields = text.split('|').skip(1);
    let created: i64 = fields.next()?.parse().ok()?;
    let lives: i64 = fields.next()?.parse().ok()?;
    created.checked_add(lives)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn cookie(name: &str, value: &str, expires: Option<i64>) -> Cookie {
        Cookie {
            name: name.into(),
            value: Secret::new(value.into()),
            domain: ".juejin.cn".into(),
            path: "/".into(),
            expires,
            secure: false,
            http_only: true,
            same_site: None,
        }
    }

    #[test]
    fn the_guard_says_until_when() {
        let guard = "abc%7C1700000000%7C31536000%7CWed%2C+13-Nov-2024+22%3A13%3A20+GMT";
        let both = [
            cookie("sid_guard", guard, None),
            cookie("sessionid", "abc", Some(1)),
        ];
        assert_eq!(expires(&both), Some(1_731_536_000));
    }

    #[test]
    fn without_a_readable_guard_the_session_cookie_says_it() {
        for odd in ["", "abc", "abc%7Cx%7C1", "a%7C9223372036854775807%7C1"] {
            let both = [
                cookie("sid_guard", odd, None),
                cookie("sessionid", "abc", Some(7)),
            ];
            assert_eq!(expires(&both), Some(7), "{odd}");
        }
        assert_eq!(expires(&[cookie("sessionid", "abc", None)]), Some(i64::MAX));
    }

    #[test]
    fn without_a_session_cookie_there_is_no_session() {
        // passport_csrf_token and a guard that was left behind are no signs of one.
        let left = [
            cookie("sid_guard", "a%7C1%7C1", None),
            cookie("sessionid", "", None),
        ];
        assert_eq!(expires(&left), None);
        assert_eq!(expires(&[]), None);
    }
}
