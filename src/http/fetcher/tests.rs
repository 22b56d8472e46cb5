use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// A server on loopback that gives one answer to all, and counts the connections.
struct Server {
    at: SocketAddr,
    came: Arc<AtomicUsize>,
}

impl Server {
    async fn start(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let came: Arc<AtomicUsize> = Arc::default();
        let counter = came.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let mut head = [0; 2048];
                if stream.read(&mut head).await.is_ok() {
                    drop(stream.write_all(answer.as_bytes()).await);
                }
            }
        });
        Self { at, came }
    }

    fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }
}

fn body(text: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    )
}

fn moved(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
    )
}

/// A fetcher whose names are these; `pictures.example` is the server, as if it were public.
fn fetcher(server: &Server, names: &[(&str, &[&str])]) -> Fetcher {
    let names: BTreeMap<String, Vec<IpAddr>> = names
        .iter()
        .map(|(name, addresses)| {
            let addresses = addresses.iter().map(|a| a.parse().unwrap()).collect();
            ((*name).to_owned(), addresses)
        })
        .collect();
    let lookup = move |name: String| -> Pin<Box<dyn Future<Output = _> + Send>> {
        let found = names.get(&name).cloned().unwrap_or_default();
        Box::pin(async move { Ok(found) })
    };
    let trusted = [("pictures.example".to_owned(), server.at)];
    Fetcher::with("fagao/test", Arc::new(lookup), &trusted, None).unwrap()
}

fn refused(result: Result<Vec<u8>, Unfetched>) -> String {
    match result {
        Err(Unfetched::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

const PRIVATE: [&str; 22] = [
    "127.0.0.1",
    "127.255.0.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::127.0.0.1",
];

#[test]
fn addresses_of_this_machine_and_its_networks_are_not_public() {
    for address in PRIVATE {
        assert!(!is_public(address.parse().unwrap()), "{address}");
    }
    for address in [
        "1.1.1.1",
        "172.32.0.1",
        "100.128.0.1",
        "198.20.0.1",
        "2606:4700::1111",
        "2001:4860::8888",
        "::ffff:1.1.1.1",
    ] {
        assert!(is_public(address.parse().unwrap()), "{address}");
    }
}

#[tokio::test]
async fn a_public_name_is_fetched_and_a_longer_body_is_not() {
    let server = Server::start(body("picture")).await;
    let fetcher = fetcher(&server, &[]);
    let url = "http://pictures.example/a.png";
    assert_eq!(fetcher.fetch(url, 7).await.unwrap(), b"picture");
    let said = fetcher.fetch(url, 6).await.unwrap_err().to_string();
    assert!(said.contains("longer than 6"), "{said}");
}

#[tokio::test]
async fn an_address_that_is_not_public_is_refused_without_a_connection() {
    let server = Server::start(body("secret")).await;
    let fetcher = fetcher(&server, &[]);
    let port = server.at.port();
    for address in PRIVATE {
        let host = match address.contains(':') {
            true => format!("[{address}]"),
            false => address.to_owned(),
        };
        let said = refused(fetcher.fetch(&format!("http://{host}:{port}/"), 99).await);
        assert!(said.contains("not an address of the public"), "{said}");
    }
    // Other ways to write 127.0.0.1.
    for host in ["2130706433", "0x7f.1", "017700000001", "127.1", "①②⑦.0.0.1"] {
        refused(fetcher.fetch(&format!("http://{host}:{port}/"), 99).await);
    }
    for url in [
        "file:///etc/passwd",
        "ftp://pictures.example/",
        "gopher://x/",
        "/a.png",
    ] {
        refused(fetcher.fetch(url, 99).await);
    }
    assert_eq!(server.came(), 0);
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_refused_even_beside_a_public_one() {
    let server = Server::start(body("secret")).await;
    for address in PRIVATE {
        let fetcher = fetcher(&server, &[("inside.example", &["1.1.1.1", address])]);
        let url = format!("http://inside.example:{}/", server.at.port());
        let said = refused(fetcher.fetch(&url, 99).await);
        assert!(said.contains("inside.example leads to"), "{said}");
    }
    assert_eq!(server.came(), 0);
}

#[tokio::test]
async fn a_redirect_inwards_is_refused() {
    let inside = Server::start(body("secret")).await;
    let port = inside.at.port();
    for to in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://inside.example:{port}/"),
        format!("//localhost:{port}/"),
        "file:///etc/passwd".to_owned(),
    ] {
        let outside = Server::start(moved(&to)).await;
        let names: &[(&str, &[&str])] = &[
            ("inside.example", &["169.254.169.254"]),
            ("localhost", &["127.0.0.1"]),
        ];
        let fetcher = fetcher(&outside, names);
        refused(fetcher.fetch("http://pictures.example/", 99).await);
        assert_eq!(outside.came(), 1, "{to}");
    }
    assert_eq!(inside.came(), 0);
}

#[tokio::test]
async fn redirects_without_end_are_left() {
    let server = Server::start(moved("/again")).await;
    let fetcher = fetcher(&server, &[]);
    let said = fetcher
        .fetch("http://pictures.example/", 99)
        .await
        .unwrap_err();
    assert!(matches!(said, Unfetched::Failed(_)), "{said}");
    assert_eq!(server.came(), HOPS + 1);
}
