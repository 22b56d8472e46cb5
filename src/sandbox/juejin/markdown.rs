//! An article's Markdown as a reader of the site sees it.

use axum::http::Uri;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html::push_html};

use super::cookies::percent;

/// Renders Markdown. Raw HTML comes out as text, links to elsewhere lead over `link.juejin.cn`.
pub fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    // How it looks is between two fences at the top, which no reader sees.
    let shown = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(markdown, |(_, text)| text);
    let events = Parser::new_ext(shown, options).map(|event| match event {
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: public(dest_url),
            title,
            id,
        }),
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: outbound(dest_url),
            title,
            id,
        }),
        other => other,
    });
    let mut out = String::new();
    push_html(&mut out, events);
    out
}

/// Pictures of what is published are shown to everybody, from another host.
fn public(url: CowStr<'_>) -> CowStr<'_> {
    let path = url
        .strip_prefix("https://p0-xtjj-private.juejin.cn/")
        .and_then(|rest| rest.split('?').next());
    match path {
        Some(path) => format!("https://p3-juejin.byteimg.com/{path}").into(),
        None => url,
    }
}

fn outbound(link: CowStr<'_>) -> CowStr<'_> {
    let host = link
        .parse::<Uri>()
        .ok()
        .and_then(|u| u.host().map(str::to_owned));
    match host {
        Some(host) if host != "juejin.cn" && !host.ends_with(".juejin.cn") => {
            format!("https://link.juejin.cn/?target={}", percent(&link)).into()
        }
        None if link.trim_start().to_lowercase().starts_with("javascript:") => "#".into(),
        _ => link,
    }
}
