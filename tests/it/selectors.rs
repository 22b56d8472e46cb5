//! Every selector that public tools use on Juejin's pages since 2023, looked up in a real Chromium on the sandbox's:
//! a tool that was written for the real site finds here what it looks for.

use fagao::sandbox;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct List {
    selector: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    element: String,
    page: String,
    css: Option<String>,
    xpath: Option<String>,
    name: Option<String>,
    role: Option<String>,
    text: Option<String>,
    contains: Option<String>,
    source: String,
    count: Option<u64>,
    excluded: Option<String>,
}

const LIST: &str = include_str!("../../fixtures/pages/juejin/selectors.toml");
const TITLE: &str = "沙盒里的选择器巡礼";

/// Counts what a row finds; a role is read as the tags that have it by themselves.
const COUNT: &str = r#"
const [row] = arguments;
const all = (path) => {
  const found = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i));
};
const tags = { button: "button, [role=button]", link: "a[href]", textbox: "input, textarea" };
let found = row.xpath ? all(row.xpath) : [...document.querySelectorAll(row.css || tags[row.role])];
const words = (e) => e.textContent.trim();
if (row.name) found = found.filter((e) => words(e) === row.name);
if (row.text) found = found.filter((e) => words(e) === row.text);
if (row.contains) found = found.filter((e) => e.textContent.includes(row.contains));
return found.length;
"#;

/// Calls the site as its own scripts do, and gives what it answers.
const CALL: &str = r#"
const [url, body, done] = arguments;
fetch(url, { method: "POST", credentials: "include", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
  .then((a) => a.json()).then(done, (e) => done({ failed: String(e) }));
"#;

struct Walk {
    page: Client,
    wrong: Vec<String>,
    looked: usize,
}

impl Walk {
    async fn go(&self, path: &str) {
        let url = format!("https://juejin.cn{path}");
        self.page.goto(&url).await.expect("a page");
    }

    async fn call(&self, url: &str, body: Value) -> Value {
        let args = vec![json!(url), body];
        self.page
            .execute_async(CALL, args)
            .await
            .expect("an answer")
    }

    async fn wait(&self, css: &str) {
        let waiting = self.page.wait().at_most(std::time::Duration::from_secs(30));
        waiting
            .for_element(Locator::Css(css))
            .await
            .unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    async fn click(&self, css: &str) {
        let found = self.page.find(Locator::Css(css)).await.expect(css);
        found.click().await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Waits until a script says that something holds.
    async fn until(&self, holds: &str) {
        let mut ticks = tokio::time::interval(std::time::Duration::from_millis(100));
        let waiting = async {
            loop {
                ticks.tick().await;
                let script = format!("return Boolean({holds})");
                if let Ok(Value::Bool(true)) = self.page.execute(&script, vec![]).await {
                    return;
                }
            }
        };
        let limit = std::time::Duration::from_secs(30);
        tokio::time::timeout(limit, waiting)
            .await
            .unwrap_or_else(|_| panic!("never: {holds}"));
    }

    /// Looks every row of a page up.
    async fn look(&mut self, page: &str) {
        let rows = toml::from_str::<List>(LIST).expect("the list").selector;
        for row in rows
            .iter()
            .filter(|r| r.page == page && r.excluded.is_none())
        {
            let name = row.name.as_ref().map(|n| n.replace("{title}", TITLE));
            let what = json!({"css": row.css, "xpath": row.xpath, "role": row.role, "name": name, "text": row.text, "contains": row.contains});
            let found = self.page.execute(COUNT, vec![what.clone()]).await;
            let found = found.expect("a number").as_u64().unwrap_or(0);
            self.looked += 1;
            if found < row.count.unwrap_or(1) {
                self.wrong.push(format!(
                    "{page}: {} ({}): {what} finds {found}",
                    row.element, row.source
                ));
            }
        }
    }
}

fn driver() -> String {
    let url = std::env::var("FAGAO_WEBDRIVER_URL").unwrap_or_default();
    assert!(
        !url.is_empty(),
        "FAGAO_WEBDRIVER_URL is not set: run these tests with `./webdriver.sh cargo test`"
    );
    url
}

async fn browser(joined: &sandbox::Joined) -> Client {
    let port = joined.addr().port();
    let rules = joined
        .hosts()
        .iter()
        .map(|h| format!("MAP {h}:443 127.0.0.1:{port}"));
    let rules = rules
        .chain(["MAP * ~NOTFOUND".to_owned()])
        .collect::<Vec<_>>()
        .join(",");
    let args = [
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--no-proxy-server".to_owned(),
        "--window-size=1280,900".to_owned(),
        format!("--host-resolver-rules={rules}"),
        format!(
            "--ignore-certificate-errors-spki-list={}",
            joined.spki_sha256_base64()
        ),
    ];
    let wanted = json!({"browserName": "chrome", "goog:chromeOptions": {"args": args}});
    let Value::Object(wanted) = wanted else {
        unreachable!("an object")
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder
        .capabilities(wanted)
        .connect(&driver())
        .await
        .expect("a browser")
}

fn assets() -> std::path::PathBuf {
    let cache = std::env::var("XDG_CACHE_HOME")
        .ok()
        .filter(|v| !v.is_empty());
    let cache = cache.map_or_else(
        || std::path::PathBuf::from(std::env::var("HOME").expect("a home")).join(".cache"),
        Into::into,
    );
    cache.join("fagao/bytemd-1.22.0")
}

#[tokio::test]
async fn every_selector_of_public_tools_finds_its_element_in_a_real_browser() {
    let dir = tempfile::tempdir().expect("a directory");
    let joined = sandbox::join_or_serve(dir.path(), &assets())
        .await
        .expect("a sandbox");
    let page = browser(&joined).await;
    let mut walk = Walk {
        page,
        wrong: Vec::new(),
        looked: 0,
    };

    walk.go("/").await;
    walk.look("home-out").await;
    walk.go("/login").await;
    walk.wait(".auth-form").await;
    walk.until("(document.querySelector('.qrcode-img') || {}).naturalWidth >= 100")
        .await;
    walk.look("login").await;

    walk.call(
        "/passport/web/send_code/",
        json!({"mobile": sandbox::juejin::TEST_PHONE}),
    )
    .await;
    let signed = json!({"mobile": sandbox::juejin::TEST_PHONE, "code": sandbox::juejin::TEST_CODE});
    assert_eq!(
        walk.call("/passport/web/sms_login/", signed).await["message"],
        "success"
    );
    walk.go("/").await;
    walk.look("home-in").await;

    walk.go("/editor/drafts/new?v=2").await;
    walk.wait(".CodeMirror").await;
    let title = walk
        .page
        .find(Locator::Css("input.title-input"))
        .await
        .expect("the title");
    title.send_keys(TITLE).await.expect("a title");
    let text = "# 巡礼\\n\\n这是一段足够长的正文，它会被页面自动摘成摘要，所以要写得比五十个字还要长一些，这样摘要的长度检查才能通过，现在应该够了。\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |\\n\\n```rust\\nfn main() {}\\n```\\n";
    let set = format!("document.querySelector('.CodeMirror').CodeMirror.setValue(\"{text}\")");
    walk.page.execute(&set, vec![]).await.expect("a text");
    walk.until("location.pathname.match(/drafts\\/\\d+/)").await;
    walk.click(".publish-popup > button").await;
    walk.wait(".category-list .item").await;
    walk.click(".category-list .item").await;
    walk.wait(".category-list .item.active").await;
    walk.click(".tag-input.select").await;
    let input = walk
        .page
        .find(Locator::Css(".tag-input.select input"))
        .await
        .expect("the box");
    input.send_keys("Rust").await.expect("a word");
    let option = "[...document.querySelectorAll('.tag-select-add-margin li')].some((e) => e.textContent === 'Rust' && e.getBoundingClientRect().width > 0)";
    walk.until(option).await;
    walk.click(".tag-select-add-margin li.byte-select-option--hover")
        .await;
    walk.wait(".byte-select__tag").await;
    walk.until("document.querySelector('.status-text').textContent.includes('保存成功')")
        .await;
    walk.look("editor").await;

    walk.click(".footer .btn-container .primary").await;
    walk.until("location.pathname === '/published'").await;
    walk.until("document.querySelector('a.title').textContent")
        .await;
    walk.look("published").await;

    let list = json!({"audit_status": null, "keyword": "", "page_size": 10, "page_no": 1});
    let mut row = Value::Null;
    // The review is decided after some looks.
    for _ in 0..5 {
        let rows = walk
            .call(
                "https://api.juejin.cn/content_api/v1/article/list_by_user",
                list.clone(),
            )
            .await;
        row = rows["data"][0].clone();
    }
    assert_eq!(row["article_info"]["audit_status"], 2, "{row}");
    let id = row["article_id"].as_str().expect("a number");
    walk.go(&format!("/post/{id}")).await;
    walk.look("post").await;
    let user = row["article_info"]["user_id"].as_str().expect("a user");
    walk.go(&format!("/user/{user}/posts")).await;
    walk.look("user").await;

    walk.page.clone().close().await.expect("an end");
    joined.stop().await;

    // The site asks for a captcha whatever is opened.
    let file = dir.path().join("book.json");
    let book = std::fs::read_to_string(&file).expect("a book");
    let mut book: Value = serde_json::from_str(&book).expect("a book in JSON");
    book["juejin"]["settings"]["captcha"] = json!(true);
    std::fs::write(&file, book.to_string()).expect("a book");
    let joined = sandbox::join_or_serve(dir.path(), &assets())
        .await
        .expect("a sandbox");
    walk.page = browser(&joined).await;
    walk.go("/").await;
    walk.look("captcha").await;
    walk.page.clone().close().await.expect("an end");
    joined.stop().await;

    assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    let wanted = toml::from_str::<List>(LIST).expect("the list").selector;
    let wanted = wanted.iter().filter(|r| r.excluded.is_none()).count();
    assert_eq!(walk.looked, wanted, "each row is on a page that was opened");
}
