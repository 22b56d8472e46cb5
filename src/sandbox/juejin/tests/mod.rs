//! The simulator seen from outside: over a socket, by host name and cookies.

mod directory;
mod drafts;
mod images;
mod pages;
mod publishing;
mod selectors;

mod signing_in;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

use super::{State, TEST_CODE, TEST_PHONE, router};
use crate::sandbox::{Book, Faults, Shared};

pub const CREATE: &str = "/content_api/v1/article_draft/create";
pub const UPDATE: &str = "/content_api/v1/article_draft/update";
pub const PUBLISH: &str = "/content_api/v1/article/publish";
pub const OWN_LIST: &str = "/content_api/v1/article/list_by_user";
pub const DETAIL: &str = "/content_api/v1/article/detail";
pub const BACKEND: &str = "6809637769959178254";
pub const RUST: &str = "6809640600502009863";

/// A running simulator, and one visitor with a jar of cookies.
pub struct Site {
    pub shared: Arc<Shared>,
    client: Client,
    jar: Mutex<BTreeMap<String, String>>,
    now: Arc<AtomicI64>,
    dir: tempfile::TempDir,
}

impl Site {
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(1_790_000_000));
        let clock = Arc::clone(&now);
        let shared = Arc::new(Shared {
            book: Book::open(dir.path()).unwrap(),
            faults: Faults::default(),
            assets: dir.path().join("bytemd"),
            clock: Arc::new(move || clock.load(Ordering::SeqCst)),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let app = router(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .tls_certs_only([])
            .resolve("juejin.cn", address)
            .resolve("api.juejin.cn", address)
            .resolve("imagex.bytedanceapi.com", address)
            .resolve("tos-hl-x.snssdk.com", address)
            .resolve("p0-xtjj-private.juejin.cn", address)
            .resolve("p3-juejin.byteimg.com", address)
            .build()
            .unwrap();
        let jar = Mutex::default();
        Self {
            shared,
            client,
            jar,
            now,
            dir,
        }
    }

    pub async fn signed_in() -> Self {
        let site = Self::start().await;
        site.sign_in(TEST_PHONE).await;
        site
    }

    pub async fn sign_in(&self, phone: &str) {
        self.passport("send_code/", json!({"mobile": phone})).await;
        let answer = self
            .passport("sms_login/", json!({"mobile": phone, "code": TEST_CODE}))
            .await;
        assert_eq!(answer["message"], "success", "{answer}");
    }

    pub fn ask(&self, method: Method, url: &str) -> RequestBuilder {
        let jar = self.jar.lock().unwrap();
        let pairs: Vec<String> = jar.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = self.client.request(method, url);
        request.header(COOKIE, pairs.join("; "))
    }

    pub async fn send(&self, request: RequestBuilder) -> Response {
        let response = request.send().await.unwrap();
        let mut jar = self.jar.lock().unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match cookie.contains("Max-Age=0") {
                true => jar.remove(name),
                false => jar.insert(name.to_owned(), value.to_owned()),
            };
        }
        response
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.lock().unwrap().get(name).cloned()
    }

    pub fn forget_cookies(&self) {
        self.jar.lock().unwrap().clear();
    }

    pub async fn passport(&self, route: &str, body: Value) -> Value {
        let url = format!("http://juejin.cn/passport/web/{route}");
        let response = self.send(self.ask(Method::POST, &url).json(&body)).await;
        response.json().await.unwrap()
    }

    /// Posts to the API; the whole envelope.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("http://api.juejin.cn{path}");
        let response = self.send(self.ask(Method::POST, &url).json(&body)).await;
        response.json().await.unwrap()
    }

    /// Posts to the API; the data of an answer that must be a success.
    pub async fn data(&self, path: &str, body: Value) -> Value {
        let mut answer = self.post(path, body).await;
        assert_eq!(answer["err_no"], 0, "{path}: {answer}");
        assert_eq!(answer["err_msg"], "success", "{path}: {answer}");
        answer["data"].take()
    }

    /// Gets from the API.
    pub async fn get(&self, path: &str) -> Value {
        let url = format!("http://api.juejin.cn{path}");
        let response = self.send(self.ask(Method::GET, &url)).await;
        response.json().await.unwrap()
    }

    /// Opens a page: status and text.
    pub async fn page(&self, path: &str) -> (u16, String) {
        let url = format!("http://juejin.cn{path}");
        let response = self.send(self.ask(Method::GET, &url)).await;
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// Makes a draft that can be published; its id.
    pub async fn draft(&self, title: &str) -> String {
        let data = self.data(CREATE, content(title)).await;
        data["id"].as_str().unwrap().to_owned()
    }

    /// Publishes a draft; the article's id.
    pub async fn publish(&self, draft_id: &str) -> String {
        let body =
            json!({"draft_id": draft_id, "sync_to_org": false, "column_ids": [], "theme_ids": []});
        let data = self.data(PUBLISH, body).await;
        data["article_id"].as_str().unwrap().to_owned()
    }

    pub fn state(&self) -> State {
        self.shared.book.read(|s| s.juejin.clone())
    }

    pub fn change(&self, f: impl FnOnce(&mut State)) {
        self.shared.book.change(|s| f(&mut s.juejin)).unwrap();
    }

    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Puts stand-ins where the editor's bundle is looked for.
    pub fn with_assets(&self) {
        for file in ["dist/index.umd.js", "dist/index.css"] {
            let file = self.dir.path().join("bytemd").join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, "{}").unwrap();
        }
    }
}

/// A body that a publish accepts.
pub fn content(title: &str) -> Value {
    json!({
        "title": title,
        "mark_content": "# 标题\n\n- a\n  - b\n\n文本\u{3000}🦀\n",
        "brief_content": "摘".repeat(60),
        "category_id": BACKEND,
        "tag_ids": [RUST],
        "cover_image": "",
        "link_url": "",
        "edit_type": 10,
        "html_content": "deprecated",
        "theme_ids": [],
        "pics": [],
        "is_gfw": 0,
        "is_english": 0,
        "is_original": 1,
    })
}

/// The number and words of a refusal.
pub fn refusal(answer: &Value) -> (i64, &str) {
    (
        answer["err_no"].as_i64().unwrap(),
        answer["err_msg"].as_str().unwrap(),
    )
}
