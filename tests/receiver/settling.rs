//! What reaches us settles what we sent, against the simulated platforms.

use std::time::Instant;

use serde_json::Value;

use super::serving::{Home, Server, sign};

/// The article that the README publishes.
const HELLO: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/articles/hello/article.md"
);

/// The token of the sandbox's configuration.
const TOKEN: &str = "Authorization: Bearer sandbox-token\r\n";

fn publish(home: &Home, account: &str) -> (i32, Value) {
    // Juejin's link is not at hand, and nothing here opens a browser.
    let text = std::fs::read_to_string(HELLO).expect("the article");
    let file = home.dir.path().join("article.md");
    let text = text.replace("${juejin.url}", "https://example.com/source");
    std::fs::write(&file, text).expect("a copy of the article");
    let args = [
        "publish",
        "article.md",
        "--to",
        account,
        "--sandbox",
        "--yes",
        "--json",
    ];
    let output = home.command(&args).output().expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let results = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    (output.status.code().unwrap_or(-1), results)
}

fn book(home: &Home) -> Value {
    let file = home.dir.path().join("state/sandbox/book.json");
    serde_json::from_slice(&std::fs::read(file).expect("a book")).expect("JSON")
}

fn sent(server: &Server) -> Value {
    let (status, body) = server.ask("GET", "/api/items", TOKEN, b"");
    assert_eq!(status, 200, "{body}");
    let list: Value = serde_json::from_str(&body).expect("JSON");
    list["sent"][0].clone()
}

fn metric(server: &Server, name: &str) -> u64 {
    let (_, text) = server.ask("GET", "/metrics", TOKEN, b"");
    let line = text.lines().find_map(|l| l.strip_prefix(name));
    line.expect("the metric").trim().parse().expect("a number")
}

#[test]
fn a_push_that_reaches_us_settles_our_own_whose_answer_was_lost() {
    let home = Home::new();
    let sandbox = home.dir.path().join("state/sandbox");
    std::fs::create_dir_all(&sandbox).unwrap();
    let fault =
        "[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"lose-answer\"\n";
    std::fs::write(sandbox.join("faults.toml"), fault).unwrap();
    let (code, results) = publish(&home, "ys");
    assert_eq!(code, 5, "{results:#}");
    assert_eq!(results["results"][0]["state"], "unknown");
    let pushed = book(&home)["yunsuo"]["pushes"][0].clone();
    let text = |key: &str| pushed["data"][key].clone();
    let server = home.serve("127.0.0.1:0", &["--sandbox"]);
    let push = |nonce: &str, title: &Value, html: &str| {
        let body = serde_json::json!({
            "type": "article",
            "nonce": nonce,
            "signature": sign("sandbox-pool-key", "article", nonce),
            "data": {"title": title, "html": html, "categories": []},
        });
        let (status, said) = server.ask("POST", "/yunsuo/ys", "", body.to_string().as_bytes());
        assert_eq!(status, 200, "{said}");
    };
    let html = text("content_html");
    let html = html.as_str().expect("HTML");
    // Of another text it proves nothing.
    push("n1", &text("title"), "<p>other</p>");
    // The platform may rewrite the tags.
    push(
        "n2",
        &text("title"),
        &html.replace("<p>", "<p class=\"x\">\n"),
    );
    server.until("the push is settled", |s| sent(s)["state"] == "submitted");
    let evidence = sent(&server)["evidence"].to_string();
    assert!(evidence.contains("pushed it to our receiver"), "{evidence}");
    assert_eq!(metric(&server, "fagao_pushes_proved_total"), 1);
    let (_, list) = server.ask("GET", "/api/items", TOKEN, b"");
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["received"][0]["proved"], true);
    assert_eq!(list["received"][1]["proved"], false);
}

#[test]
fn many_callbacks_ask_about_an_order_once_a_second_at_most_and_store_the_answer() {
    let home = Home::new();
    let (code, results) = publish(&home, "jz");
    assert_eq!(code, 0, "{results:#}");
    let asked = |home: &Home| book(home)["jzguai"]["orders"][0]["asked"].as_u64();
    let order = book(&home)["jzguai"]["orders"][0]["customer_order_id"].clone();
    let order = order.as_str().expect("an id").to_owned();
    let before = asked(&home).expect("a count");
    let begin = Instant::now();
    let server = home.serve("127.0.0.1:0", &["--sandbox"]);
    let file = home.dir.path().join("state/sandbox/serve/jz.token");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let token = std::fs::read_to_string(&file).unwrap().trim().to_owned();
    assert!(
        server.said.contains(&token),
        "it is told once: {}",
        server.said
    );
    for (path, body, want) in [
        (format!("/jzguai/jz/{token}x/progress"), "{}", 404),
        (format!("/jzguai/jz/{token}/other"), "{}", 404),
        (format!("/jzguai/jz/{token}/progress"), "{", 400),
    ] {
        assert_eq!(
            server.ask("POST", &path, "", body.as_bytes()).0,
            want,
            "{path}"
        );
    }
    for n in 0..300 {
        let kind = ["progress", "receipt", "reject"][n % 3];
        let path = format!("/jzguai/jz/{token}/{kind}");
        let body = [
            format!("{{\"id\": \"{order}\"}}"),
            format!("order_id={order}&x=1"),
        ][n % 2]
            .clone();
        assert_eq!(server.ask("POST", &path, "", body.as_bytes()).0, 200);
    }
    assert_eq!(metric(&server, "fagao_callbacks_total"), 300);
    server.until("the order was asked about", |_| {
        asked(&home).is_some_and(|n| n > before)
    });
    // Each question moves the simulated order on; in the end it is live, and the ledger has the link.
    let path = format!("/jzguai/jz/{token}/receipt");
    server.until("the order is live", |s| {
        s.ask("POST", &path, "", b"").0 == 200 && sent(s)["state"] == "live"
    });
    let questions = asked(&home).expect("a count") - before;
    let seconds = begin.elapsed().as_secs();
    assert!(
        questions <= seconds + 1,
        "{questions} questions in {seconds} s"
    );
    assert!(
        sent(&server)["url"]
            .as_str()
            .is_some_and(|u| u.starts_with("http"))
    );
    drop(server);

    let again = home.serve("127.0.0.1:0", &["--sandbox"]);
    assert!(
        !again.said.contains(&token),
        "it is told once: {}",
        again.said
    );
}
