//! About site files.

use super::{article, list, sentence};
use crate::text::{Kind, Sentence, SiteMessage, SitePart};

pub(super) fn say(m: &SiteMessage) -> Sentence {
    match m {
        SiteMessage::Toml { reason } => sentence(
            format!("这不是 TOML：{reason}"),
            "请改正这一行；格式见 docs/selectors.md",
        ),
        SiteMessage::Twice { name } => sentence(
            format!("已经有「{name}」了"),
            "请给其中一个换个名字，或者删掉它",
        ),
        SiteMessage::UnknownKey {
            key,
            table,
            nearest,
            known,
        } => sentence(
            format!("{}没有「{key}」这个键", named(table)),
            did_you_mean(nearest.as_deref(), "它的键有", known),
        ),
        SiteMessage::WrongKind { key, wanted, found } => sentence(
            format!(
                "{}是{}，不是{}",
                named(key),
                article::kind(*found),
                article::kind(*wanted)
            ),
            match wanted {
                Kind::Text => "请写成双引号里的文本",
                Kind::List => "请写成列表：[ … ]",
                Kind::Map => "请写成表：{ key = … }",
                Kind::Truth => "请写 true 或 false",
                Kind::Whole | Kind::Number => "请写数字，不要引号",
                Kind::Nothing => "请删掉它",
            },
        ),
        SiteMessage::Unquoted { key } => sentence(
            format!("`{key}` 是没有引号的日期，不是文本"),
            "请放进双引号里",
        ),
        SiteMessage::Missing { key, table, what } => sentence(
            format!("{}缺少 `{key}`", named(table)),
            match what.is_empty() {
                true => format!("请写 `{key} = …`"),
                false => format!("请写 `{key} = …`（{}）", what.trim_end_matches('.')),
            },
        ),
        SiteMessage::NotOneOf {
            key,
            found,
            nearest,
            allowed,
        } => sentence(
            format!("`{key}` 不能是「{found}」"),
            did_you_mean(nearest.as_deref(), "可以写", allowed),
        ),
        SiteMessage::OutOfRange {
            key,
            least,
            most,
            found,
        } => sentence(
            format!("`{key}` 不能是 {found}"),
            format!("请写 {}", bounds(*least, *most)),
        ),
        SiteMessage::Count {
            key,
            least,
            most,
            found,
        } => sentence(
            format!("`{key}` 有 {found} 项"),
            format!("请写 {} 项", bounds(*least, *most)),
        ),
        SiteMessage::BadDate { key, found } => sentence(
            format!("`{key}` 不是日期：「{found}」"),
            "请写成 \"2026-09-27\"；同一天的第二个文件是 \"2026-09-27.2\"",
        ),
        SiteMessage::OtherName { path, says } => sentence(
            format!("路径说它是 {path}，而它自己说是 {says}"),
            "请改正 `site`、`kind` 和 `date`，或者把文件移到 <site>/<kind>/<date>.toml",
        ),
        SiteMessage::NothingToExtend { file, known } => sentence(
            format!("没有可以扩展的 {file}"),
            format!("请写这些文件之一的日期：{}", list(known)),
        ),
        SiteMessage::Circle { file } => {
            sentence(format!("{file} 扩展了自己"), "请让较旧的那个文件独立")
        }
        SiteMessage::NoBase => sentence(
            "没有 `base`，扩展的文件里也没有",
            "请写调用的协议和主机：`base = \"https://…\"`",
        ),
        SiteMessage::Selector { selector, from } => sentence(
            match from.is_empty() {
                true => format!("CSS 选择器「{selector}」不完整"),
                false => format!("CSS 选择器「{selector}」从「{from}」起无法识别"),
            },
            "请写 CSS 选择器；XPath 和 :hover 这类实时页面的伪类无法离线检查",
        ),
        SiteMessage::Pattern { capture } => sentence(
            format!("「{{{capture}}}」不是 URL 里的捕获"),
            "请写 {name}（字母、数字、- 和 _）或 {name:digits}",
        ),
        SiteMessage::UnknownValue {
            value,
            nearest,
            known,
        } => sentence(
            format!("没有什么会给出「{value}」的值"),
            did_you_mean(nearest.as_deref(), "可用的有", known),
        ),
        SiteMessage::Pointer { pointer } => sentence(
            format!("「{pointer}」不是 JSON Pointer"),
            "请以 / 开头，名字里的 ~ 写成 ~0，/ 写成 ~1：/data/0/id",
        ),
        SiteMessage::Nowhere {
            pointer,
            there,
            instead,
        } => sentence(
            match there.is_empty() {
                true => format!("{pointer} 在调用的示例里指不到任何东西"),
                false => format!("{pointer} 在调用的示例里，{there} 之后就指不到东西了"),
            },
            match instead.is_empty() {
                true => "请改正指针或示例".to_owned(),
                false => format!("那里有 {}", list(instead)),
            },
        ),
        SiteMessage::Without { key, needs } => sentence(
            format!("没有 `{needs}`，`{key}` 就没有意义"),
            format!("请也写上 `{needs}`，或者删掉 `{key}`"),
        ),
        SiteMessage::ReadFrom { slot } => sentence(
            format!("「{slot}」没有从 `pointer`、`header`、`pick` 中恰好一个里读取"),
            "请写三者之一；`pick` 可以再带一个指向找到那一行的 `pointer`",
        ),
        SiteMessage::NoSuch {
            what,
            name,
            nearest,
            known,
        } => sentence(
            format!("没有{}「{name}」", part(*what)),
            did_you_mean(nearest.as_deref(), "已有的", known),
        ),
        SiteMessage::Lacks { file, what, name } => sentence(
            format!("站点文件 {file} 里没有{}「{name}」", part(*what)),
            "请加上它，或者用 `--site-file` 或 `site_files` 换一个文件",
        ),
        SiteMessage::Misplaced { path, known } => sentence(
            format!("不会到 {path} 去找站点文件"),
            format!("请把它放进这些目录之一：{}", list(known)),
        ),
        SiteMessage::NoFile { file, known } => sentence(
            format!("没有站点文件 {file}"),
            format!("已有的：{}", list(known)),
        ),
    }
}

/// A table by its path; the top of the file has none.
fn named(path: &str) -> String {
    match path.is_empty() {
        true => "文件".to_owned(),
        false => format!("`{path}` "),
    }
}

fn part(part: SitePart) -> &'static str {
    match part {
        SitePart::Page => "页面",
        SitePart::State => "状态",
        SitePart::Element => "元素",
        SitePart::Call => "调用",
        SitePart::Value => "值",
    }
}

fn did_you_mean(nearest: Option<&str>, else_there: &str, all: &[String]) -> String {
    match nearest {
        Some(nearest) => format!("是不是想写「{nearest}」？"),
        None if all.is_empty() => "请删掉它".to_owned(),
        None => format!("{else_there}：{}", list(all)),
    }
}

fn bounds<N: std::fmt::Display + PartialEq>(least: Option<N>, most: Option<N>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} 到 {most}"),
        (Some(least), None) => format!("至少 {least}"),
        (None, Some(most)) => format!("至多 {most}"),
        (None, None) => "另一个数".to_owned(),
    }
}
