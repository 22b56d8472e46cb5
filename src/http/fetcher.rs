//! Fetches what a stranger named, and nothing that is of this machine or its networks.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::LOCATION;
use reqwest::{Certificate, Client, Url, redirect, retry};
use thiserror::Error;

use super::NoClient;
use super::fault::chain;

/// How long one body may take, redirects included.
const DEADLINE: Duration = Duration::from_secs(20);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// Redirects that are followed.
const HOPS: usize = 5;

/// Why there is no body.
#[derive(Debug, Error)]
pub enum Unfetched {
    /// A scheme, a host or an address that is not for strangers to name.
    #[error("{0}")]
    Refused(String),
    /// It could not be had.
    #[error("{0}")]
    Failed(String),
}

/// The addresses of a name.
pub type Lookup = dyn Fn(String) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>>
    + Send
    + Sync;

/// Fetches bodies by GET, over http and https. Every address is looked at after its name was resolved, at each
/// redirect anew, and the connection goes to the address that was looked at. No proxy, no cookie, no referrer.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
}

impl Fetcher {
    /// A fetcher that asks the system for names.
    ///
    /// # Errors
    /// TLS is not to be had.
    pub fn new(user_agent: &str) -> Result<Self, NoClient> {
        let lookup = |name: String| -> Pin<Box<dyn Future<Output = _> + Send>> {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name, 0)).await?;
                Ok(found.map(|a| a.ip()).collect())
            })
        };
        Self::with(user_agent, Arc::new(lookup), &[], None)
    }

    /// A fetcher that asks `lookup` for names. The hosts of `trusted` are where it says, unlooked at, and may have
    /// certificates of the authority `ca`, in PEM.
    ///
    /// # Errors
    /// TLS is not to be had.
    pub fn with(
        user_agent: &str,
        lookup: Arc<Lookup>,
        trusted: &[(String, SocketAddr)],
        ca: Option<&str>,
    ) -> Result<Self, NoClient> {
        let bad = |e: reqwest::Error| NoClient(chain(&e));
        let mut roots: Vec<_> = webpki_root_certs::TLS_SERVER_ROOT_CERTS
            .iter()
            .map(|der| Certificate::from_der(der))
            .collect::<Result<_, _>>()
            .map_err(bad)?;
        if let Some(pem) = ca {
            roots.push(Certificate::from_pem(pem.as_bytes()).map_err(bad)?);
        }
        let mut builder = Client::builder()
            .user_agent(user_agent)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            // A proxy would look names up by itself, past what is looked at here.
            .no_proxy()
            .connect_timeout(CONNECT)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(Public(lookup)))
            .tls_certs_merge(roots);
        for (host, address) in trusted {
            builder = builder.resolve(host, *address);
        }
        Ok(Self {
            client: builder.build().map_err(bad)?,
        })
    }

    /// Fetches a body of at most so many bytes.
    ///
    /// # Errors
    /// It is refused, or could not be had; neither says more of the URL than its host.
    pub async fn fetch(&self, url: &str, longest: usize) -> Result<Vec<u8>, Unfetched> {
        tokio::time::timeout(DEADLINE, self.follow(url, longest))
            .await
            .unwrap_or_else(|_| {
                let why = format!("it was not there within {} s", DEADLINE.as_secs());
                Err(Unfetched::Failed(why))
            })
    }

    async fn follow(&self, url: &str, longest: usize) -> Result<Vec<u8>, Unfetched> {
        let refused = |e: &dyn std::fmt::Display| Unfetched::Refused(format!("not a URL: {e}"));
        let mut url = Url::parse(url).map_err(|e| refused(&e))?;
        for _ in 0..=HOPS {
            look_at(&url)?;
            let sent = self.client.get(url.clone()).send().await;
            let mut answer = sent.map_err(unfetched)?;
            if answer.status().is_redirection() {
                let to = answer.headers().get(LOCATION).and_then(|v| v.to_str().ok());
                let to = to.ok_or_else(|| Unfetched::Failed("a redirect to nowhere".to_owned()))?;
                url = url.join(to).map_err(|e| refused(&e))?;
                continue;
            }
            if !answer.status().is_success() {
                return Err(Unfetched::Failed(format!(
                    "HTTP {}",
                    answer.status().as_u16()
                )));
            }
            let mut body = Vec::new();
            while let Some(part) = answer.chunk().await.map_err(unfetched)? {
                if body.len() + part.len() > longest {
                    let why = format!("it is longer than {longest} bytes");
                    return Err(Unfetched::Failed(why));
                }
                body.extend_from_slice(&part);
            }
            return Ok(body);
        }
        Err(Unfetched::Failed(format!("more than {HOPS} redirects")))
    }
}

/// Looks at what can be told without a name service: the scheme, and a host that is an address already.
fn look_at(url: &Url) -> Result<(), Unfetched> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Unfetched::Refused(format!("the scheme {}", url.scheme())));
    }
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) if !is_public(address) => Err(Unfetched::Refused(format!(
            "{address} is not an address of the public Internet"
        ))),
        _ => Ok(()),
    }
}

fn unfetched(e: reqwest::Error) -> Unfetched {
    let e = e.without_url();
    let mut cause: Option<&dyn std::error::Error> = Some(&e);
    while let Some(c) = cause {
        if let Some(private) = c.downcast_ref::<Private>() {
            return Unfetched::Refused(private.to_string());
        }
        cause = c.source();
    }
    Unfetched::Failed(chain(&e))
}

/// A name that leads to an address of this machine or its networks.
#[derive(Debug, Error)]
#[error("{name} leads to {address}, which is not an address of the public Internet")]
struct Private {
    name: String,
    address: IpAddr,
}

/// Resolves names to public addresses alone: one that is not spoils them all.
struct Public(Arc<Lookup>);

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let looking = (self.0)(name.clone());
        Box::pin(async move {
            let found = looking.await?;
            if let Some(address) = found.iter().copied().find(|a| !is_public(*a)) {
                return Err(Box::new(Private { name, address }) as _);
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}

/// Whether an address is of the public Internet (IANA's registries of special addresses, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let s = address.segments();
    // Only 2000::/3 is given out; within it, what carries an IPv4 address or is for documents and tests is not.
    (0x2000..=0x3fff).contains(&s[0])
        && s[0] != 0x2002
        && !(s[0] == 0x2001 && (s[1] < 0x0200 || s[1] == 0x0db8))
        && !(s[0] == 0x3fff && s[1] < 0x1000)
}

#[cfg(test)]
mod tests;
