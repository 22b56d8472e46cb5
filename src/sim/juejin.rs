//! Juejin's answers.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::model::{Change, Model};
use crate::plan::{Answer, Body, Request};

/// What a request changes.
pub(super) fn change(path: &str, body: &Value) -> Option<Change> {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    match path {
        "/content_api/v1/article_draft/create" => Some(Change::Draft),
        "/content_api/v1/article_draft/update" => Some(Change::Fields(text("id"))),
        "/content_api/v1/article/publish" => Some(Change::Publish(text("draft_id"))),
        _ => None,
    }
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
                    let article = draft.article.as_ref().map_or("0", |(id, _)| id);
                    json!({"article_draft": {"id": id, "article_id": article}})
                }
                None => return no(2, "参数错误"),
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
        let (article, shown) = d.article.as_ref()?;
        let row =
            json!({"article_id": article, "article_info": {"draft_id": draft, "audit_status": 2}});
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
