//! The Chinese table about Juejin.

use super::{list, sentence};
use crate::text::{JuejinMessage, Sentence};

pub(super) fn juejin(m: &JuejinMessage) -> Sentence {
    match m {
        JuejinMessage::TitleTooLong { length, limit } => sentence(
            format!("标题有 {length} 个字，掘金最多 {limit} 个字"),
            "请缩短标题；一个表情符号算两个字或更多",
        ),
        JuejinMessage::NoCategory { known } => sentence(
            "掘金要求选择分类，这里没有写",
            format!(
                "请在 `fagao:` 下这个账号的部分写上 `category: …`，可选：{}",
                list(known)
            ),
        ),
        JuejinMessage::UnknownCategory {
            name,
            nearest,
            known,
        } => sentence(
            format!("掘金没有分类 `{name}`"),
            match nearest {
                Some(near) => format!("是不是想写 `{near}`？"),
                None => format!("请写其中一个：{}", list(known)),
            },
        ),
        JuejinMessage::NoTags { most } => sentence(
            "掘金要求至少一个标签，这里没有写",
            format!("请写上 `tags: [Rust]`，1 到 {most} 个，必须是掘金已有的标签"),
        ),
        JuejinMessage::TooManyTags { count, most } => sentence(
            format!("写了 {count} 个标签，掘金最多 {most} 个"),
            format!("请只保留 1 到 {most} 个"),
        ),
        JuejinMessage::TooManyTopTags { count, most } => sentence(
            format!("写了 {count} 个标签，掘金最多 {most} 个"),
            format!("请为掘金选出 1 到 {most} 个：在 `fagao:` 下这个账号的部分写 `tags: […]`"),
        ),
        JuejinMessage::TagTwice { tag } => {
            sentence(format!("标签 `{tag}` 写了两次"), "请只保留一个")
        }
        JuejinMessage::SummaryTooShort {
            length,
            least,
            most,
        } => sentence(
            format!("摘要有 {length} 个字，掘金要求至少 {least} 个字"),
            format!("请写 {least} 到 {most} 个字；不写则从正文截取"),
        ),
        JuejinMessage::SummaryTooLong {
            length,
            least,
            most,
        } => sentence(
            format!("摘要有 {length} 个字，掘金最多 {most} 个字"),
            format!(
                "请在 `fagao:` 下这个账号的部分写 {least} 到 {most} 个字的 `summary: …`；一个表情符号算两个字或更多"
            ),
        ),
        JuejinMessage::TextTooShort { length, least } => sentence(
            format!("没有写摘要，而正文只有 {length} 个字，不够掘金要求的 {least} 个字"),
            "请在 `fagao:` 下这个账号的部分写上 `summary: …`",
        ),
        JuejinMessage::ColumnTwice { column } => {
            sentence(format!("专栏 `{column}` 写了两次"), "请只保留一个")
        }
        JuejinMessage::TooManyColumns { count, most } => sentence(
            format!("写了 {count} 个专栏，掘金最多 {most} 个"),
            format!("请最多保留 {most} 个"),
        ),
        JuejinMessage::TooManyTopics { count, most } => sentence(
            format!("写了 {count} 个话题，掘金最多 {most} 个"),
            "请只保留一个",
        ),
        JuejinMessage::BadLook { key, value } => sentence(
            format!("`{value}` 不是 {key} 的名称"),
            format!("请按编辑器里显示的名称写，例如 `{key}: juejin`，或者不写"),
        ),
        JuejinMessage::BadImagePolicy { value } => sentence(
            format!("`{value}` 不是处理图片的方式"),
            "请写 `images: fail`（遇到就停）、`keep`（照原样保留）或 `skip`（去掉图片）",
        ),
        JuejinMessage::CoverNotAUrl { url } => sentence(
            format!("封面 `{url}` 既不是文件，也不是网址"),
            "请写相对于文章的文件路径，或者 https 地址",
        ),
        JuejinMessage::ImageTooLarge { url, size, limit } => sentence(
            format!("图片 `{url}` 有 {size} 字节，掘金最多 {limit} 字节"),
            "请压缩这张图片",
        ),
        JuejinMessage::BadRemoteImages { value } => sentence(
            format!("`remote_images` 不能是 `{value}`"),
            "请写 `keep`（地址照原样保留）或 `rehost`（取来图片，放到掘金的图床上）",
        ),
        JuejinMessage::DataImage => sentence(
            "有一张图片直接写在自己的地址里（`data:`）",
            "请存成文件，再写文件路径",
        ),
        JuejinMessage::NoDraft { url } => sentence(
            "文章已经发布，现在有改动，但不知道它当初用的是哪份草稿",
            format!(
                "请用 `fagao adopt ARTICLE --to ACCOUNT --url {}` 重新收录，或者用 `--again` 作为第二篇发布",
                url.as_deref().unwrap_or("URL")
            ),
        ),
        JuejinMessage::SiteFile { what } => sentence(
            format!("站点文件有误：{what}"),
            "请改正配置里这个账号的站点文件",
        ),
    }
}
