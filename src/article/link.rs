//! The links of a body to files beside it, and the shortcodes in it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Article;
use super::markdown::options;
use crate::text::Place;

/// A link to another Markdown file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLink {
    /// The address as written.
    pub url: String,
    /// The file, relative to the project's root, with forward slashes.
    pub file: String,
    /// Where the link begins in the file.
    pub place: Place,
    /// The bytes of the body that the address takes.
    pub span: Range<usize>,
}

impl Article {
    /// The links `[text](other.md)` to Markdown files, in order.
    pub fn file_links(&self) -> Vec<FileLink> {
        let mut links = Vec::new();
        for (event, span) in Parser::new_ext(&self.body, options()).into_offset_iter() {
            let Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) = event
            else {
                continue;
            };
            let Some(file) = beside(&self.file, &dest_url) else {
                continue;
            };
            // The address is the last thing in the link that reads like it.
            if let Some(at) = self.body[span.clone()].rfind(dest_url.as_ref()) {
                let begin = span.start + at;
                links.push(FileLink {
                    file,
                    place: self.place_at(span.start),
                    span: begin..begin + dest_url.len(),
                    url: dest_url.into_string(),
                });
            }
        }
        links
    }

    /// The shortcodes of Hugo (`{{< … >}}`, `{{% … %}}`) and Hexo (`{% … %}`) outside of code.
    pub fn shortcodes(&self) -> Vec<(Place, String)> {
        let mut code: Vec<Range<usize>> = Vec::new();
        let mut block = None;
        for (event, span) in Parser::new_ext(&self.body, options()).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => block = Some(span.start),
                Event::End(TagEnd::CodeBlock) => {
                    code.extend(block.take().map(|begin| begin..span.end));
                }
                Event::Code(_) => code.push(span),
                _ => {}
            }
        }
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((begin, close)) = next(&self.body, at) {
            let Some(length) = self.body[begin..].find(close) else {
                at = begin + 2;
                continue;
            };
            let end = begin + length + close.len();
            at = end;
            let line = self.body[begin..end].lines().next().unwrap_or_default();
            if !code.iter().any(|c| c.contains(&begin)) {
                let shown: String = line.chars().take(60).collect();
                found.push((self.place_at(begin), shown));
            }
        }
        found
    }

    /// The place in the file of a byte of the body.
    fn place_at(&self, byte: usize) -> Place {
        let before = &self.body[..byte];
        let line = before.rsplit('\n').next().unwrap_or_default();
        Place {
            file: self.file.clone(),
            line: self.body_line + before.matches('\n').count(),
            column: line.chars().count() + 1,
        }
    }
}

/// The next opening of a shortcode, and what closes it.
fn next(body: &str, from: usize) -> Option<(usize, &'static str)> {
    const MARKS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{% ", "%}")];
    MARKS
        .iter()
        .filter_map(|(open, close)| Some((from + body.get(from..)?.find(open)?, *close)))
        .min_by_key(|(at, _)| *at)
}

/// The file that an address leads to, when it is a Markdown file of the project.
fn beside(file: &str, url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let markdown = path.ends_with(".md") || path.ends_with(".markdown");
    if !markdown || url.contains("://") || url.starts_with("//") {
        return None;
    }
    let path = path.replace("%20", " ");
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => file
            .rsplit_once('/')
            .map_or("", |(dir, _)| dir)
            .split('/')
            .collect(),
    };
    let mut all = parts.split_off(0);
    all.retain(|p| !p.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(all.pop()?),
            other => all.push(other),
        }
    }
    Some(all.join("/"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn article(body: &str) -> Article {
        let text = format!("---\ntitle: 标题\n---\n\n{body}");
        Article::parse("posts/a.md", text.as_bytes(), Path::new("posts")).unwrap()
    }

    #[test]
    fn a_link_to_a_file_is_found_with_the_bytes_of_its_address() {
        let article = article(
            "看[上一篇 b.md](./b.md#x \"t\")与[别处](https://x.cn/a.md)、[根](/c.md)、[图](d.png)。\n",
        );
        let links = article.file_links();
        let found: Vec<_> = links
            .iter()
            .map(|l| (l.file.as_str(), &article.body[l.span.clone()]))
            .collect();
        assert_eq!(found, [("posts/b.md", "./b.md#x"), ("c.md", "/c.md")]);
        assert_eq!((links[0].place.line, links[0].place.column), (5, 2));
    }

    #[test]
    fn shortcodes_are_found_outside_of_code() {
        let article = article(
            "一\n\n{{< figure src=\"a\" >}} `{{< x >}}`\n\n```\n{% raw %}\n```\n\n{% asset_img b.png %}\n",
        );
        let found = article.shortcodes();
        let texts: Vec<_> = found.iter().map(|(p, t)| (p.line, t.as_str())).collect();
        assert_eq!(
            texts,
            [
                (7, "{{< figure src=\"a\" >}}"),
                (13, "{% asset_img b.png %}")
            ]
        );
    }
}
