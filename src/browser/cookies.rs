//! Cookies, in and out of the browser. By Chromium's own protocol where there is one; by raw WebDriver elsewhere, as a
//! typed client would drop the leading dot of a domain and refuse all cookies for one odd value.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::attempt::{Attempt, Outcome};
use super::link::Trouble;
use super::tab::Tab;
use crate::secret::{Cookie, Secret};

impl Tab {
    /// The site's cookies.
    pub(super) async fn read_cookies(&mut self) -> Outcome<Vec<Cookie>> {
        let attempt = Attempt::new(self.options.wait);
        let answer = if self.link.chromium {
            let answer = self.link.cdp("Network.getAllCookies", json!({})).await;
            answer.map(|a| a["cookies"].clone())
        } else {
            self.link.get("/cookie").await
        };
        let rows = answer.map_err(|t| self.fail_by(&attempt, &t))?;
        let hosts: Vec<&str> = self
            .pages
            .pages
            .values()
            .filter_map(|p| host(&p.url))
            .collect();
        let cookies = rows.as_array().into_iter().flatten().filter_map(cookie);
        Ok(cookies
            .filter(|c| hosts.iter().any(|h| belongs(&c.domain, h)))
            .collect())
    }

    /// Gives the browser an account's cookies.
    pub(super) async fn set_cookies(&mut self, cookies: &[Cookie]) -> Outcome<()> {
        if cookies.is_empty() {
            return Ok(());
        }
        let attempt = Attempt::new(self.options.wait);
        if self.link.chromium {
            let rows: Vec<Value> = cookies.iter().map(for_chromium).collect();
            let set = self
                .link
                .cdp("Network.setCookies", json!({ "cookies": rows }));
            return match set.await {
                Ok(_) => Ok(()),
                Err(trouble) => Err(self.fail_by(&attempt, &trouble)),
            };
        }
        // Elsewhere a cookie can be set on its own site only.
        let Some(url) = self.pages.pages.values().next().map(|p| p.url.clone()) else {
            return Ok(());
        };
        self.navigate(&attempt, &url).await?;
        for c in cookies {
            let body = json!({ "cookie": for_webdriver(c) });
            match self.link.post("/cookie", body, Duration::ZERO).await {
                Ok(_) => {}
                // A cookie of a sibling host: the browser gets it from the site again.
                Err(Trouble::Refused { code, .. }) if code == "invalid cookie domain" => {
                    tracing::debug!(cookie = c.name, "not of the page's domain");
                }
                Err(trouble) => return Err(self.fail_by(&attempt, &trouble)),
            }
        }
        Ok(())
    }
}

/// The host of a URL.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(authority.split_once(':').map_or(authority, |(h, _)| h))
}

/// Whether a cookie's domain is of a host's site: the host, above it or below it.
fn belongs(domain: &str, host: &str) -> bool {
    let domain = domain.trim_start_matches('.');
    domain == host || host.ends_with(&format!(".{domain}")) || domain.ends_with(&format!(".{host}"))
}

/// A cookie as a driver gives it.
fn cookie(row: &Value) -> Option<Cookie> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let expires = row["expires"].as_f64().or_else(|| row["expiry"].as_f64());
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970")]
    let expires = expires.filter(|at| *at > 0.0).map(|at| at as i64);
    Some(Cookie {
        name: text("name")?,
        value: Secret::new(text("value")?),
        domain: text("domain")?,
        path: text("path").unwrap_or_else(|| "/".to_owned()),
        expires,
        secure: row["secure"].as_bool().unwrap_or(false),
        http_only: row["httpOnly"].as_bool().unwrap_or(false),
        same_site: text("sameSite").filter(|s| !s.is_empty()),
    })
}

fn common(c: &Cookie) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("name".into(), json!(c.name));
    row.insert("value".into(), json!(c.value.expose()));
    row.insert("path".into(), json!(c.path));
    row.insert("secure".into(), json!(c.secure));
    row.insert("httpOnly".into(), json!(c.http_only));
    if let Some(same_site) = &c.same_site {
        row.insert("sameSite".into(), json!(same_site));
    }
    row
}

/// A domain makes a cookie for the subdomains too; a cookie for one host has a URL instead.
fn for_chromium(c: &Cookie) -> Value {
    let mut row = common(c);
    if c.domain.starts_with('.') {
        row.insert("domain".into(), json!(c.domain));
    } else {
        let scheme = if c.secure { "https" } else { "http" };
        row.insert(
            "url".into(),
            json!(format!("{scheme}://{}{}", c.domain, c.path)),
        );
    }
    if let Some(expires) = c.expires {
        row.insert("expires".into(), json!(expires));
    }
    row.into()
}

/// A domain is left out for a cookie of one host: the page's is taken.
fn for_webdriver(c: &Cookie) -> Value {
    let mut row = common(c);
    if c.domain.starts_with('.') {
        row.insert("domain".into(), json!(c.domain));
    }
    if let Some(expires) = c.expires {
        row.insert("expiry".into(), json!(expires));
    }
    row.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_of_a_sibling_site_is_not_the_sites() {
        assert!(belongs(".juejin.cn", "juejin.cn"));
        assert!(belongs("api.juejin.cn", "juejin.cn"));
        assert!(belongs(".juejin.cn", "www.juejin.cn"));
        assert!(!belongs(".notjuejin.cn", "juejin.cn"));
    }

    #[test]
    fn a_host_is_found_in_a_url_with_a_port() {
        assert_eq!(host("http://127.0.0.1:8080/x"), Some("127.0.0.1"));
        assert_eq!(host("https://juejin.cn"), Some("juejin.cn"));
    }

    #[test]
    fn a_session_cookie_and_odd_values_are_read() {
        let row =
            json!({ "name": "a", "value": "b", "domain": ".x", "expires": -1, "sameSite": "" });
        let c = cookie(&row).unwrap();
        assert_eq!((c.expires, c.same_site, c.path.as_str()), (None, None, "/"));
        let row = json!({ "name": "a", "value": "b", "domain": "x", "expiry": 1.5e9 });
        assert_eq!(cookie(&row).unwrap().expires, Some(1_500_000_000));
    }
}
