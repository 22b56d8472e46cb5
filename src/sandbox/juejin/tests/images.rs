//! ImageX from outside: who may, and what is refused.

use super::*;

const TOKEN: &str = "/imagex/v2/gen_token";
const ADDRESS: &str = "/imagex/v2/get_img_url";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot really";

async fn get(site: &Site, url: &str) -> (u16, Vec<u8>) {
    let response = site.send(site.ask(Method::GET, url)).await;
    let status = response.status().as_u16();
    (status, response.bytes().await.unwrap().to_vec())
}

async fn api(site: &Site, path: &str) -> Value {
    let (_, bytes) = get(site, &format!("http://api.juejin.cn{path}")).await;
    serde_json::from_slice(&bytes).unwrap()
}

/// Uploads as the page does; gives the address and the URI.
async fn upload(site: &Site, bytes: &'static [u8]) -> (String, String) {
    let url = "http://api.juejin.cn/imagex/v2/page_upload";
    let response = site.send(site.ask(Method::POST, url).body(bytes)).await;
    let answer: Value = response.json().await.unwrap();
    let text = |name: &str| answer["data"][name].as_str().unwrap().to_owned();
    (text("main_url").replace("https:", "http:"), text("uri"))
}

#[tokio::test]
async fn nobody_uploads_without_a_session() {
    let site = Site::start().await;
    for path in [TOKEN, ADDRESS] {
        assert_eq!(api(&site, path).await["err_msg"], "must login", "{path}");
    }
    let url = "http://imagex.bytedanceapi.com/?Action=ApplyImageUpload&Version=2018-08-01&ServiceId=73owjymdk6";
    let (status, bytes) = get(&site, url).await;
    assert_eq!(status, 403);
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    let code = &answer["ResponseMetadata"]["Error"]["Code"];
    assert_eq!(code, "MissingAuthenticationToken");
}

#[tokio::test]
async fn bytes_are_taken_only_with_their_authorization_and_their_sum() {
    let site = Site::signed_in().await;
    site.shared
        .book
        .change(|s| {
            let session = crate::sandbox::juejin::UploadSession {
                session_key: "k".into(),
                uri: "tos-cn-i-73owjymdk6/0a1b".into(),
                auth: "A".into(),
                user_id: "7".into(),
                came: None,
                times: 0,
            };
            s.juejin.images.sessions.push(session);
        })
        .unwrap();
    let put = async |path: &str, auth: &str, sum: &str| {
        let url = format!("http://tos-hl-x.snssdk.com/{path}");
        let request = site
            .ask(Method::POST, &url)
            .header("authorization", auth)
            .header("content-crc32", sum)
            .body(b"123456789".to_vec());
        site.send(request).await.status().as_u16()
    };
    let uri = "tos-cn-i-73owjymdk6/0a1b";
    assert_eq!(put(uri, "B", "cbf43926").await, 403);
    assert_eq!(put(uri, "A", "cbf43927").await, 403);
    assert_eq!(put("tos-cn-i-73owjymdk6/other", "A", "cbf43926").await, 403);
    assert_eq!(put(uri, "A", "cbf43926").await, 200);
    let kept = site.dir.path().join("images/0a1b");
    assert_eq!(std::fs::read(kept).unwrap(), b"123456789");
}

#[tokio::test]
async fn a_draft_s_picture_is_shown_by_its_signed_address_for_a_while() {
    let site = Site::signed_in().await;
    let (url, uri) = upload(&site, PNG).await;
    assert_eq!(get(&site, &url).await, (200, PNG.to_vec()));
    let bare = url.split('?').next().unwrap();
    assert_eq!(get(&site, bare).await.0, 403);
    let public = bare.replace("p0-xtjj-private.juejin.cn", "p3-juejin.byteimg.com");
    assert_eq!(get(&site, &public).await, (200, PNG.to_vec()));
    assert_eq!(
        get(&site, &public.replace(&uri, "tos-cn-i-73owjymdk6/ff"))
            .await
            .0,
        404
    );
    site.now.fetch_add(86_401, Ordering::SeqCst);
    assert_eq!(get(&site, &url).await.0, 403);
    // The URI gives a new one.
    let again = api(&site, &format!("{ADDRESS}?uri={uri}&img_type=private")).await;
    let again = again["data"]["main_url"]
        .as_str()
        .unwrap()
        .replace("https:", "http:");
    assert_eq!(get(&site, &again).await.0, 200);
}

#[tokio::test]
async fn another_s_picture_has_no_address_for_you() {
    let site = Site::signed_in().await;
    let (_, uri) = upload(&site, PNG).await;
    site.forget_cookies();
    site.sign_in(crate::sandbox::juejin::SECOND_PHONE).await;
    let answer = api(&site, &format!("{ADDRESS}?uri={uri}&img_type=private")).await;
    assert_eq!(answer["err_no"], 2);
}
