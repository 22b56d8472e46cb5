//! About a push to Yunsuo.

use super::sentence;
use crate::text::{Sentence, YunsuoMessage};

pub(super) fn say(m: &YunsuoMessage) -> Sentence {
    match m {
        YunsuoMessage::Type { found, says } => sentence(
            format!("the type {found:?} does not exist ({says})"),
            "write `type:` with 0 (图文), 1 (视频), 2 (图集) or 3 (音频), or delete it for 0",
        ),
        YunsuoMessage::Missing { key, says } => sentence(
            format!("Yunsuo wants `{key}` ({says})"),
            match *key {
                "cover" => "write `cover:` with the `https://` address of an image".to_owned(),
                "accounts" => "write `push_to = [\"…\"]` with the pool accounts' 36-character ids under the account in fagao.toml, or `accounts:` here".to_owned(),
                "keywords" => "write `keywords:` here, or `keywords:` or `tags:` at the top of the front matter".to_owned(),
                "categories" => "write `categories:` with at least five, such as [科技, 互联网, 教育, 科普, 工具]".to_owned(),
                "images" => "write `images:` with a list of at least four, each with `url:` and `text:`".to_owned(),
                "text" => "give every image of `images:` a `text:`".to_owned(),
                key => format!("write `{key}:` here"),
            },
        ),
        YunsuoMessage::TooShort {
            key,
            length,
            least,
            says,
        } => sentence(
            format!("`{key}` has {} and Yunsuo takes no fewer than {least} ({says})", characters(*length)),
            "write a longer one",
        ),
        YunsuoMessage::TooLong {
            key,
            length,
            most,
            says,
        } => sentence(
            format!("`{key}` has {} and Yunsuo takes no more than {most} ({says})", characters(*length)),
            "shorten it",
        ),
        YunsuoMessage::TooFew {
            key,
            count,
            least,
            says,
        } => sentence(
            match *key {
                // The same category twice is one.
                "categories" => format!("`categories` has {count} different ones and Yunsuo wants at least {least} ({says})"),
                key => format!("`{key}` has {count} and Yunsuo wants at least {least} ({says})"),
            },
            "add some",
        ),
        YunsuoMessage::Account { id, says } => sentence(
            format!("{id:?} is no pool account's id ({says})"),
            "write the id of 36 characters, such as d9153270-94a0-abcd-b645-00163e4c8b3c",
        ),
        YunsuoMessage::Twice { id } => sentence(
            format!("the pool account {id} is named twice"),
            "delete one, or it may be published there twice",
        ),
        YunsuoMessage::NotAUrl { key, url, says } => sentence(
            format!("`{key}` is no address of the web: {url:?} ({says})"),
            "write it in full, such as `https://example.com/cover.png`",
        ),
        YunsuoMessage::EmptyText { says } => sentence(
            format!("nothing is left of the text once its tags are gone ({says})"),
            "write some text: images alone are not taken",
        ),
        YunsuoMessage::LocalFile { key, url } => sentence(
            format!("`{key}` names the local file `{url}`, and Yunsuo takes addresses only"),
            "say where local images go with `[images] base_url` or `command` in fagao.toml, or write its `https://` address",
        ),
        YunsuoMessage::LocalImage { url } => sentence(
            format!("the image `{url}` is on this machine, and Yunsuo needs remote images"),
            "say where local images go with `[images] base_url` or `command` in fagao.toml, or write its `https://` address",
        ),
        YunsuoMessage::DataImage => sentence(
            "an image of the text is within its own address (`data:`), and Yunsuo needs remote images",
            "put it into a file and name that; `[images]` says where files go",
        ),
        YunsuoMessage::BaseUrl { url } => sentence(
            format!("`base_url` is no address of the web: {url:?}"),
            "write it as `base_url = \"https://api.yunsuofabu.com/v1\"`, or delete it",
        ),
        YunsuoMessage::NoSetting { name } => sentence(
            format!("the account has no `{name}`"),
            format!("write `{name} = \"…\"` under the account in fagao.toml; Yunsuo's console shows it"),
        ),
        YunsuoMessage::NoSecret { name } => sentence(
            format!("the account has no `{name}`"),
            format!("write `{name} = {{ env = \"…\" }}` under the account in fagao.toml and set that variable"),
        ),
        YunsuoMessage::SiteFile { why } => sentence(
            why.clone(),
            "choose another `site_file` for the account, or none",
        ),
    }
}

fn characters(n: usize) -> String {
    match n {
        1 => "1 character".to_owned(),
        n => format!("{n} characters"),
    }
}
