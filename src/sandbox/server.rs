//! Serves the three sites under their real names, over TLS, on one port of this machine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::handler::Handler;
use axum::http::header::HOST;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, any_service};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::connection::{Connection, Connections};
use super::hosts::{self, CONTROL_HOST, HOSTS, Site};
use super::late::Late;
use super::listener::TlsListener;
use super::tls::Identity;
use super::{Shared, control, juejin, jzguai, mishap, pictures, yunsuo};

/// How long [`Server::stop`] waits for calls under way before it closes their connections.
const GRACE: Duration = Duration::from_secs(2);

/// A sandbox that is up. It ends when it is dropped; [`Server::stop`] lets calls under way end first.
pub struct Server {
    addr: SocketAddr,
    ca_pem: String,
    spki_sha256_base64: String,
    open: Connections,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Binds the address (port 0 for a free one) and begins to serve.
    pub async fn start(shared: Arc<Shared>, addr: SocketAddr) -> io::Result<Self> {
        let identity = Identity::generate()?;
        let open = Connections::default();
        let listener = TlsListener::bind(addr, identity.acceptor, open.clone()).await?;
        let addr = listener.addr();
        let app = Router::new().fallback_service(any(dispatch).with_state(Sites::new(shared)));
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let service = app.into_make_service_with_connect_info::<Connection>();
            let served = axum::serve(listener, service).with_graceful_shutdown(async {
                // A dropped sender stops the server as well.
                let _ = stopped.await;
            });
            // Serving itself never fails: each connection's error is its own.
            let _ = served.await;
        });
        Ok(Self {
            addr,
            ca_pem: identity.ca_pem,
            spki_sha256_base64: identity.spki_sha256_base64,
            open,
            stop: Some(stop),
            task,
        })
    }

    /// The address that it is bound to.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The certificate of the sandbox's authority, in PEM.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// The hash of the leaf's public key, for Chromium's `--ignore-certificate-errors-spki-list`.
    pub fn spki_sha256_base64(&self) -> &str {
        &self.spki_sha256_base64
    }

    /// The names that it answers to; one that begins with `*.` stands for every name below.
    pub fn hosts(&self) -> &'static [&'static str] {
        HOSTS
    }

    /// Accepts no more, lets calls under way end within two seconds, then closes what is left.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.open.leave();
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.open.close();
            // The handlers have lost their connections and end by themselves; whatever does not is dropped.
            let _ = tokio::time::timeout(GRACE, &mut self.task).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.open.close();
        self.task.abort();
    }
}

/// The applications behind the names.
#[derive(Clone)]
struct Sites {
    shared: Arc<Shared>,
    juejin: MethodRouter,
    jzguai: MethodRouter,
    yunsuo: MethodRouter,
    pictures: MethodRouter,
    control: MethodRouter,
    late: Late,
}

impl Sites {
    fn new(shared: Arc<Shared>) -> Self {
        Self {
            juejin: any_service(juejin::router(shared.clone())),
            jzguai: any_service(jzguai::router(shared.clone())),
            yunsuo: any_service(yunsuo::router(shared.clone())),
            pictures: any_service(pictures::router(shared.clone())),
            control: any_service(control::router(shared.clone())),
            late: Late::default(),
            shared,
        }
    }

    fn of(&self, site: Site) -> MethodRouter {
        match site {
            Site::Juejin => self.juejin.clone(),
            Site::Jzguai => self.jzguai.clone(),
            Site::Yunsuo => self.yunsuo.clone(),
            Site::Pictures => self.pictures.clone(),
        }
    }
}

/// Sends a request to the site of its host name, by way of the fault that is due.
async fn dispatch(
    State(sites): State<Sites>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let host = host_of(&request);
    if host == CONTROL_HOST {
        return sites.control.call(request, ()).await;
    }
    let Some(site) = hosts::site(&host) else {
        let text = format!("the sandbox has no host {host:?}");
        return (StatusCode::MISDIRECTED_REQUEST, text).into_response();
    };
    let faults = &sites.shared.faults;
    if let Some(trouble) = faults.trouble() {
        return (StatusCode::INTERNAL_SERVER_ERROR, trouble).into_response();
    }
    let app = sites.of(site);
    // A browser's preflight is not the call itself.
    if request.method() == Method::OPTIONS {
        return app.call(request, ()).await;
    }
    let late = &sites.late;
    match faults.at(site.name(), request.uri().path()) {
        Some(kind) => mishap::befall(kind, site, &connection, late, request, app).await,
        None => {
            let answer = app.call(request, ()).await;
            late.arrive(site).await;
            answer
        }
    }
}

/// The host name without the port: HTTP/2 has it in the URI, HTTP/1.1 in a header.
fn host_of(request: &Request) -> String {
    let header = || request.headers().get(HOST)?.to_str().ok();
    let host = request.uri().host().or_else(header).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
