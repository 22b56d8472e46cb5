//! 关于站点文件。

use super::{list, sentence};
use crate::text::{SelectorsMessage, Sentence};

pub(super) fn say(m: &SelectorsMessage) -> Sentence {
    match m {
        SelectorsMessage::Unreadable { file, why } => {
            sentence(format!("无法读取 {file}：{why}"), "检查文件名和读取权限")
        }
        SelectorsMessage::NotJson { why } => sentence(
            format!("这不是这里能读的 JSON：{why}"),
            "在 Chrome DevTools 的 Recorder 里把录制导出为 JSON 文件；对应关系文件的写法如 {\"title\": 3}",
        ),
        SelectorsMessage::NoElement {
            element,
            site_file,
            known,
        } => sentence(
            format!("{site_file} 没有元素「{element}」"),
            format!("它有：{}", list(known)),
        ),
        SelectorsMessage::NoStep {
            element,
            step,
            steps,
        } => sentence(
            format!("「{element}」对应第 {step} 步，但录制只有 {steps} 步"),
            "数一数 JSON 文件里的 `steps`，从 1 开始",
        ),
        SelectorsMessage::StepWithoutElement {
            element,
            step,
            words,
        } => sentence(
            format!("第 {step} 步应对应「{element}」，但它不涉及任何元素：{words}"),
            "写一个有 `selectors` 的步骤，例如点击或输入",
        ),
        SelectorsMessage::NotSaved { file, why } => sentence(
            format!("无法读取 {file}：{why}"),
            "`fagao selectors capture SITE --out DIR` 会保存页面和它们的清单 manifest.json",
        ),
        SelectorsMessage::BadList { why } => sentence(
            format!("这不是保存的页面的清单：{why}"),
            "用 `fagao selectors capture SITE --out DIR` 重新保存页面",
        ),
        SelectorsMessage::OtherSite { found, wanted } => sentence(
            format!("保存的页面属于 {found}，不是 {wanted} 的"),
            format!("换一个目录，或者检查 {found}"),
        ),
        SelectorsMessage::NothingImported { title, site_file } => sentence(
            format!("录制「{title}」没有任何一步对应 {site_file} 的元素"),
            "用 `--mapping FILE` 写明哪一步对应哪个元素，例如 {\"title\": 3}",
        ),
        SelectorsMessage::NothingShown { seconds } => sentence(
            format!("{seconds} 秒内没有人操作，没有写入文件"),
            "有人在浏览器前时再录制；`--wait-for-person` 可以设定等多久",
        ),
    }
}
