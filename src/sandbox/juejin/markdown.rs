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
    let events = Parser::new_ext(markdown, options).map(|event| match event {
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
