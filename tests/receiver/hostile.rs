//! What no honest caller sends. Each is refused, and the server stays up.

use std::io::Write;

use super::serving::{Home, KEYS, Server, answer, article, connect, read_all};

/// Sends bytes as they are and reads what comes back.
fn raw(server: &Server, parts: &[&[u8]]) -> Option<(u16, String)> {
    let mut stream = connect(server.at);
    for part in parts {
        if stream.write_all(part).is_err() {
            break;
        }
    }
    answer(&mut stream)
}

fn is_up(server: &Server) {
    assert_eq!(server.get("/healthz"), "ok\n");
}

#[test]
fn a_slow_body_and_a_slow_head_are_given_up() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let head = b"POST /yunsuo/ys HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
    let mut body = connect(server.at);
    body.write_all(head).unwrap();
    body.write_all(b"{\"type\":").unwrap();
    let mut cut = connect(server.at);
    cut.write_all(&head[..40]).unwrap();
    let (status, said) = answer(&mut body).expect("an answer");
    assert_eq!(status, 408, "{said}");
    // The server's own limit, as it says it.
    let limit = said.split(' ').find_map(|w| w.parse::<u64>().ok());
    assert!(limit.is_some_and(|seconds| seconds <= 10), "{said}");
    assert!(answer(&mut cut).is_none_or(|(status, _)| status == 408));
    is_up(&server);
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_taken() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let start = b"POST /yunsuo/ys HTTP/1.1\r\nHost: localhost\r\n";
    let said = raw(&server, &[start, b"Content-Length: 104857600\r\n\r\n{"]);
    assert_eq!(said.expect("an answer").0, 413);
    // Without a length it is cut when it is too long; whoever goes on sending may miss the answer.
    let piece = [b"40000\r\n".as_slice(), &[b' '; 0x40000], b"\r\n"].concat();
    let mut parts: Vec<&[u8]> = vec![start, b"Transfer-Encoding: chunked\r\n\r\n"];
    parts.extend(std::iter::repeat_n(piece.as_slice(), 400));
    let said = raw(&server, &parts);
    assert!(said.is_none_or(|(status, _)| status == 413));
    assert_eq!(server.metric("fagao_refused_total{reason=\"large\"}"), 2);
    let peak = server.peak();
    assert!(peak < 60 * 1024, "{peak} KB");
    is_up(&server);
}

#[test]
fn what_is_not_the_documents_json_is_refused() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let deep = "[".repeat(500_000);
    let nested = format!("{{\"data\":{}1{}}}", "[".repeat(60), "]".repeat(60));
    let mut not_utf8 = article(KEYS[0], "n", "标题", "<p>x</p>")
        .to_string()
        .into_bytes();
    let place = not_utf8.iter().position(|b| *b > 0x80).unwrap();
    not_utf8[place] = 0xff;
    let twice = article(KEYS[0], "n", "t", "<p>x</p>").to_string().replacen(
        "\"nonce\"",
        "\"nonce\":\"m\",\"nonce\"",
        1,
    );
    let long = article(KEYS[0], "n", &"长".repeat(301), "<p>x</p>").to_string();
    let empty = article(KEYS[0], "n", "t", "<p> </p>").to_string();
    for body in [
        deep.as_bytes(),
        nested.as_bytes(),
        &not_utf8,
        twice.as_bytes(),
        long.as_bytes(),
        empty.as_bytes(),
        b"",
        b"null",
        b"{}",
        b"type=article&nonce=n",
        b"{\"type\":7,\"signature\":\"x\",\"nonce\":\"n\",\"data\":{}}",
    ] {
        let (status, said) = server.ask("POST", "/yunsuo/ys", "", body);
        assert_eq!(status, 400, "{said}: {:?}", &body[..body.len().min(80)]);
    }
    assert_eq!(server.metric("fagao_items"), 0);
    is_up(&server);
}

#[test]
fn wrong_methods_paths_hosts_and_tokens_are_refused() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(server.ask(method, "/yunsuo/ys", "", b"").0, 405, "{method}");
    }
    for path in [
        "/",
        "/yunsuo",
        "/yunsuo/no",
        "/yunsuo/..%2fys",
        "/jzguai/jz/x/progress",
    ] {
        assert_eq!(server.ask("POST", path, "", b"{}").0, 404, "{path}");
    }
    for hosts in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "",
    ] {
        let request = format!("GET /healthz HTTP/1.1\r\n{hosts}\r\n");
        let (status, said) = raw(&server, &[request.as_bytes()]).expect("an answer");
        assert!(matches!(status, 421 | 400), "{hosts}: {status} {said}");
    }
    for token in [
        "",
        "Authorization: Bearer reader-toke\r\n",
        "Authorization: Bearer \r\n",
    ] {
        for path in ["/metrics", "/api/items"] {
            assert_eq!(server.ask("GET", path, token, b"").0, 401);
        }
    }
    is_up(&server);
}

#[test]
fn a_flood_of_headers_is_refused() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let start = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n".as_slice();
    let many = "X-A: b\r\n".repeat(1_000);
    let said = raw(&server, &[start, many.as_bytes(), b"\r\n"]);
    assert_eq!(said.expect("an answer").0, 431);
    let long = format!("X-A: {}\r\n", "b".repeat(1 << 20));
    let said = raw(&server, &[start, long.as_bytes(), b"\r\n"]);
    // Whoever goes on sending may miss the answer.
    assert!(said.is_none_or(|(status, _)| status == 431));
    is_up(&server);
}

#[test]
fn a_known_nonce_with_other_content_is_refused_and_a_name_stays_inside() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let push = |nonce: &str, title: &str, html: &str| {
        let body = article(KEYS[1], nonce, title, html).to_string();
        server.ask("POST", "/yunsuo/ys", "", body.as_bytes())
    };
    let title = "../../../outside/\u{0}..";
    let (status, said) = push("n1", title, "<p>one</p>");
    assert_eq!(
        (status, said.as_str()),
        (200, "{\"code\":0,\"message\":\"接收成功\"}")
    );
    assert_eq!(push("n1", title, "<p>one</p>").0, 200);
    assert_eq!(push("n2", title, "<p>one</p>").0, 200);
    assert_eq!(push("n1", title, "<p>two</p>").0, 409);
    server.until("the item has its file", |s| {
        s.metric("fagao_items_waiting") == 0
    });
    let posts = home.posts();
    assert_eq!(posts.len(), 1, "{posts:?}");
    assert!(read_all(&posts)[0].contains("<p>one</p>"));
    assert!(
        posts[0].to_string_lossy().contains("-outside-"),
        "{posts:?}"
    );
    let list: serde_json::Value = serde_json::from_str(&server.get("/api/items")).unwrap();
    assert_eq!(list["received"][0]["deliveries"], 3);
    assert_eq!(list["received"].as_array().unwrap().len(), 1);
}

#[test]
fn the_numbers_of_types_are_taken_as_their_words_and_a_users_file_stays() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let mut push = article(KEYS[0], "n1", "一样的文章", "<p>x</p>");
    let take = |push: &serde_json::Value| {
        let body = push.to_string();
        server.ask("POST", "/yunsuo/ys", "", body.as_bytes()).0
    };
    assert_eq!(take(&push), 200);
    server.until("the item has its file", |s| {
        s.metric("fagao_items_waiting") == 0
    });
    for kind in [serde_json::json!("0"), serde_json::json!(0)] {
        push["type"] = kind;
        push["signature"] = super::serving::sign(KEYS[0], "0", "n1").into();
        assert_eq!(take(&push), 200);
    }
    assert_eq!(server.metric("fagao_items"), 1);
    assert_eq!(home.posts().len(), 1);
}
