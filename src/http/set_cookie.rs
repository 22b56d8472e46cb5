//! `Set-Cookie` as RFC 6265, section 5, reads it.

use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::Url;

use crate::secret::{Cookie, Secret};

/// The cookie that an answer from a URL sets; one that is expired takes another of its name away.
/// None for what is no cookie, or one that this host may not set.
pub(super) fn parse(header: &str, url: &Url, now: i64) -> Option<Cookie> {
    let host = url.host_str()?.to_ascii_lowercase();
    let mut parts = header.split(';');
    let (name, value) = parts.next()?.split_once('=')?;
    let mut cookie = Cookie {
        name: name.trim().to_owned(),
        value: Secret::new(value.trim().to_owned()),
        domain: host.clone(),
        path: above(url.path()).to_owned(),
        expires: None,
        secure: false,
        http_only: false,
        same_site: None,
    };
    let mut max_age = None;
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "domain" if !value.is_empty() => cookie.domain = domain(value, &host)?,
            "path" if value.starts_with('/') => cookie.path = value.to_owned(),
            "path" => cookie.path = above(url.path()).to_owned(),
            "expires" => cookie.expires = date(value).or(cookie.expires),
            "max-age" => max_age = value.parse::<i64>().ok().or(max_age),
            "secure" => cookie.secure = true,
            "httponly" => cookie.http_only = true,
            "samesite" => cookie.same_site = same_site(value),
            _ => {}
        }
    }
    if let Some(seconds) = max_age {
        cookie.expires = Some(now.saturating_add(seconds));
    }
    let takes = !cookie.name.is_empty() && (url.scheme() == "https" || !cookie.secure);
    takes.then_some(cookie)
}

/// The domain with its dot, if the host is within it. A domain of one label would be every site's.
fn domain(value: &str, host: &str) -> Option<String> {
    let bare = value.trim_start_matches('.').to_ascii_lowercase();
    if bare == host && !bare.contains('.') {
        return Some(bare);
    }
    let dotted = format!(".{bare}");
    // An address has no subdomains, whatever its digits end in.
    let address = host.parse::<std::net::IpAddr>().is_ok();
    if address {
        return (bare == host).then_some(bare);
    }
    (bare.contains('.') && (bare == host || host.ends_with(&dotted))).then_some(dotted)
}

/// The path of a cookie that names none: the URL's up to its last slash.
fn above(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) | None => "/",
        Some(end) => &path[..end],
    }
}

/// A date such as `Wed, 21 Oct 2026 07:28:00 GMT`, with hyphens in older servers' words.
fn date(value: &str) -> Option<i64> {
    let plain = value.replace('-', " ");
    let parser = DateTimeParser::new().relaxed_weekday(true);
    Some(parser.parse_timestamp(&plain).ok()?.as_second())
}

fn same_site(value: &str) -> Option<String> {
    ["Strict", "Lax", "None"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(value))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn set(header: &str) -> Option<Cookie> {
        let url = Url::parse("https://api.juejin.cn/content_api/v1/x?q=1").unwrap();
        parse(header, &url, NOW)
    }

    #[test]
    fn every_attribute_is_read() {
        let cookie = set(
            "sessionid=a=b; Path=/; Domain=juejin.cn; Expires=Wed, 15 Nov 2023 22:13:20 GMT; HttpOnly; secure; SameSite=none",
        )
        .unwrap();
        assert_eq!(
            cookie,
            Cookie {
                name: "sessionid".into(),
                value: Secret::new("a=b".into()),
                domain: ".juejin.cn".into(),
                path: "/".into(),
                expires: Some(NOW + 86_400),
                secure: true,
                http_only: true,
                same_site: Some("None".into()),
            }
        );
    }

    #[test]
    fn without_attributes_it_is_this_hosts_and_this_directorys() {
        let cookie = set(" a = b ").unwrap();
        assert_eq!(
            (cookie.domain.as_str(), cookie.path.as_str()),
            ("api.juejin.cn", "/content_api/v1")
        );
        assert_eq!((cookie.name.as_str(), cookie.expires), ("a", None));
        assert_eq!(cookie.value.expose(), "b");
    }

    #[test]
    fn max_age_is_stronger_than_a_date_and_may_end_a_cookie() {
        let date = "Expires=Wed, 15-Nov-2023 22:13:20 GMT";
        assert_eq!(
            set(&format!("a=b; {date}")).unwrap().expires,
            Some(NOW + 86_400)
        );
        assert_eq!(
            set(&format!("a=b; Max-Age=60; {date}")).unwrap().expires,
            Some(NOW + 60)
        );
        assert_eq!(set("a=b; max-age=0").unwrap().expires, Some(NOW));
        assert_eq!(set("a=b; Expires=soon").unwrap().expires, None);
    }

    #[test]
    fn a_host_sets_no_cookies_of_others() {
        for domain in ["example.com", "notjuejin.cn", "cn", "x.api.juejin.cn", "."] {
            assert_eq!(set(&format!("a=b; Domain={domain}")), None, "{domain}");
        }
        assert_eq!(set("a=b; Domain=.Juejin.CN").unwrap().domain, ".juejin.cn");
        let local = Url::parse("http://127.0.0.1:9/").unwrap();
        assert_eq!(parse("a=b; Domain=0.0.1", &local, NOW), None);
    }

    #[test]
    fn what_is_no_cookie_is_left_out() {
        for header in ["", "a", "=b", "; Path=/"] {
            assert_eq!(set(header), None, "{header}");
        }
        let plain = Url::parse("http://juejin.cn/").unwrap();
        assert_eq!(parse("a=b; Secure", &plain, NOW), None);
    }
}
