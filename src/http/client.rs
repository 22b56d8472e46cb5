//! The one HTTP client of the program.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::dns::{Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, Method, Response, Url, multipart, redirect, retry};
use thiserror::Error;

use super::fault::{chain, host, not_sent_by};
use super::{SendError, Wire};
use crate::plan::{Answer, Body, Request};

/// How long a connection may take, TLS included.
const CONNECT: Duration = Duration::from_secs(10);

/// The longest answer that is taken, unpacked: the longest seen is a catalogue of some 5 MB.
const LONGEST: usize = 32 << 20;

/// How requests leave this machine.
#[derive(Clone, Debug, Default)]
pub struct HttpOptions {
    /// The `User-Agent` of requests that name none.
    pub user_agent: String,
    /// Hosts that are somewhere else than the name service says, port included.
    pub resolve: Vec<(String, SocketAddr)>,
    /// Knows no other names than those of `resolve`, so that nothing can leave for the network.
    pub only_resolve: bool,
    /// Certificates of further authorities, in PEM.
    pub extra_ca_pem: Option<String>,
    /// Trusts those authorities alone.
    pub only_extra_ca: bool,
    /// Ignores the system's proxies.
    pub no_proxy: bool,
}

/// The client could not be made: a bad certificate, or TLS is not to be had.
#[derive(Debug, Error)]
#[error("no HTTP client: {0}")]
pub struct NoClient(pub(super) String);

/// Sends requests over HTTP/1.1 and HTTP/2, each once.
///
/// Trusts the system's authorities and Mozilla's (a machine without a store would trust nobody), follows no
/// redirect and repeats nothing: reqwest's repeats after GOAWAY and REFUSED_STREAM are off. What hyper-util may
/// still do by itself is to move a request from a pooled connection that closed to another one while the request
/// is in its queue; hyper gives back only requests of which no byte was written (read in hyper 1.12,
/// `proto/h1/dispatch.rs` and `client/dispatch.rs`).
#[derive(Clone, Debug)]
pub struct HttpWire {
    client: Client,
}

impl HttpWire {
    /// Makes the client.
    ///
    /// # Errors
    /// A certificate or a User-Agent that cannot be used.
    pub fn new(options: HttpOptions) -> Result<Self, NoClient> {
        let bad = |e: reqwest::Error| NoClient(chain(&e));
        let mut roots = match &options.extra_ca_pem {
            Some(pem) => Certificate::from_pem_bundle(pem.as_bytes()).map_err(bad)?,
            None => Vec::new(),
        };
        let mut builder = Client::builder()
            .user_agent(&options.user_agent)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(CONNECT)
            .gzip(true);
        builder = if options.only_extra_ca {
            builder.tls_certs_only(roots)
        } else {
            for der in webpki_root_certs::TLS_SERVER_ROOT_CERTS {
                roots.push(Certificate::from_der(der).map_err(bad)?);
            }
            builder.tls_certs_merge(roots)
        };
        if options.only_resolve {
            builder = builder.dns_resolver(Arc::new(NoNames));
        }
        for (host, address) in &options.resolve {
            builder = builder.resolve(host, *address);
        }
        if options.no_proxy {
            builder = builder.no_proxy();
        }
        Ok(Self {
            client: builder.build().map_err(bad)?,
        })
    }
}

#[async_trait]
impl Wire for HttpWire {
    async fn send(&self, request: Request, deadline: Duration) -> Result<Answer, SendError> {
        let host = host(&request.url);
        let ready = match self.build(request, deadline) {
            Ok(ready) => ready,
            Err(why) => return Err(SendError::NotSent { host, why }),
        };
        let response = match self.client.execute(ready).await {
            Ok(response) => response,
            Err(e) if not_sent_by(&e) => {
                let why = chain(&e.without_url());
                return Err(SendError::NotSent { host, why });
            }
            Err(e) => {
                let why = chain(&e.without_url());
                return Err(SendError::Lost { host, why });
            }
        };
        take(response)
            .await
            .map_err(|why| SendError::Lost { host, why })
    }
}

impl HttpWire {
    /// The request as reqwest wants it. Its errors say what is wrong and never with which value.
    fn build(&self, request: Request, deadline: Duration) -> Result<reqwest::Request, String> {
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| "not an HTTP method".to_owned())?;
        let url = Url::parse(&request.url).map_err(|e| format!("not a URL: {e}"))?;
        let mut headers = HeaderMap::new();
        for (name, value) in &request.headers {
            let bad = |what| format!("the {what} of header {name:?} cannot be sent");
            let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| bad("value"))?;
            // Kept out of debug output and of HTTP/2's compression tables.
            value.set_sensitive(true);
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad("name"))?;
            headers.append(name, value);
        }
        let builder = self
            .client
            .request(method, url)
            .timeout(deadline)
            .headers(headers);
        match request.body {
            Body::Empty => builder,
            Body::Json(value) => builder.json(&value),
            Body::Bytes(bytes) => builder.body(bytes),
            Body::Multipart(fields) => builder.multipart(
                fields
                    .into_iter()
                    .fold(multipart::Form::new(), |form, (k, v)| form.text(k, v)),
            ),
        }
        .build()
        .map_err(|e| chain(&e.without_url()))
    }
}

/// Takes an answer whole, or not at all.
async fn take(mut response: Response) -> Result<Answer, String> {
    let status = response.status().as_u16();
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let mut body = Vec::new();
    while let Some(part) = response
        .chunk()
        .await
        .map_err(|e| chain(&e.without_url()))?
    {
        if body.len() + part.len() > LONGEST {
            return Err(format!("it is longer than {} MB", LONGEST >> 20));
        }
        body.extend_from_slice(&part);
    }
    Ok(Answer {
        status,
        headers,
        body,
    })
}

/// Knows no name at all.
struct NoNames;

impl Resolve for NoNames {
    fn resolve(&self, name: Name) -> Resolving {
        let unknown = format!("{} is not among the known hosts", name.as_str());
        Box::pin(async move { Err(unknown.into()) })
    }
}
