use serde_json::json;

use super::*;
use crate::sandbox::juejin::{Review, SECOND_PHONE};

fn status(list: &Value) -> i64 {
    list[0]["article_info"]["audit_status"].as_i64().unwrap()
}

fn all() -> Value {
    json!({"audit_status": null, "keyword": "", "page_size": 10, "page_no": 1})
}

#[tokio::test]
async fn the_book_has_every_field_of_what_was_published() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("发布").await;
    let column = site.state().accounts[0].columns[0].clone();
    let body = json!({
        "draft_id": draft_id, "sync_to_org": false, "column_ids": [column.id],
        "theme_ids": ["7218019389664067621"], "encrypted_word_count": 1_075_626, "origin_word_count": 2386,
    });
    let answer = site.data(PUBLISH, body).await;
    let article_id = answer["article_id"].as_str().unwrap();
    assert_ne!(article_id, draft_id);
    assert_eq!(answer["category_id"], "0");
    assert_eq!(answer["tag_ids"], Value::Null);
    let state = site.state();
    let [entry] = state.publishes.as_slice() else {
        panic!("published {} times", state.publishes.len());
    };
    assert_eq!(entry.user_id, state.accounts[0].user_id);
    assert_eq!((entry.times, entry.in_place), (1, false));
    assert_eq!(
        (&*entry.draft_id, &*entry.article_id),
        (&*draft_id, article_id)
    );
    assert_eq!(
        json!(entry.content.mark_content),
        content("")["mark_content"]
    );
    assert_eq!(entry.category_name, "后端");
    assert_eq!(entry.tag_names, ["Rust"]);
    assert_eq!(entry.column_names, [column.title]);
    assert_eq!(entry.theme_names, ["技术写作"]);
    assert_eq!(entry.content.edit_type, 10);
}

#[tokio::test]
async fn the_book_outlives_the_simulator() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("发布").await;
    site.publish(&draft_id).await;
    let again = Book::open(site.dir.path()).unwrap();
    assert_eq!(again.read(|s| s.juejin.publishes.len()), 1);
}

#[tokio::test]
async fn the_same_draft_again_changes_its_article_in_place_and_is_counted() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("第一版").await;
    let article_id = site.publish(&draft_id).await;
    let mut body = content("第二版");
    body["id"] = json!(draft_id);
    site.data(UPDATE, body).await;
    assert_eq!(site.publish(&draft_id).await, article_id);
    let state = site.state();
    assert_eq!(state.articles.len(), 1);
    assert_eq!(state.articles[0].content.title, "第二版");
    let times: Vec<_> = state
        .publishes
        .iter()
        .map(|p| (p.times, p.in_place))
        .collect();
    assert_eq!(times, [(1, false), (2, true)]);
    let detail = site
        .data(
            "/content_api/v1/article_draft/detail",
            json!({"draft_id": draft_id}),
        )
        .await;
    assert_eq!(detail["article_draft"]["article_id"], json!(article_id));
}

#[tokio::test]
async fn the_title_in_the_list_lags_behind_an_update() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("旧").await;
    let article_id = site.publish(&draft_id).await;
    let mut body = content("新");
    body["id"] = json!(draft_id);
    site.data(UPDATE, body).await;
    site.publish(&draft_id).await;
    let detail = site.data(DETAIL, json!({"article_id": article_id})).await;
    assert_eq!(detail["article_info"]["title"], "新");
    let mut seen = Vec::new();
    for _ in 0..3 {
        let list = site.data(OWN_LIST, all()).await;
        seen.push(
            list[0]["article_info"]["title"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(seen, ["旧", "旧", "新"]);
}

#[tokio::test]
async fn a_review_is_decided_after_two_looks() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("待审").await;
    let article_id = site.publish(&draft_id).await;
    let (post, spost) = (
        format!("/post/{article_id}"),
        format!("/spost/{article_id}"),
    );
    assert_eq!(site.page(&post).await.0, 404);
    assert_eq!(site.page(&spost).await.0, 200);
    assert_eq!(status(&site.data(OWN_LIST, all()).await), 1);
    let detail = site.data(DETAIL, json!({"article_id": article_id})).await;
    assert_eq!(detail["article_info"]["status"], 0);
    assert_eq!(detail["article_info"]["draft_id"], json!(draft_id));
    assert_eq!(status(&site.data(OWN_LIST, all()).await), 2);
    assert_eq!(site.page(&spost).await.0, 404);
    let (code, text) = site.page(&post).await;
    assert_eq!(code, 200);
    assert!(text.contains("待审"));
}

#[tokio::test]
async fn a_scripted_rejection_is_told_by_the_list() {
    let site = Site::signed_in().await;
    site.change(|s| {
        s.settings.looks_until_decided = 0;
        s.settings.rejected_titles = vec!["推广".to_owned()];
    });
    let bad = site.draft("推广文").await;
    let bad = site.publish(&bad).await;
    assert_eq!(status(&site.data(OWN_LIST, all()).await), 3);
    assert_eq!(site.page(&format!("/post/{bad}")).await.0, 404);
    site.change(|s| s.settings.rejected_status = -1);
    assert_eq!(status(&site.data(OWN_LIST, all()).await), -1);
    assert_eq!(site.state().articles[0].review, Review::Rejected);
}

#[tokio::test]
async fn the_own_list_is_empty_unless_the_audit_status_is_null() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("标题").await;
    site.publish(&draft_id).await;
    for filter in [json!(0), json!(1), json!(2)] {
        let answer = site.post(OWN_LIST, json!({"audit_status": filter})).await;
        assert_eq!(answer["data"], json!([]));
        assert_eq!(answer["count"], 0);
    }
    let rows = site
        .data(OWN_LIST, json!({"page_no": 1, "page_size": 10}))
        .await;
    assert_eq!(rows[0]["article_info"]["draft_id"], json!(draft_id));
    assert_eq!(rows[0]["category"]["category_name"], "后端");
    assert_eq!(rows[0]["tags"][0]["tag_name"], "Rust");
    let rows = site
        .data(OWN_LIST, json!({"page_no": 2, "page_size": 10}))
        .await;
    assert_eq!(rows, json!([]));
}

#[tokio::test]
async fn others_see_an_article_only_when_it_is_live() {
    let site = Site::signed_in().await;
    let user_id = site.state().accounts[0].user_id.clone();
    let draft_id = site.draft("公开").await;
    let article_id = site.publish(&draft_id).await;
    let public = "/content_api/v1/article/query_list";
    let query = json!({"user_id": user_id, "sort_type": 2, "cursor": "0"});
    assert_eq!(site.data(public, query.clone()).await, json!([]));
    site.change(|s| s.articles[0].review = Review::Live);
    site.forget_cookies();
    let rows = site.data(public, query).await;
    assert_eq!(rows[0]["article_id"], json!(article_id));
    site.sign_in(SECOND_PHONE).await;
    site.data(DETAIL, json!({"article_id": article_id})).await;
    let deleted = site
        .post(
            "/content_api/v1/article/delete",
            json!({"article_id": article_id}),
        )
        .await;
    assert_eq!(refusal(&deleted), (1, "Call ServiceResponse Err"));
}

#[tokio::test]
async fn a_deleted_article_is_gone_but_stays_in_the_book() {
    let site = Site::signed_in().await;
    let draft_id = site.draft("删除").await;
    let article_id = site.publish(&draft_id).await;
    site.data(
        "/content_api/v1/article/delete",
        json!({"article_id": article_id}),
    )
    .await;
    assert_eq!(site.data(OWN_LIST, all()).await, json!([]));
    let state = site.state();
    assert!(state.articles.is_empty() && state.drafts.is_empty());
    assert_eq!(state.publishes.len(), 1);
}

#[tokio::test]
async fn a_publish_that_lacks_something_says_what() {
    let site = Site::signed_in().await;
    for (field, value, words) in [
        ("category_id", Value::Null, "至少添加一个分类"),
        ("category_id", json!("后端"), "至少添加一个分类"),
        ("tag_ids", json!([]), "至少添加一个标签"),
        ("tag_ids", json!(["1"]), "参数错误"),
        ("title", json!(" "), "标题不能为空"),
        ("mark_content", json!(""), "内容不能为空"),
        ("brief_content", json!("摘".repeat(113)), "参数错误"),
    ] {
        let mut body = content("标题");
        body[field] = value;
        let draft = site.data(CREATE, body).await;
        let answer = site.post(PUBLISH, json!({"draft_id": draft["id"]})).await;
        assert_eq!(answer["err_msg"], words, "{field}");
    }
    let id = site.draft("标题").await;
    for body in [
        json!({}),
        json!({"draft_id": 7}),
        json!({"draft_id": id, "theme_ids": ["1", "2"]}),
        json!({"draft_id": id, "column_ids": ["1", "2", "3", "4"]}),
    ] {
        assert_eq!(refusal(&site.post(PUBLISH, body).await), (2, "参数错误"));
    }
    assert!(site.state().publishes.is_empty());
}

#[tokio::test]
async fn a_summary_has_no_lower_bound_and_ends_at_112() {
    let site = Site::signed_in().await;
    for length in [0, 1, 112] {
        let mut body = content("标题");
        body["brief_content"] = json!("摘".repeat(length));
        let draft = site.data(CREATE, body).await;
        site.publish(draft["id"].as_str().unwrap()).await;
    }
    assert_eq!(site.state().publishes.len(), 3);
}
