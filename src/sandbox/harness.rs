//! A sandbox for a test, and a client that trusts it.

use std::path::Path;
use std::sync::Arc;

use super::{CONTROL_HOST, Server, Shared};

/// A sandbox in a directory of its own, up until it is dropped.
pub(super) struct Up {
    pub(super) dir: tempfile::TempDir,
    pub(super) shared: Arc<Shared>,
    pub(super) server: Server,
}

impl Up {
    pub(super) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let shared = Shared::open(dir.path(), Path::new("assets")).unwrap();
        let addr = ([127, 0, 0, 1], 0).into();
        let server = Server::start(shared.clone(), addr).await.unwrap();
        Self {
            dir,
            shared,
            server,
        }
    }

    /// Trusts this sandbox alone, and finds the sites' names in it.
    pub(super) fn builder(&self) -> reqwest::ClientBuilder {
        let ca = reqwest::Certificate::from_pem(self.server.ca_pem().as_bytes()).unwrap();
        let builder = reqwest::Client::builder()
            .tls_certs_only([ca])
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        let names = self.server.hosts().iter();
        names
            .chain([&CONTROL_HOST, &"p3.juejin.cn", &"p3.byteimg.com"])
            .fold(builder, |b, host| b.resolve(host, self.server.addr()))
    }

    pub(super) fn client(&self) -> reqwest::Client {
        self.builder().build().unwrap()
    }
}
