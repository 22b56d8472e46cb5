//! A cookie: a secret with an address.

use super::Secret;

/// A cookie of a site, HttpOnly ones too.
#[derive(Clone, Debug, PartialEq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Secret,
    /// The domain, with a leading dot where subdomains are meant.
    pub domain: String,
    /// The path.
    pub path: String,
    /// Seconds since 1970; none for a cookie of the browser's session.
    pub expires: Option<i64>,
    /// Sent over TLS alone.
    pub secure: bool,
    /// Hidden from scripts.
    pub http_only: bool,
    /// `Strict`, `Lax` or `None`, where the site said.
    pub same_site: Option<String>,
}

impl Cookie {
    /// Whether it goes with a request to a host and path at a time.
    pub fn fits(&self, host: &str, path: &str, unix: i64) -> bool {
        let domain = match self.domain.strip_prefix('.') {
            Some(d) => host == d || host.ends_with(&format!(".{d}")),
            None => host == self.domain,
        };
        let below = path.strip_prefix(self.path.trim_end_matches('/'));
        domain
            && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            && self.expires.is_none_or(|at| at > unix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie(domain: &str, path: &str, expires: Option<i64>) -> Cookie {
        Cookie {
            name: "sessionid".into(),
            value: Secret::new("x".into()),
            domain: domain.into(),
            path: path.into(),
            expires,
            secure: true,
            http_only: true,
            same_site: None,
        }
    }

    #[test]
    fn a_domain_cookie_reaches_subdomains_and_nothing_that_only_ends_alike() {
        let c = cookie(".juejin.cn", "/", None);
        assert!(c.fits("juejin.cn", "/x", 0) && c.fits("api.juejin.cn", "/", 0));
        assert!(!c.fits("notjuejin.cn", "/", 0));
        assert!(!cookie("juejin.cn", "/", None).fits("api.juejin.cn", "/", 0));
    }

    #[test]
    fn an_expired_cookie_and_another_path_do_not_fit() {
        assert!(!cookie("a", "/", Some(10)).fits("a", "/", 10));
        assert!(!cookie("a", "/x", None).fits("a", "/xy", 0));
        assert!(cookie("a", "/x", None).fits("a", "/x/y", 0));
    }
}
