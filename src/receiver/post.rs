//! An item as a Markdown file with front matter.

use std::collections::BTreeMap;

use super::Layout;
use super::html::{escape, images, replace};
use crate::ledger::Item;
use crate::platforms::yunsuo::push::Push;

/// Bytes of a name that come from the title.
const SLUG: usize = 80;

/// The name of an item's file without its ending: the day it came, what is safe of its title, and its hash.
pub(super) fn name(item: &Item) -> String {
    let day = moment(item.received).strftime("%Y-%m-%d").to_string();
    let hash: String = item
        .hash
        .chars()
        .filter(char::is_ascii_hexdigit)
        .take(12)
        .collect();
    match slug(&item.title) {
        slug if slug.is_empty() => format!("{day}-{hash}"),
        slug => format!("{day}-{slug}-{hash}"),
    }
}

/// The line of the front matter by which a file is known to be this item's.
pub(super) fn mark(item: &Item) -> String {
    format!(
        "push: {}\n",
        quote(&format!("{}/{}", item.account, item.hash))
    )
}

/// The addresses of all images of an item, each once.
pub(super) fn pictures(push: &Push) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let found = images(&push.html).into_iter().map(|(_, url)| url);
    let shown = push.images.iter().map(|i| i.url.clone());
    let cover = Some(push.cover.clone()).filter(|c| !c.is_empty());
    for url in cover.into_iter().chain(shown).chain(found) {
        if !all.contains(&url) {
            all.push(url);
        }
    }
    all
}

/// Writes the file. Images that were fetched are referred to where they are now, the others where they were.
pub(super) fn write(
    item: &Item,
    push: &Push,
    layout: Layout,
    name: &str,
    fetched: &BTreeMap<String, String>,
) -> String {
    let now_at = |url: &str| match fetched.get(url) {
        Some(file) => layout.reference(name, file),
        None => url.to_owned(),
    };
    let mut front = format!("---\ntitle: {}\n", quote(&push.title));
    front += &format!("date: {}\n", moment(item.received));
    for (key, text) in [
        ("description", &push.description),
        ("push_kind", &push.kind),
    ] {
        if !text.is_empty() {
            front += &format!("{key}: {}\n", quote(text));
        }
    }
    let tags = push.keywords.split([',', ',']).map(str::trim);
    let tags: Vec<_> = tags.filter(|t| !t.is_empty()).map(quote).collect();
    front += &format!("tags: [{}]\n", tags.join(", "));
    let categories: Vec<_> = push.categories.iter().map(|c| quote(c)).collect();
    front += &format!("categories: [{}]\n", categories.join(", "));
    if !push.cover.is_empty() {
        front += &format!("cover: {}\n", quote(&now_at(&push.cover)));
    }
    front += &mark(item);
    format!(
        "{front}---\n<div>\n{}\n</div>\n",
        tame(&html(push, &now_at))
    )
}

/// The body in HTML: an article's own, with its images where they are now.
fn html(push: &Push, now_at: &dyn Fn(&str) -> String) -> String {
    let poster = |cover: &str| match cover {
        "" => String::new(),
        cover => format!(" poster=\"{}\"", escape(&now_at(cover))),
    };
    match push.kind.as_str() {
        "video" => format!(
            "<video controls src=\"{}\"{}></video>",
            escape(&push.media),
            poster(&push.cover)
        ),
        "audio" => format!("<audio controls src=\"{}\"></audio>", escape(&push.media)),
        "images" => {
            let figure = |i: &crate::platforms::yunsuo::push::Picture| {
                let text = escape(&i.text);
                let url = escape(&now_at(&i.url));
                format!(
                    "<figure><img src=\"{url}\" alt=\"{text}\"><figcaption>{text}</figcaption></figure>"
                )
            };
            push.images
                .iter()
                .map(figure)
                .collect::<Vec<_>>()
                .join("\n")
        }
        _ => {
            let with: Vec<_> = images(&push.html)
                .into_iter()
                .map(|(range, url)| (range, escape(&now_at(&url))))
                .collect();
            replace(&push.html, &with)
        }
    }
}

/// HTML that stays itself within Markdown and within the generators' templates.
///
/// A blank line would end the HTML for Markdown, and `{{` or `{%` would be run by Liquid, Nunjucks and
/// Hugo's shortcodes: both become what means the same to a browser.
fn tame(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace(['\r', '\0'], "\n");
    let mut text = String::with_capacity(html.len());
    for line in html.trim().lines() {
        if line.trim().is_empty() {
            text.push_str("&#10;");
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.pop();
    text.replace("{{", "&#123;&#123;")
        .replace("{%", "&#123;%")
        .replace("{#", "&#123;#")
}

/// What is safe of a title in a file's name, anywhere: letters and digits of any script, and single hyphens.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() { c } else { '-' };
        if c == '-' && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        if slug.len() + c.len_utf8() > SLUG {
            break;
        }
        slug.push(c);
    }
    slug.trim_end_matches('-').to_owned()
}

/// A text between double quotes, as YAML and JSON both read it.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Line breaks to YAML 1.1, and what it does not print.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted += &format!("\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn moment(unix: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(unix).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(title: &str) -> Item {
        Item {
            id: 1,
            account: "ys".into(),
            hash: "ab".repeat(32),
            kind: "article".into(),
            title: title.into(),
            received: 1_790_000_000,
            deliveries: 1,
            file: None,
            proved: false,
        }
    }

    #[test]
    fn no_title_leads_out_of_its_directory() {
        for (title, slug) in [
            ("../../etc/passwd", "-etc-passwd"),
            ("..", ""),
            ("/", ""),
            ("C:\\x\0y", "-c-x-y"),
            ("标题:一篇 文章!", "-标题-一篇-文章"),
        ] {
            let slug = slug.to_owned();
            assert_eq!(name(&item(title)), format!("2026-09-21{slug}-abababababab"));
        }
        assert!(name(&item(&"长".repeat(300))).len() < 120);
    }

    #[test]
    fn html_stays_html_and_runs_no_template() {
        let html = "<p>a</p>\r\n\r\n<pre>\n\n    x\n</pre>{{ site.secret }}{% raw %}";
        let text = tame(html);
        assert!(!text.contains("\n\n") && !text.contains("{{") && !text.contains("{%"));
        let clear = text.replace("&#10;", "\n").replace("&#123;", "{");
        assert_eq!(clear, html.replace("\r\n", "\n"));
    }

    #[test]
    fn a_post_has_front_matter_that_nothing_breaks_out_of() {
        let push = Push {
            kind: "article".into(),
            title: "一\"---\n---: #".into(),
            keywords: "a, b,".into(),
            description: String::new(),
            cover: "https://a/c.png".into(),
            categories: vec!["科技".into()],
            html: "<p>x<img src='https://a/c.png'></p>".into(),
            media: String::new(),
            images: vec![],
        };
        let fetched = [("https://a/c.png".to_owned(), "0f.png".to_owned())].into();
        let text = write(&item("t"), &push, Layout::Jekyll, "n", &fetched);
        insta::assert_snapshot!(text);
        let bundle = write(&item("t"), &push, Layout::Hugo, "n", &fetched);
        assert!(bundle.contains("cover: \"0f.png\"\n") && bundle.contains("src='0f.png'"));
    }
}
