//! Tests of the whole module: a table of files with what is found in them, and properties.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::source::Source;
use super::{Article, ImageKind, MAX_BYTES, Media, Placed, Section, Value};
use crate::text::{Finding, Findings};

const HELLO: &[u8] = include_bytes!("../../fixtures/articles/hello/article.md");

fn parse(text: impl AsRef<[u8]>) -> Result<Article, Findings> {
    Article::parse("posts/a.md", text.as_ref(), Path::new("/blog/posts"))
}

fn good(text: impl AsRef<[u8]>) -> Article {
    parse(text).unwrap_or_else(|findings| panic!("{}", lines(&findings)))
}

/// A good article with this body.
fn body(body: &str) -> Article {
    good(format!("---\ntitle: t\n---\n{body}"))
}

fn lines(findings: &Findings) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|f| format!("[{}] {f}", f.message.code()))
        .collect();
    lines.join("\n")
}

/// Files that have something wrong, by what that is.
#[rustfmt::skip]
const WRONG: &[(&str, &[u8])] = &[
    ("an empty file", b""),
    ("no front matter", "# 标题\n\n正文\n".as_bytes()),
    ("JSON front matter", b"{\n  \"title\": \"x\"\n}\ntext\n"),
    ("Hexo's front matter without an opening fence", b"title: x\ntags: a\n---\ntext\n"),
    ("blank lines before the fence", b"\n\n  ---\ntitle: x\n---\ntext\n"),
    ("never closed", "---\ntitle: 标题\n\n正文\n".as_bytes()),
    ("never closed, one line", b"---"),
    ("TOML never closed", b"+++\ntitle = 'x'\n---\ntext\n"),
    ("no title", b"---\ntags: [a]\n---\ntext\n"),
    ("nothing between the fences", b"---\n---\ntext\n"),
    ("an empty title", b"---\nid: x\ntitle:\n---\ntext\n"),
    ("a blank title", b"---\ntitle: '  '\n---\ntext\n"),
    ("a title that is a list", "---\ntitle: [翻译]\n---\n正文\n".as_bytes()),
    ("a title that begins with a bracket", "---\ntitle: [翻译] Rust 入门\n---\n正文\n".as_bytes()),
    ("a title with a colon", "---\ntitle: Rust: 入门\ntags: [a]\n---\n正文\n".as_bytes()),
    ("a title with a colon, indented", "---\n  title: Rust\n tags: x\n---\n正文\n".as_bytes()),
    ("a key without a space after its colon", "---\ntitle:标题\n---\n正文\n".as_bytes()),
    ("keys without a space after their colons", "---\nid: x\ntitle:标题\ntags: [a]\n---\n正文\n".as_bytes()),
    ("a Chinese colon", "---\ntitle：标题\ntags: [a]\n---\n正文\n".as_bytes()),
    ("a title that begins with a star", "---\ntitle: *重点* 看这里\n---\n正文\n".as_bytes()),
    ("a title that begins with an at sign", "---\ntitle: @某人 你好\n---\n正文\n".as_bytes()),
    ("a title that begins with a percent sign", "---\ntitle: %d 是什么\n---\n正文\n".as_bytes()),
    ("a title that begins with a backtick", "---\ntitle: `unwrap` 之后\n---\n正文\n".as_bytes()),
    ("a quote that is not closed", "---\ntitle: \"标题\ntags: [a]\n---\n正文\n".as_bytes()),
    ("a quote that is closed too early", "---\ntitle: \"Rust\" 入门\n---\n正文\n".as_bytes()),
    ("an unknown escape", b"---\ntitle: \"C:\\dir\"\n---\ntext\n"),
    ("a tab for indentation", b"---\ntitle: x\nfagao:\n\tjuejin:\n\t\tcategory: y\n---\ntext\n"),
    ("a list that is not closed", "---\ntitle: x\ntags: [Rust, 后端\ndate: 2026\n---\n正文\n".as_bytes()),
    ("a template's placeholder", b"---\ntitle: {{ title }}\ndate: {{ date }}\n---\ntext\n"),
    ("duplicate keys", "---\ntitle: 甲\ntags: [a]\ntitle: 乙\ntags: [b]\nfagao:\n  juejin: {category: 后端, category: 前端}\n---\n正文\n".as_bytes()),
    ("front matter that is a list", b"---\n- title\n- tags\n---\ntext\n"),
    ("front matter that is a text", b"---\njust text\n---\ntext\n"),
    ("two documents in one block", b"---\ntitle: x\n--- again\ntitle: y\n---\ntext\n"),
    ("an alias of itself", b"---\ntitle: x\nloop: &a [*a]\n---\ntext\n"),
    ("bad TOML, several", "+++\ntitle = 标题\ntags = [\"a\"\ndraft = maybe\n+++\n正文\n".as_bytes()),
    ("TOML with YAML's colon", "+++\ntitle: 标题\n+++\n正文\n".as_bytes()),
    ("duplicate keys in TOML", "+++\ntitle = \"甲\"\ntitle = \"乙\"\n+++\n正文\n".as_bytes()),
    ("TOML without a title", b"+++\ntags = ['a']\n+++\ntext\n"),
    ("kinds that do not fit", b"---\ntitle: x\nid: [1]\ntags: {a: b}\ncategories: [{a: b}]\ndescription: [a]\ncover: [a]\ndraft: perhaps\ndate: {a: b}\nfagao: juejin\n---\ntext\n"),
    ("a section that is a text", "---\ntitle: x\nfagao:\n  juejin: 后端\n  ys: [a]\n---\n正文\n".as_bytes()),
    ("an empty body", b"---\ntitle: x\n---\n"),
    ("an empty body without a last line break", b"---\ntitle: x\n---"),
    ("a blank body", b"---\ntitle: x\n---\n\n  \n\t\n"),
    ("a body of comments", "---\ntitle: x\n---\n<!-- 待写 -->\n\n<!-- a\n\nb --> <!-- c -->\n\n[//]: # (later)\n".as_bytes()),
    ("several at once", "---\ntags: {a: b}\ndraft: perhaps\n---\n<!-- 待写 -->\n".as_bytes()),
    ("GBK", b"---\ntitle: ok\n---\n\nok \xD6\xD0\xCE\xC4\n"),
    ("a cut character at the end", b"---\r\ntitle: ok\r\n---\r\n\xE4\xB8"),
    ("a bad byte after a lone CR", b"---\rtitle: ok\r---\r\xFF"),
    ("UTF-16, little end first", b"\xFF\xFE-\0-\0"),
    ("UTF-16, big end first", b"\xFE\xFF\0-\0-"),
    ("UTF-16 without a mark", b"-\0-\0-\0\n\0"),
    ("a NUL and a bad byte", b"---\ntitle: x\n---\n\xE4\xB8\xAD\0\n\xFF"),
];

#[test]
fn every_mistake_is_found_at_its_place_with_what_to_write() {
    let mut all = String::new();
    for (name, bytes) in WRONG {
        let findings = parse(bytes).expect_err(name);
        assert!(!findings.is_empty(), "{name}");
        let found = lines(&findings);
        let _ = writeln!(all, "## {name}\n{found}\n");
    }
    insta::assert_snapshot!("wrong", all);
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = String::from("---\ntitle: x\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..30 {
        let list = vec![format!("*a{}", i - 1); 10].join(", ");
        let _ = writeln!(bomb, "a{i}: &a{i} [{list}]");
    }
    bomb.push_str("---\ntext\n");
    let findings = parse(bomb).expect_err("a bomb");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message.code(), "article.yaml-too-large");
}

#[test]
fn nesting_without_end_is_refused_and_does_not_overflow_the_stack() {
    for open in ["[", "{a: ", "- "] {
        let text = format!("---\ntitle: x\nk:\n  {}\n---\ntext\n", open.repeat(50_000));
        assert!(parse(text).is_err(), "{open}");
    }
    let text = format!("+++\ntitle = 'x'\nk = {}\n+++\ntext\n", "[".repeat(50_000));
    assert!(parse(text).is_err());
    // Deep Markdown is no mistake, and must not overflow either.
    let deep = format!("{}text ![i](x.png)", "> ".repeat(20_000));
    let article = body(&deep);
    assert!(!article.html().is_empty() && !article.plain_text().is_empty());
}

#[test]
fn a_front_matter_that_is_no_toml_has_a_bounded_number_of_findings() {
    let text = format!("+++\n{}+++\ntext\n", "a: &a b\n".repeat(2_000));
    assert_eq!(parse(text).expect_err("no TOML").len(), 100);
}

#[test]
fn the_hello_article_has_everything() {
    let article = Article::parse(
        "fixtures/articles/hello/article.md",
        HELLO,
        Path::new("/repo/fixtures/articles/hello"),
    )
    .expect("good");
    let chars = |t: &str| t.chars().count();
    assert!((6..=60).contains(&chars(&article.title.value)));
    let description = article.meta.description.as_ref().expect("description");
    assert!((50..=100).contains(&chars(&description.value)));
    assert_eq!(article.id, "hello-fagao");
    assert!(article.id_given);
    let names: Vec<_> = article.sections.iter().map(|(k, _)| &*k.value).collect();
    assert_eq!(names, ["juejin", "jz", "ys"]);
    let jz = article.section("jz").expect("jz");
    assert_eq!(
        jz.int("resource").expect("int").expect("there").value,
        12786
    );
    assert_eq!(article.images.len(), 1);
    assert_eq!(article.images[0].kind, ImageKind::Remote);
    let written = String::from_utf8(HELLO.to_vec()).expect("UTF-8");
    assert!(written.ends_with(&article.body));
    assert_eq!(
        written.lines().nth(article.body_line - 1),
        article.body.lines().next()
    );
    insta::assert_snapshot!("hello_html", article.html());
    insta::assert_snapshot!("hello_text", article.plain_text());
    insta::assert_snapshot!("hello_prose", article.prose());
}

#[test]
fn a_scalar_is_the_text_that_was_typed() {
    for typed in [
        "2026",
        "007",
        "1.10",
        "1.5",
        "yes",
        "on",
        "true",
        "True",
        "0x1f",
        "1e3",
        "-0",
        "+1",
        ".5",
        "1_000",
        ".inf",
        "12:30",
        "2026-01-02",
        "6809637769959178254",
        "99999999999999999999",
    ] {
        let article = good(format!("---\ntitle: {typed}\ntags: [{typed}]\n---\ntext\n"));
        assert_eq!(article.title.value, typed);
        assert_eq!(names(&article.meta.tags), [typed]);
    }
}

fn names(names: &Option<Placed<Vec<Placed<String>>>>) -> Vec<&str> {
    let names = names.iter().flat_map(|n| &n.value);
    names.map(|n| n.value.as_str()).collect()
}

#[test]
fn names_are_lists_or_are_split_at_commas() {
    for (written, meant) in [
        ("[a, b]", vec!["a", "b"]),
        ("a, b", vec!["a", "b"]),
        ("Rust，后端", vec!["Rust", "后端"]),
        ("Spring Boot", vec!["Spring Boot"]),
        ("\n  - a, b\n  - [c, [d]]\n  -\n", vec!["a, b", "c", "d"]),
        ("", vec![]),
        ("','", vec![]),
    ] {
        let article = good(format!("---\ntitle: x\ntags: {written}\n---\ntext\n"));
        assert_eq!(names(&article.meta.tags), meant, "{written}");
    }
}

#[test]
fn the_first_of_several_keys_that_is_not_blank_wins() {
    let article = good(
        "---\ntitle: x\nexcerpt: c\nsummary: b\ndescription:\nthumbnail: t.png\nimage: {path: i.png}\ncover: false\nslug: s\nid: ''\n---\ntext\n",
    );
    assert_eq!(article.meta.description.expect("some").value, "b");
    assert_eq!(article.meta.cover.expect("some").value, "i.png");
    assert_eq!(article.id, "s");
    let plain = good("---\ntitle: x\n---\ntext\n");
    assert_eq!((plain.id.as_str(), plain.id_given), ("posts/a.md", false));
}

#[test]
fn yaml_and_toml_say_the_same() {
    let yaml = good(
        "---\ntitle: 标题\nid: x\ntags: [a, b]\ndraft: true\ndate: 2026-01-02\nfagao:\n  juejin: {category: 后端, n: 3, f: 1.5}\n---\n\ntext\n",
    );
    let toml = good(
        "+++\ntitle = \"标题\"\nid = \"x\"\ntags = [\"a\", \"b\"]\ndraft = true\ndate = 2026-01-02\n[fagao.juejin]\ncategory = \"后端\"\nn = 3\nf = 1.5\n+++\n\ntext\n",
    );
    assert_eq!(yaml.title.value, toml.title.value);
    assert_eq!((yaml.id, &yaml.body), (toml.id, &toml.body));
    assert_eq!(names(&yaml.meta.tags), names(&toml.meta.tags));
    assert_eq!(yaml.meta.draft.map(|d| d.value), Some(true));
    assert_eq!(toml.meta.draft.map(|d| d.value), Some(true));
    assert_eq!(
        yaml.meta.date.map(|d| d.value).as_deref(),
        Some("2026-01-02")
    );
    assert_eq!(
        toml.meta.date.map(|d| d.value).as_deref(),
        Some("2026-01-02")
    );
    for sections in [&yaml.sections, &toml.sections] {
        let (name, section) = &sections[0];
        assert_eq!(name.value, "juejin");
        assert_eq!(
            section
                .text("category")
                .expect("text")
                .expect("there")
                .value,
            "后端"
        );
        assert_eq!(section.get("n").map(|v| &v.value), Some(&Value::Int(3)));
        assert_eq!(section.get("f").map(|v| &v.value), Some(&Value::Float(1.5)));
    }
    assert_eq!(toml.body_line, 13);
}

#[test]
fn aliases_and_merge_keys_fill_in() {
    let article = good(
        "---\ntitle: x\nbase: &b {category: 后端, tags: [a]}\nfagao:\n  one: {<<: *b, tags: [c]}\n  two: *b\n---\ntext\n",
    );
    let texts = |name: &str, key: &str| {
        let texts = article.section(name).and_then(|s| s.texts(key).ok()?);
        let texts = texts.expect("texts").value.into_iter();
        texts.map(|t| t.value).collect::<Vec<_>>()
    };
    assert_eq!(texts("one", "category"), ["后端"]);
    assert_eq!(texts("one", "tags"), ["c"]);
    assert_eq!(texts("two", "tags"), ["a"]);
}

#[test]
fn a_section_reads_forgivingly_and_names_what_does_not_fit() {
    let section = Section::from_toml(
        "fagao.toml",
        "n = \"12\"\nf = \"50.00\"\nb = \"Yes\"\none = \"a\"\nints = [1, \"2\"]\nbad = [\"x\", [], {}]\nodd = {}\n[accounts.jz]\nplatfrom = \"jzguai\"\n\"键\" = 0x1F\n",
    )
    .expect("good");
    assert_eq!(section.int("n").expect("int").expect("there").value, 12);
    assert_eq!(
        section.float("f").expect("float").expect("there").value,
        50.0
    );
    assert!(section.bool("b").expect("bool").expect("there").value);
    assert_eq!(
        section
            .texts("one")
            .expect("texts")
            .expect("there")
            .value
            .len(),
        1
    );
    let ints = section.ints("ints").expect("ints").expect("there").value;
    assert_eq!(ints.iter().map(|i| i.value).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(section.int("missing"), Ok(None));
    let accounts = section.map("accounts").expect("map").expect("there").value;
    let jz = accounts.map("jz").expect("map").expect("there").value;
    let mut findings = jz.unknown(&["platform", "base_url"]);
    findings.extend(section.texts("bad").expect_err("a list in a list"));
    findings.extend(section.int("odd").expect_err("a map"));
    findings.extend(section.text("ints").expect_err("a list"));
    insta::assert_snapshot!("section", lines(&findings));
    let over = jz.merge(&section);
    assert_eq!(
        over.keys().next().map(|k| k.value.as_str()),
        Some("platfrom")
    );
    assert_eq!(over.get("n"), section.get("n"));
}

#[test]
fn all_mistakes_of_a_toml_file_are_found() {
    let text = "\u{FEFF}project = blog\r\n[accounts.jz]\r\nkey = 1\r\nkey = 2\r\n[accounts.jz]\r\n";
    let findings = Section::from_toml("fagao.toml", text).expect_err("bad");
    insta::assert_snapshot!("toml", lines(&findings));
}

#[test]
fn no_debug_shows_a_value() {
    let section = Section::from_toml(
        "f",
        "app_secret = \"hunter22\"\nlist = [\"hunter22\", 424242]\n",
    );
    let shown = format!("{:?}", section.expect("good"));
    assert!(
        shown.contains("app_secret") && !shown.contains("hunter22") && !shown.contains("424242")
    );
}

#[test]
fn images_are_found_wherever_they_are() {
    let article = body(concat!(
        "![甲](a.png) text ![](b%20c.png \"标题\") ![x](<d e.png>)\n\n",
        "[![in a link](e.png)](https://example.com)\n\n",
        "![ref][r] ![r] ![outer ![inner](in.png) `c`](out.png)\n\n",
        "[r]: https://example.com/r.png 'title'\n\n",
        "| a | b |\n| - | - |\n| x \\| y | ![t](t.png) |\n\n",
        "> - ![q](q.png)\n>   <IMG\n>   src='h&amp;1.png' alt=高>\n\n",
        "p <img src=i.png/> <img alt=\"no address\"> <imgx src=no.png>\n\n",
        "<div><img\n  class=\"a > b\"\n  src = \"j.png\" /><!-- <img src=no.png> --></div>\n\n",
        "`![no](no.png)` $![no](no.png)$\n\n```\n![no](no.png)\n```\n\n<!-- ![no](no.png) -->\n\n",
        "![d](data:image/png;base64,AAAA) ![p](//cdn.example.com/p.png) ![f](file:///tmp/f.png)\n",
        "![r](/img/根.png) ![w](img\\w.png) ![c](C%23.png) ![h](C#入门.png) ![s](s.png?v=1#center)\n",
    ));
    let mut all = String::new();
    for image in &article.images {
        let written = &article.body[image.span.clone()];
        let _ = writeln!(
            all,
            "{} {:?} alt {:?} {:?}\n    {written:?}",
            image.place, image.url, image.alt, image.kind
        );
    }
    insta::assert_snapshot!("images", all);
}

#[test]
fn html_keeps_math_and_the_authors_html_as_written() {
    let article = body(concat!(
        "$a_1 < b_2$ 和 $5 与 $6。\n\n$$\nx & y\n$$\n\n",
        "<kbd>Ctrl</kbd> <b onclick='x()'>粗</b>\n\n<details>\n<summary>更多</summary>\n\n**内**\n\n</details>\n\n",
        "\"quotes\" -- a...b `<x>` &copy; <https://example.com>\n\n| 左 | 右 |\n| :- | -: |\n| 1 | 2 |\n\n",
        "1. a\n   - [ ] b\n\n文[^1]\n\n[^1]: 注\n",
    ));
    insta::assert_snapshot!("html", article.html());
}

#[test]
fn a_title_has_one_line_and_the_hash_covers_title_and_body() {
    let article = good("---\ntitle: |\n  一\n  二\n---\ntext\n");
    assert_eq!(article.title.value, "一 二");
    let hash =
        |title: &str, body: &str| good(format!("---\ntitle: {title}\n---\n{body}")).content_hash();
    // printf 't\ntext\n' | sha256sum
    assert_eq!(
        hash("t", "text\n"),
        "b720ba043700e14fcb33208f6e5696e41515ebd267014adb2e193ab6e7b5e614"
    );
    assert_ne!(hash("t", "text\n"), hash("t", "text"));
    assert_ne!(hash("t", "text\n"), hash("u", "text\n"));
    let same = good("---\nid: other\ntitle: 't'\ntags: [a]\n---\n\n\ntext\n");
    assert_eq!(same.content_hash(), hash("t", "text\n"));
}

#[test]
fn the_body_begins_after_blank_lines_and_keeps_its_end() {
    let article = good("\u{FEFF}---\r\ntitle: x\r\n--- \r\n\r\n \t\r\n    code\r\rend  \r\n\r\n");
    assert_eq!(article.body, "    code\n\nend  \n\n");
    assert_eq!(article.body_line, 6);
    assert_eq!(good("---\ntitle: x\n...\ntext").body, "text");
    // A rule in the body closes nothing.
    assert_eq!(body("a\n\n---\n\nb\n").body, "a\n\n---\n\nb\n");
}

#[test]
fn a_file_is_loaded_with_its_images() {
    let root = tempfile::tempdir().expect("a directory");
    let posts = root.path().join("posts/图");
    fs::create_dir_all(&posts).expect("made");
    fs::create_dir_all(root.path().join("img")).expect("made");
    for name in ["posts/图/截图 1.png", "img/logo.png", "posts/图/C#.png"] {
        fs::write(root.path().join(name), "png").expect("written");
    }
    let path = posts.join("a.md");
    let front = "---\ntitle: x\n---\n\n";
    let fine = "![](截图%201.png) ![](<截图 1.png>) ![](/img/logo.png) ![](./C#.png) ![](../../img/logo.png?x)\n";
    fs::write(&path, format!("{front}{fine}")).expect("written");
    let article = Article::load(&path, root.path()).unwrap_or_else(|f| panic!("{}", lines(&f)));
    assert_eq!(article.file, "posts/图/a.md");
    assert_eq!(article.id, "posts/图/a.md");
    assert_eq!(article.dir, posts);
    assert_eq!(article.images.len(), 5);
    // The same from another way to the same file.
    let detour = root.path().join("img/../posts/图/a.md");
    assert_eq!(
        Article::load(&detour, root.path()).map(|a| a.id),
        Ok(article.id)
    );

    let wrong = "中文 ![](截图%202.png) ![](/static/logo.png)\n\n<img src=\"no/where.png\"> ![](/img/Logo.png) ![]()\n";
    fs::write(&path, format!("---\ntitle: x\n---\n\n{wrong}")).expect("written");
    let findings = Article::load(&path, root.path()).expect_err("an image has no address");
    insta::assert_snapshot!("missing", lines(&findings));
    fs::write(
        &path,
        format!("---\ntitle: x\n---\n\n{}", wrong.replace("![]()", "")),
    )
    .expect("written");
    let article = Article::load(&path, root.path()).unwrap_or_else(|f| panic!("{}", lines(&f)));
    let missing: Findings = article
        .images
        .iter()
        .filter_map(|i| {
            Some(Finding::at(
                i.place.clone(),
                article.files[&i.url].clone().err()?,
            ))
        })
        .collect();
    insta::assert_snapshot!("missing_images", lines(&missing));
}

#[test]
fn a_local_file_is_known_by_its_content() {
    let root = tempfile::tempdir().expect("a directory");
    let posts = root.path().join("posts");
    fs::create_dir_all(posts.join("图")).expect("made");
    fs::write(posts.join("图/截图 1.png"), b"\x89PNG\r\n\x1a\nx").expect("written");
    fs::write(root.path().join("logo.gif"), b"GIF89a").expect("written");
    fs::write(root.path().join("text.jpg"), b"text").expect("written");
    let path = posts.join("a.md");
    let front =
        "---\ntitle: x\ncover: /logo.gif\nfagao:\n  juejin: { cover: ../text.jpg }\n---\n\n";
    fs::write(
        &path,
        format!("{front}![](./图/截图%201.png) ![](https://a.cn/b.png)\n"),
    )
    .expect("written");
    let article = Article::load(&path, root.path()).unwrap_or_else(|f| panic!("{}", lines(&f)));
    let shown: Vec<_> = article
        .files
        .iter()
        .map(|(url, f)| {
            let f = f.as_ref().expect("there");
            assert!(f.locate(&article.dir, &article.root).is_file());
            (url.as_str(), f.path.as_str(), f.size, f.media)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("../text.jpg", "../text.jpg", 4, None),
            ("./图/截图%201.png", "图/截图 1.png", 9, Some(Media::Png)),
            ("/logo.gif", "/logo.gif", 6, Some(Media::Gif)),
        ]
    );
    let sum = &article.files["../text.jpg"].as_ref().expect("there").sha256;
    assert_eq!(
        sum,
        "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
    );
}

#[test]
fn an_address_can_be_replaced_wherever_it_stands() {
    let body = "![](a.png) ![x](<b c.png> \"t\") ![[x]](d(1).png 't') ![`](`](e.png)\n\
        > ![two\n> lines](f.png)\n\n![ref] ![r][Ref 2] ![c][]\n\n\
        <p><img alt=\"](\" src=\"g.png?a&amp;b\"></p> text <img src=h.png>\n\n\
        [ref]: i.png \"t\"\n[ref 2]: <j k.png>\n[c]:\n  l.png\n";
    let text = format!("---\ntitle: x\n---\n{body}");
    let article = Article::parse("a.md", text.as_bytes(), Path::new("")).expect("read");
    let mut spans: Vec<_> = article
        .images
        .iter()
        .filter_map(|i| i.url_span.clone())
        .collect();
    assert_eq!(spans.len(), article.images.len());
    spans.sort_by_key(|s| std::cmp::Reverse(s.start));
    let mut changed = article.body.clone();
    for span in spans {
        changed.replace_range(span, "https://u.cn/x~y:z.awebp?p=%2B&q=1");
    }
    let again = format!("---\ntitle: x\n---\n{changed}");
    let again = Article::parse("a.md", again.as_bytes(), Path::new("")).expect("read");
    let urls: Vec<_> = again.images.iter().map(|i| i.url.as_str()).collect();
    assert_eq!(
        urls,
        vec!["https://u.cn/x~y:z.awebp?p=%2B&q=1"; article.images.len()],
        "{changed}"
    );
    let alts = |a: &Article| a.images.iter().map(|i| i.alt.clone()).collect::<Vec<_>>();
    assert_eq!(alts(&again), alts(&article));
}

#[test]
fn what_is_no_readable_file_is_refused() {
    let root = tempfile::tempdir().expect("a directory");
    let huge = root.path().join("huge.md");
    // A sparse file: it takes no room, and would take long to read.
    let file = fs::File::create(&huge).expect("made");
    file.set_len(100 * 1000 * 1000).expect("grown");
    let mut findings = Findings::new();
    for name in ["huge.md", "none.md", ""] {
        let path = root.path().join(name);
        findings.extend(Article::load(&path, root.path()).expect_err("no article"));
    }
    let found = lines(&findings).replace(&root.path().display().to_string(), "ROOT");
    insta::assert_snapshot!("unreadable", found);
    let long = vec![b'x'; MAX_BYTES as usize + 1];
    let findings = parse(long).expect_err("too large");
    assert_eq!(findings[0].message.code(), "article.too-large");
}

#[test]
fn five_megabytes_are_fine() {
    let mut text = String::from("---\ntitle: 长\n---\n");
    while text.len() < 5_000_000 {
        text.push_str("中文 ![图](https://example.com/a.png) **粗** `code` ");
    }
    let article = good(&text);
    let last = article.images.last().expect("images");
    assert_eq!(last.place.line, 4);
    assert_eq!(
        last.place.column,
        article.body[..last.span.start].chars().count() + 1
    );
    assert!(article.html().len() > text.len());
}

/// Texts made of what matters to the parsers.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title: 标题\n",
        "title = \"x\"\n",
        "tags: [a, b]\n",
        "fagao:\n",
        "  juejin: {a: 1}\n",
        "&a ",
        "*a ",
        "<<: ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        ": ",
        "- ",
        "| ",
        "> ",
        "\t",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "![甲](a.png)",
        "![x][r]",
        "[r]: r.png\n",
        "<img src=\"b.png\">",
        "<img ",
        "src=",
        "<!--",
        "-->",
        "<div>\n",
        "`",
        "```\n",
        "$",
        "$$",
        "\\",
        "中文",
        "😀",
        "e\u{301}",
        "\u{FEFF}",
        "\0",
        "%",
        "#",
        "1. ",
        "[^1]",
        "[^1]: ",
        "~~",
        "**",
        "| - |\n",
        "text",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
        let _ = parse([b"---\n".as_slice(), &bytes].concat());
        let _ = parse([b"+++\n".as_slice(), &bytes, b"\n+++\n"].concat());
    }

    #[test]
    fn arbitrary_articles_never_panic_and_are_good_or_have_findings(text in texts()) {
        let opened = format!("---\n{text}\n---\ntext\n");
        for text in [&text, &opened] {
            match parse(text) {
                Ok(article) => {
                    prop_assert!(!article.title.value.is_empty());
                    let _ = (article.html(), article.plain_text(), article.prose(), article.content_hash());
                }
                Err(findings) => prop_assert!(!findings.is_empty()),
            }
        }
    }

    #[test]
    fn spans_cover_the_images(text in texts()) {
        let Ok(article) = parse(format!("---\ntitle: t\n---\nx\n{text}")) else { return Ok(()) };
        let mut end = 0;
        for image in &article.images {
            let written = &article.body[image.span.clone()];
            let tag = written.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("<img"));
            prop_assert!(written.starts_with("![") || tag, "{written:?}");
            prop_assert!(written.ends_with(if tag { ['>', '>'] } else { [')', ']'] }), "{written:?}");
            prop_assert!(image.span.start >= end, "images overlap");
            end = image.span.end;
            let before = &article.body[..image.span.start];
            prop_assert_eq!(image.place.line, article.body_line + before.matches('\n').count());
            let line = before.rsplit('\n').next().unwrap_or("");
            prop_assert_eq!(image.place.column, line.chars().count() + 1);
        }
    }

    #[test]
    fn line_ends_do_not_matter(text in texts()) {
        let lf = format!("---\ntitle: t\n---\n{text}").replace("\r\n", "\n").replace('\r', "\n");
        // The sum is that of the bytes: it tells whether a file was touched, not what it says.
        let said = |text: String| parse(text).map(|article| Article { sum: String::new(), ..article });
        prop_assert_eq!(said(lf.clone()), said(lf.replace('\n', "\r\n")));
        prop_assert_eq!(said(lf.clone()), said(lf.replace('\n', "\r")));
        prop_assert_eq!(said(lf.clone()), said(format!("\u{FEFF}{lf}")));
    }

    #[test]
    fn places_are_what_counting_says(text in "(中|a|\n|😀){0,3000}", at in 0_usize..4000) {
        let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let place = Source::new("f", &text).place(at);
        let before = &text[..at];
        prop_assert_eq!(place.line, before.matches('\n').count() + 1);
        prop_assert_eq!(place.column, before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
    }
}
