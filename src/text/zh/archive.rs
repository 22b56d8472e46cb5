//! About the ledger as a document.

use super::sentence;
use crate::text::{ArchiveMessage, Sentence};

pub(super) fn say(m: &ArchiveMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ArchiveMessage::Unreadable { file, why } => sentence(
            format!("无法读取 {file}：{why}"),
            "请指定一个由 `fagao ledger export` 写出的文件",
        ),
        ArchiveMessage::Unwritable { file, why } => sentence(
            format!("无法写入 {file}：{why}"),
            "请换一个你可以写入的目录",
        ),
        ArchiveMessage::Foreign(file) => sentence(
            format!("{file} 不是账本的导出文件，没有导入任何内容"),
            "请指定一个由 `fagao ledger export` 写出的文件",
        ),
        ArchiveMessage::Torn(file) => sentence(
            format!("{file} 不完整，或者写出之后被改过，没有导入任何内容"),
            "请从写出它的地方重新复制，或者重新导出；这个文件不能手工修改",
        ),
        ArchiveMessage::Newer(file) => sentence(
            format!("{file} 由更新版本的 fagao 写出，没有导入任何内容"),
            "请升级这台机器上的 fagao",
        ),
        ArchiveMessage::OfTheSandbox(file) => sentence(
            format!("{file} 来自沙盒，里面的内容并没有真正发布，没有导入任何内容"),
            "请加上 `--sandbox`，或者指定真实账本的导出文件",
        ),
        ArchiveMessage::NotOfTheSandbox(file) => sentence(
            format!("{file} 来自真实账本，不是沙盒的，没有导入任何内容"),
            "请去掉 `--sandbox`",
        ),
        ArchiveMessage::Odd { file, what } => sentence(
            format!("{file}：看不懂 {what}，没有导入任何内容"),
            "请升级这台机器上的 fagao，或者重新导出",
        ),
        ArchiveMessage::Written {
            file,
            entries,
            open,
        } => only(format!("{file}：{}", counted(*entries, *open))),
        ArchiveMessage::Imported {
            added,
            replaced,
            kept,
            uploads,
            dry,
        } => {
            let what = format!(
                "新增 {added} 条，替换 {replaced} 条，保留 {kept} 条；上传记录 {uploads} 条"
            );
            match dry {
                true => sentence(format!("将会导入：{what}"), "去掉 `--dry-run` 就会真正导入"),
                false => only(format!("已导入：{what}")),
            }
        }
        ArchiveMessage::Sound { entries, open } => {
            only(format!("账本完好：{}", counted(*entries, *open)))
        }
        ArchiveMessage::Damaged(what) => sentence(
            format!("账本文件已损坏：{what}"),
            "请把它移走，用备份恢复；再次发布之前，先到各个站点确认已经发布了什么",
        ),
        ArchiveMessage::NotUnderstood { part, key } => sentence(
            format!("看不懂 {key} 的 {part}"),
            "它是不是由别的版本的 fagao 写的？请升级 fagao，或者用备份恢复",
        ),
        ArchiveMessage::NoEvidence(key) => sentence(
            format!("{key} 记为已发布，但没有任何证据"),
            "请运行 `fagao status --refresh`",
        ),
        ArchiveMessage::NoAttempt(key) => sentence(
            format!("{key} 记为结果未知，但从来没有提交过"),
            "请到站点上查看，再用 `fagao settle` 告诉 fagao 结果",
        ),
        ArchiveMessage::Attempts(key) => sentence(
            format!("{key} 缺少提交记录，花费可能少算了"),
            "请用备份恢复，或者对照平台自己的订单列表核对预算",
        ),
    }
}

fn counted(entries: usize, open: usize) -> String {
    match open {
        0 => format!("共 {entries} 条，没有结果未知的"),
        open => format!("共 {entries} 条，其中 {open} 条结果未知"),
    }
}
