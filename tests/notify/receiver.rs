//! An HTTP receiver on loopback, by hand: it keeps what it was sent, and answers what a test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver as Inbox, Sender, channel};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

/// A request as it came.
#[derive(Debug)]
pub struct Got {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, v)| v)
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body in JSON")
    }

    /// A parameter of the address, as it stands there.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let target = self.line.split(' ').nth(1)?;
        let pairs = target.split_once('?')?.1.split('&');
        pairs
            .filter_map(|p| p.split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.to_owned())
    }
}

/// What is answered to each request, in order; the last one to all that follow.
pub enum Answer {
    /// A status, headers, and a body.
    Says(&'static str, &'static str, String),
    /// Nothing: the connection is closed.
    Closes,
    /// Nothing, as long as the other side holds on.
    Hangs,
}

pub fn ok(body: &str) -> Answer {
    Answer::Says("200 OK", "", body.to_owned())
}

pub struct Receiver {
    pub port: u16,
    got: Inbox<Got>,
}

impl Receiver {
    pub fn new(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (tell, got) = channel();
        std::thread::spawn(move || {
            for (n, stream) in listener.incoming().flatten().enumerate() {
                serve(stream, &answers[n.min(answers.len() - 1)], &tell);
            }
        });
        Self { port, got }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What it was sent; the command that sent it has ended.
    pub fn all(&self) -> Vec<Got> {
        self.got.try_iter().collect()
    }

    /// The next request, while the command goes on.
    pub fn next(&self) -> Got {
        let wait = Duration::from_secs(60);
        self.got.recv_timeout(wait).expect("a request")
    }
}

fn serve(stream: TcpStream, answer: &Answer, tell: &Sender<Got>) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return;
    }
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header).is_err() || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':') {
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    let length = headers.iter().find(|(n, _)| n == "content-length");
    let length: usize = length.map_or(0, |(_, v)| v.parse().expect("a length"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the whole body");
    let line = line.trim().to_owned();
    let _ = tell.send(Got {
        line,
        headers,
        body,
    });
    let mut stream = reader.into_inner();
    match answer {
        Answer::Says(status, more, body) => {
            let text = format!(
                "HTTP/1.1 {status}\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(text.as_bytes());
        }
        Answer::Closes => {}
        Answer::Hangs => {
            // Until the other side gives up.
            let _ = stream.read(&mut [0]);
        }
    }
}

pub fn hmac(key: &str, bytes: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key");
    mac.update(bytes);
    mac.finalize().into_bytes().to_vec()
}

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Whether a time in seconds is now, by a receiver's clock.
pub fn is_now(seconds: i64) -> bool {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.expect("a time").as_secs()).expect("a time");
    (now - seconds).abs() < 120
}
