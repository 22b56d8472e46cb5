use std::collections::BTreeSet;

use super::rules::{for_fixture, for_machines};
use super::{Scrubbing, document, for_evidence, public_url};

#[test]
fn phone_numbers_go_and_ids_stay_in_evidence() {
    let shown = for_evidence(
        "13800138000 +86 138-0013-8000 8613800138000 号码138 0013 8000。7123456789012345678 12345678901",
    );
    assert_eq!(
        shown,
        "[phone] [phone] [phone] 号码[phone]。7123456789012345678 12345678901"
    );
}

/// What a text must not keep, each in some of the forms in which people and sites write it.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "mobile phones",
        &[
            "13800138000",
            "+8613800138000",
            "+86 13800138000",
            "+86 138 0013 8000",
            "86-138-0013-8000",
            "008613800138000",
            "(+86)13800138000",
            "（+86）138 0013 8000",
            "138.0013.8000",
            "138-001-38000",
            "tel13800138000",
            "1380013****8000",
            "138****8000",
            "138 **** 8000",
            "+1 415 555 2671",
            "+852 6123 4567",
        ],
    ),
    ("fixed lines", &["010-62345678", "0755-86013388"]),
    (
        "mail",
        &["zhang.san+1@example.com", "zs@mail.example.com.cn"],
    ),
    (
        "identity cards",
        &[
            "11010119900307451X",
            "110101199003074514",
            "110101 19900307 4514",
        ],
    ),
    (
        "bank cards",
        &[
            "6222021234567890123",
            "6222 0212 3456 7890 123",
            "6222-0212-3456-7890",
            "4111111111111111",
        ],
    ),
    (
        "addresses of machines",
        &[
            "203.0.113.77",
            "10.1.2.33",
            "240e:3b7:85a3::8a2e:370:7334",
            "fe80::1ff:fe23:4567:890a",
            "3c:22:fb:12:34:56",
        ],
    ),
    (
        "ids",
        &[
            "2981531265123456",
            "7123456789012345678",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "uid=4711",
            "user_id: 38271",
        ],
    ),
    (
        "tokens",
        &[
            "sid_tt=3f1a9c",
            "sid_guard=abc%7C17000",
            "sessionid=9a8b7c6d",
            "uid_tt=77aa",
            "csrf_token=q1w2e3",
            "passport_csrf_token: z9y8",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
            "Bearer abcdef1234567890",
            "d41d8cd98f00b204e9800998ecf8427e",
            "password=hunter2",
            "\"token\":\"t0p\"",
            "AbCdEfGhIjKlMnOpQrSt1234567890",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        ],
    ),
    (
        "contacts and facts",
        &[
            "QQ：123456",
            "微信号: wx_zhang",
            "姓名：张三丰",
            "生日：1990-03-07",
            "地址：某处",
            "收件人：欧阳若兰",
        ],
    ),
    ("postal addresses", &["北京市海淀区中关村大街1号院3号楼502"]),
    ("greetings", &["欢迎，张三丰！", "Hi, zhangsan"]),
    ("mentions", &["@张三丰"]),
    ("passports", &["E12345678", "EA1234567", "C12345678"]),
    (
        "cards of other places",
        &["A123456(7)", "AB987654（A）", "5123456(7)", "A123456789"],
    ),
    ("businesses", &["91110108MA01ABCD2X"]),
    ("number plates", &["京A8K231", "粤B·D12345", "沪C-12345"]),
    ("places", &["定位 31.2304,121.4737", "lat=39.9042"]),
];

#[test]
fn every_kind_of_text_is_taken_out_of_whatever_is_around_it() {
    for (kind, forms) in TEXTS {
        for form in *forms {
            for (before, after) in [
                ("", ""),
                ("字", "字。"),
                ("see ", ", ok"),
                ("（", "）"),
                ("\"", "\""),
            ] {
                let clean = for_fixture(&format!("{before}{form}{after}"));
                let secret: Vec<&str> = form
                    .split(['=', ':', '：', ' ', ',', '，', '"', '！'])
                    .filter(|p| p.chars().count() > 2 && !is_label(p))
                    .collect();
                for part in secret {
                    assert!(!clean.contains(part), "{kind}: {form:?} left {clean:?}");
                }
                let outside = [before, after].concat();
                for c in outside
                    .chars()
                    .filter(|c| *c == '（' || *c == '）' || *c == '，')
                {
                    assert!(
                        clean.contains(c),
                        "{kind}: {form:?} took too much: {clean:?}"
                    );
                }
            }
        }
    }
}

/// The names of what is taken out, which stay.
fn is_label(part: &str) -> bool {
    [
        "sid_tt",
        "sid_guard",
        "sessionid",
        "uid_tt",
        "csrf_token",
        "passport_csrf_token",
        "Bearer",
        "password",
        "token",
        "uid",
        "user_id",
        "微信号",
        "收件人",
        "lat",
        "+86",
        "+852",
        "（+86）",
    ]
    .contains(&part)
}

#[test]
fn what_is_nobodys_stays() {
    for text in [
        "发布文章",
        "请输入手机号",
        "0/100",
        "建议尺寸：192*128px (封面仅展示在首页信息流中)",
        "最近保存于 2026/11/27上午10:05:31",
        "京ICP备18012699号-3",
        "v=2",
        "2026-11-27 10:05",
        "你还能添加 3 个标签",
        "￥1,234.00",
        "已阅读并同意 用户协议 和 隐私政策",
        "https://juejin.cn/published",
        "欢迎来到掘金",
        "10:05:31",
        "::before",
        "1.2.3",
    ] {
        assert_eq!(for_fixture(text), text);
    }
    assert_eq!(
        for_machines("byte-select-dropdown--multiple css-1x2y3z4a5b6c7d8e9f0a1b"),
        "byte-select-dropdown--multiple css-1x2y3z4a5b6c7d8e9f0a1b"
    );
}

#[test]
fn a_public_url_names_no_one() {
    for (url, public) in [
        (
            "https://juejin.cn/editor/drafts/7123456789012345678?v=2",
            "https://juejin.cn/editor/drafts/0000000000000000000?v=…",
        ),
        ("/user/2981531265/posts", "/user/0000000000/posts"),
        ("/u/zhangsan", "/u/someone"),
        (
            "https://medium.example/@zhangsan/x",
            "https://medium.example/@someone/x",
        ),
        ("https://zs:pw@example.com/a", "https://example.com/a"),
        ("https://203.0.113.77:8443/a", "https://192.0.2.1/a"),
        (
            "/login?to=https%3A%2F%2Fjuejin.cn&token=abc#uid=3",
            "/login?to=…&token=…",
        ),
        ("mailto:zs@example.com", ""),
        ("tel:13800138000", ""),
        ("javascript:alert(1)", ""),
        ("data:text/plain,张三", ""),
        (
            "blob:https://juejin.cn/f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "",
        ),
        (
            "https://p3.example.com/avatar/9f86d081884c7d659a2feaa0c55ad015~tplv.image?x-signature=AbC%3D",
            "https://p3.example.com/avatar/00000000000000000000000000000000~tplv.image?x-signature=…",
        ),
        ("/published", "/published"),
        (
            "/creator/content/article/essays?status=all",
            "/creator/content/article/essays?status=…",
        ),
    ] {
        assert_eq!(public_url(url), public, "{url}");
    }
}

/// A page with personal data wherever a page may have some; every planted value has the mark `Zq`, or is in `NUMBERS`.
const PAGE: &str = r##"<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="author" content="名Zq甲"><meta name="csrf-token" content="tZqoken"><meta property="og:url" content="https://a/?u=Zq">
<base href="https://Zq.example/"><link rel="canonical" href="/user/Zq">
<title>名Zq甲的主页 - 掘金</title>
<style>.avatar{background:url(https://cdn/Zq.png)}.title-input{color:red;/* Zq */}</style>
<script>window.__NUXT__={"user_name":"名Zq乙","token":"Zq"}</script><script type="application/json" id="__NUXT_DATA__">["Zq"]</script>
</head><body onload="Zq()" data-user-id="Zq">
<!-- Zq comment --><noscript>Zq</noscript><template><p>Zq</p></template>
<header><a class="avatar-wrapper" href="/user/Zq123" title="名Zq丙"><img class="avatar" src="https://cdn/Zq.jpg?x-signature=Zq" srcset="https://cdn/Zq2.jpg 2x" alt="名Zq丙的头像" data-fagao-size="72x72"></a>
<span class="username">名Zq丁</span></header>
<input type="hidden" name="csrf" value="Zq"><input class="title-input" placeholder="输入文章标题..." value="Zq" onclick="Zq()">
<input type="checkbox" class="checkbox-input" checked value="Zq"><select><option value="Zq" selected>后端</option></select>
<textarea class="byte-input__textarea">Zq</textarea><div contenteditable="true"><p>Zq <b>Zq</b></p></div>
<div class="CodeMirror"><pre class="CodeMirror-line"><span>Zq</span></pre></div>
<button type="submit" class="btn" data-testid="go" data-v-1a2b="" data-extra="Zq">确定并发布</button><input type="submit" value="提交">
<p>名Zq甲、名Zq乙、名Zq丙 和 名Zq丁 来过。欢迎，名Zq戊！ 联系 13912345678 或 zq@example.com，卡 6222 0212 3456 7890 123，证 11010119900307451X，从 203.0.113.77。</p>
<div style="background-image:url('data:image/png;base64,Zq');width:10px">x</div>
<iframe src="https://rmc.bytedance.com/verifycenter?token=Zq" srcdoc="Zq"></iframe><object data="Zq"></object>
<svg><image href="https://cdn/Zq.png"/><use href="#icon"/><path d="M0.1234567890123 4"/></svg><video poster="/Zq.jpg" src="/Zq.mp4"></video>
<a class="title" href="/spost/7123456789012345678?from=Zq">一篇文章</a><form action="/x?Zq=Zq1" method="post"></form>
</body></html>"##;

const NUMBERS: [&str; 6] = [
    "13912345678",
    "zq@example.com",
    "6222 0212",
    "11010119900307451X",
    "203.0.113.77",
    "7123456789012345678",
];

fn known() -> Scrubbing {
    Scrubbing {
        words: vec!["Zq".to_owned()],
        own: ["确定并发布", "输入文章标题..."].map(str::to_owned).into(),
        attributes: BTreeSet::new(),
    }
}

#[test]
fn nothing_of_anybody_is_left_of_a_document() {
    // Without the word as a hint: the structure alone tells.
    let clean = document(
        PAGE,
        &Scrubbing {
            words: Vec::new(),
            ..known()
        },
    );
    let left: Vec<&str> = clean.lines().filter(|l| l.contains("Zq")).collect();
    // The name of a query's parameter is no value.
    assert_eq!(left.len(), 1, "{left:#?}");
    assert!(left[0].contains("action=\"/x?Zq=…\""), "{left:#?}");
    assert!(
        !document(PAGE, &known()).contains("Zq"),
        "a known word goes wherever it is"
    );
    for number in NUMBERS {
        assert!(!clean.contains(number), "{number}\n{clean}");
    }
}

#[test]
fn what_selectors_and_eyes_need_stays() {
    let clean = document(PAGE, &known());
    let html = scraper::Html::parse_document(&clean);
    for css in [
        "input.title-input[placeholder='输入文章标题...']",
        "img.avatar[src^='data:image/svg+xml']",
        "input.checkbox-input[type=checkbox]:not([checked])",
        "button.btn[data-testid=go][data-v-1a2b]",
        "iframe[src*='rmc.bytedance.com']",
        "a.title[href*='/spost/']",
        "input[type=submit][value=提交]",
        "use[href='#icon']",
        "path[d='M0.1234567890123 4']",
        ".CodeMirror > pre.CodeMirror-line",
        "textarea.byte-input__textarea",
        "meta[charset=utf-8]",
    ] {
        let selector = scraper::Selector::parse(css).unwrap();
        assert_eq!(html.select(&selector).count(), 1, "{css}\n{clean}");
    }
    assert!(
        clean.contains("color:red") && clean.contains("width:10px"),
        "{clean}"
    );
    assert!(clean.contains(">确定并发布</button>"));
    assert!(
        clean.contains("width='72' height='72'"),
        "the picture keeps its size"
    );
    assert!(
        !clean.contains("<script") && !clean.contains("Zq()"),
        "{clean}"
    );
}

#[test]
fn a_document_scrubbed_twice_is_the_same() {
    let once = document(PAGE, &known());
    assert_eq!(document(&once, &known()), once);
}

#[test]
fn a_name_of_the_sites_own_words_is_left_alone() {
    let page = r#"<a href="/user/1" title="发布">发布</a><button>发布</button><p>Li</p><b class="username">Li</b><p>List</p>"#;
    let own = Scrubbing {
        own: ["发布"].map(str::to_owned).into(),
        ..Scrubbing::default()
    };
    let clean = document(page, &own);
    assert!(clean.contains("<button>发布</button>"), "{clean}");
    assert!(
        clean.contains("<p>用户</p>") && clean.contains("<p>List</p>"),
        "{clean}"
    );
}
