//! The table of what a text may not keep.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::url::{is_token, public_url};
use crate::secret::replaced;
use crate::secret::scrub::without_phone_numbers;

/// What comes in the place of what a rule finds.
enum Instead {
    /// These words; `$1` is the rule's first group.
    Words(&'static str),
    /// What a function makes of it; none leaves it as it is.
    Made(fn(&Captures<'_>) -> Option<String>),
    /// What a function makes of the whole text, which finds it by itself.
    All(fn(&str) -> String),
}

/// Where a rule holds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Scope {
    /// In styles and names of classes too.
    Anywhere,
    /// In texts, of evidence and of fixtures.
    Everywhere,
    /// In names of classes and in texts of fixtures: those keep no id.
    Number,
    /// In texts of fixtures.
    Fixture,
}

/// A rule: what it is for, where it holds, what it finds, what comes instead. `\b` is the edge of an ASCII word, so that
/// a number beside a Chinese character is found.
type Row = (&'static str, Scope, &'static str, Instead);

use Instead::{All, Made, Words};
use Scope::{Anywhere, Everywhere, Fixture, Number};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("JSON Web Tokens", Anywhere,
        r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,4}", Words("[token]")),
    ("values of JSON", Fixture,
        r#"("[\w.$-]+"\s*:\s*)"(?:[^"\\]|\\.)*""#, Words("${1}\"…\"")),
    ("URLs in a text", Fixture,
        r#"(?i)(?:https?:)?//[^\s"'<>）】，。；]+"#, Made(url)),
    ("authorization headers", Everywhere,
        r"(?i)(?-u:\b)(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{12,}", Words("$1 [token]")),
    ("cookies, tokens, passwords and signatures with their names", Everywhere,
        r#"(?i)((?:(?-u:\b)|_)(?:sid_[a-z_]+|ssid_[a-z_0-9]+|session_?id[a-z_]*|sessid|uid_tt[a-z_]*|passport_[a-z_]+|n_mh|ttwid|ms_?token|odin_tt|d_ticket|s_v_web_id|toutiao_sso_user[a-z_]*|sso_[a-z_]+|csrf[a-z_-]*|xsrf[a-z_-]*|[a-z_-]*(?:token|secret|signature|ticket)|api_?key|app_?key|access_?key(?:_?id)?|auth[a-z_-]*key|passwd|password|pwd|authorization|set-cookie|cookie)["']?\s*[=:：]\s*["']?)(?:[^\s"'<>;&,，。)）】」]+)"#,
        Words("${1}[token]")),
    ("access keys of clouds and code hosts", Everywhere,
        r"(?-u:\b)(?:AKIA|ASIA|AKLT|AKID|LTAI|gh[opsur]_)[A-Za-z0-9]{12,}", Words("[token]")),
    ("ids with their names", Fixture,
        r#"(?i)((?-u:\b)(?:[a-z]+_?)?(?:uid|user_?id|open_?id|union_?id|web_?id|device_?id|draft_?id|article_?id|author_?id|account_?id|uuid|user_?name|nick_?name|screen_?name|real_?name|display_?name)["']?\s*[=:：]\s*["']?)(?:[^\s"'<>;&,，。)）】」]+)"#,
        Words("${1}0")),
    ("e-mail addresses", Anywhere,
        r"(?i)[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", Words("[mail]")),
    ("identity cards", Anywhere,
        r"\d{6}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx]", Words("[identity]")),
    ("identity cards of Hong Kong, Macau and Taiwan", Fixture,
        r"(?-u:\b)(?:[A-Z]{1,2}\d{6}\s?[(（][0-9A][)）]|[157]\d{6}\s?[(（]\d[)）]|[A-Z][1289]\d{8}(?-u:\b))", Words("[identity]")),
    ("unified codes of businesses", Fixture,
        r"(?-u:\b)[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?-u:\b)", Words("[business]")),
    ("number plates", Fixture,
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·•.-]?[A-HJ-NP-Z0-9]{5,6}(?-u:\b)", Made(plate)),
    ("places on the map", Fixture,
        r"(?i)((?:定位|坐标|经纬度|位置|经度|纬度|(?-u:\b)(?:GPS|geo|lat(?:itude)?|lng|lon(?:gitude)?)(?-u:\b))\s*[:：=]?\s*)-?\d{1,3}\.\d+(?:\s*[,，]\s*-?\d{1,3}\.\d+)?", Words("${1}0")),
    ("mobile phone numbers", Anywhere, "", All(without_phone_numbers)),
    ("phone numbers of other countries", Everywhere,
        r"[+＋]\d{1,3}(?:[ ().-]{0,2}\d){7,12}", Words("[phone]")),
    ("fixed lines", Everywhere,
        r"0\d{2,3}[- ]\d{7,8}", Words("[phone]")),
    ("bank cards", Everywhere,
        r"[3-6]\d{3}(?:[ -]\d{4}){2,3}(?:[ -]?\d{1,7})?", Made(card)),
    ("bank cards without gaps", Fixture,
        r"(?:4\d{3}|5[1-5]\d{2}|6[02]\d{2}|3[47]\d{2})\d{9,15}", Words("[card]")),
    ("UUIDs", Number,
        r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", Words("00000000-0000-0000-0000-000000000000")),
    ("IPv4 addresses", Fixture,
        r"(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}", Words("192.0.2.1")),
    ("IPv6 addresses", Fixture,
        r"(?i)[0-9a-f:]*:[0-9a-f:]+:[0-9a-f:.]*", Made(ipv6)),
    ("hardware addresses", Fixture,
        r"(?i)(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}", Words("00:00:00:00:00:00")),
    ("what follows the name of a contact or of a fact about a person", Fixture,
        r"(?i)((?:QQ|微信号?|wechat|weixin|(?-u:\b)[wv]x(?-u:\b)|手机号?码?|电话|身份证号?码?|银行卡号?|卡号|护照号?|真实姓名|姓名|用户名|昵称|作者|联系人|收货人|收件人|寄件人|申请人|负责人|法定代表人|住址|地址|生日|出生日期|邮箱)\s*[:：]\s*)(?:[^\s，。；,;<)）】」\u{22}]+)", Words("${1}…")),
    ("postal addresses", Fixture,
        r"\p{Han}{2,8}(?:省|自治区|特别行政区|市)\p{Han}{0,12}?(?:市|区|县|镇|乡)[\p{Han}A-Za-z0-9]{0,20}?(?:路|街|道|巷|弄|村|里|胡同)[\p{Han}A-Za-z0-9-]{0,30}", Words("[address]")),
    ("greetings by name", Fixture,
        r"(?i)((?:欢迎回来|欢迎|你好|您好|嗨|hi|hello|welcome back|welcome)[，,、!！]\s*)(?:[^\s，。！,.!<)）】」\u{22}]{2,20})", Words("${1}用户")),
    ("mentions", Fixture,
        r"@[\p{L}\p{N}_-]{2,}", Words("@用户")),
    ("passports", Fixture,
        r"(?-u:\b)(?:[CDEGHMPS]\d{8}|E[A-HJ-NP-Z]\d{7}|[HM]\d{10})(?-u:\b)", Words("[passport]")),
    ("numbers as long as an id", Number,
        r"\d{9,}", Made(|c| Some("0".repeat(c[0].len())))),
    ("tokens", Fixture,
        r"[A-Za-z0-9_+/-]{20,}={0,2}", Made(|c| is_token(&c[0]).then(|| "[token]".to_owned()))),
];

/// A row with its expression made.
struct Rule {
    about: &'static str,
    scope: Scope,
    find: Regex,
    instead: &'static Instead,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule = |(about, scope, find, instead): &'static Row| Rule {
        about,
        scope: *scope,
        find: Regex::new(find).unwrap_or_else(|e| unreachable!("{about}: {e}")),
        instead,
    };
    ROWS.iter().map(rule).collect()
});

/// The text as evidence may keep it: ids stay.
pub(in crate::browser) fn for_evidence(text: &str) -> String {
    cleaned(text, |scope| scope <= Everywhere)
}

/// The text as a fixture may keep it.
pub(super) fn for_fixture(text: &str) -> String {
    cleaned(text, |_| true)
}

/// A style as a fixture may keep it.
pub(super) fn for_style(css: &str) -> String {
    cleaned(css, |scope| scope == Anywhere)
}

/// What machines read, such as the names of classes: nothing of it is taken for a token.
pub(super) fn for_machines(text: &str) -> String {
    cleaned(text, |scope| scope == Anywhere || scope == Number)
}

fn cleaned(text: &str, holds: impl Fn(Scope) -> bool) -> String {
    let mut text = Cow::Borrowed(text);
    for rule in RULES.iter().filter(|r| holds(r.scope)) {
        if let Some(new) = made(rule, &text) {
            tracing::trace!(rule = rule.about, "scrubbed");
            text = Cow::Owned(new);
        }
    }
    text.into_owned()
}

/// The text with all that a rule finds replaced; none when it finds nothing.
fn made(rule: &Rule, text: &str) -> Option<String> {
    let instead = |found: &Captures<'_>| match rule.instead {
        Words(words) => {
            let mut expanded = String::new();
            found.expand(words, &mut expanded);
            Some(expanded)
        }
        Made(make) => make(found),
        All(_) => None,
    };
    match rule.instead {
        All(make) => Some(make(text)).filter(|new| new != text),
        _ => replaced(&rule.find, text, instead),
    }
}

fn url(found: &Captures<'_>) -> Option<String> {
    let public = public_url(&found[0]);
    (public != found[0]).then_some(public)
}

/// A number plate has a digit; a word after the name of a province has none.
fn plate(found: &Captures<'_>) -> Option<String> {
    found[0]
        .chars()
        .any(|c| c.is_ascii_digit())
        .then(|| "[plate]".to_owned())
}

/// A card has 13 to 19 digits.
fn card(found: &Captures<'_>) -> Option<String> {
    let digits = found[0].bytes().filter(u8::is_ascii_digit).count();
    (13..=19).contains(&digits).then(|| "[card]".to_owned())
}

fn ipv6(found: &Captures<'_>) -> Option<String> {
    let address: std::net::Ipv6Addr = found[0].parse().ok()?;
    // `::` alone is a colon twice.
    (!address.is_unspecified() && found[0].len() > 4).then(|| "2001:db8::1".to_owned())
}
