//! Whole sessions: our binary with a server in PHP, and a client in PHP with our sandbox.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use fagao::sandbox::{Server, Shared, jzguai};
use serde_json::Value;

use super::php::fixtures;

const SECRET: &str = "a-secret-of-25-characters";

/// A server in PHP, ended when it is dropped.
struct PhpServer {
    child: Child,
    url: String,
    dir: tempfile::TempDir,
}

impl PhpServer {
    fn start() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let port = {
            let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
            free.local_addr().expect("an address").port()
        };
        let child = Command::new("php")
            .args(["-d", "display_errors=stderr", "-S"])
            .arg(format!("127.0.0.1:{port}"))
            .arg(fixtures().join("server.php"))
            .env("FAGAO_PHP_DIR", dir.path())
            .env("FAGAO_PHP_SECRET", SECRET)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("php is installed (Debian: apt-get install php-cli)");
        let server = Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
            dir,
        };
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "php does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// What it was asked, in order: the call and what was sent.
    fn calls(&self) -> Vec<(String, Value)> {
        let text = std::fs::read_to_string(self.dir.path().join("calls.jsonl"));
        let lines = text.unwrap_or_default();
        let read = |line: &str| serde_json::from_str(line).expect("JSON");
        lines.lines().map(read).collect()
    }
}

impl Drop for PhpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our binary with a configuration that points to a server.
struct Blog {
    dir: tempfile::TempDir,
}

impl Blog {
    fn new(url: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let config = format!(
            "project = \"php\"\n[accounts.jz]\nplatform = \"jzguai\"\nbase_url = \"{url}\"\napp_key = \"the-app-key\"\napp_secret = {{ env = \"THE_SECRET\" }}\nbudget = {{ per_order = \"50.00\", per_run = \"100.00\", per_day = \"200.00\" }}\n"
        );
        std::fs::write(dir.path().join("fagao.toml"), config).expect("a file");
        let article = "---\ntitle: 标题 & \"引号\" 🚀\nfagao:\n  jz: { model: 1, media: [12003, 12004] }\n---\n正文 <b>粗</b>,一段。\n";
        std::fs::write(dir.path().join("a.md"), article).expect("a file");
        Self { dir }
    }

    fn run(&self, args: &[&str]) -> Value {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_fagao"))
            .args(args)
            .arg("--json")
            .current_dir(self.dir.path())
            .env("FAGAO_STATE_DIR", self.dir.path().join("state"))
            .env("THE_SECRET", SECRET)
            // A project of one's own: its address is agreed to by naming the file.
            .env("FAGAO_CONFIG", self.dir.path().join("fagao.toml"))
            .env_remove("FAGAO_LANG")
            .env("LC_ALL", "C")
            .env_remove("FAGAO_WEBDRIVER_URL")
            .stdin(Stdio::null())
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        assert!(!said.contains(SECRET));
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{args:?}: {e}: {said}"))
    }
}

#[test]
fn a_server_in_php_takes_a_whole_session_of_our_client() {
    let server = PhpServer::start();
    let blog = Blog::new(&server.url);

    let published = blog.run(&["publish", "a.md", "--to", "jz", "--yes"]);
    let results = published["results"].as_array().expect("results");
    assert_eq!(results.len(), 2, "{published:#}");
    for result in results {
        assert_eq!(result["state"], "submitted", "{result:#}");
        assert!(result["price"] == "13.50" || result["price"] == "13.00");
    }
    let orders = std::fs::read_to_string(server.dir.path().join("orders.json")).expect("orders");
    let orders: Value = serde_json::from_str(&orders).expect("JSON");
    assert_eq!(orders.as_object().map(|o| o.len()), Some(2));
    for order in orders.as_object().expect("orders").values() {
        assert_eq!(order["title"], "标题 & \"引号\" 🚀");
        assert_eq!(order["html"], "<p>正文 <b>粗</b>,一段。</p>\n");
    }
    // The wallet before the first order and after each of them.
    let names: Vec<String> = server.calls().into_iter().map(|(name, _)| name).collect();
    let first = names.iter().position(|n| n == "publish").expect("an order");
    assert!(names[..first].contains(&"wallet".to_owned()), "{names:?}");
    let after: Vec<&String> = names[first..].iter().filter(|n| *n == "wallet").collect();
    assert_eq!(after.len(), 2, "{names:?}");
    let wallet = server.calls().into_iter().find(|(n, _)| n == "wallet");
    let day = wallet.expect("a wallet").1["start"].clone();
    assert_eq!(day.as_str().map(str::len), Some(10), "{day}");

    // The same again changes nothing on the other side.
    let again = blog.run(&["publish", "a.md", "--to", "jz", "--yes"]);
    assert_eq!(again["results"][0]["state"], "unchanged");
    let orders = server.calls().into_iter().filter(|(n, _)| n == "publish");
    assert_eq!(orders.count(), 2);
    // …and a look at what is open finds it live.
    let status = blog.run(&["status", "--refresh"]);
    assert_eq!(status["results"][0]["state"], "live", "{status:#}");
    let orders = blog.run(&["orders"]);
    let link = orders["orders"][0]["url"].as_str().expect("a link");
    assert!(link.starts_with("http://www.example.com/news/"), "{link}");

    // The catalogue in three pages, and the wallet.
    let synced = blog.run(&["media", "sync", "--model", "网络媒体"]);
    assert_eq!(synced["models"][0]["pages"], 3, "{synced:#}");
    assert_eq!(
        (&synced["media"], &synced["models"][0]["odd"]),
        (&2345.into(), &0.into())
    );
    let found = blog.run(&[
        "media",
        "search",
        "湖北",
        "--price-max",
        "13.00",
        "--weekend",
    ]);
    assert_eq!(found["media"][0]["name"], "媒体 1 号", "{found:#}");
    let wallet = blog.run(&["wallet", "--from", "2026-01-01", "--to", "2026-01-02"]);
    assert_eq!(wallet["remaining"], "5173.00", "{wallet:#}");
    assert_eq!(wallet["periods"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_client_in_php_that_follows_the_documents_sample_talks_to_our_sandbox() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let dir = tempfile::tempdir().expect("a directory");
    let shared = Shared::open(dir.path(), Path::new("assets")).expect("a sandbox");
    let server = runtime
        .block_on(Server::start(shared.clone(), ([127, 0, 0, 1], 0).into()))
        .expect("a server");
    let ca = dir.path().join("ca.pem");
    std::fs::write(&ca, server.ca_pem()).expect("a file");
    let output = Command::new("php")
        .args(["-d", "display_errors=stderr"])
        .arg(fixtures().join("client.php"))
        .arg(server.addr().port().to_string())
        .arg(&ca)
        .args([jzguai::APP_KEY, jzguai::APP_SECRET])
        .stdin(Stdio::null())
        .output()
        .expect("php is installed (Debian: apt-get install php-cli)");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let seen: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {} {said}", String::from_utf8_lossy(&output.stdout)));
    assert_eq!(seen["resource"]["data"]["data"][0]["name"], "汉网财经首发");
    assert_eq!(seen["publish"]["errorCode"], "");
    assert_eq!(seen["publish"]["data"][0]["resource_id"], "12786");
    assert_eq!(seen["again"]["errorCode"], "ERROR00022");
    assert_eq!(seen["status"]["status"], 1011);
    assert_eq!(seen["wallet"]["data"]["remaining"], "5187.00");
    let title = shared
        .book
        .read(|s| s.jzguai.orders[0].fields["prop"]["biaoti"].clone());
    assert_eq!(title, "测试文章标题");
    runtime.block_on(server.stop());
}
