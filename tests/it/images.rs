//! Images, cover, columns, topic: through the browser and through the API the site has the same.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::home::{Home, body};

const IMAGES: &str = "fixtures/articles/images/article.md";

/// The files of the body, and how often the text shows each.
const FILES: [(&str, usize); 6] = [
    ("img/twice.png", 2),
    ("img/photo.jpg", 1),
    ("img/moving.gif", 1),
    ("img/flat.webp", 1),
    ("img/架构 图 (1).png", 1),
    ("img/diagram.png", 1),
];

fn bytes(file: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(IMAGES);
    std::fs::read(dir.with_file_name("").join(file)).expect("a fixture")
}

/// The pictures that the site has: by URI, the bytes that it keeps and how often they came.
fn stored(home: &Home) -> BTreeMap<String, (Vec<u8>, u64)> {
    let book = home.book();
    let rows = book["juejin"]["images"]["stored"]
        .as_array()
        .expect("a list")
        .clone();
    let one = |row: &Value| {
        let uri = row["uri"].as_str().expect("a URI").to_owned();
        let id = uri.rsplit('/').next().expect("an id");
        let bytes = std::fs::read(home.sandbox().join("images").join(id)).expect("the bytes");
        (uri, (bytes, row["times"].as_u64().expect("a number")))
    };
    rows.iter().map(one).collect()
}

/// The URI in an address of the site's private image host.
fn uri(url: &str) -> String {
    let path = url
        .strip_prefix("https://p0-xtjj-private.juejin.cn/")
        .unwrap_or_else(|| panic!("{url} is not on the site's image host"));
    path.split('~').next().expect("a URI").to_owned()
}

/// The addresses in a text, with each one's URI in its place.
fn by_uri(text: &str) -> (String, Vec<String>) {
    let mut uris = Vec::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://p0-xtjj-private.juejin.cn/") {
        let end = rest[at..]
            .find([')', '"', '>', '\n', ' '])
            .map_or(rest.len(), |n| at + n);
        uris.push(uri(&rest[at..end]));
        out.push_str(&rest[..at]);
        out.push_str(&uris[uris.len() - 1]);
        rest = &rest[end..];
    }
    (out + rest, uris)
}

/// What was published is what the article says, with every file on the site exactly once.
fn check(home: &Home) -> Value {
    let book = home.book();
    let published = &book["juejin"]["publishes"][0];
    let content = &published["content"];
    let stored = stored(home);
    assert_eq!(stored.len(), FILES.len() + 1, "each file once: {stored:?}");
    assert!(stored.values().all(|(_, times)| *times == 1));

    let text = content["mark_content"].as_str().expect("a text");
    let (text, uris) = by_uri(text);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wanted = format!(
        "---\ntheme: juejin\nhighlight: a11y-dark\n---\n\n{}",
        body(IMAGES)
    );
    for uri in &uris {
        let (kept, _) = &stored[uri];
        let (file, _) = FILES
            .iter()
            .find(|(file, _)| bytes(file) == *kept)
            .expect("the bytes of one of the files");
        *shown.entry(file).or_default() += 1;
    }
    assert_eq!(shown, FILES.into_iter().collect());
    // In the place of each address, and in no other place, there is the one on the site.
    let at = |file: &str| {
        let found = stored.iter().find(|(_, (kept, _))| bytes(file) == *kept);
        found.expect("it is there").0.clone()
    };
    for (written, file) in [
        ("(img/twice.png \"", "img/twice.png"),
        ("[again]: img/twice.png", "img/twice.png"),
        ("<img/photo.jpg>", "img/photo.jpg"),
        ("(img/moving.gif)", "img/moving.gif"),
        ("[flat]: img/flat.webp", "img/flat.webp"),
        ("(img/架构%20图%20(1).png)", "img/架构 图 (1).png"),
        ("\"./img/diagram.png\"", "img/diagram.png"),
    ] {
        let name = written.trim_matches(|c| "()<>\" ".contains(c));
        let name = name.split(": ").last().expect("a name");
        let name = if file.contains('架') {
            "img/架构%20图%20(1).png"
        } else {
            name
        };
        assert!(wanted.contains(written), "{written}");
        wanted = wanted.replace(written, &written.replace(name, &at(file)));
    }
    assert_eq!(text, wanted);

    let cover = uri(content["cover_image"].as_str().expect("a cover"));
    assert_eq!(stored[&cover].0, bytes("cover.png"));
    json!({
        "title": content["title"],
        "summary": content["brief_content"],
        "category": published["category_name"],
        "tags": published["tag_names"],
        "columns": published["column_names"],
        "topics": published["theme_names"],
        "pics": content["pics"].as_array().map(Vec::len),
    })
}

fn fields() -> Value {
    json!({
        "title": "一篇带图的文章：图片、封面、专栏与话题",
        "summary": "这一篇文章里有六个本地图片文件：PNG、JPEG、GIF 与 WebP，其中一个用了两次，一个的名字里有空格和汉字；还有封面、专栏与话题。",
        "category": "后端",
        "tags": ["Rust", "测试", "Go"],
        "columns": ["Rust 手记", "工程周刊"],
        "topics": ["技术写作"],
        "pics": 6,
    })
}

#[test]
fn every_field_and_every_image_goes_through_the_api() {
    let home = Home::new();
    let ran = home.publish(IMAGES, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(ran.result("juejin", "route"), "api");
    assert_eq!(check(&home), fields());
}

#[test]
fn every_field_and_every_image_goes_through_the_browser() {
    let home = Home::new();
    let ran = home.publish(IMAGES, "juejin", &[]).expect(0);
    assert_eq!(ran.result("juejin", "route"), "browser");
    assert_eq!(check(&home), fields());
}

/// The fixture under another id and title, with the same files.
fn another(home: &Home, n: u32) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(IMAGES);
    let to = home.dir.path().join(format!("articles-{n}"));
    std::fs::create_dir_all(to.join("img")).expect("a directory");
    for file in FILES.iter().map(|(file, _)| *file).chain(["cover.png"]) {
        std::fs::write(to.join(file), bytes(file)).expect("a copy");
    }
    let text = std::fs::read_to_string(from).expect("the article");
    let text = text
        .replace("id: images", &format!("id: images-{n}"))
        .replace("title: 一篇", &format!("title: 第 {n} 篇"));
    std::fs::write(to.join("article.md"), text).expect("an article");
    to.join("article.md").to_string_lossy().into_owned()
}

#[test]
fn a_file_is_uploaded_once_whichever_article_and_route_needs_it() {
    let home = Home::new();
    home.publish(IMAGES, "juejin", &["--via", "api"]).expect(0);
    let before = stored(&home);
    assert_eq!(before.len(), FILES.len() + 1);
    let again = home.publish(IMAGES, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(again.result("juejin", "state"), "unchanged");
    home.publish(&another(&home, 2), "juejin", &["--via", "api"])
        .expect(0);
    let by_browser = home.publish(&another(&home, 3), "juejin", &[]).expect(0);
    assert_eq!(by_browser.result("juejin", "route"), "browser");
    assert_eq!(stored(&home), before);

    let book = home.book();
    let publishes = book["juejin"]["publishes"].as_array().expect("publishes");
    assert_eq!(publishes.len(), 3);
    let content = |n: usize| {
        let content = &publishes[n]["content"];
        let text = by_uri(content["mark_content"].as_str().expect("a text")).0;
        (text, uri(content["cover_image"].as_str().expect("a cover")))
    };
    assert_eq!(content(0), content(1));
    assert_eq!(content(1), content(2));
}

#[test]
fn an_edited_sentence_is_updated_in_place_and_no_file_is_uploaded_again() {
    for more in [&["--via", "api"][..], &[]] {
        let home = Home::new();
        let file = another(&home, 1);
        home.publish(&file, "juejin", more).expect(0);
        let before = stored(&home);
        assert_eq!(before.len(), FILES.len() + 1);
        let text = std::fs::read_to_string(&file).expect("the article");
        let edited = text.replace("又是第一张：", "改过的一句，又是第一张：");
        assert_ne!(edited, text);
        std::fs::write(&file, edited).expect("an edited article");
        home.publish(&file, "juejin", more).expect(0);
        assert_eq!(stored(&home), before, "{more:?}");
        let book = home.book();
        let publishes = book["juejin"]["publishes"].as_array().expect("publishes");
        assert_eq!(publishes.len(), 2);
        assert_eq!(publishes[0]["article_id"], publishes[1]["article_id"]);
        let content = |n: usize| publishes[n]["content"].clone();
        let text = content(1)["mark_content"].to_string();
        assert!(text.contains("改过的一句"), "{text}");
        let cover = |n: usize| uri(content(n)["cover_image"].as_str().expect("a cover"));
        assert_eq!(cover(0), cover(1));
        for field in ["tag_names", "column_names", "theme_names"] {
            assert_eq!(publishes[0][field], publishes[1][field], "{field}");
        }
    }
}

#[test]
fn what_the_ledger_keeps_of_an_image_does_not_expire() {
    let home = Home::new();
    home.publish(IMAGES, "juejin", &["--via", "api"]).expect(0);
    for file in home.files() {
        let ours = !file.starts_with(home.sandbox().join("images"))
            && file.file_name().is_some_and(|n| n != "book.json");
        let bytes = std::fs::read(&file).expect("a file");
        // The record shows the names of what is signed, and no value of it.
        let text = String::from_utf8_lossy(&bytes);
        let signed = text
            .split("x-orig-sign")
            .skip(1)
            .any(|rest| !rest.starts_with("=…"));
        assert!(!(ours && signed), "{}", file.display());
    }
}

#[test]
fn a_name_that_does_not_exist_stops_the_run_before_anything_is_written() {
    let home = Home::new();
    for (written, wrong, says) in [
        (
            "tags: [Rust, 测试, golang]",
            "tags: [Rust, 测式]",
            "there is no `测式`; the nearest are 测试",
        ),
        (
            "columns: [Rust 手记, 工程周刊]",
            "columns: [Rust 日记]",
            "there is no `Rust 日记`; the nearest are Rust 手记",
        ),
        (
            "topic: 技术写作",
            "topic: 技术写做",
            "there is no `技术写做`; the nearest are 技术写作",
        ),
    ] {
        let file = another(&home, 9);
        let text = std::fs::read_to_string(&file).expect("it");
        std::fs::write(&file, text.replace(written, wrong)).expect("a change");
        let ran = home.publish(&file, "juejin", &["--via", "api"]).expect(4);
        let message = ran.result("juejin", "error")["message"].to_string();
        assert!(message.contains(says), "{message}");
    }
    assert_eq!(home.book()["juejin"]["drafts"], json!([]));
    assert_eq!(stored(&home).len(), 0);
}

#[test]
fn a_picture_that_the_site_could_not_fetch_stops_the_run_before_the_submit() {
    let home = Home::new();
    std::fs::create_dir_all(home.sandbox()).expect("a directory");
    let settings = json!({"juejin": {"settings": {"unreachable_images": ["elsewhere.png"]}}});
    std::fs::write(home.sandbox().join("book.json"), settings.to_string()).expect("a book");
    let ran = home.publish(IMAGES, "juejin", &["--via", "api"]).expect(4);
    let error = ran.result("juejin", "error");
    assert!(error["message"].to_string().contains("转存失败"), "{error}");
    assert_eq!(home.book()["juejin"]["publishes"], json!([]));
}
