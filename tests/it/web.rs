//! Plain HTTP to what runs on this machine: a driver, a browser's remote debugging.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

/// Sends one request and gives the answer's JSON.
pub fn ask(method: &str, url: &str, body: Option<&Value>) -> Value {
    let rest = url.strip_prefix("http://").expect("a plain URL");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(host).expect("somebody who listens");
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("a request sent");
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).expect("an answer") == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length:"))
        .and_then(|n| n.trim().parse().ok())
        .unwrap_or_else(|| panic!("no length: {head}"));
    let mut answer = vec![0; length];
    stream.read_exact(&mut answer).expect("the whole answer");
    serde_json::from_slice(&answer)
        .unwrap_or_else(|e| panic!("no JSON ({e}): {}", String::from_utf8_lossy(&answer)))
}

/// The WebDriver sessions of the driver whose page has a title.
pub fn sessions_at(title: &str) -> Vec<String> {
    let driver = std::env::var("FAGAO_WEBDRIVER_URL").expect("a driver");
    let sessions = ask(
        "GET",
        &format!("{}/sessions", driver.trim_end_matches('/')),
        None,
    );
    let rows = sessions["value"].as_array().expect("sessions").clone();
    let shows = |row: &&Value| {
        let options = &row["capabilities"]["goog:chromeOptions"];
        let Some(address) = options["debuggerAddress"].as_str() else {
            return false;
        };
        // A browser that has just gone is not at the page either.
        TcpStream::connect(address).is_ok()
            && pages(address).iter().any(|page| page["title"] == title)
    };
    rows.iter()
        .filter(shows)
        .filter_map(|row| row["id"].as_str().map(str::to_owned))
        .collect()
}

/// The pages that a browser has open.
pub fn pages(address: &str) -> Vec<Value> {
    let list = ask("GET", &format!("http://{address}/json/list"), None);
    let rows = list.as_array().expect("a list").clone();
    rows.into_iter()
        .filter(|row| row["type"] == "page")
        .collect()
}

/// Drags an element of a session's page to the right, as a person would.
pub fn drag(session: &str, css: &str, by: i64) {
    let driver = std::env::var("FAGAO_WEBDRIVER_URL").expect("a driver");
    let base = format!("{}/session/{session}", driver.trim_end_matches('/'));
    let find = json!({ "using": "css selector", "value": css });
    let found = ask("POST", &format!("{base}/element"), Some(&find));
    let element = found["value"].clone();
    let actions = json!({ "actions": [{
        "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
        "actions": [
            { "type": "pointerMove", "duration": 50, "x": 0, "y": 0, "origin": element },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerMove", "duration": 200, "x": by, "y": 0, "origin": "pointer" },
            { "type": "pointerUp", "button": 0 },
        ],
    }] });
    let done = ask("POST", &format!("{base}/actions"), Some(&actions));
    assert!(done["value"].is_null(), "{done}");
}
