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
use super::listener::TlsListener;
use super::tls::Identity;
use super::{Shared, control, juejin, jzguai, mishap, yunsuo};

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
    control: MethodRouter,
}

impl Sites {
    fn new(shared: Arc<Shared>) -> Self {
        Self {
            juejin: any_service(juejin::router(shared.clone())),
            jzguai: any_service(jzguai::router(shared.clone())),
            yunsuo: any_service(yunsuo::router(shared.clone())),
            control: any_service(control::router(shared.clone())),
            shared,
        }
    }

    fn of(&self, site: Site) -> MethodRouter {
        match site {
            Site::Juejin => self.juejin.clone(),
            Site::Jzguai => self.jzguai.clone(),
            Site::Yunsuo => self.yunsuo.clone(),
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
    match faults.at(site.name(), request.uri().path()) {
        Some(kind) => mishap::befall(kind, site, &connection, request, app).await,
        None => app.call(request, ()).await,
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
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::*;
    use crate::sandbox::harness::Up;
    use crate::sandbox::{Fault, FaultKind};

    const PUSH: &str = "/v1/distribution/push";

    /// A push with everything right.
    fn push(client: &reqwest::Client) -> reqwest::RequestBuilder {
        signed(client, &yunsuo::signature("n1"))
    }

    fn signed(client: &reqwest::Client, signature: &str) -> reqwest::RequestBuilder {
        client
            .post(format!("https://api.yunsuofabu.com{PUSH}"))
            .header("nonce", "n1")
            .header("user-code", yunsuo::USER_CODE)
            .header("signature", signature)
            .json(&yunsuo::example())
    }

    fn fault(up: &Up, kind: FaultKind) {
        let fault = Fault::once("yunsuo", PUSH, kind);
        up.shared.faults.set(vec![fault]).unwrap();
    }

    fn pushes(up: &Up) -> usize {
        up.shared.book.read(|s| s.yunsuo.pushes.len())
    }

    #[tokio::test]
    async fn every_host_answers_under_its_own_name() {
        let up = Up::new().await;
        let client = up.client();
        for host in HOSTS.iter().map(|h| h.replace('*', "p3")) {
            let answer = client
                .get(format!("https://{host}/nowhere"))
                .send()
                .await
                .unwrap();
            assert_ne!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
            assert_eq!(answer.version(), axum::http::Version::HTTP_2);
        }
    }

    #[tokio::test]
    async fn a_host_that_is_not_of_the_sandbox_is_refused() {
        let up = Up::new().await;
        let client = up.builder().http1_only().build().unwrap();
        for (host, status) in [("example.com", 421), ("JUEJIN.CN:443", 404)] {
            let call = client.get("https://juejin.cn/nowhere").header("host", host);
            assert_eq!(call.send().await.unwrap().status(), status, "{host}");
        }
    }

    #[tokio::test]
    async fn a_client_that_does_not_know_the_authority_is_not_served() {
        let (up, other) = (Up::new().await, Up::new().await);
        let ca = reqwest::Certificate::from_pem(other.server.ca_pem().as_bytes()).unwrap();
        let client = reqwest::Client::builder().tls_certs_only([ca]).no_proxy();
        let client = client
            .resolve("juejin.cn", up.server.addr())
            .build()
            .unwrap();
        assert!(
            client
                .get("https://juejin.cn/")
                .send()
                .await
                .unwrap_err()
                .is_connect()
        );
    }

    #[tokio::test]
    async fn a_client_that_never_shakes_hands_holds_up_no_other() {
        let up = Up::new().await;
        let _silent = tokio::net::TcpStream::connect(up.server.addr())
            .await
            .unwrap();
        assert!(
            push(&up.client())
                .send()
                .await
                .unwrap()
                .status()
                .is_success()
        );
    }

    #[tokio::test]
    async fn the_same_push_twice_is_two_entries() {
        let up = Up::new().await;
        let client = up.client();
        for _ in 0..2 {
            let answer: Value = push(&client).send().await.unwrap().json().await.unwrap();
            assert_eq!((&answer["code"], &answer["msg"]), (&json!(1), &json!("ok")));
        }
        assert_eq!(pushes(&up), 2);
    }

    #[tokio::test]
    async fn a_push_whose_signature_is_wrong_is_not_accepted() {
        let up = Up::new().await;
        let answer = signed(&up.client(), "00").send().await.unwrap();
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], -1);
        assert_eq!(pushes(&up), 0);
    }

    #[tokio::test]
    async fn faults_do_what_they_say_once() {
        use FaultKind::*;
        let up = Up::new().await;
        // What comes of the call, and whether it was committed.
        let table = [
            (ErrorBefore, "500 text", false),
            (LoseBefore, "no answer", false),
            (LoseAnswer, "no answer", true),
            (Cut, "200 cut", true),
            (Garbage, "200 text", true),
            (Html, "502 text", true),
            (
                WrongType,
                r#"200 {"code":1,"data":"wrong type","msg":"ok"}"#,
                true,
            ),
            (
                LoggedOut,
                r#"200 {"code":-1,"data":{},"msg":"签名验证失败"}"#,
                false,
            ),
            (Captcha, "403 text", false),
            (RateLimited, "429 text", false),
        ];
        for http1 in [true, false] {
            for (kind, outcome, committed) in table {
                let client = match http1 {
                    true => up.builder().http1_only().build().unwrap(),
                    false => up.client(),
                };
                let before = pushes(&up);
                fault(&up, kind);
                assert_eq!(outcome_of(push(&client)).await, outcome, "{kind:?} {http1}");
                assert_eq!(pushes(&up) - before, usize::from(committed), "{kind:?}");
                let next = outcome_of(push(&client)).await;
                assert_eq!(
                    next, r#"200 {"code":1,"data":{},"msg":"ok"}"#,
                    "after {kind:?}"
                );
            }
        }
    }

    async fn outcome_of(call: reqwest::RequestBuilder) -> String {
        let Ok(answer) = call.send().await else {
            return "no answer".into();
        };
        let status = answer.status().as_u16();
        let Ok(body) = answer.bytes().await else {
            return format!("{status} cut");
        };
        match serde_json::from_slice::<Value>(&body) {
            Ok(v) => {
                let shown = json!({"code": v["code"], "data": v["data"], "msg": v["msg"]});
                format!("{status} {shown}")
            }
            Err(_) => format!("{status} text"),
        }
    }

    #[tokio::test]
    async fn a_call_that_hangs_ends_when_the_server_stops() {
        for (kind, committed) in [(FaultKind::Hang, 1), (FaultKind::HangBefore, 0)] {
            let up = Up::new().await;
            fault(&up, kind);
            let call = tokio::spawn(push(&up.client()).send());
            let met = up.dir.path().join("faults.met.json");
            let is_met = || std::fs::read_to_string(&met).is_ok_and(|t| t.contains("\"met\":[1]"));
            while !(is_met() && pushes(&up) == committed) {
                tokio::task::yield_now().await;
            }
            up.server.stop().await;
            assert!(call.await.unwrap().is_err());
            assert_eq!(up.shared.book.read(|s| s.yunsuo.pushes.len()), committed);
        }
    }

    #[tokio::test]
    async fn a_script_that_makes_no_sense_is_the_answer_to_every_call() {
        let up = Up::new().await;
        std::fs::write(up.dir.path().join("faults.toml"), "[[fault]]\n").unwrap();
        let answer = push(&up.client()).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(answer.text().await.unwrap().contains("faults.toml"));
        assert_eq!(pushes(&up), 0);
    }

    #[tokio::test]
    async fn a_book_opened_again_has_the_same_content() {
        let up = Up::new().await;
        push(&up.client()).send().await.unwrap();
        let shown = up.client().get(format!("https://{CONTROL_HOST}/book"));
        let shown: Value = shown.send().await.unwrap().json().await.unwrap();
        // Nothing is stopped or flushed first: a killed process does not do that either.
        let again = Shared::open(up.dir.path(), Path::new("assets")).unwrap();
        let read: Value = serde_json::from_slice(&again.book.to_json().unwrap()).unwrap();
        assert_eq!(read, shown);
        assert_eq!(read["yunsuo"]["pushes"][0]["data"], yunsuo::example());
    }

    #[tokio::test]
    async fn a_stopped_server_is_gone() {
        let up = Up::new().await;
        let client = up.client();
        push(&client).send().await.unwrap();
        up.server.stop().await;
        assert!(push(&client).send().await.is_err());
    }
}
