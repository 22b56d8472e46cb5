//! Answers as the site gives them (fixtures/wire/juejin, written from what public tools captured).

use serde_json::json;

use super::*;
use crate::plan::{Act, Answer, Body, Call, Dialect, Moment, Reading, Refusal, Secrets, Step};
use crate::site::ErrorMeaning;

macro_rules! wire {
    ($name:literal) => {
        include_str!(concat!("../../../../fixtures/wire/juejin/", $name, ".json"))
    };
}

fn dialect() -> Box<dyn Dialect> {
    let made = Juejin.dialect(&account("juejin", ""), &Secrets::default());
    made.unwrap_or_else(|_| panic!("it needs no secret"))
}

/// A call of the plan by its name; of several, the first.
fn call(name: &str) -> Call {
    let plan = plan_of(&hello(), &known(Via::Api)).unwrap();
    plan.milestones
        .iter()
        .flat_map(|m| &m.routes)
        .flat_map(|r| &r.steps)
        .filter_map(|step| match step {
            Step::Call(call) => Some(call),
            Step::Submit(submit) => match &submit.act {
                Act::Call(call) => Some(call),
                Act::Click { .. } => None,
            },
            _ => None,
        })
        .find(|c| c.name == name)
        .unwrap_or_else(|| panic!("the plan calls {name}"))
        .clone()
}

fn slots() -> Slots {
    let mut slots = draft("7400000000000000001");
    slots.set("category_id", "6809637769959178254");
    slots.set("tag_id_1", "6809640408797167623");
    slots.set("tag_id_2", "6809640501776482317");
    slots
}

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.as_bytes().to_vec(),
    }
}

fn opened(name: &str, answer: &Answer) -> Reading {
    dialect().open(&call(name).fill(&slots()).unwrap(), answer)
}

fn done(name: &str, body: &str) -> Slots {
    match opened(name, &answer(200, body)) {
        Reading::Done(slots) => slots,
        other => panic!("{name}: {other:?}"),
    }
}

fn refused(name: &str, answer: &Answer) -> Refusal {
    match opened(name, answer) {
        Reading::Refused(refusal) => refusal,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn each_call_reads_its_own_answer() {
    for (name, body, slot, value) in [
        ("user_get", wire!("user_get"), "user_id", "1100000000000001"),
        (
            "categories",
            wire!("categories"),
            "category_id",
            "6809637769959178254",
        ),
        // The row of that name, not the earlier one of that alias.
        (
            "tag_search",
            wire!("tags"),
            "tag_id_1",
            "6809640408797167623",
        ),
        (
            "draft_create",
            wire!("draft_create"),
            "draft_id",
            "7400000000000000001",
        ),
        (
            "draft_detail",
            wire!("draft_detail_unpublished"),
            "draft_article_id",
            "0",
        ),
        (
            "draft_detail",
            wire!("draft_detail_published"),
            "draft_article_id",
            "7400000000000000901",
        ),
        (
            "publish",
            wire!("publish"),
            "publish_article_id",
            "7400000000000000901",
        ),
        (
            "own_articles",
            wire!("own_articles"),
            "article_id",
            "7400000000000000901",
        ),
        ("own_articles", wire!("own_articles"), "audit_status", "1"),
    ] {
        assert_eq!(
            done(name, body).text(slot).as_deref(),
            Some(value),
            "{name}"
        );
    }
    assert_eq!(
        done("draft_update", wire!("draft_update")),
        Slots::default()
    );
}

#[test]
fn an_empty_own_list_is_an_answer() {
    let slots = done("own_articles", wire!("own_articles_none"));
    assert!(slots.knows("article_id") && slots.get("article_id").is_none());
}

#[test]
fn a_list_that_is_not_there_is_no_empty_list() {
    let body = r#"{"err_no": 0, "err_msg": "success", "data": {"rows": []}}"#;
    let reading = opened("own_articles", &answer(200, body));
    assert!(matches!(reading, Reading::Unclear(_)), "{reading:?}");
    let body = r#"{"err_no": 0, "err_msg": "success"}"#;
    let reading = opened("own_articles", &answer(200, body));
    assert!(matches!(reading, Reading::Unclear(_)), "{reading:?}");
}

#[test]
fn the_token_is_a_secret_and_not_needed() {
    let mut came = answer(200, "");
    let header = "0,0001000000abcdef,86370000,success,73".to_owned();
    came.headers.push(("x-ware-csrf-token".into(), header));
    let Reading::Done(slots) = opened("csrf_token", &came) else {
        panic!("the header is there")
    };
    assert_eq!(slots.text("csrf").as_deref(), Some("0001000000abcdef"));
    assert!(!format!("{slots:?}").contains("abcdef"));
    let mut all = self::slots();
    all.extend(slots);
    let sealed = call("publish").fill(&all).unwrap();
    assert!(
        sealed
            .headers
            .iter()
            .any(|(k, v)| k == "x-secsdk-csrf-token" && v == "0001000000abcdef")
    );

    let Reading::Done(slots) = opened("csrf_token", &answer(200, "")) else {
        panic!("calls succeed without it")
    };
    all.extend(slots);
    assert!(call("publish").fill(&all).unwrap().headers.is_empty());
}

#[test]
fn refusals_mean_what_the_table_says() {
    use ErrorMeaning::{Invalid, NoRoute, Person, SignIn, Unclear};
    for (name, body, code, means, not_done) in [
        ("user_get", wire!("must_login"), "403", SignIn, true),
        ("publish", wire!("must_login"), "403", SignIn, true),
        ("publish", wire!("must_bind_phone"), "403", Person, true),
        ("publish", wire!("wrong_parameters"), "2", Invalid, true),
        (
            "draft_update",
            wire!("wrong_parameters"),
            "2",
            Invalid,
            true,
        ),
        ("draft_create", wire!("no_such_route"), "2", NoRoute, true),
        (
            "draft_create",
            wire!("too_many_tags"),
            "4031",
            Invalid,
            true,
        ),
        ("publish", wire!("service_error"), "1", Unclear, false),
        // What nobody has documented proves nothing.
        (
            "publish",
            r#"{"err_no": 2, "err_msg": "别的", "data": null}"#,
            "2",
            Unclear,
            false,
        ),
        (
            "publish",
            r#"{"err_no": 999, "err_msg": "", "data": null}"#,
            "999",
            Unclear,
            false,
        ),
        // Logged out: some code, and nobody's name.
        (
            "user_get",
            r#"{"err_no": 999, "err_msg": "", "data": null}"#,
            "999",
            SignIn,
            true,
        ),
        (
            "user_get",
            r#"{"err_no": 0, "err_msg": "success", "data": null}"#,
            "0",
            SignIn,
            true,
        ),
    ] {
        let found = refused(name, &answer(200, body));
        assert_eq!(
            (found.code.as_str(), found.means),
            (code, means),
            "{name} {body}"
        );
        assert_eq!(found.not_done, not_done, "{name} {body}");
    }
    let nested = refused("draft_create", &answer(200, wire!("must_bind_phone")));
    assert_eq!(nested.says, "must bind phone");
}

#[test]
fn a_tag_that_the_site_does_not_have_is_named() {
    let found = refused("tag_search", &answer(200, wire!("tags_none")));
    assert_eq!(found.means, ErrorMeaning::NotFound);
    assert_eq!(found.says, "there is no `后端`");
}

#[test]
fn a_name_that_the_site_does_not_have_is_told_with_the_nearest_three() {
    let call = call("tag_search").fill(&slots()).unwrap();
    let Reading::Refused(refusal) = dialect().open(&call, &answer(200, wire!("tags_none"))) else {
        panic!("nothing was found")
    };
    let wider = dialect().explain(&call, &refusal).expect("a wider search");
    let body = wider.body.as_ref().unwrap();
    assert_eq!(
        (&body["key_word"], &body["limit"]),
        (&json!("后"), &json!(100))
    );
    assert_eq!(
        (&wider.url, wider.reads.len()),
        (&call.url, call.reads.len())
    );
    let row = |name: &str| json!({"tag_id": "1", "tag": {"tag_name": name, "tag_alias": ""}});
    let rows = ["后台任务队列", "后代", "后端开发", "后期"].map(row);
    let found = json!({"err_no": 0, "err_msg": "success", "data": rows}).to_string();
    let Reading::Refused(better) = dialect().open(&wider, &answer(200, &found)) else {
        panic!("none is it")
    };
    assert_eq!(
        better.says,
        "there is no `后端`; the nearest are 后代, 后期, 后端开发"
    );
    // What is not about a name is not explained.
    let mut other = refusal;
    other.means = ErrorMeaning::Invalid;
    assert!(dialect().explain(&call, &other).is_none());
}

#[test]
fn a_broken_picture_is_a_refusal_and_an_article_about_them_is_not() {
    let mut fields = slots();
    fields.set("user_id", "1");
    let article = super::images::article();
    let plan = plan_of(&article, &known(Via::Api)).unwrap();
    let call = plan
        .milestones
        .iter()
        .flat_map(|m| &m.routes)
        .flat_map(|r| &r.steps)
        .find_map(|s| match s {
            Step::Call(c) if c.name == "draft_text" => Some(c.fill(&fields).unwrap()),
            _ => None,
        })
        .expect("an article with images is looked at");
    let with = |text: &str| {
        let body = json!({"err_no": 0, "err_msg": "success", "data": {"article_draft": {"mark_content": text}}});
        dialect().open(&call, &answer(200, &body.to_string()))
    };
    assert!(matches!(
        with("转存失败怎么办？![图](https://a/b.png)"),
        Reading::Done(_)
    ));
    for broken in [
        "![转存失败，建议直接上传图片文件](https://a/b.png)",
        "![图](转存失败，建议直接上传图片文件 https://a/b.png)",
    ] {
        let Reading::Refused(refusal) = with(broken) else {
            panic!("{broken}")
        };
        assert_eq!(
            (refusal.code.as_str(), refusal.not_done),
            ("转存失败", true)
        );
    }
}

#[test]
fn the_http_status_counts_first() {
    for status in [401, 403] {
        let found = refused("publish", &answer(status, "<html>"));
        assert_eq!(found.means, ErrorMeaning::SignIn);
        assert!(!found.not_done, "a gate proves nothing of a submit");
    }
    let bound = refused("publish", &answer(403, wire!("must_bind_phone")));
    assert_eq!(bound.means, ErrorMeaning::Person);
    let mut later = answer(429, "");
    later.headers.push(("retry-after".into(), "30".into()));
    let found = refused("publish", &later);
    assert_eq!(
        (found.means, found.retry_after),
        (ErrorMeaning::Later, Some(30))
    );
    assert!(!found.not_done);
}

#[test]
fn what_is_not_the_sites_json_proves_nothing() {
    for (status, body) in [
        (200, "<!doctype html><title>稀土掘金</title>"),
        (200, ""),
        (200, r#"{"err_no": 0, "err_"#),
        (200, r#"{"data": {"article_id": "1"}}"#),
        (200, r#"{"err_no": "0", "data": null}"#),
        (200, "[]"),
        (302, wire!("publish")),
        (404, "not found"),
        (404, wire!("publish")),
        (500, wire!("publish")),
        (502, "<html>"),
    ] {
        let reading = opened("publish", &answer(status, body));
        assert!(
            matches!(reading, Reading::Unclear(_)),
            "{status} {body}: {reading:?}"
        );
    }
}

#[test]
fn a_success_without_the_article_is_a_success() {
    // The own list says which one it is.
    let slots = done(
        "publish",
        r#"{"err_no": 0, "err_msg": "success", "data": null}"#,
    );
    assert!(slots.get("publish_article_id").is_none());
}

#[test]
fn a_call_travels_as_browsers_send_it() {
    let moment = Moment {
        unix: 0,
        random: [0; 32],
    };
    let mut slots = slots();
    let sealed = dialect().seal(&call("draft_update").fill(&slots).unwrap(), &moment);
    assert_eq!(sealed.method, "POST");
    assert_eq!(
        sealed.url,
        "https://api.juejin.cn/content_api/v1/article_draft/update"
    );
    for header in [
        ("origin", "https://juejin.cn"),
        ("referer", "https://juejin.cn/"),
    ] {
        assert!(
            sealed
                .headers
                .iter()
                .any(|(k, v)| (k.as_str(), v.as_str()) == header)
        );
    }
    let Body::Json(body) = sealed.body else {
        panic!("the body is JSON")
    };
    assert_eq!(body["id"], "7400000000000000001");
    assert_eq!(body["category_id"], "6809637769959178254");
    assert_eq!(
        body["tag_ids"],
        json!(["6809640408797167623", "6809640501776482317"])
    );
    assert_eq!(body["mark_content"], hello().body);

    slots.set("aid", "2608");
    slots.set("uuid", "7&5");
    let sealed = dialect().seal(&call("own_articles").fill(&slots).unwrap(), &moment);
    assert!(
        sealed.url.ends_with("?aid=2608&uuid=7%265"),
        "{}",
        sealed.url
    );
    let Body::Json(body) = sealed.body else {
        panic!("the body is JSON")
    };
    assert!(
        body.as_object().unwrap().contains_key("audit_status") && body["audit_status"].is_null()
    );
}

/// The page that a person decides by says the same.
#[test]
fn what_proves_that_nothing_was_published_is_what_the_docs_say() {
    let docs = include_str!("../../../../docs/exactly-once.md");
    let mut rows = docs.lines().filter(|l| l.starts_with("| Juejin |"));
    let row = rows.find(|l| l.contains("`err_no` 0")).unwrap();
    let proofs = row.split(" | ").nth(1).unwrap();
    for (http, code, says, not_done) in [
        (200, 403, "must login", true),
        (200, 403, "must bind phone", true),
        (200, 403, "it says something else", true),
        (200, 2, "参数错误", true),
        (200, 2, "请求路由不存在", true),
        (200, 2, "EOF", true),
        (200, 4031, "", true),
        (200, 9, "至少添加一个分类", true),
        (200, 9, "至少添加一个标签", true),
        (200, 1, "Call ServiceResponse Err", false),
        (200, 77, "nobody knows this one", false),
        (401, 403, "must login", false),
        (403, 403, "must login", false),
        (429, 2, "参数错误", false),
    ] {
        let body = json!({"err_no": code, "err_msg": says, "data": null});
        let read = opened("publish", &answer(http, &body.to_string()));
        let Reading::Refused(refusal) = read else {
            panic!("HTTP {http} {code} {says} is no refusal");
        };
        assert_eq!(refusal.not_done, not_done, "HTTP {http} {code} {says}");
        let number = code.to_string();
        let is_told = proofs.contains(if says.is_empty() { &number } else { says });
        let is_told = is_told || (code == 403 && proofs.contains(&number));
        assert_eq!(is_told, not_done || http != 200, "{code} {says}");
    }
    for (http, body) in [
        (500, "{}"),
        (302, ""),
        (200, "<html>"),
        (200, "{\"err_no\":0"),
    ] {
        let read = opened("publish", &answer(http, body));
        assert!(matches!(read, Reading::Unclear(_)), "HTTP {http} {body}");
    }
}
