//! Every fault of the sandbox at every request of every platform, by the routes without a browser: what is told, what the
//! book has, and the same after a second run without a fault.
//!
//! Nothing but the process is left out: the real pipeline, ledger, client and TLS against the real simulators.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use fagao::article::{Article, Section};
use fagao::http::{CookieWire, HttpOptions, HttpWire, SendError, Wire};
use fagao::ledger::{Ledger, SqliteLedger};
use fagao::pipeline::{Ended, Halt, Listed, Order, Person, Policy, Ports, SignIn, Trace, publish};
use fagao::plan::{
    Account, Answer, Budget, Key, Known, Money, Platform, Question, Request, Secrets, State, Via,
};
use fagao::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use fagao::record::Recorder;
use fagao::report::{Facts, problem, result_row};
use fagao::sandbox::{Fault, FaultKind, HOSTS, Server, Shared};
use fagao::secret::Secret;
use fagao::session::{Session, Store};
use fagao::text::{Lang, RunMessage};
use futures_util::StreamExt;

/// The time at which all of this happens.
const NOW: i64 = 1_790_000_000;

/// How many cases run at once; they mostly wait.
const AT_ONCE: usize = 12;

const KINDS: [FaultKind; 15] = [
    FaultKind::ErrorBefore,
    FaultKind::LoseBefore,
    FaultKind::LoseAnswer,
    FaultKind::Hang,
    FaultKind::HangBefore,
    FaultKind::Late,
    FaultKind::Cut,
    FaultKind::Garbage,
    FaultKind::Html,
    FaultKind::WrongType,
    FaultKind::ContentType,
    FaultKind::Duplicate,
    FaultKind::LoggedOut,
    FaultKind::Captcha,
    FaultKind::RateLimited,
];

/// The requests of the plans: a site, a name, the path, how many of that path come before it.
const CALLS: [(&str, &str, &str, u32); 19] = [
    ("juejin", "user_get", "/user_api/v1/user/get", 0),
    ("juejin", "csrf_token", "/user_api/v1/sys/token", 0),
    ("juejin", "csrf_again", "/user_api/v1/sys/token", 1),
    (
        "juejin",
        "draft_create",
        "/content_api/v1/article_draft/create",
        0,
    ),
    (
        "juejin",
        "categories",
        "/tag_api/v1/query_category_briefs",
        0,
    ),
    ("juejin", "tag_search", "/tag_api/v1/query_tag_list", 0),
    (
        "juejin",
        "draft_update",
        "/content_api/v1/article_draft/update",
        0,
    ),
    ("juejin", "publish", "/content_api/v1/article/publish", 0),
    (
        "juejin",
        "same_title",
        "/content_api/v1/article/list_by_user",
        0,
    ),
    (
        "juejin",
        "own_articles",
        "/content_api/v1/article/list_by_user",
        1,
    ),
    (
        "juejin",
        "draft_detail",
        "/content_api/v1/article_draft/detail",
        0,
    ),
    ("jzguai", "resource", "/api/v1/resource", 0),
    ("jzguai", "wallet", "/api/v1/wallet", 0),
    ("jzguai", "status_before", "/api/v1/status", 0),
    ("jzguai", "price_again", "/api/v1/resource", 1),
    ("jzguai", "publish", "/api/v1/publish", 0),
    ("jzguai", "status", "/api/v1/status", 1),
    ("jzguai", "wallet_after", "/api/v1/wallet", 1),
    ("yunsuo", "push", "/v1/distribution/push", 0),
];

const ARTICLE: &str = "---
title: 每一个故障，每一个请求
id: faults
description: 这是一篇只为故障而写的短文，它的摘要必须有五十个字以上，所以这里再多写几个字，好让它够长，足够长，真的足够长，再长一点。
fagao:
  juejin: { category: 后端, tags: [后端] }
  jz: { resource: 12786, model: 1 }
  ys: { categories: [科技, 互联网, 教育, 科普, 工具], keywords: [Rust], cover: \"https://example.com/c.png\" }
---
正文。
";

#[path = "common/signed_in.rs"]
mod signed_in;

use signed_in::sign_in;

/// Somebody who agrees to every price and answers nothing.
struct Agrees;

#[async_trait]
impl Person for Agrees {
    async fn ask(&self, _: &str, _: Question, _: Option<&str>) -> Option<Secret> {
        None
    }

    async fn show(&self, _: &str, _: &str) {}

    async fn agrees(&self, _: &[(Key, Money)], _: Money) -> bool {
        true
    }
}

/// A line on which it is noted which paths are asked for.
struct Heard {
    line: Arc<dyn Wire>,
    paths: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl Wire for Heard {
    async fn send(&self, request: Request, deadline: Duration) -> Result<Answer, SendError> {
        let rest = request.url.splitn(4, '/').nth(3).expect("a path");
        let path = format!("/{}", rest.split('?').next().expect("a text"));
        self.paths.lock().expect("a list").push(path);
        self.line.send(request, deadline).await
    }
}

/// A sandbox, a ledger and a session of a case's own.
struct Case {
    dir: tempfile::TempDir,
    shared: Arc<Shared>,
    server: Server,
    wire: Arc<HttpWire>,
    ledger: SqliteLedger,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Case {
    async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let shared = Shared::open(&dir.path().join("sandbox"), Path::new("assets"));
        let shared = shared.expect("a sandbox");
        // Nothing is decided meanwhile, however often it is looked at.
        let slow = |s: &mut fagao::sandbox::State| s.juejin.settings.looks_until_decided = u32::MAX;
        shared.book.change(slow).expect("the book");
        let server = Server::start(shared.clone(), ([127, 0, 0, 1], 0).into()).await;
        let server = server.expect("a server");
        let wire = HttpWire::new(HttpOptions {
            user_agent: "fagao".to_owned(),
            resolve: HOSTS
                .iter()
                .map(|h| ((*h).to_owned(), server.addr()))
                .collect(),
            only_resolve: true,
            extra_ca_pem: Some(server.ca_pem().to_owned()),
            only_extra_ca: true,
            no_proxy: true,
        });
        let ledger = SqliteLedger::open(dir.path()).await.expect("a ledger");
        let case = Self {
            dir,
            shared,
            server,
            wire: Arc::new(wire.expect("a client")),
            ledger,
            paths: Arc::default(),
        };
        sign_in(&case.wire, &case.sessions()).await;
        case
    }

    fn sessions(&self) -> Store {
        Store::new(&self.dir.path().join("sessions"))
    }

    /// One run of one platform.
    async fn run(&self, name: &str, run: &str) -> String {
        let (platform, account, secrets) = who(name);
        let article = Article::parse("faults.md", ARTICLE.as_bytes(), Path::new("/blog"));
        let known = Known {
            via: Via::Api,
            project: "faults".to_owned(),
            submit_deadline: 3,
            ..Known::default()
        };
        let plans = platform.plan(&article.expect("an article"), &account, &known);
        let plan = plans.expect("a plan").remove(0);
        let clock = Arc::new(|| NOW * 1000);
        let runs = self.dir.path().join("runs");
        let recorder = Recorder::begin(&runs, run, clock, Box::new(|_| {})).expect("a record");
        let (wire, paths) = (self.wire.clone(), self.paths.clone());
        let line = move |session: &Session| -> Arc<dyn Wire> {
            let cookies = session.cookies.clone();
            let line = CookieWire::new(wire.clone(), cookies, None, Arc::new(|| NOW));
            Arc::new(Heard {
                line: Arc::new(line),
                paths: paths.clone(),
            })
        };
        let sessions = self.sessions();
        let halt = Halt::default();
        let ports = Ports {
            halt: &halt,
            ledger: &self.ledger,
            browser: None,
            line: &line,
            web: None,
            images: None,
            sessions: &sessions,
            person: &Agrees,
            recorder: &recorder,
            random: &|| [7; 32],
            lang: Lang::En,
            policy: Policy {
                sign_in: SignIn::Refuse,
                call_deadline: Duration::from_secs(3),
                grace: 1,
                upload_gap: Duration::ZERO,
                own_browser: false,
                window: false,
                patience: Duration::ZERO,
                fresh: i64::MAX,
                trace: Trace::default(),
            },
        };
        let order = Order {
            plan,
            account: &account,
            root: self.dir.path().to_owned(),
            platform,
            dialect: platform.dialect(&account, &secrets).expect("a dialect"),
            pages: None,
            older: Vec::new(),
        };
        let orders = Listed::of(std::slice::from_ref(&order));
        let ended = publish(&orders, &ports).await.remove(0);
        let entry = self.ledger.entry(&ended.key).await.expect("a ledger");
        let kept = entry.map_or("nothing", |e| e.state.word());
        format!(
            "{} ledger {kept:<10} book {}",
            told(&ended),
            self.book(name)
        )
    }

    /// How often the platform really took it.
    fn book(&self, name: &str) -> usize {
        self.shared.book.read(|s| match name {
            "juejin" => s.juejin.publishes.len(),
            "jzguai" => s.jzguai.orders.len(),
            _ => s.yunsuo.pushes.len(),
        })
    }
}

fn told(ended: &Ended) -> String {
    let problem = ended.problem.clone();
    let row = result_row(Facts {
        key: &ended.key,
        file: &ended.file,
        platform: &ended.platform,
        state: ended.state,
        route: ended.route,
        route_reason: None,
        receipt: ended.receipt.as_ref(),
        problem: problem.map(|p| problem_of(&p)),
        person: ended.person,
    });
    assert!(
        !matches!(
            ended.state,
            State::Live | State::InReview | State::Submitted
        ) || !row.evidence.is_empty(),
        "{ended:?}"
    );
    format!("{:<9} exit {}", ended.state.word(), row.exit())
}

fn problem_of(message: &RunMessage) -> fagao::record::Problem {
    problem(
        Lang::En,
        &message.clone().into(),
        &fagao::secret::Redactor::default(),
    )
}

fn who(name: &str) -> (&'static dyn Platform, Account, Secrets) {
    let (platform, account, settings, secret): (&'static dyn Platform, _, _, _) = match name {
        "juejin" => (&Juejin, "juejin", "", None),
        "jzguai" => (
            &Jzguai,
            "jz",
            "app_key = \"sandbox-app-key\"",
            Some(("app_secret", "sandbox-app-secret")),
        ),
        _ => (
            &Yunsuo,
            "ys",
            "user_code = \"sandbox-user\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]",
            Some(("api_key", "sandbox-api-key")),
        ),
    };
    let account = Account {
        name: account.to_owned(),
        platform: platform.name().to_owned(),
        settings: Section::from_toml("fagao.toml", settings).expect("settings"),
        budget: Some(Budget {
            per_order: None,
            per_run: None,
            per_day: None,
        }),
        site_files: BTreeMap::new(),
        shelf: Default::default(),
    };
    let secrets = secret.map(|(k, v)| (k.to_owned(), Secret::new(v.to_owned())));
    (platform, account, Secrets(secrets.into_iter().collect()))
}

/// One fault: what is told and kept, and the same after a run without it.
async fn case((site, name, path, after): (&str, &str, &str, u32), kind: FaultKind) -> String {
    let case = Case::new().await;
    let fault = Fault::Call {
        site: site.to_owned(),
        call: path.to_owned(),
        kind,
        times: 1,
        after,
    };
    case.shared.faults.set(vec![fault]).expect("a script");
    let first = case.run(site, "r1").await;
    case.shared.faults.set(Vec::new()).expect("a script");
    let second = case.run(site, "r2").await;
    let book = case.book(site);
    // What the network delivers twice: Juejin writes the same article again, jzguai knows the order's id, and Yunsuo, which
    // takes no key, has it twice, which nobody could prevent.
    let most = match (site, kind) {
        ("juejin" | "yunsuo", FaultKind::Duplicate) => 2,
        _ => 1,
    };
    let of = |s: &fagao::sandbox::State| {
        let articles = s.juejin.publishes.iter().map(|p| p.article_id.clone());
        articles.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert!(case.shared.book.read(of) <= 1, "{name} {kind:?}");
    assert!(
        book <= most,
        "{site} {name} {kind:?}: published {book} times"
    );
    case.ledger.close().await;
    case.server.stop().await;
    let kind = serde_json::to_value(kind).expect("a word");
    let kind = kind.as_str().expect("a word");
    format!("{site:<7} {name:<13} {kind:<13} {first} | {second}\n")
}

#[tokio::test]
async fn the_table_has_every_request_of_a_run() {
    for site in ["juejin", "jzguai", "yunsuo"] {
        let case = Case::new().await;
        case.run(site, "r1").await;
        let mut asked = case.paths.lock().expect("a list").clone();
        asked.sort();
        let of_site = CALLS.iter().filter(|(s, ..)| *s == site);
        let mut listed: Vec<_> = of_site.map(|(_, _, path, _)| (*path).to_owned()).collect();
        listed.sort();
        assert_eq!(asked, listed, "{site}");
        case.ledger.close().await;
        case.server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_at_every_request_is_told_as_it_is() {
    let cases = CALLS
        .iter()
        .flat_map(|call| KINDS.iter().map(move |kind| case(*call, *kind)));
    let rows: Vec<String> = futures_util::stream::iter(cases)
        .buffered(AT_ONCE)
        .collect()
        .await;
    assert_eq!(rows.len(), CALLS.len() * KINDS.len());
    let mut table = String::new();
    for row in rows {
        write!(table, "{row}").expect("a text");
    }
    insta::assert_snapshot!(table);
}
