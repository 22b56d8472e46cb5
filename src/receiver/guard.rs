//! What holds for every request: who is meant, and who may read.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HOST};
use axum::middleware::Next;
use axum::response::Response;

use super::refusal::refuse;
use super::{Reason, Reception};
use crate::secret::Secret;

/// Lets requests through that name a host of ours: a page of another name cannot reach us through a browser.
pub(super) async fn host(
    State(reception): State<Arc<Reception>>,
    request: Request,
    next: Next,
) -> Response {
    let mut named = request.headers().get_all(HOST).iter();
    let known = match (named.next(), named.next()) {
        (Some(one), None) => one
            .to_str()
            .is_ok_and(|host| reception.hosts.contains(&name(host))),
        _ => false,
    };
    if !known {
        let why = "no such host here; `hosts` of [serve] names those of a reverse proxy";
        return refuse(&reception, Reason::Host, why);
    }
    next.run(request).await
}

/// A Host header without its port, in lower case.
fn name(host: &str) -> String {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => {
            name
        }
        _ => host,
    };
    name.to_ascii_lowercase()
}

/// Whether the bearer token is the user's. Nobody knows the token of a configuration that has none.
pub(super) fn may_read(reception: &Reception, headers: &HeaderMap) -> Result<(), Response> {
    let given = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok());
    let given = given.and_then(|v| v.strip_prefix("Bearer "));
    match (&reception.token, given) {
        // Secrets compare in constant time.
        (Some(token), Some(given)) if *token == Secret::new(given.trim().to_owned()) => Ok(()),
        _ => {
            let why = "this needs the bearer token that `token` of [serve] names";
            Err(refuse(reception, Reason::Token, why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_host_is_compared_without_its_port() {
        for (host, want) in [
            ("A.cn:80", "a.cn"),
            ("[::1]:80", "[::1]"),
            ("[::1]", "[::1]"),
            ("a.cn", "a.cn"),
            ("a.cn:x", "a.cn:x"),
        ] {
            assert_eq!(name(host), want);
        }
    }
}
