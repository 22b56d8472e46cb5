//! Pages of a site as fixtures: nothing of anybody is in them, in whatever form it stood there, and they are still what
//! the site file speaks of.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fagao::site::{Candidate, Element, Library, VALUE};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::home::Home;

/// What is planted: the kind, and what none of the files may have.
const PLANTED: &[(&str, &str)] = &[
    ("the account's name", "林小满"),
    ("the account's number", "2981531265123456"),
    ("a real name", "欧阳明月"),
    ("a nick name", "moonlight_ouyang"),
    ("a mobile phone", "13912345678"),
    ("a mobile phone in groups", "139-8765-4321"),
    ("a fixed line", "010-62345678"),
    ("an e-mail address", "ouyang.mingyue@example.com"),
    ("an id in an attribute", "3076914428890123"),
    ("a number in a URL", "4417123456789012"),
    ("inline JSON", "7319482650912345678"),
    ("a script's variable", "5520131499887766"),
    ("a token", "kX9vQ2mWcT7pLr4Zs8Yb1NdE6uHa3JgF"),
    ("a cookie", "c00kieDumpValue9f8e7d6c"),
    ("a sessionid", "8f14e45fceea167a5a36dedd4bea2543"),
    ("a CSRF token", "csrfPlanted5d41402abc4b"),
    (
        "a JWT",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiLmrKfpmLMifQ.c2lnbmF0dXJlLXBsYW50ZWQ",
    ),
    ("an avatar", "iVBORw0KGgoAVATARpixelsOfAFace"),
    ("a QR picture", "iVBORw0KGgoQRcodeThatSignsIn"),
    ("the name of an avatar's file", "face-of-ouyang-9981"),
    ("an identity card", "110101199003074514"),
    ("a bank card", "6222021234567890123"),
    ("a WeChat id", "wxid_oymy2024"),
    ("a postal address", "中关村大街1号院3号楼502"),
    ("a draft's text", "这是一篇没有发表的草稿"),
    ("a typed value", "我的密码是海棠"),
    ("local storage", "ls-7f3e-secret-of-ouyang"),
    ("a comment", "部署人：欧阳明月的同事周海"),
    ("an IPv4 address", "203.0.113.77"),
    ("an IPv6 address", "240e:3b7:85a3::8a2e:370:7334"),
    ("a hardware address", "3c:22:fb:12:34:56"),
    ("a birthday", "1990-03-07"),
    ("a passport", "E12345678"),
    ("an identity card of Hong Kong", "A123456(7)"),
    ("a key of a cloud", "AKIAIOSFODNN7EXAMPLE"),
    ("a number plate", "A·8K231"),
    ("a place on the map", "121.4737"),
    ("a business", "91110108MA01ABCD2X"),
    ("who a parcel is for", "沈小兰"),
    (
        "a UUID in a longer name",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    ),
    ("a word that was named", "青鸾计划"),
];

/// Each where sites have it: texts, attributes, URLs, scripts, styles, fields, pictures, in the forms in which they write it.
fn markup() -> String {
    let base64 = |text: &str| STANDARD.encode(text);
    let percent = |text: &str| {
        text.bytes()
            .map(|b| format!("%{b:02X}"))
            .collect::<String>()
    };
    let escaped = |text: &str| {
        text.encode_utf16()
            .map(|u| format!("\\u{u:04x}"))
            .collect::<String>()
    };
    let entities = |text: &str| {
        text.chars()
            .map(|c| format!("&#x{:x};", u32::from(c)))
            .collect::<String>()
    };
    let name = "欧阳明月";
    format!(
        r##"<section id="planted" class="planted" data-user-id="3076914428890123" data-phone="13912345678" data-state="{b_name}" data-who="{b_phone}">
<!-- 部署人：欧阳明月的同事周海 13912345678 -->
<span class="user-name">{name}</span><a href="https://juejin.cn/user/4417123456789012" title="{name}的主页">moonlight_ouyang</a>
<span class="nickname">{e_name}</span><p>{name}，你好。{name}的文章 {e_phone}</p>
<p>联系 13912345678 或 139-8765-4321，座机 010-62345678，ouyang.mingyue@example.com，微信号：wxid_oymy2024</p>
<p>身份证 110101199003074514 银行卡 6222021234567890123 护照 E12345678 生日：1990-03-07</p>
<p>北京市海淀区中关村大街1号院3号楼502 来自 203.0.113.77 240e:3b7:85a3::8a2e:370:7334 3c:22:fb:12:34:56</p>
<p id="x3f2504e0-4f89-41d3-9a0c-0305e82c3301">香港身份证 A123456(7)，车牌 京A·8K231，定位 31.2304,121.4737，91110108MA01ABCD2X，AKIAIOSFODNN7EXAMPLE，收件人：沈小兰</p>
<p>青鸾计划 sessionid=8f14e45fceea167a5a36dedd4bea2543; csrf_session_id=csrfPlanted5d41402abc4b; Authorization: Bearer kX9vQ2mWcT7pLr4Zs8Yb1NdE6uHa3JgF</p>
<a href="https://juejin.cn/x?uid=4417123456789012&amp;name={p_name}&amp;phone=13912345678&amp;token=kX9vQ2mWcT7pLr4Zs8Yb1NdE6uHa3JgF">link</a>
<a href="https://{p_name}:secret@juejin.cn/#/{p_name}/13912345678">deep</a><a href="mailto:ouyang.mingyue@example.com">mail</a>
<img class="avatar" alt="{name}的头像" src="https://p3.example.com/face-of-ouyang-9981~300x300.image">
<img class="avatar" src="data:image/png;base64,iVBORw0KGgoAVATARpixelsOfAFace">
<img alt="qr" src="data:image/png;base64,iVBORw0KGgoQRcodeThatSignsIn" srcset="/face-of-ouyang-9981.png 2x">
<div style="background-image: url(data:image/png;base64,iVBORw0KGgoAVATARpixelsOfAFace)" aria-label="{name}"></div>
<style>.planted::before {{ content: "{name} 13912345678"; background: url("/face-of-ouyang-9981.png"); }} .planted::after {{ content: "\6b27\9633\660e\6708" }}</style>
<svg width="10" height="10"><title>{name}</title><text>{name}</text><image href="/face-of-ouyang-9981.png"></image></svg>
<input type="hidden" value="csrfPlanted5d41402abc4b"><input type="text" value="{name}"><textarea>这是一篇没有发表的草稿</textarea>
<div contenteditable="true">这是一篇没有发表的草稿<b>{name}</b></div><input id="typed" type="password"><select><option>{name}</option></select>
<iframe srcdoc="<p>{name} 13912345678</p>" title="{name}"></iframe><template><p>{name}</p></template><noscript>{name}</noscript>
<pre id="dump"></pre><time datetime="1990-03-07T00:00:00">{name}</time><meta name="csrf-token" content="csrfPlanted5d41402abc4b">
<script type="application/json">{{"nick_name":"moonlight_ouyang","real_name":"{u_name}","id":"7319482650912345678"}}</script>
<script>
window.__STATE__ = {{ user: {{ id: "5520131499887766", name: "{u_name}", jwt: "{jwt}" }} }};
localStorage.setItem("who", "ls-7f3e-secret-of-ouyang");
document.cookie = "dump=c00kieDumpValue9f8e7d6c";
document.getElementById("dump").textContent = JSON.stringify({{ ...localStorage }}) + " " + document.cookie + " " + JSON.stringify(window.__STATE__);
document.getElementById("typed").value = "我的密码是海棠";
document.getElementById("typed").setAttribute("data-last", "我的密码是海棠");
document.querySelector("#planted p").setAttribute("onclick", "call('13912345678')");
</script></section>"##,
        b_name = base64(name),
        b_phone = base64("13912345678"),
        e_name = entities(name),
        e_phone = entities("13912345678"),
        p_name = percent(name),
        u_name = escaped(name),
        jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiLmrKfpmLMifQ.c2lnbmF0dXJlLXBsYW50ZWQ",
    )
}

/// A text in all the forms in which something may hide in it: as it is, with its escapes undone, decoded.
fn forms(text: &str) -> Vec<String> {
    let unescaped = undo(text, r"\u", 4);
    let percent = percent_decoded(text);
    let style = undo(text, r"\", 4);
    let entities = Html::parse_fragment(&text.replace('<', " "))
        .root_element()
        .text()
        .collect();
    let mut all = vec![text.to_owned(), entities, unescaped, percent, style];
    all.extend(base64_decoded(text));
    all
}

/// The text with `\u5f20` and the like as the characters that they are.
fn undo(text: &str, mark: &str, digits: usize) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix(mark).and_then(|r| r.get(..digits));
        if let Some(unit) = code.and_then(|c| u16::from_str_radix(c, 16).ok()) {
            units.push(unit);
            rest = &rest[mark.len() + digits..];
            continue;
        }
        units.extend(c.encode_utf16(&mut [0; 2]).iter());
        rest = &rest[c.len_utf8()..];
    }
    String::from_utf16_lossy(&units)
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match code.and_then(|c| u8::from_str_radix(c, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Every run of base64, decoded from each of its four beginnings.
fn base64_decoded(text: &str) -> Vec<String> {
    let digit = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    let runs = text.split(|c| !digit(c)).filter(|run| run.len() >= 8);
    let standard = runs.map(|run| run.replace('-', "+").replace('_', "/"));
    standard
        .flat_map(|run| {
            (0..4).map(move |from| {
                let whole = &run[from..from + (run.len() - from) / 4 * 4];
                String::from_utf8_lossy(&STANDARD.decode(whole).unwrap_or_default()).into_owned()
            })
        })
        .collect()
}

/// A home whose sandbox has an account with a name of its own, and everything planted on every page.
fn planted() -> Home {
    let home = Home::new();
    home.set_book(&json!({ "juejin": {
        "accounts": [{
            "user_id": "2981531265123456", "phone": "13800138000", "name": "林小满",
            "columns": [{ "id": "7123456789012345671", "title": "Rust 手记" }],
        }],
        "settings": { "planted": markup() },
    } }));
    home
}

fn capture(home: &Home) -> (PathBuf, Value) {
    let out = home.dir.path().join("captured");
    let dir = out.display().to_string();
    let args = [
        "selectors",
        "capture",
        "juejin",
        "--sandbox",
        "--json",
        "--out",
        &dir,
        "--scrub",
        "青鸾计划",
    ];
    let told = home.run(&args).expect(0).json();
    (out, told)
}

fn files(dir: &Path) -> Vec<(String, String)> {
    let rows = std::fs::read_dir(dir).expect("the directory");
    let file = |row: std::io::Result<std::fs::DirEntry>| {
        let path = row.expect("a file").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path).expect("a file that can be read");
        (name, String::from_utf8(bytes).expect("UTF-8"))
    };
    rows.map(file).collect()
}

#[test]
fn nothing_that_was_planted_is_in_a_captured_page_in_any_form() {
    // What the search finds when it is there.
    let all = forms(&markup()).join("\n");
    let here = PLANTED.iter().filter(|(_, what)| all.contains(what));
    assert!(
        here.count() >= PLANTED.len() - 2,
        "all but the account's own is in the markup"
    );

    let home = planted();
    let (dir, told) = capture(&home);
    let mut left = Vec::new();
    let mut names = Vec::new();
    for (name, text) in files(&dir) {
        let forms = forms(&text);
        for (kind, what) in PLANTED {
            for form in forms.iter().filter(|f| f.contains(what)) {
                let at = form.find(what).unwrap_or_default();
                let around: String = form[..at]
                    .chars()
                    .rev()
                    .take(80)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                left.push(format!("{name}: {kind} ({what}) after …{around}"));
            }
        }
        // The place where it all stood is still there.
        if name.ends_with(".html") {
            assert!(text.contains("id=\"planted\""), "{name}");
        }
        names.push(name);
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
    for name in [
        "manifest.json",
        "home.html",
        "login.html",
        "editor.html",
        "editor-panel.html",
        "editor-tags.html",
        "editor-columns.html",
        "editor-topics.html",
        "essays.html",
    ] {
        assert!(names.iter().any(|n| n == name), "{name} of {names:?}");
    }
    assert_eq!(
        told["pages"].as_array().map(Vec::len),
        Some(names.len() - 1),
        "{told:#}"
    );
}

/// Elements of a page as it was opened that are there only after something was written or pressed.
const LATER: [&str; 4] = [
    "login-sms-tab",
    "login-resend",
    "login-says",
    "login-agreed",
];

/// How often a candidate finds something in a saved page.
fn found(page: &Html, element: &Element, candidate: &Candidate) -> usize {
    let with = |css: &str| -> Vec<String> {
        let selector =
            Selector::parse(css).unwrap_or_else(|e| panic!("{}: {css}: {e}", element.name));
        let text = |e: scraper::ElementRef<'_>| {
            e.text()
                .collect::<String>()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        page.select(&selector).map(text).collect()
    };
    let wanted = |text: &str| match text {
        VALUE => element.sample.clone().unwrap_or_default(),
        own => own.to_owned(),
    };
    match candidate {
        Candidate::Css { css, .. } => with(css).len(),
        Candidate::Placeholder { placeholder, .. } => {
            with(&format!("[placeholder=\"{placeholder}\"]")).len()
        }
        // Without a sample any text will do.
        Candidate::Text { text, within, .. } if text == VALUE && element.sample.is_none() => {
            with(within).len()
        }
        Candidate::Text { text, within, .. } => {
            with(within).iter().filter(|t| **t == wanted(text)).count()
        }
        Candidate::Role { role, name, .. } => {
            let tags = if role == "button" { "button" } else { "a" };
            with(tags).iter().filter(|t| **t == wanted(name)).count()
        }
    }
}

#[test]
fn captured_pages_are_still_what_the_site_file_speaks_of() {
    let home = planted();
    let (dir, told) = capture(&home);
    let pages = Library
        .pages("juejin/pages/2026-09-27")
        .expect("the embedded file");
    let (mut looked, mut missing) = (0, Vec::new());
    for row in told["pages"].as_array().expect("pages") {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let html = std::fs::read_to_string(dir.join(text("file"))).expect("a page");
        let html = Html::parse_document(&html);
        let here = |e: &&Element| {
            e.page == text("page") && e.state == text("state") && !LATER.contains(&e.name.as_str())
        };
        for element in pages.elements.values().filter(here) {
            looked += 1;
            let first = element
                .candidates
                .iter()
                .position(|c| found(&html, element, c) > 0);
            if first != Some(0) {
                missing.push(format!(
                    "{}: the first that finds it is {first:?}",
                    element.name
                ));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(looked >= 24, "{looked} elements are on the pages");
}

#[test]
fn a_directory_that_holds_something_is_refused_before_a_browser_is_opened() {
    let home = Home::new();
    let dir = home.dir.path().join("full");
    std::fs::create_dir(&dir).expect("a directory");
    std::fs::write(dir.join("home.html"), "mine").expect("a file");
    let out = dir.display().to_string();
    let ran = home
        .run(&["selectors", "capture", "juejin", "--sandbox", "--out", &out])
        .expect(2);
    assert!(ran.stderr.contains("is not empty"), "{}", ran.stderr);
    assert!(!home.sandbox().join("runs").exists());
    assert_eq!(
        std::fs::read_to_string(dir.join("home.html")).expect("the file"),
        "mine"
    );
}
