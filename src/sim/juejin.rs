//! Juejin's answers.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::model::{Change, Content, Model, Published};
use crate::plan::{Answer, Body, Request};

/// What a request changes.
pub(super) fn change(path: &str, body: &Value) -> Option<Change> {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    match path {
        "/content_api/v1/article_draft/create" => Some(Change::Draft),
        "/content_api/v1/article_draft/update" => {
            let content = Content {
                title: body["title"].as_str().unwrap_or_default().into(),
                text: body["mark_content"].as_str().unwrap_or_default().into(),
            };
            Some(Change::Fields(text("id"), content))
        }
        "/content_api/v1/article/publish" => Some(Change::Publish(text("draft_id"))),
        _ => None,
    }
}

/// Answers a request to the store of pictures; `size` is that of the bytes in it.
pub(super) fn store(model: &mut Model, address: &str, size: usize) -> Answer {
    let asks = |what: &str| address.contains(what);
    ok(&if asks("Action=CommitImageUpload") {
        let uri = uri(&number_behind(address, "SessionKey="));
        json!({"Result": {"Results": [{"Uri": uri, "UriStatus": 2000}]}})
    } else if asks(APPLY) {
        let number = model.number();
        json!({"Result": {"UploadAddress": {
            "StoreInfos": [{"StoreUri": uri(&number), "Auth": "a-model-of-a-right"}],
            "UploadHosts": ["tos-hl-x.snssdk.com"], "SessionKey": number,
        }}})
    } else {
        let stored = uri(&number_behind(address, SERVICE));
        model.pictures.insert(stored, size);
        json!({"success": 0, "error": {"code": 200, "error": "", "message": ""}})
    })
}

/// What the first request to the store says.
pub(super) const APPLY: &str = "Action=ApplyImageUpload";

/// What begins all that identifies a picture.
const SERVICE: &str = "tos-cn-i-73owjymdk6/";

/// What identifies a picture.
pub(super) fn uri(number: &str) -> String {
    format!("{SERVICE}{number}")
}

/// An address of a picture, which is another one each time.
pub(super) fn picture_url(uri: &str, number: &str) -> String {
    format!("https://p0-xtjj-private.juejin.cn/{uri}~tplv-73owjymdk6-jj.awebp?x-signature={number}")
}

/// What identifies the pictures of a text.
pub(super) fn uris(text: &str) -> impl Iterator<Item = &str> {
    let begins = text.match_indices(SERVICE).map(|(at, _)| &text[at..]);
    begins.filter_map(|rest| rest.split('~').next())
}

/// The digits behind a word of an address.
fn number_behind(address: &str, word: &str) -> String {
    let (_, rest) = address.split_once(word).expect("its number");
    rest.chars().take_while(char::is_ascii_digit).collect()
}

/// Answers the question for an address of a picture, which is in the question's own address.
pub(super) fn address(model: &mut Model, asked: &str) -> Answer {
    // The slash in it is written in three characters.
    let uri = uri(&number_behind(asked, "73owjymdk6%2F"));
    let url = picture_url(&uri, &model.number());
    ok(&json!({"err_no": 0, "err_msg": "success", "data": {"main_url": url}}))
}

/// The body of a request.
pub(super) fn body(request: &Request) -> Value {
    match &request.body {
        Body::Json(body) => body.clone(),
        _ => Value::Null,
    }
}

/// Answers a request.
pub(super) fn answer(model: &mut Model, path: &str, body: &Value, now: Instant) -> Answer {
    let done = change(path, body).map(|c| model.change(&c, now));
    let data = match path {
        "/user_api/v1/sys/token" => {
            return Answer {
                status: 200,
                headers: vec![(
                    "x-ware-csrf-token".into(),
                    "0,t0ken,86370000,success".into(),
                )],
                body: Vec::new(),
            };
        }
        "/imagex/v2/gen_token" => json!({"token": {
            "AccessKeyId": "AKMODEL0", "SecretAccessKey": "a-model-of-a-secret", "SessionToken": "a-model-of-a-token",
        }}),
        "/user_api/v1/user/get" => json!({"user_id": "7"}),
        "/tag_api/v1/query_category_briefs" => {
            json!([{"category_id": "6809637769959178254", "category_name": "后端"}])
        }
        "/tag_api/v1/query_tag_list" => json!([
            {"tag_id": "1", "tag": {"tag_name": "后端"}}, {"tag_id": "2", "tag": {"tag_name": "架构"}},
        ]),
        "/content_api/v1/article/list_by_user" => list(model, now),
        "/content_api/v1/article_draft/query_list" => drafts(model),
        "/content_api/v1/article_draft/detail" => {
            let id = body["draft_id"].as_str().unwrap_or_default();
            match model.drafts.get(id) {
                Some(draft) => {
                    let article = draft.article.as_ref().map_or("0", |a| &a.id);
                    let text = draft.content.as_ref().map_or("", |c| &c.text);
                    json!({"article_draft": {"id": id, "article_id": article, "mark_content": text}})
                }
                None => return no(2, "参数错误"),
            }
        }
        "/content_api/v1/article/detail" => {
            let id = body["article_id"].as_str().unwrap_or_default();
            let drafts = model.drafts.iter();
            let mut articles = drafts.filter_map(|(n, d)| Some((n, d.article.as_ref()?)));
            match articles.find(|(_, a)| a.id == id) {
                Some((draft, a)) => json!({"article_info": {
                    "article_id": id, "draft_id": draft, "status": 2,
                    "title": a.title(now), "mark_content": &*a.content.text,
                }}),
                None => return no(404, "文章不存在"),
            }
        }
        "/content_api/v1/article/publish" => match done.flatten() {
            Some(article) => json!({"article_id": article}),
            None => return no(2, "参数错误"),
        },
        _ => match done.flatten() {
            Some(id) => json!({"id": id}),
            None => return no(2, "参数错误"),
        },
    };
    ok(&json!({"err_no": 0, "err_msg": "success", "data": data}))
}

fn list(model: &Model, now: Instant) -> Value {
    let shown = model.drafts.iter().filter_map(|(draft, d)| {
        let Published { id, shown, .. } = d.article.as_ref()?;
        let row = json!({"article_id": id, "article_info": {"draft_id": draft, "audit_status": 2}});
        (*shown <= now).then_some(row)
    });
    shown.collect()
}

/// The drafts that are not published: of the one article, and made after any attempt began.
fn drafts(model: &Model) -> Value {
    let open = model.drafts.iter().filter(|(_, d)| d.article.is_none());
    let rows = open.map(|(id, _)| {
        json!({"id": id, "title": super::article::TITLE, "ctime": "4000000000", "article_id": "0"})
    });
    rows.collect()
}

fn no(code: i64, says: &str) -> Answer {
    ok(&json!({"err_no": code, "err_msg": says, "data": null}))
}

/// An answer in JSON.
pub(super) fn ok(body: &Value) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.to_string().into_bytes(),
    }
}
