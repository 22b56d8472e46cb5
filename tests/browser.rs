//! Drives a real Chromium over small pages served on loopback. `FAGAO_WEBDRIVER_URL` names the driver.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse};
use fagao::browser::{
    Browser, Done, Fault, Gesture, Options, Page, PageError, Profile, Show, Wanted, WebDriver,
};
use fagao::plan::{Condition, Slots, Step, Template};
use fagao::secret::{Cookie, Redactor, Secret};
use fagao::site::{Candidate, Element, Interrupt, PageDef, PagesFile, Reaction, Sign, UrlPattern};

/// A site of a few pages by path.
struct Site {
    base: String,
}

type Pages = BTreeMap<&'static str, String>;

async fn answer(State(pages): State<Pages>, uri: Uri, headers: HeaderMap) -> impl IntoResponse {
    let sent = headers.get("cookie").and_then(|c| c.to_str().ok());
    let body = match pages.get(uri.path()) {
        Some(page) => page.replace("{{cookies}}", sent.unwrap_or("none")),
        None => "<title>nothing here</title>".to_owned(),
    };
    let set = [("set-cookie", "seen=yes; Path=/; HttpOnly; Max-Age=600")];
    (
        set,
        Html(format!("<!doctype html><meta charset=utf-8>{body}")),
    )
}

impl Site {
    async fn serve(pages: &[(&'static str, &str)]) -> Self {
        let pages: Pages = pages.iter().map(|(p, b)| (*p, (*b).to_owned())).collect();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(pages);
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { base }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn pages(&self, interrupts: Vec<Interrupt>) -> PagesFile {
        let page = PageDef {
            url: self.at("/"),
            matches: vec![UrlPattern(self.at("/"))],
            ..PageDef::default()
        };
        PagesFile {
            site: "test".into(),
            date: "2026-11-21".into(),
            pages: BTreeMap::from([("home".to_owned(), page)]),
            interrupts,
            ..PagesFile::blank()
        }
    }

    /// Opens a browser on a page.
    async fn open(&self, path: &str, interrupts: Vec<Interrupt>) -> Box<dyn Page> {
        let mut page = driver(6)
            .open(&self.pages(interrupts), &[], &redactor())
            .await
            .unwrap();
        page.perform(&self.go_to(path), &Slots::default())
            .await
            .unwrap();
        page
    }

    fn go_to(&self, path: &str) -> Step {
        Step::GoTo {
            page: path.to_owned(),
            url: Template::text(self.at(path)),
            resume: None,
            matches: vec![UrlPattern(self.at(path))],
        }
    }
}

fn driver(seconds: u64) -> WebDriver {
    let url = std::env::var("FAGAO_WEBDRIVER_URL").expect(
        "FAGAO_WEBDRIVER_URL is not set: run `./webdriver.sh cargo test --test browser`, which starts a driver",
    );
    let options = Options {
        as_root: true,
        wait: Duration::from_secs(seconds),
        ..Options::default()
    };
    WebDriver::new(&url, Profile::Production, options)
}

fn redactor() -> Redactor {
    let mut redactor = Redactor::default();
    redactor.hide(&Secret::new("s3cr3t-value".into()));
    redactor
}

/// One page, opened.
async fn open(html: &str) -> Box<dyn Page> {
    Site::serve(&[("/", html)]).await.open("/", vec![]).await
}

fn element(name: &str, candidates: Vec<Candidate>) -> Element {
    Element {
        name: name.to_owned(),
        about: format!("the {name}"),
        page: "home".into(),
        candidates,
        ..Element::default()
    }
}

fn css(selector: &str) -> Element {
    element(selector, vec![Candidate::css(selector)])
}

fn many(selector: &str) -> Element {
    let mut e = css(selector);
    e.expect.many = true;
    e
}

fn press(selector: &str, until: Condition) -> Step {
    Step::Press {
        element: css(selector),
        until,
    }
}

fn fill(element: Element, text: &str) -> Step {
    Step::Fill {
        element,
        text: Template::text(text),
        secret: false,
    }
}

fn says(selector: &str, words: &str) -> Condition {
    Condition::Says {
        element: css(selector),
        one_of: vec![words.to_owned()],
    }
}

fn interrupt(name: &str, when: Sign, then: Reaction) -> Interrupt {
    Interrupt {
        name: name.to_owned(),
        about: format!("{name} came up"),
        when,
        then,
    }
}

async fn perform(page: &mut Box<dyn Page>, step: &Step) -> Result<Done, PageError> {
    page.perform(step, &Slots::default()).await
}

async fn holds(page: &mut Box<dyn Page>, condition: Condition) {
    page.wait_for(&condition).await.unwrap();
}

/// What the candidates of a failed click came to.
async fn in_the_way(page: &mut Box<dyn Page>, element: &Element) -> String {
    let error = page.click_once(element).await.unwrap_err();
    assert!(error.not_done, "{error}");
    let Fault::Element { tried, .. } = &error.fault else {
        panic!("{error}");
    };
    tried.iter().fold(String::new(), |mut all, t| {
        write!(all, "[{t}]").unwrap();
        all
    })
}

#[tokio::test]
async fn an_element_that_is_not_as_it_should_be_is_told_by_each_candidate() {
    let mut page = open(
        "<button class=two>a</button><button class=two>b</button><button class=off disabled>c</button>
         <p class=none style='display:none'>x</p><p class=none hidden>x</p>
         <button class=under style='position:absolute;top:200px;left:0;width:90px;height:30px'>d</button>
         <div class='toast big' style='position:absolute;top:190px;left:0;width:300px;height:90px;z-index:9'></div>",
    )
    .await;
    let mut e = css(".two");
    for selector in [".off", ".none", ".under", ".nowhere", "p[[", ".two"] {
        e.candidates.push(Candidate::css(selector));
    }
    let told = in_the_way(&mut page, &e).await;
    for part in [
        "[css .two: 2 visible, one wanted]",
        "[css .off: disabled]",
        "[css .none: 2 matches, none visible]",
        "[css .under: covered by div.toast.big]",
        "[css .nowhere: no match]",
        "[css p[[: not a selector",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    page.close().await;
}

#[tokio::test]
async fn a_page_is_clicked_by_text_role_and_placeholder() {
    let mut page = open(
        "<div class=item> 后
            端 </div><div class=item>前端</div>
         <button aria-label=发布><img alt=x></button><a href='#there'>去</a><input placeholder='请输入手机号'>
         <p></p><script>document.addEventListener('click',e=>document.querySelector('p').textContent+=e.target.className||e.target.closest('button,a,input').tagName)</script>",
    )
    .await;
    let candidates = [
        Candidate::text("后 端", ".item"),
        Candidate::role("button", "发布"),
        Candidate::role("link", "去"),
        Candidate::placeholder("请输入手机号"),
    ];
    for candidate in candidates {
        let e = element("it", vec![Candidate::css(".none"), candidate]);
        let done = page.click_once(&e).await.unwrap();
        assert_eq!(done.matched, [("it".to_owned(), 1)]);
    }
    holds(&mut page, says("p", "itemBUTTONAINPUT")).await;
    page.close().await;
}

#[tokio::test]
async fn what_appears_late_moves_or_is_off_for_a_while_is_waited_for() {
    let mut page = open(
        "<p></p><script>
         setTimeout(() => {
           const b = document.createElement('button');
           b.textContent = 'go'; b.disabled = true; b.style.position = 'relative';
           b.onclick = () => document.querySelector('p').textContent = 'clicked at ' + b.style.left;
           document.body.append(b);
           let x = 0;
           const move = setInterval(() => { b.style.left = (x += 20) + 'px'; if (x === 300) clearInterval(move); }, 20);
           setTimeout(() => b.disabled = false, 200);
         }, 400);</script>",
    )
    .await;
    page.click_once(&css("button")).await.unwrap();
    holds(&mut page, says("p", "clicked at 300px")).await;
    page.close().await;
}

#[tokio::test]
async fn a_field_is_filled_over_what_it_holds_and_read_back() {
    let mut page = open("<input value='old text' maxlength=10><textarea>old</textarea>").await;
    perform(&mut page, &fill(css("input"), "新标题 😀 a"))
        .await
        .unwrap();
    perform(&mut page, &fill(css("input"), "两次"))
        .await
        .unwrap();
    perform(&mut page, &fill(css("textarea"), "one\ntwo"))
        .await
        .unwrap();
    let error = perform(&mut page, &fill(css("input"), "12345678😀9"))
        .await
        .unwrap_err();
    let Fault::ReadBack { difference, .. } = &error.fault else {
        panic!("{error}");
    };
    assert_eq!(
        difference,
        "the text has 11 UTF-16 units, and the field takes 10"
    );
    page.close().await;
}

#[tokio::test]
async fn a_page_that_changes_what_was_typed_is_found_out_without_telling_the_text() {
    let mut page = open("<input oninput='this.value = this.value.slice(0, 3)'>").await;
    let step = Step::Fill {
        element: css("input"),
        text: Template::slot("code"),
        secret: true,
    };
    let mut slots = Slots::default();
    slots.set_secret("code", "842917");
    let error = page.perform(&step, &slots).await.unwrap_err();
    assert!(matches!(error.fault, Fault::ReadBack { .. }), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("3 of 6 UTF-16 units") && !shown.contains("842"),
        "{shown}"
    );
    page.close().await;
}

#[tokio::test]
async fn the_editor_is_set_through_its_instance_and_read_back() {
    let mut page = open(
        "<div class=CodeMirror style='width:300px;height:90px'></div><p></p><script>
         setTimeout(() => {
           let text = ''; let sets = 0;
           document.querySelector('.CodeMirror').CodeMirror = {
             getValue: () => text.replace(/\\n/g, '\\r\\n'),
             setValue: (t) => { text = t; document.querySelector('p').textContent = 'set ' + ++sets; },
           };
         }, 300);</script>
         <div class=deaf style='width:9px;height:9px'></div><script>
         document.querySelector('.deaf').CodeMirror = { getValue: () => 'mine', setValue() {} };</script>",
    )
    .await;
    let set = |selector: &str| Step::SetEditor {
        element: css(selector),
        text: Template::text("- a\n- b\n\n后端 😀 `${x}`"),
    };
    for _ in 0..2 {
        perform(&mut page, &set(".CodeMirror")).await.unwrap();
    }
    holds(&mut page, says("p", "set 1")).await;
    let error = perform(&mut page, &set(".deaf")).await.unwrap_err();
    assert!(matches!(error.fault, Fault::ReadBack { .. }), "{error}");
    page.close().await;
}

#[tokio::test]
async fn a_press_is_made_until_something_shows_and_not_when_it_shows_already() {
    let mut page = open(
        "<button>open</button><div id=panel style='display:none'>panel</div><p>presses: </p><script>
         let n = 0;
         document.querySelector('button').onclick = () => {
           document.querySelector('p').textContent += ++n;
           if (n > 1) setTimeout(() => document.querySelector('#panel').style.display = '', 200);
         };</script>",
    )
    .await;
    let step = Step::Open {
        trigger: css("button"),
        shows: css("#panel"),
    };
    perform(&mut page, &step).await.unwrap();
    perform(&mut page, &step).await.unwrap();
    holds(&mut page, says("p", "presses: 12")).await;
    page.close().await;
}

#[tokio::test]
async fn a_page_that_goes_away_in_the_middle_of_a_wait_is_waited_for() {
    let site = Site::serve(&[
        (
            "/",
            "<button onclick='setTimeout(() => location.href = \"/between\", 300)'>go</button>",
        ),
        (
            "/between",
            "<script>setTimeout(() => location.href = '/drafts/7300', 300)</script>",
        ),
        (
            "/drafts/7300",
            "<button onclick='history.pushState(0, \"\", \"/done?x=1\")'>go</button>",
        ),
    ])
    .await;
    let mut page = site.open("/", vec![]).await;
    page.click_once(&css("button")).await.unwrap();
    let draft = Condition::Url(vec![UrlPattern(site.at("/drafts/{draft_id}"))]);
    let done = page.wait_for(&draft).await.unwrap();
    assert_eq!(done.slots.text("draft_id").as_deref(), Some("7300"));
    let until = Condition::Url(vec![UrlPattern(site.at("/done"))]);
    perform(&mut page, &press("button", until)).await.unwrap();
    let error = page.wait_for(&draft).await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.contains("/drafts/{draft_id}, but http") && shown.contains("/done?x=…"),
        "{shown}"
    );
    page.close().await;
}

#[tokio::test]
async fn an_alert_is_an_interrupt_and_leaves_the_page_usable() {
    let html = "<button onclick='alert(\"初始化失败 s3cr3t-value\")'>go</button><p>still here</p>";
    let site = Site::serve(&[("/", html)]).await;
    let mut page = site.open("/", vec![]).await;
    page.click_once(&css("button")).await.unwrap();
    let error = page.wait_for(&says("p", "done")).await.unwrap_err();
    let Fault::Interrupt {
        name,
        about,
        reaction,
    } = &error.fault
    else {
        panic!("{error}");
    };
    assert_eq!((name.as_str(), *reaction), ("alert", Reaction::Fail));
    assert_eq!(about, "the page says: 初始化失败 ***");
    assert!(!error.not_done);
    holds(&mut page, says("p", "still here")).await;
    page.close().await;

    let sign = Sign {
        text: Some("初始化失败".into()),
        ..Sign::default()
    };
    let known = vec![interrupt("init", sign, Reaction::Dismiss)];
    let mut page = site.open("/", known).await;
    page.click_once(&css("button")).await.unwrap();
    let done = page.wait_for(&says("p", "still here")).await.unwrap();
    assert_eq!(done.dismissed, ["init"]);
    page.close().await;
}

#[tokio::test]
async fn an_interrupt_is_dismissed_or_ends_the_step_as_the_site_file_says() {
    let html = "<button class=go onclick='this.textContent=\"done\"'>go</button><script>
        setTimeout(() => {
          const box = document.createElement('div');
          box.className = 'notice'; box.textContent = '风险提示';
          box.style = 'position:fixed;inset:0;background:#ccc';
          const close = document.createElement('i');
          close.className = 'notice-close'; close.textContent = '×';
          close.onclick = (e) => { if (e.isTrusted) box.remove(); };
          box.append(close); document.body.append(box);
        }, 100);</script>";
    let site = Site::serve(&[("/", html), ("/login", "<title>登录</title>")]).await;
    let notice = |then| {
        let sign = Sign {
            css: Some(".notice".into()),
            text: Some("风险".into()),
            ..Sign::default()
        };
        vec![interrupt("notice", sign, then)]
    };
    let covered = Condition::Shows(css(".notice"));

    let mut page = site.open("/", notice(Reaction::Dismiss)).await;
    holds(&mut page, covered.clone()).await;
    let done = page.click_once(&css(".go")).await.unwrap();
    assert_eq!(done.dismissed, ["notice"]);
    holds(&mut page, says(".go", "done")).await;
    page.close().await;

    let mut page = site.open("/", notice(Reaction::Person)).await;
    holds(&mut page, covered).await;
    let error = page.click_once(&css(".go")).await.unwrap_err();
    assert!(error.not_done);
    assert!(
        matches!(
            error.fault,
            Fault::Interrupt {
                reaction: Reaction::Person,
                ..
            }
        ),
        "{error}"
    );
    page.close().await;
}

#[tokio::test]
async fn a_redirect_to_the_sign_in_page_interrupts_unless_it_was_gone_to() {
    let site = Site::serve(&[
        (
            "/",
            "<script>location.replace('/login?to=s3cr3t-value')</script>",
        ),
        ("/login", "<p>登录</p>"),
    ])
    .await;
    let sign = Sign {
        url: Some(UrlPattern(site.at("/login*"))),
        ..Sign::default()
    };
    let pages = site.pages(vec![interrupt("signed-out", sign, Reaction::SignIn)]);
    let mut page = driver(6).open(&pages, &[], &redactor()).await.unwrap();
    let error = perform(&mut page, &site.go_to("/")).await.unwrap_err();
    assert!(
        matches!(
            error.fault,
            Fault::Interrupt {
                reaction: Reaction::SignIn,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(error.url, Some(site.at("/login?to=…")));
    perform(&mut page, &site.go_to("/login")).await.unwrap();
    let error = page.wait_for(&says("p", "欢迎")).await.unwrap_err();
    assert!(matches!(error.fault, Fault::Condition { .. }), "{error}");
    page.close().await;
}

/// A search box as on the real page: a placeholder that swallows the pointer, options in a portal that stays with no
/// size, a search that takes its time, Enter that eats chips, and a chip that is dropped once.
const TAGS: &str = "<div class=panel><div class=wrap style='position:relative;width:400px;height:40px;border:1px solid'>
    <span class=chips></span><div class=placeholder style='position:absolute;inset:0'>请搜索添加标签</div><input class=q></div>
    <button class=after style='margin-top:10px' onclick='this.textContent=\"clicked\"'>after</button></div>
    <div class=portal style='position:absolute;top:60px;left:8px;background:#eee;overflow:hidden;width:0;height:0'></div>
    <div class=other style='width:0;height:0;overflow:hidden'><li>Rust</li></div><script>
    const $ = (s) => document.querySelector(s); let chosen = START; let dropped = false; let timer;
    const draw = () => { $('.chips').innerHTML = ''; for (const t of chosen) {
        const c = document.createElement('span'); c.className = 'chip'; c.textContent = t;
        const x = document.createElement('i'); x.className = 'close'; x.textContent = '×';
        x.onclick = (e) => { e.stopPropagation(); chosen = chosen.filter((o) => o !== t); draw(); };
        if (CROSS) c.append(x); $('.chips').append(c); } };
    const show = (on) => { $('.portal').style.width = on ? '300px' : 0; $('.portal').style.height = on ? 'auto' : 0; };
    $('.wrap').onmousedown = (e) => { if (e.target !== $('.q')) e.preventDefault(); };
    $('.wrap').onclick = () => { $('.q').focus(); show(true); };
    $('.q').oninput = () => { clearTimeout(timer); timer = setTimeout(() => {
        const all = ['Rust', 'Rust 入门', '后端', '前端']; const q = $('.q').value; $('.portal').innerHTML = '';
        for (const t of all.filter((o) => o.includes(q))) { const li = document.createElement('li'); li.textContent = t;
          li.onmousedown = (e) => e.preventDefault();
          li.onclick = (e) => { if (!e.isTrusted) return; chosen = [...chosen, t];
            if (chosen.length === 2 && !dropped && DROPS) { dropped = true; chosen = chosen.slice(1); } draw(); };
          $('.portal').append(li); } }, 300); };
    $('.q').onkeydown = (e) => { if (e.key === 'Escape') show(false); if (e.key === 'Enter') chosen = [];
        if (e.key === 'Backspace' && !$('.q').value) { chosen = chosen.slice(0, -1); draw(); } };
    draw();</script>";

async fn choose(
    start: &str,
    cross: bool,
    drops: bool,
    values: &[&str],
) -> (Box<dyn Page>, Result<Done, PageError>) {
    let html = TAGS
        .replace("START", start)
        .replace("CROSS", &cross.to_string())
        .replace("DROPS", &drops.to_string());
    let mut page = open(&html).await;
    let option = Candidate::text("$value", "li");
    let step = Step::ChooseExactly {
        search_box: css(".wrap"),
        input: css(".q"),
        option: element("option", vec![option]),
        chips: many(".chip"),
        values: values.iter().map(|v| Template::text(*v)).collect(),
    };
    let before = page.commands();
    let done = perform(&mut page, &step).await;
    if start == "[]" && values.len() == 1 && done.is_ok() {
        assert_eq!(page.commands() - before, 5);
    }
    (page, done)
}

#[tokio::test]
async fn chips_become_exactly_those_wanted_and_the_options_are_closed() {
    for (start, cross, drops, values) in [
        ("[]", false, false, &["Rust"][..]),
        ("[]", false, true, &["Rust", "后端", "前端"]),
        ("['前端', '后端']", true, false, &["后端", "Rust"]),
        ("['后端', '前端']", false, false, &["Rust"]),
        ("['Rust', 'Rust']", true, false, &["Rust"]),
        ("['Rust']", true, false, &["Rust"]),
    ] {
        let (mut page, done) = choose(start, cross, drops, values).await;
        done.unwrap();
        let mut all: Vec<_> = values.iter().map(|v| (*v).to_owned()).collect();
        let chips = many(".chip");
        page.click_once(&css(".after")).await.unwrap();
        holds(&mut page, says(".after", "clicked")).await;
        for value in all.drain(..) {
            let condition = Condition::Says {
                element: chips.clone(),
                one_of: vec![value],
            };
            holds(&mut page, condition).await;
        }
        page.close().await;
    }
}

#[tokio::test]
async fn a_tag_that_is_not_offered_is_an_element_that_is_not_there_and_takes_no_other() {
    let (mut page, done) = choose("[]", false, false, &["Rust语言"]).await;
    let error = done.unwrap_err();
    let Fault::Element { element, tried } = &error.fault else {
        panic!("{error}");
    };
    assert_eq!(element.name, "option");
    assert_eq!(
        tried[0].to_string(),
        "text \"Rust语言\" within li: no match"
    );
    holds(&mut page, Condition::Gone(css(".chip"))).await;
    page.close().await;
}

#[tokio::test]
async fn a_condition_that_does_not_hold_tells_what_was_there() {
    let mut page = open("<p>保存中…</p><div class=toast>s3cr3t-value</div>").await;
    for (condition, told) in [
        (
            says("p", "保存成功"),
            r#"p to say 保存成功, but it says "保存中…""#,
        ),
        (says(".toast", "done"), r#"but it says "***""#),
        (
            says("h1", "x"),
            "h1 to say x, but h1 is not there: css h1: no match",
        ),
        (
            Condition::Gone(css("p")),
            "p to be gone, but it is still there",
        ),
        (
            Condition::Shows(css("h2")),
            "element h2 (the h2) not found as it should be: css h2: no match",
        ),
    ] {
        let shown = page.wait_for(&condition).await.unwrap_err().to_string();
        assert!(shown.contains(told), "{told} in {shown}");
        assert!(shown.contains("test/pages/2026-11-21"), "{shown}");
    }
    page.close().await;
}

#[tokio::test]
async fn a_click_that_was_taken_by_something_else_is_proved_not_to_have_happened() {
    // The cover comes when the pointer does: after the look, before the click.
    let mut page = open(
        "<button onclick='this.textContent=\"clicked\"' style='width:200px;height:60px'>go</button>
         <div class=cover style='position:fixed;inset:0;display:none'></div><script>
         let looks = 0;
         const real = document.elementFromPoint.bind(document);
         document.elementFromPoint = (x, y) => {
           const top = real(x, y);
           if (++looks > 1) document.querySelector('.cover').style.display = '';
           return top;
         };</script>",
    )
    .await;
    let error = page.click_once(&css("button")).await.unwrap_err();
    let shown = error.to_string();
    assert!(error.not_done && shown.contains("intercepted"), "{shown}");
    holds(&mut page, says("button", "go")).await;
    page.close().await;
}

#[tokio::test]
async fn cookies_come_and_go_with_the_hidden_ones() {
    let site = Site::serve(&[("/", "<p>{{cookies}}</p>")]).await;
    let cookie = Cookie {
        name: "sessionid".into(),
        value: Secret::new("abc123".into()),
        domain: "127.0.0.1".into(),
        path: "/".into(),
        expires: None,
        secure: false,
        http_only: true,
        same_site: Some("Lax".into()),
    };
    let given = [cookie.clone()];
    let mut page = driver(6)
        .open(&site.pages(vec![]), &given, &redactor())
        .await
        .unwrap();
    perform(&mut page, &site.go_to("/")).await.unwrap();
    holds(&mut page, says("p", "sessionid=abc123")).await;
    let read = page.cookies().await.unwrap();
    assert!(read.contains(&cookie), "{read:?}");
    let seen = read.iter().find(|c| c.name == "seen").unwrap();
    assert!(seen.http_only && seen.expires.is_some());
    page.close().await;
}

#[tokio::test]
async fn evidence_shows_the_page_without_what_only_its_owner_should_see() {
    let html = "<title>登录 s3cr3t-value</title><h1>call 13800138000</h1>
        <input name=title value=x><input type=tel name=mobile><input type=password id=pw>
        <input placeholder='请输入验证码'><input name=loginPhoneOrEmail><textarea></textarea>
        <script>const inner = 'MARK-script';</script><p>MARK-visible</p>";
    let site = Site::serve(&[("/", html)]).await;
    let mut page = site.open("/", vec![]).await;
    for (selector, text) in [
        ("[name=title]", "MARK-title"),
        ("[type=tel]", "MARK-tel"),
        ("[type=password]", "MARK-password"),
        ("[placeholder]", "MARK-code"),
        ("[name=loginPhoneOrEmail]", "MARK-login"),
        ("textarea", "MARK-text 13900139000"),
    ] {
        perform(&mut page, &fill(css(selector), text))
            .await
            .unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let evidence = page.evidence(dir, "login").await;
    let shown = serde_json::to_string(&evidence).unwrap();
    assert!(
        shown.contains("login.png") && shown.contains("login.html"),
        "{shown}"
    );
    assert!(shown.contains("登录 ***"), "{shown}");
    let dom = std::fs::read_to_string(dir.join("login.html")).unwrap();
    for seen in [
        "MARK-visible",
        "MARK-title",
        "MARK-text [phone]",
        "call [phone]",
    ] {
        assert!(dom.contains(seen), "{seen} in {dom}");
    }
    for gone in [
        "MARK-tel",
        "MARK-password",
        "MARK-code",
        "MARK-login",
        "MARK-script",
        "s3cr3t",
    ] {
        assert!(!dom.contains(gone), "{gone} in {dom}");
    }
    let png = std::fs::read(dir.join("login.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() > 1000);
    // The fields are as they were.
    holds(&mut page, Condition::Gone(css("input[style]"))).await;
    page.close().await;
}

#[tokio::test]
async fn a_step_of_another_kind_and_a_missing_slot_are_errors() {
    let mut page = open("<p>x</p>").await;
    let ask = Step::Ask {
        question: fagao::plan::Question::Phone,
        slot: "phone".into(),
    };
    let error = perform(&mut page, &ask).await.unwrap_err();
    assert!(matches!(error.fault, Fault::Driver(_)), "{error}");
    let missing = Step::Fill {
        element: css("p"),
        text: Template::slot("nothing"),
        secret: true,
    };
    let error = perform(&mut page, &missing).await.unwrap_err();
    assert!(error.to_string().contains("\"nothing\""), "{error}");
    page.close().await;
}

#[tokio::test]
async fn a_page_is_resumed_where_its_slots_are_filled_and_left_blank_in_the_end() {
    let site = Site::serve(&[
        ("/drafts/new", "<p>new</p>"),
        (
            "/drafts/7",
            "<p>old</p><script>onbeforeunload = (e) => e.preventDefault()</script>",
        ),
    ])
    .await;
    let step = Step::GoTo {
        page: "editor".into(),
        url: Template::text(site.at("/drafts/new")),
        resume: Some(Template::parse(&site.at("/drafts/${draft_id}"))),
        matches: vec![UrlPattern(site.at("/drafts/{any}"))],
    };
    let mut page = driver(6)
        .open(&site.pages(vec![]), &[], &redactor())
        .await
        .unwrap();
    assert!(page.user_agent().await.unwrap().contains("Chrome/"));
    page.perform(&step, &Slots::default()).await.unwrap();
    holds(&mut page, says("p", "new")).await;
    let mut slots = Slots::default();
    slots.set("draft_id", "7");
    page.perform(&step, &slots).await.unwrap();
    holds(&mut page, says("p", "old")).await;
    page.click_once(&css("p")).await.unwrap();
    page.leave().await.unwrap();
    holds(
        &mut page,
        Condition::Url(vec![UrlPattern("about:blank".into())]),
    )
    .await;
    page.close().await;
}

#[tokio::test]
async fn a_dead_runs_browser_is_ended_by_its_session() {
    let site = Site::serve(&[("/", "<p>x</p>")]).await;
    let mut page = site.open("/", vec![]).await;
    let id = page.session_id().unwrap();
    let url = driver(6).url;
    fagao::browser::end_session(&url, &id).await.unwrap();
    let error = page.click_once(&css("p")).await.unwrap_err();
    assert!(matches!(error.fault, Fault::Driver(_)), "{error}");
    fagao::browser::end_session(&url, &id).await.unwrap();
}

#[tokio::test]
async fn a_driver_that_is_not_there_is_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let dead = WebDriver::new(&url, Profile::Production, Options::default());
    let site = Site { base: url.clone() };
    let opened = dead.open(&site.pages(vec![]), &[], &redactor()).await;
    let shown = opened.err().unwrap().to_string();
    assert!(shown.contains(&url) && shown.contains("refused"), "{shown}");
    assert!(
        fagao::browser::end_session(&url, "x")
            .await
            .unwrap_err()
            .contains(&url)
    );
}

#[tokio::test]
async fn a_site_that_is_not_there_is_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for base in [base, "http://127.0.0.1:1".to_owned()] {
        a_site_that_is_not_there(Site { base }).await;
    }
}

async fn a_site_that_is_not_there(site: Site) {
    let mut page = driver(6)
        .open(&site.pages(vec![]), &[], &redactor())
        .await
        .unwrap();
    let error = perform(&mut page, &site.go_to("/x?code=1"))
        .await
        .unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.contains(&site.at("/x")) && shown.contains("ERR_"),
        "{shown}"
    );
    page.close().await;
}

/// A page on which a hand clicks, through the recorder's glass, what its address names.
const PICKED: &str = r##"<style>body { margin: 0 } body > * { display: block; height: 30px } i { display: inline-block; width: 20px; height: 20px }</style>
<button data-testid="go" class="css-1x2y3z">发布</button>
<button class="css-9z8y7x">草稿箱</button>
<input placeholder="输入标题" class="a1b2c3d4">
<label>摘要 <textarea class="q9w8e7r6"></textarea></label>
<div class="panel"><span class="css-4k5j6h">分类</span></div>
<div class="css-aa11bb"><i class="css-cc22dd"></i><i class="css-cc22dd"></i><i class="css-cc22dd"></i></div>
<div id="said" class="toast" style="pointer-events: none">保存成功</div>
<script>
const wanted = {
  testid: "[data-testid]", name: "button:nth-of-type(2)", placeholder: "input", label: "textarea", text: "span",
  place: "i:nth-of-type(2)", seen: "#said",
};
const timer = setInterval(() => {
  const glass = window.__fagaoRecorder && window.__fagaoRecorder.show && window.__fagaoRecorder.host.shadowRoot.querySelector(".glass");
  if (!glass) return;
  clearInterval(timer);
  const box = document.querySelector(wanted[location.pathname.slice(1)]).getBoundingClientRect();
  const at = { bubbles: true, composed: true, clientX: box.x + Math.max(1, box.width) / 2, clientY: box.y + box.height / 2 };
  glass.dispatchEvent(new MouseEvent("click", at));
}, 20);
</script>"##;

#[tokio::test]
async fn a_picked_element_is_found_by_what_lasts_first_and_by_nothing_that_finds_another() {
    let rows = [
        ("/testid", "css button[data-testid=\"go\"]"),
        ("/name", "role button named \"草稿箱\""),
        ("/placeholder", "role textbox named \"输入标题\""),
        ("/label", "role textbox named \"摘要\""),
        ("/text", "css .panel span"),
        ("/place", ":nth-of-type(2)"),
        ("/seen", "css #said"),
    ];
    let site = Site::serve(&rows.map(|(path, _)| (path, PICKED))).await;
    for (path, first) in rows {
        let mut page = site.open(path, vec![]).await;
        let show = Show {
            view: "element",
            name: "x".into(),
            picking: true,
            ask: Wanted {
                visible: true,
                ..Wanted::default()
            },
            words: serde_json::json!({}),
            ..Show::default()
        };
        let gesture = page.overlay(&show, Duration::from_secs(10)).await.unwrap();
        let Some(Gesture::Picked(picked)) = gesture else {
            panic!("{path}: {gesture:?}")
        };
        let mut ways = picked.candidates;
        ways.sort_by_key(|c| std::cmp::Reverse(fagao::site::stability(c)));
        let best = ways.first().map(ToString::to_string).unwrap_or_default();
        assert!(best.contains(first), "{path}: {ways:#?}");
        page.hide_overlay().await.unwrap();
        let each: Vec<Element> = ways.into_iter().map(|c| element("x", vec![c])).collect();
        let located = page.locate(&each, false).await.unwrap();
        let ids: std::collections::BTreeSet<_> = located.iter().map(|l| l.id.clone()).collect();
        assert_eq!(ids.len(), 1, "{path}: all find the same one: {located:#?}");
        assert!(located[0].id.is_some(), "{path}: {located:#?}");
        page.close().await;
    }
}
