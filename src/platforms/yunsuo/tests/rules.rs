//! The document's rule table through the whole platform: each rule at both sides of its limit.

use super::*;

/// One character each: of three bytes, of four bytes and two UTF-16 units, of one byte.
const CHARACTERS: [&str; 3] = ["稿", "🚀", "x"];

/// Front matter that keeps every rule, with keys in its place changed; an empty value takes the key away.
fn front(changes: &[(&str, &str)]) -> String {
    let mut keys = vec![
        ("title", "六个字的标题"),
        ("keywords", "a"),
        ("description", "d"),
        ("categories", "[一, 二, 三, 四, 五]"),
        ("cover", "https://a.cn/c.png"),
    ];
    let mut section = Vec::new();
    for (key, value) in changes {
        keys.retain(|(k, _)| k != key || *key == "title");
        match *key {
            "title" => keys[0].1 = value,
            _ if value.is_empty() => {}
            _ => section.push(format!("    {key}: {value}")),
        }
    }
    let top: Vec<String> = keys.iter().map(|(k, v)| format!("{k}: {v}")).collect();
    format!("{}\nfagao:\n  ys:\n{}", top.join("\n"), section.join("\n"))
}

/// The codes of what is found; none when there is a plan.
fn found(changes: &[(&str, &str)], body: &str) -> Vec<&'static str> {
    match Yunsuo.plan(
        &article(&front(changes), body),
        &account(SETTINGS),
        &known(),
    ) {
        Ok(_) => Vec::new(),
        Err(PlanError::Findings(f)) => f.iter().map(|f| f.message.code()).collect(),
        Err(e) => panic!("{e}"),
    }
}

fn images(count: usize, url: &str, text: &str) -> String {
    let image = format!("{{url: '{url}', text: '{text}'}}");
    format!("[{}]", vec![image; count].join(", "))
}

#[test]
fn lengths_are_characters_at_both_sides_of_every_limit() {
    for c in CHARACTERS {
        let of = |n: usize| c.repeat(n);
        for (key, good, bad) in [
            (
                "title",
                vec![6, 60],
                vec![(5, "yunsuo.too-short"), (61, "yunsuo.too-long")],
            ),
            ("keywords", vec![1, 255], vec![(256, "yunsuo.too-long")]),
            ("description", vec![1, 255], vec![(256, "yunsuo.too-long")]),
        ] {
            for n in good {
                assert_eq!(found(&[(key, &of(n))], "正文"), [""; 0], "{key} {c} {n}");
            }
            for (n, code) in bad {
                assert_eq!(found(&[(key, &of(n))], "正文"), [code], "{key} {c} {n}");
            }
        }
        for (n, codes) in [(1, 0), (255, 0), (256, 4)] {
            let list = images(4, "https://a.cn/1.png", &of(n));
            let found = found(&[("type", "2"), ("images", &list)], "正文");
            assert_eq!(found, vec!["yunsuo.too-long"; codes], "{c} {n}");
        }
    }
}

#[test]
fn a_description_may_be_missing_and_nothing_else_of_the_table_may() {
    assert_eq!(found(&[("description", "")], "正文"), [""; 0]);
    for key in ["keywords", "categories", "cover"] {
        assert_eq!(
            found(&[(key, "")], "正文"),
            ["yunsuo.missing-field"],
            "{key}"
        );
    }
    for (kind, key) in [("1", "video_url"), ("2", "images"), ("3", "audio_url")] {
        assert_eq!(
            found(&[("type", kind)], "正文"),
            ["yunsuo.missing-field"],
            "{key}"
        );
    }
}

#[test]
fn the_types_are_0_to_3() {
    let video = ("video_url", "https://a.cn/v.mp4");
    let audio = ("audio_url", "https://a.cn/a.mp3");
    let list = images(4, "https://a.cn/1.png", "图");
    for (kind, more) in [
        ("0", None),
        ("1", Some(video)),
        ("2", Some(("images", list.as_str()))),
        ("3", Some(audio)),
    ] {
        let changes: Vec<_> = [Some(("type", kind)), more].into_iter().flatten().collect();
        assert_eq!(found(&changes, "正文"), [""; 0], "{kind}");
    }
    for kind in ["-1", "4", "图文"] {
        assert_eq!(found(&[("type", kind)], "正文"), ["yunsuo.type"], "{kind}");
    }
}

#[test]
fn five_categories_are_needed_after_those_named_twice_are_dropped() {
    for (list, codes) in [
        ("[一, 二, 三, 四]", 1),
        ("[一, 二, 三, 四, 四]", 1),
        ("[一, 二, 三, 四, ' 四 ']", 1),
        ("[一, 二, 三, 四, 五]", 0),
        ("[一, 二, 三, 四, 五, 五]", 0),
        ("'一,二,三,四,五'", 0),
        ("[🚀, 🎈, 🎉, 🎊, 🧨]", 0),
        ("[🚀, 🎈, 🎉, 🎊]", 1),
    ] {
        let wanted = vec!["yunsuo.too-few"; codes];
        assert_eq!(found(&[("categories", list)], "正文"), wanted, "{list}");
    }
}

#[test]
fn four_images_are_needed() {
    for (count, codes) in [(3, 1), (4, 0), (5, 0)] {
        let list = images(count, "https://a.cn/1.png", "图");
        let wanted = vec!["yunsuo.too-few"; codes];
        assert_eq!(
            found(&[("type", "2"), ("images", &list)], "正文"),
            wanted,
            "{count}"
        );
    }
}

#[test]
fn every_image_needs_an_address_and_a_text() {
    let no_text = images(4, "https://a.cn/1.png", "");
    let no_url = images(4, "", "图");
    let bad_url = images(4, "ftp://a.cn/1.png", "图");
    for (list, code) in [
        (no_text, "yunsuo.missing-field"),
        (no_url, "yunsuo.missing-field"),
        (bad_url, "yunsuo.not-a-url"),
    ] {
        assert_eq!(
            found(&[("type", "2"), ("images", &list)], "正文"),
            vec![code; 4],
            "{list}"
        );
    }
}

#[test]
fn an_account_has_36_characters() {
    for c in CHARACTERS {
        for (n, codes) in [(35, 1), (36, 0), (37, 1)] {
            let wanted = vec!["yunsuo.account"; codes];
            assert_eq!(
                found(&[("accounts", &format!("[{}]", c.repeat(n)))], "正文"),
                wanted,
                "{c} {n}"
            );
        }
    }
}

#[test]
fn addresses_are_of_the_web() {
    for (changes, key) in [
        (vec![], "cover"),
        (vec![("type", "1")], "video_url"),
        (vec![("type", "3")], "audio_url"),
    ] {
        for (url, good) in [
            ("http://a.cn/x", true),
            ("https://例子.cn/图.png", true),
            ("ftp://a.cn/x", false),
            ("'https://'", false),
        ] {
            let mut all = changes.clone();
            all.push((key, url));
            let wanted = if good {
                vec![]
            } else {
                vec!["yunsuo.not-a-url"]
            };
            assert_eq!(found(&all, "正文"), wanted, "{key} {url}");
        }
    }
}

#[test]
fn the_text_of_an_article_is_what_is_left_without_its_tags() {
    for (body, codes) in [
        ("字", 0),
        ("🚀", 0),
        ("<p>&nbsp;</p>", 1),
        ("![图](https://a.cn/a.png)", 1),
        ("<div><!-- 字 --></div>", 1),
    ] {
        let wanted = vec!["yunsuo.empty-text"; codes];
        assert_eq!(found(&[], body), wanted, "{body}");
    }
}
