//! Markdown: what is in a body, and what becomes of it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::address;
use super::tag::{self, Raw};

/// An image as the body has it.
pub(super) struct Found {
    pub(super) url: String,
    pub(super) alt: String,
    pub(super) span: Range<usize>,
    pub(super) url_span: Option<Range<usize>>,
}

/// What one walk through a body tells.
pub(super) struct Listed {
    pub(super) images: Vec<Found>,
    /// Whether nothing would be seen of it.
    pub(super) empty: bool,
}

/// GitHub's dialect and math. No smart punctuation, heading attributes or alerts: an author's
/// signs stay as written.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
}

/// Lists the images, and tells whether there is anything at all.
pub(super) fn examine(body: &str) -> Listed {
    let mut images = Vec::new();
    let mut empty = true;
    // Images nest (`![a ![b](c)](d)`); the inner one is only text of the outer.
    let mut open: Vec<Found> = Vec::new();
    // Where what stands between the brackets ends, as far as it was seen.
    let mut seen = 0;
    let mut block = Raw::default();
    let parser = Parser::new_ext(body, options());
    let definitions: std::collections::HashMap<String, Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(label, d)| (label.to_lowercase(), d.span.clone()))
        .collect();
    for (event, span) in parser.into_offset_iter() {
        if !open.is_empty() && !matches!(event, Event::End(TagEnd::Image)) {
            seen = seen.max(span.end);
        }
        match event {
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                empty = false;
                if open.is_empty() {
                    seen = span.start + "![".len();
                }
                let url_span = match link_type {
                    // Known once the text in the brackets has gone by.
                    LinkType::Inline => None,
                    _ => definitions
                        .get(&id.to_lowercase())
                        .and_then(|at| address::in_definition(body, at.clone())),
                };
                open.push(Found {
                    url: dest_url.into_string(),
                    alt: String::new(),
                    span,
                    url_span,
                });
            }
            Event::End(TagEnd::Image) => {
                let mut inner = open.pop();
                if let (Some(image), true) = (&mut inner, open.is_empty())
                    && image.url_span.is_none()
                {
                    image.url_span = address::in_image(body, seen..image.span.end);
                }
                match (inner, open.last_mut()) {
                    (Some(inner), Some(outer)) => outer.alt.push_str(&inner.alt),
                    (Some(image), None) => images.push(image),
                    (None, _) => {}
                }
            }
            Event::Text(text) | Event::Code(text) => {
                empty &= text.trim().is_empty();
                if let Some(image) = open.last_mut() {
                    image.alt.push_str(&text);
                }
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => empty = false,
            Event::SoftBreak | Event::HardBreak => {
                if let Some(image) = open.last_mut() {
                    image.alt.push(' ');
                }
            }
            // Line after line, without the marks of quotes and lists around the block.
            Event::Html(html) => block.push(&html, span),
            Event::End(TagEnd::HtmlBlock) => {
                let raw = std::mem::take(&mut block);
                empty &= tag::only_comments(&raw.html);
                images.extend(tag::images(&raw));
            }
            Event::InlineHtml(html) if open.is_empty() => {
                let mut raw = Raw::default();
                raw.push(&html, span.clone());
                empty &= tag::only_comments(&raw.html);
                // The event is the tag; in a quote its lines have marks that `html` lacks.
                let found = tag::images(&raw).into_iter();
                images.extend(found.map(|image| Found {
                    span: span.clone(),
                    ..image
                }));
            }
            _ => {}
        }
    }
    Listed { images, empty }
}

/// Renders HTML; see [`super::Article::html`].
pub(super) fn html(body: &str) -> String {
    let events = Parser::new_ext(body, options()).map(|event| match event {
        Event::InlineMath(math) => Event::Text(format!("${math}$").into()),
        Event::DisplayMath(math) => Event::Text(format!("$${math}$$").into()),
        event => event,
    });
    let mut html = String::with_capacity(body.len() + body.len() / 2);
    pulldown_cmark::html::push_html(&mut html, events);
    html
}

/// Gives all text, a line per block.
pub(super) fn plain_text(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut images = 0_usize;
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(t) | Event::Code(t) => text.push_str(&t),
            Event::InlineMath(t) => push(&mut text, &["$", &t, "$"]),
            Event::DisplayMath(t) => push(&mut text, &["$$", &t, "$$"]),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::End(end) if ends_a_line(end) => end_line(&mut text),
            Event::Start(Tag::List(_)) => end_line(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Gives the paragraphs and list items alone, joined by spaces.
pub(super) fn prose(body: &str) -> String {
    let mut text = String::new();
    let mut hidden = 0_usize;
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(tag) if hides(&tag) => hidden += 1,
            Event::End(end) if closes_hidden(end) => hidden -= 1,
            _ if hidden > 0 => {}
            Event::Text(t) | Event::Code(t) => text.push_str(&t),
            Event::InlineMath(t) => push(&mut text, &["$", &t, "$"]),
            Event::DisplayMath(t) => push(&mut text, &["$$", &t.replace('\n', "\r"), "$$"]),
            Event::SoftBreak | Event::HardBreak => text.push('\r'),
            Event::End(end) if ends_a_line(end) => text.push('\n'),
            Event::Start(Tag::List(_)) => text.push('\n'),
            _ => {}
        }
    }
    let blocks: Vec<_> = text.lines().map(join_lines).collect();
    let blocks: Vec<_> = blocks.iter().map(|b| b.trim()).collect();
    let blocks = blocks.into_iter().filter(|b| !b.is_empty());
    blocks.collect::<Vec<_>>().join(" ")
}

fn push(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches([' ', '\n']).len());
    if !text.is_empty() {
        text.push('\n');
    }
}

fn ends_a_line(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition
    )
}

fn hides(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
    )
}

fn closes_hidden(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::Image
            | TagEnd::FootnoteDefinition
    )
}

/// Joins a paragraph's lines (at CR, which no body has otherwise) by a space, and by nothing
/// where Chinese or Japanese meets itself: a line break in such a text separates no words.
fn join_lines(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\r').map(str::trim).filter(|l| !l.is_empty()) {
        let before = joined.chars().next_back();
        let after = line.chars().next();
        let glued = before.is_none_or(is_wide) && after.is_some_and(is_wide);
        if !joined.is_empty() && !glued {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
