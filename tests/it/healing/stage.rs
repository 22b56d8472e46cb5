//! The sandbox's pages in a browser of the product's own, in every state that has an element of the site file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use fagao::browser::{Browser, Healing, Options, Page, Profile, WebDriver};
use fagao::plan::{AttachHow, Condition, Picture, Slots, Step, Template};
use fagao::sandbox::{self, Joined};
use fagao::secret::Redactor;
use fagao::site::{Element, Fingerprint, Library, PagesFile};
use serde_json::{Value, json};

/// The site file whose elements are looked at.
pub const FILE: &str = "juejin/pages/2026-09-27";

/// What is written into the pages; two of them share nothing that a page shows.
pub struct Content {
    pub title: &'static str,
    pub body: &'static str,
    pub category: &'static str,
    pub tag: &'static str,
    pub column: &'static str,
    pub topic: &'static str,
    pub cover: &'static str,
}

pub const ONE: Content = Content {
    title: "一篇用来看页面的文章",
    body: "这里的字只是为了让草稿有内容，摘要会从正文里取，所以这一段要写得长一些，直到它超过五十个字为止才行。",
    category: "后端",
    tag: "JavaScript",
    column: "Rust 手记",
    topic: "技术写作",
    cover: "cover.png",
};

pub const OTHER: Content = Content {
    title: "完全不同的标题",
    body: "# 另外的内容\n\n第二次看的时候页面上不能有同样的话，这样才知道哪些是网站自己的文字，哪些只是作者写下来的东西而已，对吧。",
    category: "前端",
    tag: "架构",
    column: "工程周刊",
    topic: "每天一个知识点",
    cover: "img/photo.jpg",
};

impl Content {
    /// What stands for `$value` in an element.
    pub fn value(&self, element: &str) -> Option<String> {
        Some(match element {
            "category" | "category-chosen" => self.category.to_owned(),
            "tag-option" => self.tag.to_owned(),
            "column-option" => self.column.to_owned(),
            "topic-option" => self.topic.to_owned(),
            "published-link" => format!("《{}》", self.title),
            _ => return None,
        })
    }
}

/// A browser on the sandbox's pages, and what its pages hold.
pub struct Stage {
    pub page: Box<dyn Page>,
    pub pages: PagesFile,
    pub content: &'static Content,
    session: String,
    joined: Joined,
    dir: tempfile::TempDir,
}

impl Stage {
    /// Opens a browser. Nobody is signed in.
    pub async fn open(pages: PagesFile, content: &'static Content) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let book = json!({"juejin": {"settings": {"seconds_between_codes": 2}}});
        std::fs::write(dir.path().join("book.json"), book.to_string()).expect("a book");
        let joined = sandbox::join_or_serve(dir.path(), &assets())
            .await
            .expect("a sandbox");
        let port = joined.addr().port();
        let hosts = joined.hosts().iter();
        let mut rules: Vec<String> = hosts
            .map(|h| format!("MAP {h}:443 127.0.0.1:{port}"))
            .collect();
        rules.push("MAP * ~NOTFOUND".to_owned());
        let profile = Profile::Sandbox {
            resolver_rules: rules.join(","),
            spki: joined.spki_sha256_base64().to_owned(),
        };
        let options = Options {
            as_root: true,
            wait: Duration::from_secs(10),
            healing: Healing::Never,
            ..Options::default()
        };
        let browser = WebDriver::new(&driver(), profile, options);
        let opened = browser.open(&pages, &[], &Redactor::default()).await;
        let page = opened.expect("a browser");
        let session = page.session_id().expect("a session");
        Self {
            page,
            pages,
            content,
            session,
            joined,
            dir,
        }
    }

    /// Makes the pages those of another version of the site.
    pub async fn turn_into(&self, variant: &str) {
        let deed = sandbox::juejin::Deed::Variant(variant.to_owned());
        sandbox::act(self.dir.path(), deed)
            .await
            .expect("a version");
    }

    /// Runs a script in the page, past all that the product has; its promise is waited for.
    pub async fn script(&self, script: &str, args: Value) -> Value {
        let url = format!(
            "{}/session/{}/execute/sync",
            driver().trim_end_matches('/'),
            self.session
        );
        let sent = reqwest::Client::new()
            .post(url)
            .json(&json!({"script": script, "args": args}))
            .send();
        let answer: Value = sent.await.expect("a driver").json().await.expect("JSON");
        assert!(answer["value"]["error"].is_null(), "{answer:#}");
        answer["value"].clone()
    }

    pub async fn step(&mut self, step: &Step) {
        let done = self.page.perform(step, &Slots::default()).await;
        done.unwrap_or_else(|e| panic!("{step:?}: {e}"));
    }

    pub async fn holds(&mut self, condition: Condition) {
        self.page
            .wait_for(&condition)
            .await
            .unwrap_or_else(|e| panic!("{e}"));
    }

    /// Opens a page of the site file.
    pub async fn go(&mut self, name: &str) {
        let def = self.pages.page(name).expect("a page").clone();
        self.step(&Step::GoTo {
            page: name.to_owned(),
            url: Template::text(&def.url),
            resume: None,
            matches: def.matches,
        })
        .await;
    }

    pub async fn fill(&mut self, element: &str, text: &str) {
        let element = self.element(element);
        let text = Template::text(text);
        let secret = false;
        self.step(&Step::Fill {
            element,
            text,
            secret,
        })
        .await;
    }

    /// Presses an element until another is there.
    pub async fn press(&mut self, element: &str, shows: &str) {
        let (trigger, shows) = (self.element(element), self.element(shows));
        self.step(&Step::Open { trigger, shows }).await;
    }

    /// Signs in by calls of the page's own.
    pub async fn sign_in(&mut self) {
        self.go("home").await;
        let script = "const [phone, code] = arguments;
            const post = (path, body) => fetch('/passport/web/' + path, { method: 'POST', credentials: 'include',
              headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
            return post('send_code/', { mobile: phone }).then(() => post('sms_login/', { mobile: phone, code })).then((a) => a.json());";
        let who = json!([sandbox::juejin::TEST_PHONE, sandbox::juejin::TEST_CODE]);
        assert_eq!(self.script(script, who).await["message"], "success");
    }

    /// Writes title and text, and waits for the draft.
    pub async fn write(&mut self) {
        let content = self.content;
        self.fill("title", content.title).await;
        let draft = self.pages.page("draft").expect("a page").matches.clone();
        self.holds(Condition::Url(draft)).await;
        let (element, text) = (self.element("editor"), Template::text(content.body));
        self.step(&Step::SetEditor { element, text }).await;
        self.saved().await;
    }

    /// Opens a draft of this content.
    pub async fn go_on_with_the_draft(&mut self) {
        self.go("editor").await;
        self.press("editor", "editor").await;
        self.write().await;
    }

    /// Waits until the page says that the draft is saved.
    pub async fn saved(&mut self) {
        let (element, one_of) = (self.element("save-status"), vec!["保存成功".to_owned()]);
        self.holds(Condition::Says { element, one_of }).await;
    }

    /// Chooses category, tag, cover, column and topic in the open panel.
    pub async fn choose(&mut self) {
        let content = self.content;
        let (option, chosen) = (self.element("category"), self.element("category-chosen"));
        let value = content.category.to_owned();
        self.step(&Step::ChooseOne {
            option,
            chosen,
            value,
        })
        .await;
        for (name, value) in [
            ("tag", content.tag),
            ("column", content.column),
            ("topic", content.topic),
        ] {
            let part = |part: &str| self.pages.element(&format!("{name}-{part}")).expect("it");
            let step = Step::ChooseExactly {
                search_box: part("box"),
                input: part("input"),
                option: part("option"),
                chips: part("chip"),
                values: vec![Template::text(value)],
            };
            self.step(&step).await;
        }
        let attach = Step::Attach {
            file: Picture::Remote {
                url: format!("https://pictures.example/{}", content.cover),
            },
            element: self.element("cover-input"),
            how: AttachHow::Choose {
                shows: self.element("cover-preview"),
            },
            slot: "cover".into(),
        };
        let file = root().join("fixtures/articles/images").join(content.cover);
        let bytes = std::fs::read(file).expect("a picture");
        let attached = self.page.attach(&attach, &bytes, &Slots::default()).await;
        attached.unwrap_or_else(|e| panic!("{e}"));
        self.saved().await;
    }

    /// An element, for the value that is chosen here.
    pub fn element(&self, name: &str) -> Element {
        let element = self.pages.element(name).expect("an element");
        match self.content.value(name) {
            Some(value) => element.with_value(&value),
            None => element,
        }
    }

    /// The elements of a page, whatever the state in which they are there.
    pub fn elements_of(&self, page: &str) -> Vec<Element> {
        let all = self.pages.elements.values();
        all.filter(|e| e.page == page)
            .map(|e| self.element(&e.name))
            .collect()
    }

    /// What the named elements look like now.
    pub async fn take(&mut self, page: &str, names: &[&str]) -> BTreeMap<String, Fingerprint> {
        let all = self.elements_of(page);
        let mut taken = self.page.fingerprints(&all).await.expect("fingerprints");
        let of = names.iter().map(|name| {
            let print = taken
                .remove(*name)
                .unwrap_or_else(|| panic!("{name} is not there"));
            let value = self.content.value(name);
            let print = value.map_or(print.clone(), |v| print.without_value(&v));
            ((*name).to_owned(), print)
        });
        of.collect()
    }

    pub async fn close(self) {
        self.page.close().await;
        self.joined.stop().await;
        self.dir.close().expect("an empty place");
    }
}

/// The site file as it is in the repository.
pub fn embedded() -> PagesFile {
    Library.pages(FILE).expect("the site file")
}

pub fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn driver() -> String {
    let url = std::env::var("FAGAO_WEBDRIVER_URL").unwrap_or_default();
    assert!(
        !url.is_empty(),
        "FAGAO_WEBDRIVER_URL is not set: run these tests with `./webdriver.sh cargo test`"
    );
    url
}

fn assets() -> PathBuf {
    let cache = std::env::var("XDG_CACHE_HOME")
        .ok()
        .filter(|v| !v.is_empty());
    let cache = cache.map_or_else(
        || PathBuf::from(std::env::var("HOME").expect("a home")).join(".cache"),
        PathBuf::from,
    );
    cache.join("fagao/bytemd-1.22.0")
}
