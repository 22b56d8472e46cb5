//! What an HTTP error proves, and its words without what may be secret.

use std::error::Error;

use reqwest::Url;

/// Whether an error proves that no byte of the request left.
///
/// Connecting is the name, TCP (or the proxy's tunnel) and TLS with its own time limit: reqwest marks all of that,
/// and nothing else. A reset on a connection from the pool is no such proof, nor is a deadline that ended
/// while connecting, which cannot be told from a later one.
pub(super) fn not_sent_by(error: &reqwest::Error) -> bool {
    error.is_builder() || error.is_connect()
}

/// An error with all its causes. An outer message that ends in its cause is not said twice.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        next = cause.source();
    }
    text
}

/// The host of a URL, with its port where one is given; never its path or query.
pub(super) fn host(url: &str) -> String {
    let Ok(url) = Url::parse(url) else {
        return "a host that is not in the URL".to_owned();
    };
    let host = url.host_str().unwrap_or("no host");
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}
