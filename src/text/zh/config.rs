//! About the configuration.

use super::{list, sentence};
use crate::text::{ConfigMessage, Lang, Sentence, retold};

pub(super) fn say(m: &ConfigMessage) -> Sentence {
    match m {
        ConfigMessage::Unreadable(why) => {
            sentence(format!("无法读取配置：{why}"), "请检查文件名和权限")
        }
        ConfigMessage::NoSiteFiles(dir) => sentence(
            format!("没有 {dir} 这个目录，而你的站点文件应当在里面"),
            "请新建它，或删去这一行；`fagao selectors record` 和 `fagao selectors heal --write` 会自行新建",
        ),
        ConfigMessage::None { upwards, user } => sentence(
            match user {
                Some(user) => {
                    format!("没有找到 fagao.toml（找过：{upwards} 及其上级目录、{user}）")
                }
                None => format!("没有找到 fagao.toml（找过：{upwards} 及其上级目录）"),
            },
            "`fagao init` 可以写一个；或者先用 `--sandbox` 试一试",
        ),
        ConfigMessage::NoAccount {
            name,
            nearest,
            known,
        } => sentence(
            format!("没有账号「{name}」"),
            match nearest {
                Some(n) => format!("是不是想写「{n}」？已有的账号：{}", list(known)),
                None => format!("已有的账号：{}", list(known)),
            },
        ),
        ConfigMessage::NoAccounts { known } => sentence(
            "`--to` 没有指定账号",
            format!("已有的账号：{}", list(known)),
        ),
        ConfigMessage::BadName(name) => sentence(
            format!("「{name}」不能作为账号名"),
            "请只用字母、数字、`-` 和 `_`",
        ),
        ConfigMessage::NoPlatform { name, known } => sentence(
            format!("没有平台「{name}」"),
            format!("请写其中一个：{}", list(known)),
        ),
        ConfigMessage::Missing { key, what } => {
            sentence(format!("缺少 {key}"), format!("请写上：{what}"))
        }
        ConfigMessage::BadValue { key, wanted } => {
            sentence(format!("{key} 的值不对"), format!("应该写成：{wanted}"))
        }
        ConfigMessage::NotInProject(key) => sentence(
            format!("{key} 不能写在项目自己的 fagao.toml 里"),
            "克隆来的项目不能决定你的会话和密钥发往哪里：请先看看这个文件，同意的话运行 `fagao trust`；或者写到你的用户配置里",
        ),
        ConfigMessage::NotTrusted => sentence(
            "没有人同意这份配置所指定的内容",
            "请在终端里运行 `fagao trust` 并回答，或者加上 `--yes`",
        ),
        ConfigMessage::NoSecret { account, key, why } => sentence(
            format!("拿不到 {account} 的 {key}：{}", retold(Lang::Zh, why)),
            format!(
                "请在那里提供它，或者在 [accounts.{account}] 下写 `{key} = {{ env = \"NAME\" }}` 或 `{{ file = \"PATH\" }}`"
            ),
        ),
        ConfigMessage::NoPassphrase(why) => sentence(
            format!("拿不到加密会话用的口令：{}", retold(Lang::Zh, why)),
            "请设置 FAGAO_PASSPHRASE，或者改正 [sessions] 下的 `passphrase`；不会改用明文保存",
        ),
        ConfigMessage::UnknownSection { name, nearest } => sentence(
            format!("`fagao:` 下的「{name}」既不是账号也不是平台"),
            match nearest {
                Some(n) => format!("是不是想写「{n}」？"),
                None => "请写账号名或平台名".to_owned(),
            },
        ),
        ConfigMessage::Draft => sentence(
            "front matter 里写着 `draft: true`",
            "文章写好后请删掉这一行；或者用 `--draft` 只存草稿",
        ),
        ConfigMessage::Directory(dir) => sentence(
            format!("{dir} 是一个目录"),
            format!("请写出其中的文章：\"{dir}/*.md\"，连同下级目录则写 \"{dir}/**/*.md\""),
        ),
        ConfigMessage::NoMatch(pattern) => sentence(
            format!("没有文件符合 {pattern}"),
            "请检查这个模式：`*` 匹配文件名，`**` 匹配各级目录",
        ),
        ConfigMessage::BadPattern { pattern, why } => sentence(
            format!("{pattern} 不是有效的模式：{why}"),
            "请写成 \"posts/*.md\" 这样",
        ),
        ConfigMessage::PlanChanged { expected, found } => sentence(
            format!("计划已不是审阅过的那一份：现在是 {found}，不是 {expected}"),
            "请用 `--dry-run` 重新审阅；文章、它引用的文件、配置或站点文件有改动",
        ),
        ConfigMessage::NoDrafts(platform) => sentence(
            format!("{platform} 没有草稿：收到的内容会直接提交"),
            "请从 `--to` 里去掉这个账号，或者不加 `--draft`",
        ),
    }
}
