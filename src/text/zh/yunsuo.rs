//! About a push to Yunsuo.

use super::sentence;
use crate::text::{Sentence, YunsuoMessage};

/// What to do with a file that Yunsuo cannot see.
const UPLOAD: &str = "请在 fagao.toml 里用 `[images] base_url` 或 `command` 说明本地图片放在哪里，或写它的 `https://` 地址";

pub(super) fn say(m: &YunsuoMessage) -> Sentence {
    match m {
        YunsuoMessage::Type { found, says } => sentence(
            format!("没有类型「{found}」（{says}）"),
            "请给 `type:` 写 0（图文）、1（视频）、2（图集）或 3（音频）；删掉则为 0",
        ),
        YunsuoMessage::Missing { key, says } => sentence(
            format!("云梭需要 `{key}`（{says}）"),
            match *key {
                "cover" => "请写 `cover:`，值为图片的 `https://` 地址".to_owned(),
                "accounts" => "请在 fagao.toml 的账号下写 `push_to = [\"…\"]`，值为号池账号的 36 位 id；或者在这里写 `accounts:`".to_owned(),
                "keywords" => "请在这里写 `keywords:`，或者在 front matter 最外层写 `keywords:` 或 `tags:`".to_owned(),
                "categories" => "请写 `categories:`，至少五个，例如 `[科技, 互联网, 教育, 科普, 工具]`".to_owned(),
                "images" => "请写 `images:`，至少四张，每张都有 `url:` 和 `text:`".to_owned(),
                "text" => "请给 `images:` 的每张图片写 `text:`".to_owned(),
                key => format!("请在这里写 `{key}:`"),
            },
        ),
        YunsuoMessage::TooShort {
            key,
            length,
            least,
            says,
        } => sentence(
            format!("`{key}` 有 {length} 个字，云梭要求至少 {least} 个字（{says}）"),
            "请写长一些",
        ),
        YunsuoMessage::TooLong {
            key,
            length,
            most,
            says,
        } => sentence(
            format!("`{key}` 有 {length} 个字，云梭最多 {most} 个字（{says}）"),
            "请缩短",
        ),
        YunsuoMessage::TooFew {
            key,
            count,
            least,
            says,
        } => sentence(
            match *key {
                // The same category twice is one.
                "categories" => {
                    format!("`categories` 只有 {count} 个不同的分类，云梭要求至少 {least} 个（{says}）")
                }
                key => format!("`{key}` 有 {count} 个，云梭要求至少 {least} 个（{says}）"),
            },
            "请再补一些",
        ),
        YunsuoMessage::Account { id, says } => sentence(
            format!("「{id}」不是号池账号的 id（{says}）"),
            "请写 36 位的 id，例如 d9153270-94a0-abcd-b645-00163e4c8b3c",
        ),
        YunsuoMessage::Twice { id } => sentence(
            format!("号池账号 {id} 写了两次"),
            "请删掉一个，否则可能在那里发布两次",
        ),
        YunsuoMessage::NotAUrl { key, url, says } => sentence(
            format!("`{key}` 不是网址：「{url}」（{says}）"),
            "请写完整，例如 `https://example.com/cover.png`",
        ),
        YunsuoMessage::EmptyText { says } => sentence(
            format!("去掉标签之后正文就空了（{says}）"),
            "请写一些文字：只有图片不会被接受",
        ),
        YunsuoMessage::LocalFile { key, url } => sentence(
            format!("`{key}` 写的是本地文件 `{url}`，而云梭只接受网址"),
            UPLOAD,
        ),
        YunsuoMessage::LocalImage { url } => sentence(
            format!("图片 `{url}` 在本机上，而云梭需要网络图片"),
            UPLOAD,
        ),
        YunsuoMessage::DataImage => sentence(
            "正文里有一张图片直接写在自己的地址里（`data:`），而云梭需要网络图片",
            "请把它存成文件，再写文件名；文件放在哪里由 `[images]` 说明",
        ),
        YunsuoMessage::BaseUrl { url } => sentence(
            format!("`base_url` 不是网址：「{url}」"),
            "请写成 `base_url = \"https://api.yunsuofabu.com/v1\"`，或者删掉它",
        ),
        YunsuoMessage::NoSetting { name } => sentence(
            format!("账号没有 `{name}`"),
            format!("请在 fagao.toml 的账号下写 `{name} = \"…\"`；在云梭后台可以看到"),
        ),
        YunsuoMessage::NoSecret { name } => sentence(
            format!("账号没有 `{name}`"),
            format!("请在 fagao.toml 的账号下写 `{name} = {{ env = \"…\" }}`，并设置这个环境变量"),
        ),
        YunsuoMessage::SiteFile { why } => sentence(
            format!("站点文件有误：{why}"),
            "请为这个账号换一个 `site_file`，或者不写",
        ),
    }
}
