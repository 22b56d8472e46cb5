//! Pictures that are brought somewhere: local ones to the web for the platforms that take addresses alone, those of the
//! web to Juejin.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::home::Home;

/// The host of pictures that the sandbox has.
const HOST: &str = "https://pictures.fagao.test/";

fn fixture(name: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/images/img");
    std::fs::read(dir.join(name)).expect("a fixture")
}

/// An article for both paid platforms whose pictures are beside it: one twice, one as the cover, one in HTML.
fn article(home: &Home) -> String {
    let dir = home.dir.path().join("blog/posts");
    std::fs::create_dir_all(dir.join("img")).expect("a directory");
    std::fs::write(dir.join("../fagao.toml"), "project = \"blog\"\n").expect("a project");
    std::fs::write(dir.join("img/图 1.png"), fixture("twice.png")).expect("a picture");
    std::fs::write(dir.join("img/same.png"), fixture("twice.png")).expect("a picture");
    std::fs::write(dir.join("img/b.jpg"), fixture("photo.jpg")).expect("a picture");
    std::fs::write(dir.join("cover.webp"), fixture("flat.webp")).expect("a picture");
    let text = "---\ntitle: 图在本机的一篇\nid: hosted\nkeywords: [图]\nfagao:\n  \
                jz: { media: [24065, 12786], model: 1, logo: img/b.jpg }\n  \
                ys: { categories: [科技, 互联网, 教育, 科普, 工具], cover: cover.webp }\n---\n\
                正文 ![甲](<img/图 1.png>) 与 ![乙](img/same.png)。\n\n<img src=\"img/b.jpg\">\n\n\
                ![远](https://a.cn/far.png)\n";
    std::fs::write(dir.join("a.md"), text).expect("an article");
    dir.join("a.md").to_string_lossy().into_owned()
}

/// The addresses of pictures in a text of HTML, in order.
fn sources(html: &Value) -> Vec<String> {
    let html = html.as_str().expect("HTML");
    let parts = html.split("src=\"").skip(1);
    parts
        .map(|p| p.split('"').next().expect("an end").to_owned())
        .collect()
}

/// What the three orders and pushes have: the sources of the text, the logo of each order, the cover of the push.
fn taken(home: &Home) -> (Vec<Vec<String>>, Vec<Value>, Value) {
    let book = home.book();
    let orders = book["jzguai"]["orders"].as_array().expect("orders").clone();
    let push = book["yunsuo"]["pushes"][0]["data"].clone();
    let mut texts: Vec<_> = orders
        .iter()
        .map(|o| sources(&o["fields"]["prop"]["neirong"]))
        .collect();
    texts.push(sources(&push["content_html"]));
    let logos = orders
        .iter()
        .map(|o| o["fields"]["prop"]["qiyelogo"].clone());
    (texts, logos.collect(), push["cover"].clone())
}

#[test]
fn local_pictures_are_put_on_the_web_once_for_all_orders_and_pushes() {
    let home = Home::new();
    let file = article(&home);
    home.publish(&file, "jz,ys", &[]).expect(0);
    let (texts, logos, cover) = taken(&home);
    assert_eq!(texts.len(), 3);
    let at = |url: &str| {
        let name = url.strip_prefix(HOST).unwrap_or_else(|| panic!("{url}"));
        std::fs::read(home.sandbox().join("pictures").join(name)).expect("it is there")
    };
    for text in &texts {
        let [first, second, third, far] = &text[..] else {
            panic!("{text:?}");
        };
        assert_eq!(at(first), fixture("twice.png"));
        assert_eq!(second, first);
        assert_eq!(at(third), fixture("photo.jpg"));
        assert_eq!(far, "https://a.cn/far.png");
        assert!(logos.iter().all(|logo| logo == third), "{logos:?}");
    }
    assert_eq!(at(cover.as_str().expect("a cover")), fixture("flat.webp"));
    let put: BTreeMap<String, u64> =
        serde_json::from_value(home.book()["pictures"]["put"].clone()).expect("counts");
    assert_eq!(put.len(), 3);
    assert!(put.values().all(|times| *times == 1), "{put:?}");
}

/// A configuration of the sandbox's in which a script of the user's puts the pictures somewhere.
fn by_script(home: &Home, script: &str) -> (String, PathBuf) {
    let log = home.dir.path().join("log");
    let program = home.dir.path().join("put.sh");
    let script = format!("echo \"$1\" >> '{}'\n{script}\n", log.display());
    std::fs::write(&program, script).expect("a script");
    let config = home.dir.path().join("images.toml");
    let text = format!(
        "[sandbox.images]\ncommand = [\"sh\", {:?}, \"{{file}}\"]\n",
        program.display().to_string()
    );
    std::fs::write(&config, text).expect("a configuration");
    (config.to_string_lossy().into_owned(), log)
}

#[test]
fn a_command_is_run_once_a_file_and_again_for_none_of_them() {
    let home = Home::new();
    let file = article(&home);
    let script = "echo uploading; echo \"https://img.cn/?n=$(cksum < \"$1\" | tr ' ' '-')&x=1\"";
    let (config, log) = by_script(&home, script);
    home.publish(&file, "jz,ys", &["--config", &config])
        .expect(0);
    let runs = || std::fs::read_to_string(&log).expect("a log");
    let mut files: Vec<String> = runs().lines().map(str::to_owned).collect();
    files.sort();
    let ends = ["/cover.webp", "/img/b.jpg", "/img/图 1.png"];
    assert_eq!(files.len(), 3, "{files:?}");
    for (file, end) in files.iter().zip(ends) {
        assert!(file.starts_with('/') && file.ends_with(end), "{file}");
    }
    let (texts, logos, cover) = taken(&home);
    for text in &texts {
        assert!(text[0].starts_with("https://img.cn/?n=") && text[0].ends_with("&amp;x=1"));
        assert_eq!(text[0], text[1]);
    }
    let logo = logos[0].as_str().expect("a logo");
    assert!(logo.ends_with("&x=1"), "{logo}");
    assert!(cover.as_str().is_some_and(|c| c.ends_with("&x=1")));
    home.publish(&file, "jz,ys", &["--again", "--config", &config])
        .expect(0);
    assert_eq!(runs().lines().count(), 3);
}

#[test]
fn a_command_that_fails_stops_the_run_with_its_words_before_anything_is_sent() {
    let home = Home::new();
    let file = article(&home);
    let (config, _) = by_script(&home, "echo 'no quota left' >&2; exit 9");
    let ran = home
        .publish(&file, "jz,ys", &["--config", &config])
        .expect(4);
    for account in ["jz", "ys"] {
        let error = ran.result(account, "error");
        assert_eq!(error["code"], "image.not-hosted", "{error}");
        let message = error["message"].as_str().expect("words");
        assert!(message.contains("no quota left"), "{message}");
    }
    assert_eq!(home.counts(), (0, 0, 0));
    let (config, _) = by_script(&home, "echo 'done: see your console'");
    let ran = home.publish(&file, "ys", &["--config", &config]).expect(4);
    let message = ran.result("ys", "error")["message"].to_string();
    assert!(message.contains("in place of an address"), "{message}");
    let (config, _) = by_script(&home, "echo https://img.cn/x.png");
    home.publish(&file, "jz,ys", &["--config", &config])
        .expect(0);
    assert_eq!(home.counts(), (0, 2, 1));
}

#[test]
fn below_a_base_pictures_have_the_addresses_of_their_paths() {
    let home = Home::new();
    let file = article(&home);
    let config = home.dir.path().join("images.toml");
    let text = "[sandbox.images]\nbase_url = \"https://img.cn/blog\"\n";
    std::fs::write(&config, text).expect("a configuration");
    let config = config.to_string_lossy().into_owned();
    home.publish(&file, "jz,ys", &["--config", &config])
        .expect(0);
    let (texts, logos, cover) = taken(&home);
    for text in &texts {
        assert_eq!(
            text[..],
            [
                "https://img.cn/blog/posts/img/%E5%9B%BE%201.png",
                "https://img.cn/blog/posts/img/same.png",
                "https://img.cn/blog/posts/img/b.jpg",
                "https://a.cn/far.png",
            ]
        );
    }
    assert_eq!(logos[0], "https://img.cn/blog/posts/img/b.jpg");
    assert_eq!(cover, "https://img.cn/blog/posts/cover.webp");
}

/// An article for Juejin with pictures of the web.
fn remote(home: &Home, id: &str, url: &str) -> String {
    let file = home.dir.path().join(format!("{id}.md"));
    let prose =
        "一句足够长的话，说明这篇文章讲的是网上的图片怎样搬到站里，而不是留在原处。".repeat(3);
    let text = format!(
        "---\ntitle: 网上的图 {id}\nid: {id}\nfagao:\n  juejin: {{ category: 后端, tags: [Rust], \
         cover: \"{HOST}cover.webp\", remote_images: rehost }}\n---\n{prose}\n\n![甲]({HOST}a.png) 与 \
         ![甲]({HOST}a.png)\n\n<img src=\"{url}\">\n\n![站内](https://p3-juejin.byteimg.com/x.png)\n"
    );
    std::fs::write(&file, text).expect("an article");
    file.to_string_lossy().into_owned()
}

fn on_the_web(home: &Home, files: &[(&str, Vec<u8>)]) {
    let dir = home.sandbox().join("pictures");
    std::fs::create_dir_all(&dir).expect("a directory");
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).expect("a picture");
    }
}

/// The pictures that Juejin has, by their bytes, with how often they came.
fn uploaded(home: &Home) -> BTreeMap<Vec<u8>, u64> {
    let book = home.book();
    let rows = book["juejin"]["images"]["stored"].as_array().cloned();
    let one = |row: &Value| {
        let uri = row["uri"].as_str().expect("a URI");
        let id = uri.rsplit('/').next().expect("an id");
        let bytes = std::fs::read(home.sandbox().join("images").join(id)).expect("the bytes");
        (bytes, row["times"].as_u64().expect("a number"))
    };
    rows.unwrap_or_default().iter().map(one).collect()
}

/// What is published, with the URIs of pictures in place of their signed addresses.
fn published(home: &Home, n: usize) -> Value {
    let book = home.book();
    let content = &book["juejin"]["publishes"][n]["content"];
    let bare = |text: &Value| {
        let text = text.as_str().expect("a text");
        let mut parts = text.split("https://p0-xtjj-private.juejin.cn/");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (uri, rest) = part.split_once('~').expect("a URI");
            let end = rest.find([')', '"']).unwrap_or(rest.len());
            out.push_str(&format!("[{uri}]{}", &rest[end..]));
        }
        out
    };
    json!({
        "text": bare(&content["mark_content"]),
        "cover": bare(&content["cover_image"]),
        "pics": content["pics"].as_array().map(Vec::len),
    })
}

#[test]
fn pictures_of_the_web_are_brought_to_juejin_by_either_route_each_once() {
    let home = Home::new();
    on_the_web(
        &home,
        &[
            ("a.png", fixture("twice.png")),
            ("b.jpg", fixture("photo.jpg")),
            ("cover.webp", fixture("flat.webp")),
        ],
    );
    let url = format!("{HOST}b.jpg");
    let by_page = home
        .publish(&remote(&home, "one", &url), "juejin", &[])
        .expect(0);
    assert_eq!(by_page.result("juejin", "route"), "browser");
    let wanted: BTreeMap<_, _> = ["twice.png", "photo.jpg", "flat.webp"]
        .map(|f| (fixture(f), 1))
        .into();
    assert_eq!(uploaded(&home), wanted);
    let file = remote(&home, "two", &url);
    home.publish(&file, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(uploaded(&home), wanted);
    let (one, two) = (published(&home, 0), published(&home, 1));
    assert_eq!(one, two);
    let text = one["text"].as_str().expect("a text");
    assert!(!text.contains(HOST), "{text}");
    assert!(
        text.contains("https://p3-juejin.byteimg.com/x.png"),
        "{text}"
    );
}

#[test]
fn a_picture_of_the_web_that_cannot_be_had_stops_the_run_before_the_submit() {
    let home = Home::new();
    on_the_web(
        &home,
        &[
            ("a.png", fixture("twice.png")),
            ("cover.webp", fixture("flat.webp")),
            ("text.png", b"<html>".to_vec()),
            (
                "large.png",
                [fixture("twice.png"), vec![0; 11_000_000]].concat(),
            ),
        ],
    );
    for (n, (url, why)) in [
        (format!("{HOST}gone.png"), "HTTP 404"),
        (format!("{HOST}text.png"), "not a PNG"),
        (format!("{HOST}large.png"), "longer than"),
        (
            "http://127.0.0.1:9/x.png".to_owned(),
            "not an address of the public Internet",
        ),
        ("https://nowhere.example/x.png".to_owned(), "no host"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = remote(&home, &format!("bad-{n}"), &url);
        let ran = home.publish(&file, "juejin", &["--via", "api"]).expect(4);
        let error = ran.result("juejin", "error");
        assert_eq!(error["code"], "image.not-fetched", "{error}");
        let message = error["message"].as_str().expect("words");
        assert!(message.contains(why) && message.contains(&url), "{message}");
    }
    assert_eq!(home.counts(), (0, 0, 0));
}
