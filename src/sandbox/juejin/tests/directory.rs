use serde_json::json;

use super::*;

const TAGS: &str = "/tag_api/v1/query_tag_list";

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|r| r["tag"]["tag_name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_categories_are_the_eight_on_both_routes() {
    let site = Site::start().await;
    let briefs = site.get("/tag_api/v1/query_category_briefs").await;
    assert_eq!(briefs["err_no"], 0);
    let full = site
        .data("/tag_api/v1/query_category_list", json!({}))
        .await;
    assert_eq!(briefs["data"].as_array().unwrap().len(), 8);
    for i in 0..8 {
        assert_eq!(
            briefs["data"][i]["category_name"],
            full[i]["category"]["category_name"]
        );
        assert_eq!(briefs["data"][i]["category_id"], full[i]["category_id"]);
    }
    assert_eq!(full[0]["category_id"], BACKEND);
}

#[tokio::test]
async fn tags_are_found_by_part_of_name_or_alias_in_any_case() {
    let site = Site::start().await;
    let by_name = site
        .data(TAGS, json!({"key_word": "rUs", "cursor": "0", "limit": 10}))
        .await;
    assert_eq!(names(&by_name), ["Rust"]);
    assert_eq!(by_name[0]["tag_id"], RUST);
    let by_alias = site.data(TAGS, json!({"key_word": "golang"})).await;
    assert_eq!(names(&by_alias), ["Go"]);
    let none = site.data(TAGS, json!({"key_word": "没有这个标签"})).await;
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn tags_come_page_by_page_to_the_end() {
    let site = Site::start().await;
    let (mut cursor, mut seen) = ("0".to_owned(), Vec::new());
    loop {
        let answer = site
            .post(
                TAGS,
                json!({"cursor": cursor, "key_word": "", "limit": 10, "sort_type": 1}),
            )
            .await;
        seen.extend(names(&answer["data"]).into_iter().map(str::to_owned));
        cursor = answer["cursor"].as_str().unwrap().to_owned();
        if answer["has_more"] == json!(false) {
            assert_eq!(answer["count"], json!(seen.len()));
            break;
        }
        assert_eq!(answer["data"].as_array().unwrap().len(), 10);
    }
    seen.sort();
    let all = seen.len();
    seen.dedup();
    assert!(all > 20 && seen.len() == all);
}

#[tokio::test]
async fn the_other_tag_search_has_flat_rows() {
    let site = Site::start().await;
    let path = "/recommend_api/v1/tag/recommend/search";
    let rows = site
        .data(path, json!({"key_word": "rust", "cursor": "0", "limit": 5}))
        .await;
    assert_eq!(rows[0]["tag_name"], "Rust");
}

#[tokio::test]
async fn columns_are_ones_own_and_topics_everybodys() {
    let site = Site::start().await;
    let themes = site
        .data(
            "/tag_api/v1/theme/list_by_hot",
            json!({"cursor": "0", "limit": 20}),
        )
        .await;
    assert_eq!(themes[0]["theme"]["name"], "技术写作");
    let columns = "/content_api/v1/column/self_center_list";
    assert_eq!(site.post(columns, json!({})).await["err_no"], 403);
    site.sign_in(TEST_PHONE).await;
    let rows = site
        .data(columns, json!({"cursor": "0", "keyword": "", "limit": 20}))
        .await;
    assert_eq!(rows[0]["column_version"]["title"], "Rust 手记");
}

#[tokio::test]
async fn the_csrf_token_comes_in_a_header_and_a_cookie() {
    let site = Site::start().await;
    let url = "http://api.juejin.cn/user_api/v1/sys/token";
    let response = site.send(site.ask(Method::HEAD, url)).await;
    let header = response.headers()["x-ware-csrf-token"].to_str().unwrap();
    let fields: Vec<&str> = header.split(',').collect();
    assert_eq!(
        (fields[0], fields[2], fields[3]),
        ("0", "86370000", "success")
    );
    assert!(fields[1].starts_with("0001000000"));
    assert_eq!(site.cookie("csrf_session_id").as_deref(), Some(fields[4]));
}

#[tokio::test]
async fn only_pages_of_the_site_may_ask_with_cookies() {
    let site = Site::start().await;
    let url = format!("http://api.juejin.cn{CREATE}");
    let preflight = |origin: &str| {
        site.ask(Method::OPTIONS, &url)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header(
                "Access-Control-Request-Headers",
                "content-type,x-secsdk-csrf-token",
            )
    };
    let ours = site.send(preflight("https://juejin.cn")).await;
    assert_eq!(
        ours.headers()["access-control-allow-origin"],
        "https://juejin.cn"
    );
    assert_eq!(ours.headers()["access-control-allow-credentials"], "true");
    let allowed = ours.headers()["access-control-allow-headers"]
        .to_str()
        .unwrap();
    assert!(allowed.contains("x-secsdk-csrf-token"));
    for origin in ["https://evil.example", "https://juejin.cn.evil.example"] {
        let theirs = site.send(preflight(origin)).await;
        assert!(!theirs.headers().contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn the_article_api_answers_on_the_web_host_and_pages_only_there() {
    let site = Site::signed_in().await;
    let url = format!("http://juejin.cn{CREATE}");
    let request = site.ask(Method::POST, &url).json(&content("网页主机"));
    let answer: Value = site.send(request).await.json().await.unwrap();
    assert_eq!(answer["err_no"], 0);
    let answer = site.get("/login").await;
    assert_eq!(refusal(&answer), (2, "请求路由不存在"));
}
