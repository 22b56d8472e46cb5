//! The fake line: requests reach the model, or not, as the schedule says.

use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::harness::GRACE;
use super::juejin::{APPLY, ok};
use super::model::{Change, Model};
use super::planted::Planted;
use super::world::{Blow, Sort, World};
use super::{juejin, jzguai};
use crate::http::{SendError, Wire};
use crate::plan::{Answer, Body, Request};

/// Sends to the model.
pub(super) struct FakeWire(pub(super) World);

/// The question for an address of a picture.
const ADDRESS: &str = "/imagex/v2/get_img_url";

/// A platform.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Site {
    Juejin,
    /// Where Juejin has its pictures.
    Store,
    Jz,
    Ys,
}

/// A request as its platform sees it.
struct Seen {
    site: Site,
    path: String,
    body: Value,
    /// The whole address, where there is more in it than the path.
    address: Option<String>,
    /// The size of the bytes that it carries.
    size: usize,
}

impl Seen {
    fn of(request: &Request) -> Self {
        let rest = request.url.strip_prefix("https://").expect("TLS");
        let (host, path) = rest.split_once('/').expect("a path");
        let path = format!("/{}", path.split('?').next().unwrap_or_default());
        let (site, body) = match host {
            "api.juejin.cn" => (Site::Juejin, juejin::body(request)),
            "api.yunsuofabu.com" => (Site::Ys, juejin::body(request)),
            "imagex.bytedanceapi.com" | "tos-hl-x.snssdk.com" => (Site::Store, Value::Null),
            _ => (Site::Jz, jzguai::body(request)),
        };
        let has_more = site == Site::Store || path == ADDRESS;
        Self {
            site,
            path,
            body,
            address: has_more.then(|| request.url.clone()),
            size: match &request.body {
                Body::Bytes(bytes) => bytes.len(),
                _ => 0,
            },
        }
    }

    fn change(&self) -> Option<Change> {
        match self.site {
            Site::Store => None,
            Site::Juejin => juejin::change(&self.path, &self.body),
            Site::Jz => jzguai::change(&self.path, &self.body),
            Site::Ys => {
                let text = self.body["content_html"].as_str().unwrap_or_default();
                Some(Change::Push(text.into()))
            }
        }
    }

    fn answer(&self, model: &mut Model) -> Answer {
        let now = Instant::now();
        let address = self.address.as_deref().unwrap_or_default();
        match self.site {
            Site::Store => juejin::store(model, address, self.size),
            Site::Juejin if self.path == ADDRESS => juejin::address(model, address),
            Site::Juejin => juejin::answer(model, &self.path, &self.body, now),
            Site::Jz => jzguai::answer(model, &self.path, &self.body, now),
            Site::Ys => {
                if let Some(push) = self.change() {
                    model.change(&push, now);
                }
                ok(&json!({"code": 1, "msg": "success", "time": 1_800_000_000, "data": {}}))
            }
        }
    }

    /// How a stranger is refused.
    fn logged_out(&self) -> Answer {
        ok(&match self.site {
            Site::Juejin | Site::Store => {
                json!({"err_no": 403, "err_msg": "must login", "data": null})
            }
            Site::Jz => json!({"errorCode": "ERROR00013", "message": "app_key异常", "data": ""}),
            Site::Ys => json!({"code": -1, "msg": "签名验证失败", "time": 0, "data": {}}),
        })
    }
}

#[async_trait]
impl Wire for FakeWire {
    async fn send(&self, request: Request, deadline: Duration) -> Result<Answer, SendError> {
        let seen = Seen::of(&request);
        let answer = self.send_once(&seen, deadline).await;
        let retries = self.0.lock().planted == Some(Planted::SubmitRetried);
        self.0.travel().await;
        match answer {
            Err(SendError::Lost { .. }) if retries && is_submit(&seen) => {
                self.send_once(&seen, deadline).await
            }
            other => other,
        }
    }
}

fn is_submit(seen: &Seen) -> bool {
    matches!(
        seen.change(),
        Some(Change::Publish(_) | Change::Order(..) | Change::Push(_))
    )
}

impl FakeWire {
    async fn send_once(&self, seen: &Seen, deadline: Duration) -> Result<Answer, SendError> {
        if seen.address.as_ref().is_some_and(|a| a.contains(APPLY)) {
            self.0.model(|m| m.stores += 1);
        }
        let struck = self.0.effect(Sort::Wire, &seen.path).await;
        let done = || self.0.model(|m| seen.answer(m));
        let later = |how: u32| {
            if let Some(change) = seen.change() {
                // As late as a request may arrive: within its deadline and the grace.
                let window = deadline + Duration::from_secs(GRACE.into());
                let after = window - Duration::from_millis(200 + u64::from(how >> 8) % 3000);
                self.0
                    .model(|m| m.later(Instant::now() + after, change, None));
            }
        };
        let lost = |why: &str| {
            Err(SendError::Lost {
                host: "model".to_owned(),
                why: why.to_owned(),
            })
        };
        let Some(blow) = struck else {
            return Ok(done());
        };
        match blow.how {
            Blow::CrashAfter => {
                done();
                self.0.die().await
            }
            Blow::CrashInFlight => {
                later(blow.number);
                self.0.die().await
            }
            Blow::NotSent => Err(SendError::NotSent {
                host: "model".to_owned(),
                why: "connection refused".to_owned(),
            }),
            Blow::LoseBefore => lost("connection reset"),
            Blow::LoseAfter => {
                done();
                lost("connection reset")
            }
            Blow::Late | Blow::HangBefore | Blow::HangAfter => {
                match blow.how {
                    Blow::Late => later(blow.number),
                    Blow::HangAfter => drop(done()),
                    _ => {}
                }
                tokio::time::sleep(deadline).await;
                lost("no answer within the deadline")
            }
            Blow::Error500 => Ok(page(500)),
            Blow::Html => {
                done();
                Ok(page(502))
            }
            Blow::Garbage => {
                let mut answer = done();
                answer.body.truncate(answer.body.len() / 2);
                Ok(answer)
            }
            Blow::WrongType => {
                done();
                Ok(ok(
                    &json!({"err_no": "0", "code": [], "errorCode": 5, "data": [], "response": 1}),
                ))
            }
            Blow::LoggedOut => Ok(seen.logged_out()),
            Blow::Captcha => Ok(page(403)),
            Blow::RateLimited => Ok(page(429)),
            Blow::Duplicate if seen.site != Site::Ys => {
                done();
                Ok(done())
            }
            _ => Ok(done()),
        }
    }
}

fn page(status: u16) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), "text/html".into())],
        body: b"<html><head><title>nginx</title></head></html>".to_vec(),
    }
}
