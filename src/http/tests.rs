//! The client against servers on this machine that do exactly as told.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::{TlsAcceptor, rustls};

use super::{HttpOptions, HttpWire, SendError, Wire};
use crate::plan::{Answer, Body, Request};

const LONG: Duration = Duration::from_secs(60);

/// What a server does with the requests of one connection, in turn; then it closes.
#[derive(Clone)]
enum Do {
    /// Answers with these bytes.
    Say(Vec<u8>),
    /// Says nothing for as long as the client stays.
    Hang,
}

fn say(text: &str) -> Do {
    Do::Say(text.as_bytes().to_vec())
}

/// A server that counts the requests and keeps the last.
struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    last: Arc<std::sync::Mutex<String>>,
}

impl Server {
    async fn start(script: Vec<Do>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            last: Arc::default(),
        };
        let (requests, last) = (server.requests.clone(), server.last.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                for act in &script {
                    let Some(request) = request(&mut stream).await else {
                        break;
                    };
                    requests.fetch_add(1, Ordering::SeqCst);
                    *last.lock().unwrap() = request;
                    match act {
                        // A client that has seen enough closes first.
                        Do::Say(bytes) => drop(stream.write_all(bytes).await),
                        Do::Hang => drop(stream.read(&mut [0]).await),
                    }
                }
            }
        });
        server
    }

    fn url(&self, rest: &str) -> String {
        format!("http://{}{rest}", self.address)
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    fn last(&self) -> String {
        self.last.lock().unwrap().clone()
    }
}

/// Reads one request with its body.
async fn request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|l| {
                    l.to_ascii_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

fn wire() -> HttpWire {
    HttpWire::new(HttpOptions {
        user_agent: "fagao/test".into(),
        no_proxy: true,
        ..HttpOptions::default()
    })
    .unwrap()
}

fn post(url: String) -> Request {
    Request {
        method: "POST".into(),
        url,
        headers: vec![("x-token".into(), "MARKER-header".into())],
        body: Body::Json(serde_json::json!({"b": "MARKER-body", "a": 1})),
    }
}

async fn send(url: String, deadline: Duration) -> Result<Answer, SendError> {
    wire().send(post(url), deadline).await
}

/// The words of a loss, which is what it must be.
fn lost(result: Result<Answer, SendError>) -> String {
    match result {
        Err(e @ SendError::Lost { .. }) => {
            assert!(!e.to_string().contains("MARKER"), "{e}");
            e.to_string()
        }
        Err(e) => panic!("not lost: {e}"),
        Ok(answer) => panic!("answered {}", answer.status),
    }
}

fn not_sent(result: Result<Answer, SendError>) -> String {
    match result {
        Err(e @ SendError::NotSent { .. }) => {
            assert!(!e.to_string().contains("MARKER"), "{e}");
            e.to_string()
        }
        Err(e) => panic!("{e}"),
        Ok(answer) => panic!("answered {}", answer.status),
    }
}

#[tokio::test]
async fn a_request_goes_out_as_it_was_given_and_the_answer_comes_back_whole() {
    // gzip of {"ok":true}.
    let zip = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 207, 86, 178, 42, 41, 42, 77, 173, 5, 0,
        144, 95, 212, 167, 11, 0, 0, 0,
    ];
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        zip.len()
    )
    .into_bytes();
    answer.extend(zip);
    let server = Server::start(vec![Do::Say(answer)]).await;
    let answer = send(server.url("/x?q=1"), LONG).await.ok().unwrap();
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (200, &br#"{"ok":true}"#[..])
    );
    let cookies: Vec<_> = answer
        .headers
        .iter()
        .filter(|(n, _)| n == "set-cookie")
        .collect();
    assert_eq!(cookies.len(), 2);
    let sent = server.last();
    assert!(sent.starts_with("POST /x?q=1 HTTP/1.1\r\n"), "{sent}");
    for part in [
        "\r\nx-token: MARKER-header\r\n",
        "\r\nuser-agent: fagao/test\r\n",
        "\r\ncontent-type: application/json\r\n",
        "\r\n\r\n{\"b\":\"MARKER-body\",\"a\":1}",
    ] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
}

#[tokio::test]
async fn a_request_may_name_its_own_agent_and_be_a_form() {
    let server = Server::start(vec![say("HTTP/1.1 204 No Content\r\n\r\n")]).await;
    let request = Request {
        method: "POST".into(),
        url: server.url("/"),
        headers: vec![("User-Agent".into(), "Browser/1".into())],
        body: Body::Multipart(vec![("title".into(), "标题".into())]),
    };
    let answer = wire().send(request, LONG).await.ok().unwrap();
    assert_eq!(answer.status, 204);
    let sent = server.last();
    assert!(
        sent.contains("\r\nuser-agent: Browser/1\r\n") && !sent.contains("fagao"),
        "{sent}"
    );
    assert!(
        sent.contains("content-type: multipart/form-data; boundary="),
        "{sent}"
    );
    assert!(sent.contains("name=\"title\"\r\n\r\n标题\r\n"), "{sent}");
}

#[tokio::test]
async fn a_refused_connection_is_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let said = not_sent(send(format!("http://{address}/p?token=MARKER"), LONG).await);
    assert!(said.contains(&address.to_string()), "{said}");
    assert!(said.contains("refused"), "the cause is named: {said}");
}

#[tokio::test]
async fn a_name_that_is_not_listed_is_not_sent() {
    let wire = HttpWire::new(HttpOptions {
        only_resolve: true,
        no_proxy: true,
        ..HttpOptions::default()
    })
    .unwrap();
    let said = not_sent(
        wire.send(post("https://juejin.cn/?t=MARKER".into()), LONG)
            .await,
    );
    assert!(said.contains("not among the known hosts"), "{said}");
}

#[tokio::test]
async fn a_request_that_cannot_be_made_is_not_sent_and_not_quoted() {
    for url in ["MARKER", "ftp://host/MARKER", "http://"] {
        not_sent(send(url.into(), LONG).await);
    }
    let mut request = post("http://127.0.0.1:1/".into());
    request.headers.push(("x-sign".into(), "MARKER\n".into()));
    let said = not_sent(wire().send(request, LONG).await);
    assert!(said.contains("x-sign"), "{said}");
}

#[tokio::test]
async fn a_body_that_is_cut_is_lost() {
    let cut = say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\": 1");
    let server = Server::start(vec![cut]).await;
    lost(send(server.url("/?t=MARKER"), LONG).await);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_lost_and_nothing_is_sent_again() {
    let server = Server::start(vec![say("")]).await;
    lost(send(server.url("/?t=MARKER"), LONG).await);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_connection_of_the_pool_that_closes_loses_the_request_once() {
    let fine = say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let server = Server::start(vec![fine, say("")]).await;
    let wire = wire();
    wire.send(post(server.url("/")), LONG).await.ok().unwrap();
    lost(wire.send(post(server.url("/?t=MARKER")), LONG).await);
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let text = format!("HTTP/1.1 {status} X\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n");
        let server = Server::start(vec![say(&text), say(&text)]).await;
        let answer = send(server.url("/x"), LONG).await.ok().unwrap();
        assert_eq!(
            (answer.status, answer.header("location")),
            (status, Some("/y"))
        );
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn no_answer_within_the_deadline_is_lost() {
    let server = Server::start(vec![Do::Hang]).await;
    let said = lost(send(server.url("/?t=MARKER"), Duration::from_millis(300)).await);
    assert!(said.contains("timed out"), "{said}");
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx";
    let server = Server::start(vec![say(half), Do::Hang]).await;
    let said = lost(send(server.url("/"), Duration::from_millis(300)).await);
    assert!(said.contains("timed out"), "{said}");
}

#[tokio::test]
async fn an_answer_without_end_is_lost() {
    let mut bytes = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    bytes.resize(33 << 20, b' ');
    let server = Server::start(vec![Do::Say(bytes)]).await;
    let said = lost(send(server.url("/"), LONG).await);
    assert!(said.contains("longer than 32 MB"), "{said}");
}

/// A server with a certificate of its own for `juejin.cn`; gives its address and the certificate.
async fn tls<F>(
    alpn: &[u8],
    serve: impl Fn(tokio_rustls::server::TlsStream<tokio::net::TcpStream>) -> F + Send + 'static,
) -> (SocketAddr, String)
where
    F: Future<Output = ()> + Send + 'static,
{
    let own = rcgen::generate_simple_self_signed(["juejin.cn".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key.into())
        .unwrap();
    config.alpn_protocols = vec![alpn.to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(serve(stream));
            }
        }
    });
    (address, own.cert.pem())
}

fn sandboxed(address: SocketAddr, ca: Option<String>) -> HttpWire {
    HttpWire::new(HttpOptions {
        resolve: vec![("juejin.cn".into(), address)],
        only_resolve: true,
        only_extra_ca: ca.is_some(),
        extra_ca_pem: ca,
        no_proxy: true,
        ..HttpOptions::default()
    })
    .unwrap()
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_sent() {
    let (address, ca) = tls(b"http/1.1", async |mut stream| {
        request(&mut stream).await;
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        drop(stream.write_all(answer).await);
    })
    .await;
    let url = || post("https://juejin.cn/?t=MARKER".into());
    let said = not_sent(sandboxed(address, None).send(url(), LONG).await);
    assert!(said.contains("UnknownIssuer"), "the cause is named: {said}");
    let answer = sandboxed(address, Some(ca)).send(url(), LONG).await;
    assert_eq!(answer.ok().unwrap().status, 200);
}

/// Speaks just enough HTTP/2 (RFC 9113) to refuse every stream, or to say good-bye; counts them.
async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    seen: &AtomicUsize,
    bye: bool,
) -> Option<()> {
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).await.ok()?;
    stream.write_all(&SETTINGS).await.ok()?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload).await.ok()?;
        // A frame of type 1 opens a stream.
        if head[3] != 1 {
            continue;
        }
        seen.fetch_add(1, Ordering::SeqCst);
        let answer = if bye {
            // GOAWAY, last stream 0, NO_ERROR: it has seen none of them.
            vec![0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        } else {
            // RST_STREAM, REFUSED_STREAM.
            let mut reset = vec![0, 0, 4, 3, 0];
            reset.extend(&head[5..9]);
            reset.extend([0, 0, 0, 7]);
            reset
        };
        stream.write_all(&answer).await.ok()?;
    }
}

#[tokio::test]
async fn a_stream_that_http2_refuses_is_lost_and_not_sent_again() {
    for bye in [false, true] {
        let seen: Arc<AtomicUsize> = Arc::default();
        let counter = seen.clone();
        let (address, ca) = tls(b"h2", move |stream| {
            let counter = counter.clone();
            async move {
                refuse(stream, &counter, bye).await;
            }
        })
        .await;
        let wire = sandboxed(address, Some(ca));
        lost(
            wire.send(post("https://juejin.cn/?t=MARKER".into()), LONG)
                .await,
        );
        assert_eq!(seen.load(Ordering::SeqCst), 1, "good-bye: {bye}");
    }
}

/// Runs itself anew, with the environment of a machine without a certificate store.
#[test]
fn a_machine_without_a_certificate_store_has_a_client() {
    const NAME: &str = "http::tests::a_machine_without_a_certificate_store_has_a_client";
    const NOWHERE: &str = "/nowhere/fagao";
    if std::env::var("SSL_CERT_FILE").as_deref() == Ok(NOWHERE) {
        assert!(
            reqwest::Client::builder().build().is_err(),
            "there is a store"
        );
        HttpWire::new(HttpOptions::default()).unwrap();
        return;
    }
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env("SSL_CERT_FILE", NOWHERE)
        .env("SSL_CERT_DIR", NOWHERE)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
