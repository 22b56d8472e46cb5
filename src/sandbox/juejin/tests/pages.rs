use serde_json::json;

use super::*;

async fn leads_to(site: &Site, path: &str) -> String {
    let url = format!("http://juejin.cn{path}");
    let response = site.send(site.ask(Method::GET, &url)).await;
    assert!(
        response.status().is_redirection(),
        "{path}: {}",
        response.status()
    );
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_editor_sends_the_logged_out_to_sign_in() {
    let site = Site::start().await;
    site.with_assets();
    assert_eq!(
        leads_to(&site, "/editor/drafts/new?v=2").await,
        "/login?to=https%3A%2F%2Fjuejin.cn%2Feditor%2Fdrafts%2Fnew%3Fv%3D2"
    );
    assert_eq!(leads_to(&site, "/editor").await, "/");
    let (code, text) = site.page("/login").await;
    assert_eq!(code, 200);
    assert!(text.contains("请输入手机号"));
}

#[tokio::test]
async fn without_the_bundle_the_editor_names_the_file_and_the_remedy() {
    let site = Site::signed_in().await;
    let (code, text) = site.page("/editor/drafts/new?v=2").await;
    assert_eq!(code, 500);
    assert!(text.contains("dist/index.umd.js") && text.contains("./webdriver.sh --setup"));
    site.with_assets();
    assert_eq!(site.page("/editor/drafts/new?v=2").await.0, 200);
    assert_eq!(site.page("/bytemd/index.umd.js").await.0, 200);
    assert_eq!(site.page("/bytemd/secret.txt").await.0, 404);
}

#[tokio::test]
async fn home_tells_those_who_are_in_from_those_who_are_out() {
    let site = Site::start().await;
    let (_, out) = site.page("/").await;
    assert!(out.contains("login-button") && !out.contains("avatar-wrapper"));
    site.sign_in(TEST_PHONE).await;
    let (_, within) = site.page("/").await;
    assert!(within.contains("avatar-wrapper") && !within.contains("login-button"));
}

#[tokio::test]
async fn the_captcha_stands_before_every_page_until_it_is_solved() {
    let site = Site::signed_in().await;
    site.change(|s| s.settings.captcha = true);
    for path in ["/", "/login", "/editor/drafts/new"] {
        assert!(
            site.page(path)
                .await
                .1
                .contains("<title>验证码中间页</title>")
        );
    }
    site.send(site.ask(Method::POST, "http://juejin.cn/captcha/verify"))
        .await;
    assert!(!site.page("/").await.1.contains("验证码中间页"));
}

#[tokio::test]
async fn an_article_is_shown_rendered_and_harmless() {
    let site = Site::signed_in().await;
    site.change(|s| s.settings.looks_until_decided = 0);
    let mut body = content("标题 <b> {{html}}");
    body["mark_content"] = json!(
        "# 一\n\n<script>alert(1)</script>\n\n[外](https://example.com/a?b=1)\n\n{{title}}\n"
    );
    let draft = site.data(CREATE, body).await;
    let id = site.publish(draft["id"].as_str().unwrap()).await;
    site.data(OWN_LIST, json!({})).await;
    let (code, text) = site.page(&format!("/post/{id}")).await;
    assert_eq!(code, 200);
    assert!(text.contains("标题 &lt;b&gt; {{html}}"));
    assert!(text.contains("<h1>一</h1>") && text.contains("<p>{{title}}</p>"));
    assert!(!text.contains("<script>alert"));
    assert!(text.contains("https://link.juejin.cn/?target=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1"));
    assert!(text.contains(r#"<a href="/tag/Rust">Rust</a>"#));
}

#[tokio::test]
async fn what_is_not_there_is_a_404() {
    let site = Site::start().await;
    for path in [
        "/nowhere",
        "/post/1",
        "/static/none.js",
        "/user/1/posts",
        "/passport/web/none/",
    ] {
        assert_eq!(site.page(path).await.0, 404, "{path}");
    }
}
