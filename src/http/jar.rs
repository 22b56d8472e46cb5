//! One account's cookies on every request.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;

use super::{SendError, Wire, set_cookie};
use crate::plan::{Answer, Request};
use crate::secret::Cookie;

/// Tells the time in seconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// A wire that speaks as one account: its cookies where they fit, its browser's `User-Agent`, and what answers
/// set is kept for the next request.
pub struct CookieWire {
    wire: Arc<dyn Wire>,
    user_agent: Option<String>,
    clock: Clock,
    cookies: Mutex<Vec<Cookie>>,
}

impl CookieWire {
    /// Wraps a wire with a session's cookies and `User-Agent`.
    pub fn new(
        wire: Arc<dyn Wire>,
        cookies: Vec<Cookie>,
        user_agent: Option<String>,
        clock: Clock,
    ) -> Self {
        Self {
            wire,
            user_agent,
            clock,
            cookies: Mutex::new(cookies),
        }
    }

    fn jar(&self) -> MutexGuard<'_, Vec<Cookie>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The `Cookie` header for a URL: longer paths first, as RFC 6265, section 5.4, wants it.
    fn header(&self, url: &Url, now: i64) -> Option<String> {
        let host = url.host_str()?;
        let safe = url.scheme() == "https";
        let jar = self.jar();
        let mut fit: Vec<&Cookie> = jar
            .iter()
            .filter(|c| (safe || !c.secure) && c.fits(host, url.path(), now))
            .collect();
        fit.sort_by_key(|c| std::cmp::Reverse(c.path.len()));
        let pairs: Vec<String> = fit
            .iter()
            .map(|c| format!("{}={}", c.name, c.value.expose()))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Takes over what an answer sets, in place of what had the same name, domain and path.
    fn take(&self, answer: &Answer, url: &Url, now: i64) {
        let mut jar = self.jar();
        for (_, value) in answer.headers.iter().filter(|(n, _)| n == "set-cookie") {
            let Some(new) = set_cookie::parse(value, url, now) else {
                continue;
            };
            jar.retain(|old| {
                (&old.name, bare(old), &old.path) != (&new.name, bare(&new), &new.path)
            });
            if new.expires.is_none_or(|at| at > now) {
                jar.push(new);
            }
        }
    }
}

/// The domain without its dot: browsers hand cookies over with or without it, and two of one name would both be sent.
fn bare(cookie: &Cookie) -> &str {
    cookie.domain.trim_start_matches('.')
}

#[async_trait]
impl Wire for CookieWire {
    async fn send(&self, mut request: Request, deadline: Duration) -> Result<Answer, SendError> {
        let Ok(url) = Url::parse(&request.url) else {
            // The wire below says what is wrong with it.
            return self.wire.send(request, deadline).await;
        };
        let has = |request: &Request, name: &str| {
            request
                .headers
                .iter()
                .any(|(n, _)| n.eq_ignore_ascii_case(name))
        };
        if let Some(agent) = &self.user_agent
            && !has(&request, "user-agent")
        {
            request.headers.push(("user-agent".into(), agent.clone()));
        }
        // A call that brings its own cookies means them alone.
        if !has(&request, "cookie")
            && let Some(cookies) = self.header(&url, (self.clock)())
        {
            request.headers.push(("cookie".into(), cookies));
        }
        let answer = self.wire.send(request, deadline).await?;
        self.take(&answer, &url, (self.clock)());
        Ok(answer)
    }

    /// The cookies as they stand now, those that have expired left out.
    fn cookies(&self) -> Vec<Cookie> {
        let now = (self.clock)();
        let mut cookies = self.jar().clone();
        cookies.retain(|c| c.expires.is_none_or(|at| at > now));
        cookies
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Body;
    use crate::secret::Secret;

    /// Answers with given cookies and keeps the headers that came.
    struct Fake {
        sets: Vec<&'static str>,
        came: Mutex<Vec<Vec<(String, String)>>>,
    }

    #[async_trait]
    impl Wire for Fake {
        async fn send(&self, request: Request, _: Duration) -> Result<Answer, SendError> {
            self.came.lock().unwrap().push(request.headers);
            Ok(Answer {
                status: 200,
                headers: self
                    .sets
                    .iter()
                    .map(|s| ("set-cookie".to_owned(), (*s).to_owned()))
                    .collect(),
                body: vec![],
            })
        }
    }

    fn cookie(name: &str, domain: &str, path: &str) -> Cookie {
        Cookie {
            name: name.into(),
            value: Secret::new("1".into()),
            domain: domain.into(),
            path: path.into(),
            expires: Some(200),
            secure: true,
            http_only: true,
            same_site: None,
        }
    }

    /// Sends one request to each URL; gives the headers that came and the cookies afterwards.
    async fn send(
        urls: &[&str],
        sets: Vec<&'static str>,
        headers: &[(&str, &str)],
    ) -> (Vec<Vec<(String, String)>>, Vec<String>) {
        let fake = Arc::new(Fake {
            sets,
            came: Mutex::default(),
        });
        let jar = vec![
            cookie("all", ".juejin.cn", "/"),
            cookie("api", "api.juejin.cn", "/user"),
            cookie("else", "example.com", "/"),
        ];
        let wire = CookieWire::new(
            fake.clone(),
            jar,
            Some("Browser/1".into()),
            Arc::new(|| 100),
        );
        for url in urls {
            let request = Request {
                method: "GET".into(),
                url: (*url).into(),
                headers: headers
                    .iter()
                    .map(|(n, v)| ((*n).into(), (*v).into()))
                    .collect(),
                body: Body::Empty,
            };
            wire.send(request, Duration::from_secs(1))
                .await
                .ok()
                .unwrap();
        }
        let came = fake.came.lock().unwrap().clone();
        let kept = wire
            .cookies()
            .iter()
            .map(|c| format!("{}={}", c.name, c.value.expose()))
            .collect();
        (came, kept)
    }

    fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
        let mut found = headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
        let value = found.next().map(|(_, v)| v.as_str());
        assert_eq!(found.next(), None, "{name} twice");
        value
    }

    #[tokio::test]
    async fn cookies_go_where_they_fit_and_nowhere_else() {
        let urls = [
            "https://api.juejin.cn/user/x",
            "https://juejin.cn/user/x",
            "http://api.juejin.cn/user/x",
            "https://evil.cn/",
        ];
        let (came, _) = send(&urls, vec![], &[]).await;
        let cookies: Vec<_> = came.iter().map(|h| header(h, "cookie")).collect();
        assert_eq!(cookies, [Some("api=1; all=1"), Some("all=1"), None, None]);
        assert!(
            came.iter()
                .all(|h| header(h, "user-agent") == Some("Browser/1"))
        );
    }

    #[tokio::test]
    async fn what_a_request_says_itself_is_kept() {
        let own = [("User-Agent", "Own"), ("Cookie", "x=y")];
        let (came, _) = send(&["https://juejin.cn/"], vec![], &own).await;
        assert_eq!(header(&came[0], "cookie"), Some("x=y"));
        assert_eq!(header(&came[0], "user-agent"), Some("Own"));
    }

    #[tokio::test]
    async fn answers_set_replace_and_end_cookies() {
        let sets = vec![
            "all=2; Domain=juejin.cn; Path=/; Max-Age=50",
            "api=; Path=/user; Max-Age=0",
            "new=3; Path=/",
            "alien=4; Domain=example.com",
        ];
        let url = "https://api.juejin.cn/user/x";
        let (came, kept) = send(&[url, url], sets, &[]).await;
        assert_eq!(header(&came[1], "cookie"), Some("all=2; new=3"));
        assert_eq!(kept, ["else=1", "all=2", "new=3"]);
    }
}
