use serde_json::json;

use super::*;
use crate::sandbox::juejin::{SECOND_PHONE, UNBOUND_PHONE};

const DRAFT: &str = "/content_api/v1/article_draft/detail";
const LIST: &str = "/content_api/v1/article_draft/query_list";

#[tokio::test]
async fn a_new_draft_has_an_id_of_19_digits_and_no_article() {
    let site = Site::signed_in().await;
    let data = site.data(CREATE, content("新文章")).await;
    let id = data["id"].as_str().unwrap();
    assert_eq!(id.len(), 19);
    assert!(id.bytes().all(|b| b.is_ascii_digit()));
    assert_eq!(data["article_id"], "0");
    assert_eq!(data["mark_content"], content("")["mark_content"]);
    assert_eq!(data["ctime"], "1790000000");
    assert_eq!(data["tag_ids"], json!([RUST]));
}

#[tokio::test]
async fn every_field_of_create_is_optional() {
    let site = Site::signed_in().await;
    let data = site.data(CREATE, json!({})).await;
    assert_eq!(data["category_id"], "0");
    assert_eq!(data["title"], "");
}

#[tokio::test]
async fn aid_and_uuid_make_no_difference() {
    let site = Site::signed_in().await;
    let path = format!("{CREATE}?aid=2608&uuid=7000000000000000000");
    site.data(&path, content("带参数")).await;
    assert_eq!(site.state().drafts.len(), 1);
}

#[tokio::test]
async fn an_update_blanks_what_it_leaves_out() {
    let site = Site::signed_in().await;
    let id = site.draft("旧标题").await;
    let echo = site
        .data(UPDATE, json!({"id": id, "title": "新标题"}))
        .await;
    assert_eq!(echo["user_id"], "0");
    assert_eq!(echo["ctime"], "-62135596800");
    let saved = &site.state().drafts[0].content;
    assert_eq!(saved.title, "新标题");
    assert_eq!(saved.mark_content, "");
    assert!(saved.tag_ids.is_empty());
}

#[tokio::test]
async fn an_update_by_draft_id_is_a_wrong_parameter() {
    let site = Site::signed_in().await;
    let id = site.draft("标题").await;
    let mut body = content("别的");
    body["draft_id"] = json!(id);
    assert_eq!(refusal(&site.post(UPDATE, body).await), (2, "参数错误"));
    assert_eq!(site.state().drafts[0].content.title, "标题");
}

#[tokio::test]
async fn four_tags_are_refused_at_create_and_update() {
    let site = Site::signed_in().await;
    let id = site.draft("标题").await;
    let mut body = content("标题");
    body["tag_ids"] = json!([RUST, "1", "2", "3"]);
    let wanted = (4031, "您最多可以为文章添加3个标签");
    assert_eq!(refusal(&site.post(CREATE, body.clone()).await), wanted);
    body["id"] = json!(id);
    assert_eq!(refusal(&site.post(UPDATE, body).await), wanted);
    assert_eq!(site.state().drafts.len(), 1);
}

#[tokio::test]
async fn a_category_as_a_number_is_no_category() {
    let site = Site::signed_in().await;
    let mut body = content("标题");
    body["category_id"] = json!(6_809_637_769_959_178_254_u64);
    let answer = site.post(CREATE, body).await;
    assert_eq!(answer["err_msg"], "至少添加一个分类");
}

#[tokio::test]
async fn the_detail_has_tags_as_numbers_and_by_name() {
    let site = Site::signed_in().await;
    let id = site.draft("标题").await;
    let data = site.data(DRAFT, json!({"draft_id": id})).await;
    assert_eq!(data["draft_id"], json!(id));
    let number: u64 = RUST.parse().unwrap();
    assert_eq!(data["article_draft"]["tag_ids"], json!([number]));
    assert_eq!(data["tags"][0]["tag_name"], "Rust");
    assert_eq!(data["tags"][0]["tag_id"], RUST);
    assert_eq!(data["category"]["category_name"], "后端");
}

#[tokio::test]
async fn both_lists_show_unpublished_drafts_without_their_text() {
    let site = Site::signed_in().await;
    let first = site.draft("甲").await;
    let second = site.draft("乙").await;
    site.publish(&first).await;
    for path in [LIST, "/content_api/v1/article_draft/list_by_user"] {
        let answer = site.post(path, json!({})).await;
        assert_eq!(answer["count"], 1);
        assert_eq!(answer["data"][0]["id"], json!(second));
        assert_eq!(answer["data"][0]["mark_content"], "");
    }
    let none = site
        .data(
            LIST,
            json!({"keyword": "丙", "page_size": 10, "page_no": 1}),
        )
        .await;
    assert_eq!(none, json!([]));
    let beyond = site.data(LIST, json!({"page_size": 20, "offset": 1})).await;
    assert_eq!(beyond, json!([]));
}

#[tokio::test]
async fn a_draft_is_deleted_once() {
    let site = Site::signed_in().await;
    let id = site.draft("标题").await;
    let path = "/content_api/v1/article_draft/delete";
    site.data(path, json!({"draft_id": id})).await;
    assert!(site.state().drafts.is_empty());
    let again = site.post(path, json!({"draft_id": id})).await;
    assert_eq!(refusal(&again), (1, "Call ServiceResponse Err"));
}

#[tokio::test]
async fn the_draft_of_another_is_forbidden() {
    let site = Site::signed_in().await;
    let id = site.draft("标题").await;
    site.forget_cookies();
    site.sign_in(SECOND_PHONE).await;
    let mut body = content("抢来的");
    body["id"] = json!(id);
    for answer in [
        site.post(DRAFT, json!({"draft_id": id})).await,
        site.post(UPDATE, body).await,
        site.post(PUBLISH, json!({"draft_id": id})).await,
    ] {
        assert_eq!(answer["err_no"], 403, "{answer}");
    }
    assert_eq!(site.state().drafts[0].content.title, "标题");
    assert!(site.state().publishes.is_empty());
}

#[tokio::test]
async fn an_account_without_a_phone_is_refused_inside_a_success() {
    let site = Site::start().await;
    site.sign_in(UNBOUND_PHONE).await;
    let answer = site.post(CREATE, content("标题")).await;
    assert_eq!(answer["err_no"], 0);
    assert_eq!(refusal(&answer["data"]), (403, "must bind phone"));
    assert!(site.state().drafts.is_empty());
}

#[tokio::test]
async fn an_empty_body_is_an_eof_and_an_unknown_route_none() {
    let site = Site::signed_in().await;
    let url = format!("http://api.juejin.cn{CREATE}");
    let response = site.send(site.ask(Method::POST, &url)).await;
    let answer: Value = response.json().await.unwrap();
    assert_eq!(refusal(&answer), (2, "EOF"));
    for path in [
        "/content_api/v1/article_draft/list",
        "/content_api/v1/article/update",
        "/tag_api/v1/query_category_briefs",
        "/nowhere",
    ] {
        let answer = site.post(path, json!({})).await;
        assert_eq!(refusal(&answer), (2, "请求路由不存在"), "{path}");
    }
}
