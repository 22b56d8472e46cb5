//! The article, and what its author makes of it.

use std::path::Path;

use crate::article::Article;

/// The picture of the text, as it is written.
const PICTURE: &str = "img/flat.webp";

/// The one that comes in its place.
const OTHER_PICTURE: &str = "img/photo.jpg";

/// What begins the address of a picture on the author's machine.
pub(super) const LOCAL: &str = "img/";

/// What a text with a picture says beside it.
pub(super) const LOOK: &str = "请看图。";

/// What the changed text says.
const CHANGED: &str = "第二版。";

/// The title of the article.
pub(super) const TITLE: &str = "恰好一次，无论什么出错";

/// The title that comes in its place.
const OTHER_TITLE: &str = "至多一次，无论什么出错";

/// What the author has made of the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Version {
    /// It is as it was first.
    #[default]
    First,
    /// Its text says something more.
    Changed,
    /// It has another title.
    Retitled,
    /// It has another picture.
    Repictured,
}

impl Version {
    /// The version of what is on the site: its title, its text, and the sizes of the pictures in it.
    pub(super) fn of(title: &str, text: &str, pictures: &[usize]) -> Self {
        match title {
            _ if text.contains(CHANGED) => Version::Changed,
            OTHER_TITLE => Version::Retitled,
            _ if pictures == [OTHER_SIZE] => Version::Repictured,
            _ => Version::First,
        }
    }
}

/// The size of the other picture, by which the model knows it.
const OTHER_SIZE: usize = 134;

/// The article as it was first, without a picture.
pub(super) const ARTICLE: &str = "---
title: 恰好一次，无论什么出错
id: once
description: 这是一篇只为模型而写的短文，它的摘要必须有五十个字以上，所以这里再多写几个字，好让它够长，足够长，真的足够长，再长一点。
fagao:
  juejin: { category: 后端, tags: [后端, 架构] }
  jz: { resource: [12786, 12787], model: 1 }
  ys:
    categories: [科技, 互联网, 教育, 科普, 工具]
    keywords: [Rust]
    cover: \"https://example.com/cover.png\"
---
正文。
";

/// The same with a picture.
pub(super) fn pictured() -> String {
    format!("{ARTICLE}\n{LOOK}\n\n![图]({PICTURE})\n")
}

/// The article in its versions, each read as from its file.
pub(super) fn versions(text: &str) -> Vec<(Version, Article)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/images");
    let read = |text: &str| {
        let article = Article::parse("once.md", text.as_bytes(), &dir);
        let mut article = article.unwrap_or_else(|f| panic!("{f:?}"));
        for picture in [PICTURE, OTHER_PICTURE] {
            if text.contains(picture) {
                article.look_at(picture);
            }
        }
        article
    };
    let versions = [
        (Version::First, text.to_owned()),
        (Version::Changed, format!("{text}\n{CHANGED}\n")),
        (Version::Retitled, text.replace(TITLE, OTHER_TITLE)),
        (Version::Repictured, text.replace(PICTURE, OTHER_PICTURE)),
    ];
    versions.iter().map(|(v, text)| (*v, read(text))).collect()
}
